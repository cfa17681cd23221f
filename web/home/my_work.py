"""What a CSO sees first, gathered in one place."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlmodel import Session

from web.caseloads.on_home import MyMonth, MyMoves, my_month, my_moves
from web.concerns.reading import reader
from web.cover.asked import AskedLine, asked_of
from web.edge import Viewer
from web.hours.my_time import MyTime, my_time
from web.leave.on_home import MyLeave, my_leave
from workload.estimates.calendar import next_open_day
from workload.records.calendar import calendar_facts
from workload.records.concern_promises import Promise, promises_of, something_owed
from workload.records.concerns import ConcernLine, is_for, list_concerns
from workload.records.leave import covers_while_away
from workload.records.leave_year import waiting_blocks
from workload.records.officers import person_names
from workload.records.places import office_names
from workload.records.pulse import may_answer, round_now
from workload.records.recognition import NoteLine, read_notes
from workload.tables.leave import ReliefCover
from workload.tables.leave_year import ReservedBlock
from workload.vocabulary import BlockState, CoverStatus

NOTES_SHOWN = 5
LOOK_AHEAD_DAYS = 14  # no run of closed days is longer


@dataclass(frozen=True)
class CoverToday:
    """Cover I give today, with the office's name and whom I stand in for."""

    cover: ReliefCover
    office: str
    instead_of: str


@dataclass(frozen=True)
class MyWorkPage:
    """`month` is None for somebody who carries no cases; `pulse` is whether questions wait for an answer."""

    month: MyMonth | None
    moves: MyMoves | None
    leave: MyLeave
    covers: tuple[CoverToday, ...]
    asked: tuple[AskedLine, ...]
    concerns: tuple[tuple[ConcernLine, Promise], ...]
    thanks: tuple[NoteLine, ...]
    time: MyTime
    proposed: tuple[ReservedBlock, ...]
    pulse: bool


def my_work_page(session: Session, viewer: Viewer, today: date) -> MyWorkPage:
    calendar = calendar_facts(session, today, date.fromordinal(today.toordinal() + LOOK_AHEAD_DAYS))
    tomorrow = next_open_day(today, calendar)
    owed = partial(list_concerns, session, such=something_owed())
    lines = [*owed(owner_id=viewer.person_id), *owed(recorded_by=viewer.person_id)]
    promises = promises_of(session, [line.concern for line in lines], today)
    due = {number for number, one in promises.items() if one.by <= tomorrow and not one.waits}
    mine = {line.concern.id: line for line in lines if is_for(line.concern, reader()) and line.concern.id in due}
    return MyWorkPage(
        month=my_month(session, viewer.person_id, today),
        moves=my_moves(session, viewer.person_id),
        leave=my_leave(session, viewer.person_id, today),
        covers=_covers_today(session, viewer, today),
        asked=asked_of(session, viewer.person_id, today),
        concerns=tuple((line, promises[number or 0]) for number, line in mine.items()),
        thanks=tuple(read_notes(session, recipient_id=viewer.person_id, limit=NOTES_SHOWN)),
        time=my_time(session, viewer.person_id, today),
        proposed=tuple(
            block
            for block in waiting_blocks(session, today, person_id=viewer.person_id)
            if block.state is BlockState.asked
        ),
        pulse=_pulse(session, viewer, today),
    )


def _covers_today(session: Session, viewer: Viewer, today: date) -> tuple[CoverToday, ...]:
    mine = [
        (row, absent)
        for row, absent in covers_while_away(session, today, today)
        if row.person_id == viewer.person_id and row.status is CoverStatus.agreed
    ]
    if not mine:
        return ()
    names, places = person_names(session, {absent for _row, absent in mine}), office_names(session)
    return tuple(CoverToday(row, places[row.office_id], names.get(absent, "")) for row, absent in mine)


def _pulse(session: Session, viewer: Viewer, today: date) -> bool:
    now = round_now(session, today)
    return now is not None and may_answer(session, now.id or 0, viewer.person_id)
