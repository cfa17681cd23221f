"""Nobody should lose leave unseen: a weekly look at everyone, a block proposed to who needs it, and their answer."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, delete, select

from scheduler.leave_ledger import hours_for_leave
from scheduler.leave_requests import ask_for_leave, hours_of
from workload.estimates.calendar import fiscal_year, fiscal_year_of
from workload.estimates.leave_guard import guard
from workload.records.audit import note_action
from workload.records.coverable_weeks import WORKING_DAYS, coverable_weeks_left
from workload.records.leave_year import waiting_blocks
from workload.records.officers import OFFICER_KINDS, people
from workload.records.places import region_by_office
from workload.records.together import as_seen
from workload.tables.base import now
from workload.tables.leave import LeaveRequest
from workload.tables.leave_year import CoverableWeek, LeaveGuard, ReservedBlock
from workload.tables.people import Person
from workload.vocabulary import BlockState, DayPart, GuardVerdict, WeekState

WEEK = timedelta(weeks=1)
NOTICE = timedelta(weeks=3)
"""No block is proposed to begin sooner: our judgement."""


class BlockGone(Exception):
    """The proposal was answered already, or its days have passed."""


def look_after_leave(session: Session, today: date) -> int:
    """Look at everyone anew; how many may lose leave. Proposals that lie in the past or are no longer needed lapse."""
    year = fiscal_year_of(today)
    _, end = fiscal_year(year)
    found = 0
    seen_now: list[LeaveGuard] = []
    waiting = waiting_blocks(session, today)
    for person in people(session, today, kinds=OFFICER_KINDS):
        person_id = person.id or 0
        days_a_week = sum(hours > 0 for hours in person.pattern)
        if not days_a_week:
            continue
        weeks = coverable_weeks_left(session, person_id, today=today, until=end)
        days_left = max(0.0, hours_for_leave(session, person, end, today) * days_a_week / sum(person.pattern))
        seen = guard(days_left, days_a_week, len(weeks))
        seen_now.append(
            LeaveGuard(
                person_id=person_id,
                fiscal_year=year,
                days_left=round(days_left, 1),
                weeks_needed=round(seen.weeks_needed, 2),
                weeks_left=len(weeks),
                verdict=seen.verdict,
                looked_on=today,
            )
        )
        if seen.verdict is not GuardVerdict.safe:
            found += 1
            block = _proposed(session, person, weeks, seen.block_weeks, days_left, today, waiting)
            if block is not None:
                waiting.append(block)
    # Writing comes last: while it lasts, nobody else can write on SQLite.
    session.execute(delete(LeaveGuard).where(col(LeaveGuard.fiscal_year) == year))
    session.add_all([*seen_now, *(block for block in waiting if block.id is None)])
    _let_lapse(session, today)
    session.flush()
    return found


def _proposed(
    session: Session,
    person: Person,
    weeks: Sequence[CoverableWeek],
    length: int,
    days_left: float,
    today: date,
    waiting: Sequence[ReservedBlock],
) -> ReservedBlock | None:
    """The first weeks running that can be covered easily and are proposed to no colleague of the region; then those
    that can be covered at all. Nothing while a proposal waits."""
    if any(block.person_id == person.id for block in waiting):
        return None
    regions = region_by_office(session)
    mine = regions[person.office_id]
    near = [block for block in waiting if regions[session.get_one(Person, block.person_id).office_id] == mine]
    usable = [row for row in weeks if row.week >= today + NOTICE]
    free = [
        row
        for row in usable
        if not any(b.first_day <= row.week + WORKING_DAYS and row.week <= b.last_day for b in near)
    ]
    for choice in ([row for row in free if row.state is WeekState.open], free, usable):
        run = _weeks_running(choice, length, days_left)
        if run:
            first, last = run[0].week, run[-1].week + WORKING_DAYS
            hours = hours_of(session, person, first, last, DayPart.whole)
            return ReservedBlock(
                person_id=person.id or 0, first_day=first, last_day=last, hours=hours, proposed_on=today
            )
    return None


def _weeks_running(weeks: Sequence[CoverableWeek], length: int, days_left: float) -> Sequence[CoverableWeek]:
    """The first so many weeks in a row, or fewer; none when even one week is more than is left to take."""
    for size in range(length, 0, -1):
        for at in range(len(weeks) - size + 1):
            run = weeks[at : at + size]
            if run[-1].week - run[0].week == (size - 1) * WEEK and sum(row.days for row in run) <= days_left:
                return run
    return ()


def _let_lapse(session: Session, today: date) -> None:
    for block in session.exec(select(ReservedBlock).where(ReservedBlock.first_day <= today)):
        if block.state in (BlockState.proposed, BlockState.asked):
            block.state = BlockState.lapsed


def ask_agreement(session: Session, *, block_id: int, by: int, today: date) -> ReservedBlock:
    """The manager sends the proposal to the person. BlockGone when it was answered or has passed."""
    block = _waiting(session, block_id, today)
    block.state, block.asked_by, block.asked_at = BlockState.asked, by, now()
    _note(session, block, by, "leave_block_proposed")
    return block


def accept_block(session: Session, *, block_id: int, by: int, today: date) -> LeaveRequest:
    """The person agrees: the block becomes a request with a plan for cover. CannotAsk when a rule is against it."""
    block = _waiting(session, block_id, today)
    request = ask_for_leave(
        session, person_id=block.person_id, first_day=block.first_day, last_day=block.last_day, today=today
    )
    block.state, block.answered_at, block.request_id = BlockState.accepted, now(), request.id
    _note(session, block, by, "leave_block_accepted")
    return request


def decline_block(session: Session, *, block_id: int, by: int, today: date) -> ReservedBlock:
    """The person would rather take other days; nothing is lost by saying no."""
    block = _waiting(session, block_id, today)
    block.state, block.answered_at = BlockState.declined, now()
    _note(session, block, by, "leave_block_declined")
    return block


def _waiting(session: Session, block_id: int, today: date) -> ReservedBlock:
    block = session.get(ReservedBlock, block_id)
    if block is None or block.state not in (BlockState.proposed, BlockState.asked) or block.first_day <= today:
        raise BlockGone
    if not as_seen(session, block, "state"):  # answered in the same moment
        raise BlockGone
    return block


def _note(session: Session, block: ReservedBlock, by: int, action: str) -> None:
    after = {"first_day": block.first_day.isoformat(), "last_day": block.last_day.isoformat(), "state": block.state}
    note_action(session, person_id=by, action=action, subject="reserved_block", subject_id=block.id, after=after)
