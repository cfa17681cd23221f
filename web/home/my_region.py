"""What a regional manager or superintendent sees first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session

from web.caseloads.on_home import RegionPeople, region_people
from web.home.needs_you import MOST_WAITING, Waiting, needs_you
from web.recognition.beside import Beside, beside
from web.staffing.strip import Strip, coming_gaps
from workload.records.places import regions
from workload.records.recognition import count_untold
from workload.records.training import TrainingDue, training_due

TRAINING_AHEAD_DAYS = 90
MOST_OFFICES = 10  # of a larger region those that lack most hours; a link leads to all of them
MOST_TRAINING = 15


@dataclass(frozen=True)
class MyRegionPage:
    """`untold` counts thanks that have not reached their person. Of a large region `waiting`, the rows of `strip` and
    `training` are the first ones only, beside how many there are."""

    place: str
    waiting: list[Waiting]
    all_waiting: int
    strip: Strip
    all_offices: int
    beside: Beside
    people: RegionPeople
    training: list[TrainingDue]
    all_training: int
    untold: int


def my_region_page(
    session: Session, region_ids: Sequence[str] | None, today: date, *, everything: bool = False
) -> MyRegionPage:
    """With `everything` all that waits for a decision, however much it is."""
    waiting, strip = needs_you(session, region_ids, today), coming_gaps(session, today, region_ids=region_ids)
    until = today + timedelta(days=TRAINING_AHEAD_DAYS)
    training = training_due(session, region_ids=region_ids, today=today, until=until)
    names = [one.name for one in regions(session) if region_ids is None or one.id in region_ids]
    return MyRegionPage(
        place=", ".join(names),
        waiting=waiting if everything else waiting[:MOST_WAITING],
        all_waiting=len(waiting),
        strip=_emptiest(strip),
        all_offices=len(strip.rows),
        beside=beside(session, today, region_ids=region_ids),
        people=region_people(session, None if region_ids is None else region_ids[0], today),
        training=training[:MOST_TRAINING],
        all_training=len(training),
        untold=count_untold(session, region_ids=region_ids, written_before=today),
    )


def _emptiest(strip: Strip) -> Strip:
    """All rows in their order, or of too many those with the most hours UNCOVERED, then short, the most first."""
    if len(strip.rows) <= MOST_OFFICES:
        return strip
    lacking = {
        row.id: (sum(cell.uncovered for cell in row.cells), sum(cell.short for cell in row.cells)) for row in strip.rows
    }
    rows = sorted(strip.rows, key=lambda row: lacking[row.id], reverse=True)
    return replace(strip, rows=tuple(rows[:MOST_OFFICES]))
