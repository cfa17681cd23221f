"""What the homes show of caseloads: a CSO's own month and cases that change hands, and a manager's people."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlmodel import Session

from web.caseloads.load_words import my_needs
from web.caseloads.people import PersonRow, as_rows, coming_month, whole
from workload.records.cases import open_cases
from workload.records.cases_with_hours import CaseWithHours, with_hours
from workload.records.delivery_peaks import next_delivery
from workload.records.loads import OfficerLoad, load_of, loads
from workload.records.move_objections import moves_ahead
from workload.records.places import community_names, region_names

CASES_SHOWN = 6
MOST_ON_HOME = 20  # people; of a larger region those with most work for their hours


@dataclass(frozen=True)
class MyMonth:
    """A CSO's month: the sentence, the load behind it, the cases that take most, and the next delivery days."""

    month: date
    sentence: str
    row: PersonRow
    cases: tuple[CaseWithHours, ...]
    all_cases: int
    communities: dict[str, str]
    delivery: tuple[date, date] | None


@dataclass(frozen=True)
class RegionPeople:
    """The people of a region in the coming month, from north to south; of a large region only the fullest."""

    month: date
    rows: tuple[PersonRow, ...]
    whole: str  # all of them together, in one sentence
    all_rows: int


@dataclass(frozen=True)
class MyMoves:
    """Agreed moves that concern one officer: how many cases go and come, and the first day one does."""

    give: int
    take: int
    first: date


def my_month(session: Session, person_id: int, today: date) -> MyMonth | None:
    """This month of one CSO; None for somebody who carries no cases."""
    month = today.replace(day=1)
    load = load_of(session, person_id, today, month)
    if load is None:
        return None
    cases = with_hours(session, open_cases(session, officer_id=person_id), today)
    cases.sort(key=lambda one: (-one.hours.hours, one.case.reference))
    return MyMonth(
        month=month,
        sentence=my_needs(load.load, month),
        row=as_rows(session, [load], today, month)[0],
        cases=tuple(cases[:CASES_SHOWN]),
        all_cases=len(cases),
        communities=community_names(session),
        delivery=next_delivery(session, today),
    )


def region_people(session: Session, region_id: str | None, today: date) -> RegionPeople:
    """Everybody of a region (None: of the territory) who may carry cases, and the cases without an officer."""
    month = coming_month(today)
    found = loads(session, today, month, region_id=region_id)
    place = region_names(session).get(region_id or "") or _("The territory")
    shown = tuple(as_rows(session, _fullest(found), today, month))
    return RegionPeople(month, shown, whole(session, found, place, month), len(found))


def _fullest(found: list[OfficerLoad]) -> list[OfficerLoad]:
    """All in their order, or of too many those with the most hours beyond the hours there, the most first."""
    if len(found) <= MOST_ON_HOME:
        return found
    return sorted(found, key=lambda one: one.load.there - one.load.needed)[:MOST_ON_HOME]


def my_moves(session: Session, person_id: int) -> MyMoves | None:
    """The cases that are to leave an officer or to come; None when there are none."""
    moves = [move for move, _case in moves_ahead(session, person_id)]
    if not moves:
        return None
    days = [move.effective_on for move in moves if move.effective_on is not None]
    give = sum(move.from_id == person_id for move in moves)
    return MyMoves(give, len(moves) - give, min(days))
