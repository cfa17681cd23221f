"""What the homes show of caseloads: a CSO's own month, a manager's people, and the plan that waits."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlmodel import Session

from web.caseloads.load_words import my_needs
from web.caseloads.people import PersonRow, as_rows, coming_month, rows_of_region, whole
from web.caseloads.plan_words import answer_sentence, failure_sentence, progress_sentence
from workload.records.calendar import calendar_facts
from workload.records.caseload_plans import current_plans, moves_of
from workload.records.cases import open_cases
from workload.records.cases_with_hours import CaseWithHours, with_hours
from workload.records.loads import load_of
from workload.records.places import community_names, region_names
from workload.vocabulary import MoveState, PlanStatus

CASES_SHOWN = 6
LOOK_AHEAD = timedelta(days=45)


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
    """The people of a region in the coming month, from north to south."""

    month: date
    rows: tuple[PersonRow, ...]
    whole: str  # all of them together, in one sentence


@dataclass(frozen=True)
class PlanLine:
    """A region's plan of moves in one sentence. `moves` is how many are left to decide."""

    region_id: str
    region: str
    sentence: str
    plan_id: int
    moves: int
    ready: bool


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
    rows = rows_of_region(session, today, month, region_id=region_id)
    place = region_names(session).get(region_id or "") or _("The territory")
    return RegionPeople(month, tuple(rows), whole(session, rows, place, month))


def plans_waiting(session: Session, region_ids: list[str]) -> list[PlanLine]:
    """The plans of moves that a manager can decide or that are being worked out."""
    names = region_names(session)
    found = []
    for region_id, plan in current_plans(session, region_ids).items():
        if plan.status is PlanStatus.accepted or plan.id is None:
            continue
        ready = plan.status is PlanStatus.ready
        moves = [move for move, _of in moves_of(session, plan.id)] if ready else []
        left = sum(move.state is MoveState.proposed for move in moves)
        if ready and not left:
            continue
        if ready:
            sentence = answer_sentence(plan.answer, len(moves))
        elif plan.status is PlanStatus.failed:
            sentence = failure_sentence(plan)
        else:
            sentence = progress_sentence(plan)
        found.append(PlanLine(region_id, names[region_id], sentence, plan.id, left, ready))
    return found


def next_delivery(session: Session, today: date) -> tuple[date, date] | None:
    """First and last of the delivery days that are running or come next."""
    days = sorted(day for day in calendar_facts(session, today, today + LOOK_AHEAD).delivery if day >= today)
    if not days:
        return None
    last = days[0]
    for day in days:
        if (day - last).days > 5:  # a weekend or a holiday may lie within the run
            break
        last = day
    return days[0], last
