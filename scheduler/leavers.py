"""Somebody leaves: what stands after the last day at work, and settling it in one step.

Everything is written in the caller's transaction; the edge commits. Cases change hands by the plan of moves, which is
asked for anew: a manager decides who gets them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from sqlmodel import Session, col, func, or_, select

from scheduler.caseload_post import post_facts, state_post_facts
from scheduler.cover_answers import hold_coverers, replace_coverer
from scheduler.deputies import end_deputy
from scheduler.leave_changes import end_leave
from scheduler.leave_requests import withdraw_leave
from workload.records.cover_asked import cover_ahead
from workload.records.leave import standing_requests
from workload.tables.bring_forwards import BringForward
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.tables.deputies import Deputy
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import LeaveStatus

DAY = timedelta(days=1)
FOR_EVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Leaving:
    """What somebody holds, and what stands for them after their last day at work."""

    cases: int
    concerns: int
    bring_forwards: int
    asked: Sequence[LeaveRequest]
    granted: Sequence[LeaveRequest]
    cover_days: Sequence[date]
    deputies: Sequence[Deputy]


def what_leaving_means(session: Session, person_id: int, last_day: date, today: date) -> Leaving:
    """Nothing is changed. Of the past there is nothing to settle: what counts is from today, after the last day."""
    after = max(last_day + DAY, today)
    leave = standing_requests(session, person_id, after, FOR_EVER)
    cover = cover_ahead(session, after, person_id=person_id)
    deputies = select(Deputy).where(
        or_(Deputy.deputy_id == person_id, Deputy.manager_id == person_id),
        col(Deputy.ended_at).is_(None),
        col(Deputy.last_day) >= after,
    )
    return Leaving(
        cases=_count(session, Case, Case.officer_id == person_id, col(Case.closed_on).is_(None)),
        concerns=_count(session, Concern, Concern.owner_id == person_id, col(Concern.closed_on).is_(None)),
        bring_forwards=_count(
            session, BringForward, BringForward.person_id == person_id, col(BringForward.answered_on).is_(None)
        ),
        asked=[one for one in leave if one.status is LeaveStatus.asked],
        granted=[one for one in leave if one.status is LeaveStatus.granted],
        cover_days=sorted({row.day for one in cover for row in one.rows}),
        deputies=list(session.exec(deputies.order_by(col(Deputy.first_day), col(Deputy.id)))),
    )


def let_leave(session: Session, person_id: int, last_day: date, *, by: int, today: date) -> None:
    """State the last day at work and settle what stands after it: leave is taken back, cover passes to the next ones,
    deputies end, a new plan of moves is asked for. Whoever has left already signs in no more from this moment."""
    person = session.get_one(Person, person_id)
    after = max(last_day + DAY, today)
    owed = {one.request.person_id for one in cover_ahead(session, after, person_id=person_id)}
    hold_coverers(session, owed | {person_id})
    state_post_facts(session, person, replace(post_facts(session, person), works_until=last_day), by=by)
    session.flush()
    means = what_leaving_means(session, person_id, last_day, today)
    for request in means.asked:
        withdraw_leave(session, request_id=cast(int, request.id), by=by)
    for request in means.granted:
        end_leave(session, request_id=cast(int, request.id), from_day=after, by=by, today=today)
    replace_coverer(session, person_id, after, FOR_EVER, by=by, today=today)
    for row in means.deputies:
        if row.first_day >= after or last_day < today:
            end_deputy(session, row, by=by)


def _count(session: Session, table: type[Case] | type[Concern] | type[BringForward], *conditions: object) -> int:
    return session.exec(select(func.count()).select_from(table).where(*conditions)).one()  # type: ignore[arg-type]
