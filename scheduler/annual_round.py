"""The annual round: opened by Headquarters, wished for by everyone, worked out, looked at, and published at once.

Everything is written in the caller's transaction; the edge commits. What is published is granted leave; its cover is
planned week by week when it comes nearer, and the proposed year has shown that it can be.
"""

from collections.abc import Sequence
from datetime import date
from typing import cast

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, delete

from scheduler.leave_decisions import note_change, one_at_a_time
from scheduler.leave_requests import hours_of
from scheduler.plan_queue import ask_plan
from workload.estimates.calendar import fiscal_year
from workload.records.audit import note_action
from workload.records.leave import standing_requests
from workload.records.leave_year import rounds
from workload.tables.base import now
from workload.tables.leave import LeaveEntry, LeaveRequest
from workload.tables.leave_year import LeaveRound, LeaveWish
from workload.tables.people import Person
from workload.tables.plans import Plan
from workload.vocabulary import DayPart, LeaveKind, LeaveStatus, LedgerReason, PlanKind, PlanStatus, RoundState

MOST_WISHES = 4
WISHES_END = (1, 31)
"""Month and day: the agreement asks for wishes that carry leave over by 31 January, so the round takes the same day."""


class RoundRefuses(Exception):
    """What was asked cannot be done now; `code` says why, `rank` which wish it is about."""

    def __init__(self, code: str, rank: int = 0) -> None:
        super().__init__(code)
        self.code, self.rank = code, rank


def open_round(session: Session, *, year: int, by: int, today: date) -> LeaveRound:
    """Take wishes for the fiscal year that begins in `year`, until 31 January before it."""
    if any(row.fiscal_year == year for row in rounds(session)):
        raise RoundRefuses("open_already")
    wishes_by = date(year, *WISHES_END)
    if wishes_by < today:
        raise RoundRefuses("too_late")
    found = LeaveRound(fiscal_year=year, wishes_by=wishes_by, opened_by=by)
    session.add(found)
    session.flush()
    _note(session, found, by, "round_opened")
    return found


def give_wishes(
    session: Session, *, round_id: int, person_id: int, spans: Sequence[tuple[date, date]], today: date
) -> None:
    """The person's wishes in order of rank, in place of those given before. RoundRefuses names the faulty one."""
    found = session.get_one(LeaveRound, round_id)
    if found.state is not RoundState.open or today > found.wishes_by:
        raise RoundRefuses("closed")
    first, last = fiscal_year(found.fiscal_year)
    person = session.get_one(Person, person_id)
    for rank, (begins, ends) in enumerate(spans, 1):
        if ends < begins:
            raise RoundRefuses("last_before_first", rank)
        if begins < first or ends > last:
            raise RoundRefuses("outside_year", rank)
        if hours_of(session, person, begins, ends, DayPart.whole) == 0:
            raise RoundRefuses("no_hours", rank)
        if any(begins <= b and a <= ends for a, b in spans[: rank - 1]):
            raise RoundRefuses("overlaps", rank)
    session.execute(delete(LeaveWish).where(col(LeaveWish.round_id) == round_id, col(LeaveWish.person_id) == person_id))
    for rank, (begins, ends) in enumerate(spans[:MOST_WISHES], 1):
        session.add(LeaveWish(round_id=round_id, person_id=person_id, rank=rank, first_day=begins, last_day=ends))
    session.flush()


def work_out(session: Session, *, round_id: int, by: int) -> Plan:
    """Have the year proposed: everyone's entitlement first, then wishes in the agreement's order."""
    found = session.get_one(LeaveRound, round_id)
    if found.state is RoundState.published:
        raise RoundRefuses("published")
    plan = ask_plan(session, kind=PlanKind.annual_round, asked_by=by)
    found.state, found.plan_id = RoundState.planning, plan.id
    _note(session, found, by, "round_worked_out")
    return plan


def publish_round(session: Session, *, round_id: int, by: int, today: date) -> int:
    """Grant every block of the proposed year in one transaction; how many. RoundRefuses when that was done before."""
    found = session.get_one(LeaveRound, round_id)
    plan = session.get(Plan, found.plan_id) if found.plan_id is not None else None
    if plan is None or plan.status is not PlanStatus.ready:
        raise RoundRefuses("not_ready")
    won = cast(
        "CursorResult[tuple[int]]",
        session.execute(
            update(Plan)
            .where(col(Plan.id) == plan.id, col(Plan.status) == PlanStatus.ready)
            .values(status=PlanStatus.accepted)
        ),
    )
    if won.rowcount != 1:
        raise RoundRefuses("published")
    blocks = plan.answer["blocks"]
    one_at_a_time(session, {row["person_id"] for row in blocks})
    granted = sum(_grant(session, row, by, today) for row in blocks)
    found = session.get_one(LeaveRound, round_id)
    found.state, found.published_by, found.published_at = RoundState.published, by, now()
    _note(session, found, by, "round_published", granted=granted)
    session.flush()
    return granted


def _grant(session: Session, row: dict[str, object], by: int, today: date) -> bool:
    """A block as granted leave with its line in the ledger; left out where the person has other leave by now."""
    first, last = date.fromisoformat(str(row["first_day"])), date.fromisoformat(str(row["last_day"]))
    person = session.get_one(Person, row["person_id"])
    if first <= today or standing_requests(session, person.id or 0, first, last):
        return False
    request = LeaveRequest(
        person_id=person.id or 0,
        kind=LeaveKind.annual,
        first_day=first,
        last_day=last,
        hours=hours_of(session, person, first, last, DayPart.whole),
        status=LeaveStatus.granted,
        decided_at=now(),
        decided_by=by,
    )
    session.add(request)
    session.flush()
    session.add(
        LeaveEntry(
            person_id=request.person_id,
            day=first,
            hours=-request.hours,
            reason=LedgerReason.taken,
            request_id=request.id,
        )
    )
    note_change(session, request, by=by, action="leave_granted", more={"annual_round": True})
    return True


def _note(session: Session, found: LeaveRound, by: int, action: str, **more: object) -> None:
    after = {"fiscal_year": found.fiscal_year, "state": found.state.value} | more
    note_action(session, person_id=by, action=action, subject="leave_round", subject_id=found.id, after=after)
