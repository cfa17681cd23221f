"""Who is told what when cases are to change hands. Written with what happened."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from scheduler.deputies import deciders
from workload.records.messages import write_message
from workload.records.places import office_by_community
from workload.tables.cases import Case
from workload.tables.messages import Message
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import MailState, MessageKind

MOVES_PAGE = "/my/moves"


def tell_agreed(session: Session, moves: Sequence[PlannedMove], *, by: int) -> None:
    """Both officers of moves just agreed read how many cases go and come, from when, and until when they can object.

    Accepted one by one before anybody looked, they are one message.
    """
    give = Counter(move.from_id for move in moves if move.from_id is not None)
    take = Counter(move.to_id for move in moves)
    days = [move.effective_on for move in moves if move.effective_on is not None]
    until = [move.discuss_until for move in moves if move.discuss_until is not None]
    for person_id in sorted({*give, *take}):
        gives, takes, first, last = give[person_id], take[person_id], min(days), max(days)
        waiting = _unread(session, person_id, by, min(until))
        if waiting is not None:
            told = waiting.values
            gives, takes = gives + told["give"], takes + told["take"]
            first = min(first, date.fromisoformat(told["first"]))
            last = max(last, date.fromisoformat(told["last"]))
            session.delete(waiting)
        write_message(
            session, [person_id], MessageKind.moves_agreed, href=MOVES_PAGE, who=by, until=min(until).isoformat(),
            first=first.isoformat(), last=last.isoformat(), give=gives, take=takes,
        )  # fmt: skip


def tell_not_moving(session: Session, move: PlannedMove, case: Case, day: date) -> None:
    """Both officers read that a case which was to change hands on a day does not."""
    people = [one for one in (move.from_id, move.to_id) if one is not None]
    _about(session, people, MessageKind.move_off, MOVES_PAGE, case, day)


def tell_objection(session: Session, move: PlannedMove, case: Case, *, by: int, today: date) -> None:
    """The managers of the case's region read that somebody objects."""
    office = office_by_community(session)[case.community_id]
    region = session.get_one(Plan, move.plan_id).region_id
    people, page = deciders(session, office, today), f"/caseloads/objections?region={region}"
    _about(session, people, MessageKind.move_objected, page, case, move.effective_on or today, who=by)


def tell_kept(session: Session, case: Case, day: date, person_id: int, *, by: int) -> None:
    """Whoever objected reads that the case changes hands all the same."""
    _about(session, [person_id], MessageKind.move_kept, MOVES_PAGE, case, day, who=by)


def tell_given(session: Session, case: Case, person_id: int, *, by: int, today: date) -> None:
    """An officer reads that a case without an officer is theirs from today."""
    _about(session, [person_id], MessageKind.case_given, f"/cases/{case.reference}", case, today, who=by)


def _about(
    session: Session, people: Sequence[int], kind: MessageKind, href: str, case: Case, day: date, *, who: int = 0
) -> None:
    on = day.isoformat()
    write_message(session, people, kind, href=href, who=who, case=case.reference, first=on, last=on)


def _unread(session: Session, person_id: int, by: int, until: date) -> Message | None:
    """What the same manager agreed to with the same days to object, and neither page nor e-mail has told yet."""
    query = select(Message).where(
        Message.person_id == person_id, Message.kind == MessageKind.moves_agreed, Message.mail == MailState.waiting,
        col(Message.read_at).is_(None),
    )  # fmt: skip
    return next(
        (one for one in session.exec(query) if (one.values["who"], one.values["until"]) == (by, until.isoformat())),
        None,
    )
