"""Who answers today: cover begins and ends by itself, by date. Absent means uncovered unless somebody is named."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from workload.records.absences import granted_absences
from workload.records.leave import covers_while_away
from workload.records.officers import people_by_id, person_names
from workload.vocabulary import CoverMode, CoverStatus, DayPart


@dataclass(frozen=True)
class CoverGiven:
    """One coverer on one day."""

    person_id: int
    name: str
    mode: CoverMode
    hours: float


@dataclass(frozen=True)
class AwayToday:
    """A person on granted leave, and who answers for them that day; nobody when `covered_by` is empty."""

    person_id: int
    name: str
    office_id: str
    part: DayPart
    back_after: date
    covered_by: tuple[CoverGiven, ...]


def who_answers_today(
    session: Session, today: date, *, person_id: int | None = None, office_id: str | None = None
) -> dict[int, AwayToday]:
    """Everybody on granted leave on `today` (of one office, or one person) with their cover, by person id."""
    away = granted_absences(session, today, today, person_ids=None if person_id is None else {person_id})
    if not away:
        return {}
    # Somebody who is only asked answers for nobody yet.
    agreed = [row for row in covers_while_away(session, today, today) if row[0].status is CoverStatus.agreed]
    names = person_names(session, {one.person for one in away} | {cover.person_id for cover, _absent in agreed})
    covers: dict[int, list[CoverGiven]] = {}
    for cover, absent in agreed:
        given = CoverGiven(cover.person_id, names[cover.person_id], cover.mode, cover.hours)
        covers.setdefault(absent, []).append(given)
    people, found = people_by_id(session, [absence.person for absence in away]), {}
    for absence in away:
        office = people[absence.person].office_id
        if office_id is None or office == office_id:
            given_to = tuple(covers.get(absence.person, ()))
            name = names[absence.person]
            found[absence.person] = AwayToday(absence.person, name, office, absence.part, absence.last_day, given_to)
    return found
