"""Cover that was agreed or asked for, from today on: what a person gives, and what a region counts on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from workload.records.leave import covers_while_away
from workload.records.officers import person_names
from workload.records.places import office_names, region_by_office
from workload.vocabulary import CoverMode, CoverStatus

FAR = timedelta(weeks=52)
DAY_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class AgreedCover:
    day: date
    person_id: int
    coverer: str
    away: str
    away_id: int
    request_id: int
    office: str
    mode: CoverMode
    hours: float
    travel: float
    asked: bool = False  # and not answered yet
    opens: bool = False  # the handover, the day before the cover


def agreed_cover(
    session: Session, today: date, *, person_id: int | None = None, region_ids: Collection[str] | None = None
) -> list[AgreedCover]:
    """By day: the cover of one person, of offices in some regions, or of the territory."""
    names, offices, regions = person_names(session), office_names(session), region_by_office(session)
    return [
        AgreedCover(
            row.day,
            row.person_id,
            names[row.person_id],
            names[absent],
            absent,
            row.request_id,
            offices[row.office_id],
            row.mode,
            row.hours,
            row.travel_hours,
            row.status is CoverStatus.proposed,
            row.status is not CoverStatus.proposed and row.day <= today + DAY_BEFORE,
        )
        for row, absent in covers_while_away(session, today, today + FAR)
        if (person_id is None or row.person_id == person_id)
        and (region_ids is None or regions[row.office_id] in region_ids)
    ]
