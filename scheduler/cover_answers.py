"""Asking people to cover, and what they answer. A coverer may decline; the leave stays granted and the next is asked.

Everything is written in the caller's transaction; the edge commits. Whoever could cover at the office is held for the
moment (`one_at_a_time`), so that two decisions about one coverer follow each other.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from sqlmodel import Session, col, select

from scheduler.cover_finding import CoverDesk
from scheduler.cover_told import Mended, tell_coverer, tell_coverers, tell_deciders, tell_released
from scheduler.deputies import instead_of
from scheduler.leave_decisions import cover_rows, one_at_a_time
from scheduler.solver.relief_check import Plan
from scheduler.solver.relief_problem import Assignment
from workload.codes import person_code
from workload.records.audit import note_action
from workload.records.cover_asked import AskedCover, cover_ahead
from workload.records.cover_links import cover_links
from workload.settings import Settings
from workload.tables.base import now
from workload.tables.leave import CoverAnswer, LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.vocabulary import CoverMode, CoverRefusal, CoverStatus, LeaveStatus

DAY = timedelta(days=1)


class CoverResult(StrEnum):
    """What came of asking, answering or naming somebody."""

    done = "done"
    gone = "gone"  # the leave or the cover is not there any more
    not_free = "not_free"  # the person cannot take any of these days now
    covered = "covered"  # no day is open any more


def ask_to_cover(session: Session, *, request_id: int, person_id: int, by: int, today: date) -> CoverResult:
    """Ask one of those who are offered for the open days of a leave; they answer with one click."""
    desk = _desk(session, request_id, today)
    if desk is None:
        return CoverResult.gone
    if not desk.open_days():
        return CoverResult.covered
    cover = desk.taken_by(person_id)
    if not cover:
        return CoverResult.not_free
    _propose(session, desk.request, cover, today=today)
    _note(session, desk.request, by, "cover_asked", person_id, [row["day"] for row in cover], decided=today)
    return CoverResult.done


def ask_for_open_days(session: Session, request: LeaveRequest, *, today: date) -> Mended:
    """Ask the best ones for every day that an absence leaves without anybody; nobody where a day would stay open. The
    caller holds the coverers."""
    desk = CoverDesk(session, request, today=today)
    cover, days_left_open = desk.fill(desk.open_days())
    if not days_left_open:
        _propose(session, request, cover, today=today)
    return Mended(_people(cover), days_left_open)


def name_to_cover(
    session: Session, *, request_id: int, person_id: int, reason: str, by: int, today: date
) -> CoverResult:
    """The manager names a coverer with a reason, beyond the limits that plans keep; nobody covers twice a day, on a
    day off, or in spite of a conflict of interest. What others were asked for on these days falls away."""
    desk = _desk(session, request_id, today)
    if desk is None:
        return CoverResult.gone
    asked = cover_ahead(session, today, request_id=request_id, status=CoverStatus.proposed)
    days = sorted({*desk.open_days(), *(row.day for one in asked for row in one.rows)})
    if not days:
        return CoverResult.covered
    cover = _named_cover(session, desk, person_id, days)
    if not cover:
        return CoverResult.not_free
    taken = {row["day"] for row in cover}
    for one in asked:
        replaced = tuple(row for row in one.rows if row.day.isoformat() in taken)
        if replaced:
            over = AskedCover(one.request, one.person_id, replaced)
            _end(session, over, CoverStatus.ended, by=by, tell=one.person_id != person_id)
    session.flush()
    for row in cover_rows(request_id, cover):
        row.status, row.answered_at, row.assigned_by, row.reason = CoverStatus.agreed, now(), by, reason
        session.add(row)
    named = sorted(date.fromisoformat(day) for day in taken)
    tell_coverer(session, desk.request, person_id, named, today=today, named_by=by)
    _note(session, desk.request, by, "cover_named", person_id, sorted(taken), why=reason, decided=today)
    return CoverResult.done


def agree_to_cover(session: Session, *, request_id: int, person_id: int, today: date) -> CoverResult:
    """The coverer says yes to everything asked for this leave from today on."""
    one_at_a_time(session, [person_id])
    asked = _asked(session, request_id, person_id, today)
    if asked is None:
        return CoverResult.gone
    for row in asked.rows:
        row.status, row.answered_at = CoverStatus.agreed, now()
    _answer(session, asked, CoverStatus.agreed, by=person_id)
    _note(session, asked.request, person_id, "cover_agreed", person_id, _days(asked))
    return CoverResult.done


def decline_to_cover(
    session: Session, *, request_id: int, person_id: int, reason: CoverRefusal, today: date
) -> CoverResult:
    """The coverer cannot. The leave stays granted, the rest of its cover stays, and the next one is asked."""
    if _desk(session, request_id, today) is None:
        return CoverResult.gone
    asked = _asked(session, request_id, person_id, today)
    if asked is None:
        return CoverResult.gone
    _note(session, asked.request, person_id, "cover_declined", person_id, _days(asked), why=reason.value)
    _replace(session, asked, CoverStatus.declined, by=person_id, reason=reason, today=today, tell=False)
    return CoverResult.done


def ask_someone_else(session: Session, *, request_id: int, person_id: int, by: int, today: date) -> CoverResult:
    """The manager does not wait for an answer any longer: the next one is asked for the same days."""
    if _desk(session, request_id, today) is None:
        return CoverResult.gone
    asked = _asked(session, request_id, person_id, today)
    if asked is None:
        return CoverResult.gone
    _note(session, asked.request, by, "cover_passed_on", person_id, _days(asked), decided=today)
    _replace(session, asked, CoverStatus.ended, by=by, reason=None, today=today, tell=True)
    return CoverResult.done


def release_cover(session: Session, request_id: int, from_day: date, *, by: int) -> None:
    """Nobody needs to cover this leave from a day on; those who were to are told."""
    for one in cover_ahead(session, from_day, request_id=request_id):
        _end(session, one, CoverStatus.ended, by=by, tell=True)
    session.flush()


def replace_coverer(session: Session, person_id: int, first: date, last: date, *, by: int, today: date) -> None:
    """Whatever a person was to cover on these days passes to the next ones: they cannot come themselves. The caller
    holds the coverers."""
    for one in cover_ahead(session, first, person_id=person_id):
        within = tuple(row for row in one.rows if row.day <= last)
        if within:
            owed = AskedCover(one.request, person_id, within)
            _replace(session, owed, CoverStatus.ended, by=by, reason=None, today=today, tell=False)


def silent(session: Session, settings: Settings, region_ids: Collection[str] | None, at: datetime) -> list[AskedCover]:
    """Who has not answered for too long: by hours, or by minutes where the cover is for today or tomorrow."""
    today = settings.current_day()
    asked = cover_ahead(session, today, region_ids=region_ids, status=CoverStatus.proposed)
    patience, short = timedelta(hours=settings.cover_answer_hours), timedelta(minutes=settings.sick_answer_minutes)

    def too_long(one: AskedCover) -> bool:
        limit = short if one.first.day <= today + DAY else patience
        return one.first.asked_at is not None and at - one.first.asked_at > limit

    return [one for one in asked if too_long(one)]


def hold_coverers(session: Session, absent: Collection[int]) -> None:
    """Hold these people and everybody who may cover at their offices, all in one step: nobody waits in a circle."""
    places = {session.get_one(Person, one).office_id for one in absent}
    could = {link.person for link in cover_links(session, office_ids=places)}
    one_at_a_time(session, could | set(absent))


def _desk(session: Session, request_id: int, today: date) -> CoverDesk | None:
    """The facts around a granted leave, with everybody who might cover it held; None when it is over or not granted."""
    hold_coverers(session, [session.get_one(LeaveRequest, request_id).person_id])
    request = session.get_one(LeaveRequest, request_id)
    if request.status != LeaveStatus.granted or request.last_day < today:
        return None
    return CoverDesk(session, request, today=today)


def _asked(session: Session, request_id: int, person_id: int, today: date) -> AskedCover | None:
    found = cover_ahead(session, today, request_id=request_id, person_id=person_id, status=CoverStatus.proposed)
    return found[0] if found else None


def _replace(
    session: Session,
    asked: AskedCover,
    answer: CoverStatus,
    *,
    by: int,
    reason: CoverRefusal | None,
    today: date,
    tell: bool,
) -> None:
    """End what one person was to cover and ask the next for the same days; the deciders are told what came of it."""
    days = sorted(row.day for row in asked.rows)
    _end(session, asked, answer, by=by, reason=reason, tell=tell)
    session.flush()
    desk = CoverDesk(session, asked.request, today=today)
    cover, open_days = desk.fill(days)
    _propose(session, asked.request, cover, today=today)
    tell_deciders(session, asked.request, asked.person_id, days, Mended(_people(cover), open_days), today=today)


def _end(
    session: Session,
    asked: AskedCover,
    answer: CoverStatus,
    *,
    by: int,
    reason: CoverRefusal | None = None,
    tell: bool,
) -> None:
    _answer(session, asked, answer, by=by, reason=reason)
    if tell:
        tell_released(session, asked.request, asked.person_id, sorted(row.day for row in asked.rows))
    for row in asked.rows:
        session.delete(row)


def _answer(
    session: Session, asked: AskedCover, answer: CoverStatus, *, by: int, reason: CoverRefusal | None = None
) -> None:
    session.add(
        CoverAnswer(
            request_id=cast(int, asked.request.id),
            person_id=asked.person_id,
            answer=answer,
            days=_days(asked),
            reason=reason,
            by=by,
        )
    )


def _propose(session: Session, request: LeaveRequest, cover: Sequence[dict[str, Any]], *, today: date) -> None:
    session.add_all(cover_rows(cast(int, request.id), cover))
    session.flush()
    tell_coverers(session, request, cover, today=today)


def _named_cover(session: Session, desk: CoverDesk, person_id: int, days: Sequence[date]) -> list[dict[str, Any]]:
    """Cover by one person on each of the days on which they are at work and free."""
    code, question = person_code(person_id), desk.question
    person = next((p for p in desk.problem.people if p.person_id == code), None)
    links = cover_links(session, office_ids=[question.office_id], person_ids=[person_id])
    if person is None or not person.qualified or code in question.conflicted or not links:
        return []
    plan, office = Plan(desk.problem, {}, desk.kept), desk.question.office_id
    request_id = desk.request.id
    busy = {
        row.day
        for row in session.exec(
            select(ReliefCover).where(ReliefCover.person_id == person_id, col(ReliefCover.day).in_(list(days)))
        )
        if row.request_id != request_id
    }
    mode = min(links, key=lambda link: (link.travel_hours, link.mode != CoverMode.remote)).mode
    least = next(one for one in desk.problem.offices if one.office_id == office).min_quarters
    free = [day for day in days if day not in busy and plan.at_work(person, day)]
    added = [Assignment(day, office, code, mode.value, min(max(1, least), plan.hours(person, day))) for day in free]
    return desk.described(added)


def _people(cover: Sequence[dict[str, Any]]) -> tuple[int, ...]:
    return tuple(sorted({row["person_id"] for row in cover}))


def _days(asked: AskedCover) -> list[str]:
    return sorted(row.day.isoformat() for row in asked.rows)


def _note(
    session: Session,
    request: LeaveRequest,
    by: int,
    action: str,
    person_id: int,
    days: Sequence[str],
    *,
    why: str = "",
    decided: date | None = None,
) -> None:
    """A line of the audit trail; a decision (`decided` is its day) names the manager for whom a deputy made it."""
    after: dict[str, Any] = {"person_id": person_id, "days": list(days)}
    if decided is not None:
        after |= instead_of(session, by, request.person_id, decided)
    note_action(
        session, person_id=by, action=action, subject="leave_request", subject_id=request.id, after=after, why=why
    )
