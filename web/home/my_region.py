"""What a regional manager or superintendent sees first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from web.caseloads.on_home import RegionPeople, region_people
from web.home.needs_you import Waiting, needs_you
from web.recognition.beside import Beside, beside
from web.staffing.strip import Strip, coming_gaps
from workload.records.places import regions
from workload.records.recognition import count_untold
from workload.records.training import TrainingDue, training_due

TRAINING_AHEAD_DAYS = 90


@dataclass(frozen=True)
class MyRegionPage:
    """`untold` counts thanks that have not reached their person."""

    place: str
    waiting: list[Waiting]
    strip: Strip
    beside: Beside
    people: RegionPeople
    training: list[TrainingDue]
    untold: int


def my_region_page(session: Session, region_ids: Sequence[str] | None, today: date) -> MyRegionPage:
    names = [one.name for one in regions(session) if region_ids is None or one.id in region_ids]
    return MyRegionPage(
        place=", ".join(names),
        waiting=needs_you(session, region_ids, today),
        strip=coming_gaps(session, today, region_ids=region_ids),
        beside=beside(session, today, region_ids=region_ids),
        people=region_people(session, None if region_ids is None else region_ids[0], today),
        training=training_due(
            session, region_ids=region_ids, today=today, until=today + timedelta(days=TRAINING_AHEAD_DAYS)
        ),
        untold=count_untold(session, region_ids=region_ids, written_before=today),
    )
