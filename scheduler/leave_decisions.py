"""Deciding leave together with its cover. Everything is written in the caller's transaction; the edge commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col

from scheduler.cover_told import tell_coverers
from scheduler.plan_queue import ask_plan
from scheduler.relief_still_holds import why_plan_fails
from workload.estimates.calendar import monday_of
from workload.records.audit import note_action
from workload.records.leave import NEVER_REFUSED, undecided_requests
from workload.records.messages import write_message
from workload.records.plans import plan_for_request, plans_for_requests
from workload.tables.base import now
from workload.tables.leave import LeaveEntry, LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.tables.plans import Plan
from workload.vocabulary import CoverMode, CoverStatus, LeaveStatus, LedgerReason, MessageKind, PlanKind, PlanStatus


class Result(StrEnum):
    """What came of a decision."""

    done = "done"
    decided_already = "decided_already"
    plan_changed = "plan_changed"
    plan_fails = "plan_fails"


@dataclass(frozen=True)
class Outcome:
    """`result` done, or why nothing was decided; `why` are the codes of what no longer holds."""

    result: Result
    why: tuple[dict[str, Any], ...] = ()

    @property
    def done(self) -> bool:
        return self.result == Result.done


def approve_leave(
    session: Session, *, request_id: int, plan_id: int, by: int, today: date, instead_of: int | None = None
) -> Outcome:
    """Grant leave and ask those who are planned to cover it, in one transaction. A deputy decides `instead_of` someone.

    Before anything is written, plain arithmetic confirms that the plan still holds against the database of this
    moment. If it does not, a new plan is asked for and the outcome says what has changed.
    """
    planned = plan_for_request(session, request_id)
    cover: list[dict[str, Any]] = planned.answer.get("cover", []) if planned is not None else []
    person_id = session.get_one(LeaveRequest, request_id).person_id
    one_at_a_time(session, [person_id, *(row["person_id"] for row in cover)])
    request, plan = session.get_one(LeaveRequest, request_id), plan_for_request(session, request_id)
    if request.status != LeaveStatus.asked:
        return Outcome(Result.decided_already)
    seen = planned is not None and plan is not None and planned.id == plan.id == plan_id
    if plan is None or not seen or not _can_be_granted(request, plan):
        return Outcome(Result.plan_changed)
    why = why_plan_fails(session, request, plan.answer, today=today) if plan.answer.get("possible") else []
    if why:
        ask_plan(session, kind=PlanKind.relief, asked_by=by, request_id=request_id)
        return Outcome(Result.plan_fails, tuple(why))
    granted = {"version": request.version, "decided_for": instead_of}
    if not settle(session, request_id, by=by, status=LeaveStatus.granted, **granted):
        return Outcome(Result.decided_already)
    session.refresh(request)
    session.add_all(cover_rows(request_id, cover))
    session.add(ledger_row(request))
    plan.status = PlanStatus.accepted
    session.flush()
    _replan_others(session, request, cover, by=by)
    tell_coverers(session, request, cover, today=today)
    tell_person(session, request, MessageKind.leave_granted)
    more = {"plan": plan_id, "cover_days": len(cover)} | _in_place_of(instead_of)
    note_change(session, request, by=by, action="leave_granted", more=more)
    return Outcome(Result.done)


def _can_be_granted(request: LeaveRequest, plan: Plan) -> bool:
    """With cover that was found; leave that is never refused also without."""
    if request.kind in NEVER_REFUSED:
        return plan.status in (PlanStatus.ready, PlanStatus.failed)
    return plan.status == PlanStatus.ready and bool(plan.answer.get("possible"))


def refuse_leave(session: Session, *, request_id: int, by: int, reason: str, instead_of: int | None = None) -> Outcome:
    """Refuse with a reason. Recorded as lacking cover when the plan found none: the territory counts these."""
    plan = plan_for_request(session, request_id)
    lacked_cover = plan is not None and plan.status == PlanStatus.ready and plan.answer.get("possible") is False
    refused = {"decision_reason": reason, "lacked_cover": lacked_cover, "decided_for": instead_of}
    if not settle(session, request_id, by=by, status=LeaveStatus.refused, **refused):
        return Outcome(Result.decided_already)
    drop_plans(session, request_id)
    request = session.get_one(LeaveRequest, request_id)
    tell_person(session, request, MessageKind.leave_refused)
    more = {"lacked_cover": lacked_cover} | _in_place_of(instead_of)
    note_change(session, request, by=by, action="leave_refused", why=reason, more=more)
    return Outcome(Result.done)


def tell_person(session: Session, request: LeaveRequest, kind: MessageKind) -> None:
    """The person whose leave it is reads what was decided."""
    write_message(
        session,
        [request.person_id],
        kind,
        href=f"/leave/requests/{request.id}",
        first=request.first_day.isoformat(),
        last=request.last_day.isoformat(),
    )


def _in_place_of(manager: int | None) -> dict[str, Any]:
    return {} if manager is None else {"instead_of": manager}


def one_at_a_time(session: Session, person_ids: Collection[int]) -> None:
    """Hold these people's rows, so that two decisions about one person follow each other; then read anew.

    An UPDATE that changes nothing does this on every database: a row lock on PostgreSQL, the write lock on SQLite.
    """
    for person_id in sorted(set(person_ids)):
        session.execute(update(Person).where(col(Person.id) == person_id).values(kind=Person.kind))
    session.expire_all()


def settle(session: Session, request_id: int, *, by: int, status: LeaveStatus, **more: Any) -> bool:
    """Change the status of an undecided request; False when somebody else was first."""
    version = more.pop("version", None)
    where = [col(LeaveRequest.id) == request_id, col(LeaveRequest.status) == LeaveStatus.asked]
    if version is not None:
        where.append(col(LeaveRequest.version) == version)
    values = {"status": status, "decided_at": now(), "decided_by": by, "version": LeaveRequest.version + 1} | more
    result = cast(CursorResult[Any], session.execute(update(LeaveRequest).where(*where).values(**values)))
    session.expire_all()
    return result.rowcount == 1


def drop_plans(session: Session, request_id: int) -> None:
    session.execute(
        update(Plan)
        .where(
            col(Plan.request_id) == request_id,
            col(Plan.status).in_((PlanStatus.waiting, PlanStatus.solving)),
        )
        .values(status=PlanStatus.replaced)
    )


def _replan_others(session: Session, granted: LeaveRequest, cover: Sequence[dict[str, Any]], *, by: int) -> None:
    """Ask anew for undecided requests whose plan counts on people, or on weeks, that are taken now."""
    taken = {(row["person_id"], monday_of(date.fromisoformat(row["day"]))) for row in cover}
    taken |= {(granted.person_id, week) for week in _weeks(granted.first_day, granted.last_day)}
    others = [row for row in undecided_requests(session) if row.id != granted.id]
    plans = plans_for_requests(session, [cast(int, row.id) for row in others])
    for other in others:
        plan = plans.get(cast(int, other.id))
        rows = plan.answer.get("cover", []) if plan is not None and plan.status == PlanStatus.ready else []
        if any((row["person_id"], monday_of(date.fromisoformat(row["day"]))) in taken for row in rows):
            ask_plan(session, kind=PlanKind.relief, asked_by=by, request_id=other.id)


def _weeks(first: date, last: date) -> set[date]:
    return {monday_of(first + timedelta(days=n)) for n in range((last - first).days + 1)}


def cover_rows(request_id: int, cover: Sequence[dict[str, Any]]) -> list[ReliefCover]:
    """Planned cover as rows: whoever is named is asked, and may decline without a veto on the leave."""
    return [
        ReliefCover(
            request_id=request_id,
            person_id=row["person_id"],
            office_id=row["office_id"],
            day=date.fromisoformat(row["day"]),
            mode=CoverMode(row["mode"]),
            hours=row["hours"],
            travel_hours=row["travel_hours"],
            status=CoverStatus.proposed,
            asked_at=now(),
        )
        for row in cover
    ]


def ledger_row(request: LeaveRequest) -> LeaveEntry:
    return LeaveEntry(
        person_id=request.person_id,
        kind=request.kind,
        day=request.first_day,
        hours=-request.hours,
        reason=LedgerReason.taken,
        request_id=request.id,
    )


def note_change(
    session: Session, request: LeaveRequest, *, by: int, action: str, why: str = "", more: dict[str, Any] | None = None
) -> None:
    after = {"first_day": request.first_day.isoformat(), "last_day": request.last_day.isoformat()}
    after |= {"status": request.status.value, "hours": request.hours} | (more or {})
    note_action(
        session, person_id=by, action=action, subject="leave_request", subject_id=request.id, after=after, why=why
    )
