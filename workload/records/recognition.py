"""Recognition notes: writing them, who may read them, when they reached the person, and counting them by month."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, exists, func, not_, update
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from workload.records.concerns import MonthCount
from workload.records.messages import write_message
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.recognition import NoteReport, RecognitionNote
from workload.vocabulary import ConcernRoute, ConcernStatus, Giver, MessageKind, Value, Visibility


class SelfThanks(ValueError):
    """Nobody thanks themselves."""


def give_thanks(
    session: Session,
    *,
    recipient_id: int,
    giver_id: int | None,
    giver: Giver,
    value: Value,
    text: str,
    written_on: date,
    partner: str = "",
) -> RecognitionNote:
    """A new note, and a message that it is there. Who may read it starts at the recipient and their manager; the
    recipient may change that.

    Raises SelfThanks when the giver is the recipient and speaks for themselves (a client's thanks written down by the
    thanked person is refused as well: somebody else writes it down).
    """
    if giver_id == recipient_id:
        raise SelfThanks
    note = RecognitionNote(
        recipient_id=recipient_id, giver_id=giver_id, giver=giver, value=value, text=text, written_on=written_on,
        partner=partner,
    )  # fmt: skip
    session.add(note)
    session.flush()
    day = written_on.isoformat()
    write_message(session, [recipient_id], MessageKind.thanks_written, href="/thanks/", first=day, last=day)
    return note


def same_thanks_today(
    session: Session, *, recipient_id: int, giver_id: int | None, giver: Giver, text: str, written_on: date
) -> RecognitionNote | None:
    """The note with the same words to the same person on the same day: a form that was sent twice."""
    query = select(RecognitionNote).where(
        RecognitionNote.recipient_id == recipient_id,
        col(RecognitionNote.giver_id) == giver_id,
        RecognitionNote.giver == giver,
        RecognitionNote.text == text,
        RecognitionNote.written_on == written_on,
    )
    return session.exec(query).first()


def choose_readers(session: Session, note: RecognitionNote, visibility: Visibility) -> None:
    note.visibility = visibility
    session.add(note)
    session.flush()


def mark_told(session: Session, note_ids: Sequence[int], *, today: date) -> int:
    """Notes that reach their person today for the first time; returns how many."""
    still_there = update(RecognitionNote).where(
        col(RecognitionNote.id).in_(note_ids), col(RecognitionNote.told_on).is_(None)
    )
    return cast(CursorResult[Any], session.execute(still_there.values(told_on=today))).rowcount


@dataclass(frozen=True)
class NoteLine:
    """A note with its recipient and giver as people know them: name, post and place. `giver_name` is blank for a
    client or partner whom nobody named."""

    note: RecognitionNote
    recipient: Person
    recipient_office: Office
    giver_name: str
    giver_place: str


READABLE_BY_MANAGER = (Visibility.manager, Visibility.team, Visibility.everyone)
READABLE_BY_TEAM = (Visibility.team, Visibility.everyone)
READABLE_BY_ALL = (Visibility.everyone,)


def read_notes(
    session: Session,
    *,
    recipient_id: int | None = None,
    region_ids: Sequence[str] | None = None,
    office_id: str | None = None,
    visible: Sequence[Visibility] | None = None,
    since: date | None = None,
    limit: int = 50,
) -> list[NoteLine]:
    """Notes, newest first. `visible` None is for the recipient's own page only; everyone else names what they may
    read."""
    query = _with_people()
    if recipient_id is not None:
        query = query.where(col(RecognitionNote.recipient_id) == recipient_id)
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    if office_id is not None:
        query = query.where(col(Person.office_id) == office_id)
    if visible is not None:
        query = _readable(query, visible)
    if since is not None:
        query = query.where(col(RecognitionNote.written_on) >= since)
    return _lines(session, query, limit)


def lines_of(session: Session, note_ids: Sequence[int], *, region_ids: Sequence[str] | None = None) -> list[NoteLine]:
    """These notes, newest first; with regions only those to people of them."""
    query = _with_people().where(col(RecognitionNote.id).in_(list(note_ids)))
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    return _lines(session, query, len(note_ids))


def may_read(session: Session, note: RecognitionNote, visible: Sequence[Visibility]) -> bool:
    """Whether somebody to whom notes with these visibilities are open may read this one now."""
    query = _readable(select(RecognitionNote.id).where(RecognitionNote.id == note.id), visible)
    return session.exec(query).first() is not None


def notes_given(session: Session, giver_id: int, *, limit: int = 20) -> list[NoteLine]:
    """What a person wrote to others, newest first."""
    return _lines(session, _with_people().where(col(RecognitionNote.giver_id) == giver_id), limit)


def count_notes_by_month(
    session: Session,
    *,
    first_day: date,
    last_day: date,
    office_ids: Collection[str] | None = None,
    by_office: bool = True,
) -> list[MonthCount]:
    """Notes written from `first_day` to `last_day` to people of some offices (None: of every one), by office of the
    recipient, month and value, or for all offices together under "" (no texts are read).

    Notes that only the recipient may read count too: a number tells nobody what they say.
    """
    office = [col(Person.office_id)] if by_office else []
    query: Any = (
        columns(col(RecognitionNote.written_on), col(RecognitionNote.value), func.count(), *office)
        .join(Person, col(Person.id) == col(RecognitionNote.recipient_id))
        .where(col(RecognitionNote.written_on) >= first_day, col(RecognitionNote.written_on) <= last_day)
        .group_by(*office, col(RecognitionNote.written_on), col(RecognitionNote.value))
    )
    if office_ids is not None:
        query = query.where(col(Person.office_id).in_(office_ids))
    totals: dict[tuple[str, date, str], int] = {}
    for written_on, value, count, *of_office in session.execute(query):
        key = (of_office[0] if of_office else "", written_on.replace(day=1), value.value)
        totals[key] = totals.get(key, 0) + count
    return [MonthCount(at, month, kind, count) for (at, month, kind), count in sorted(totals.items())]


def count_untold(session: Session, *, region_ids: Sequence[str] | None, written_before: date) -> int:
    """Thanks that have not yet reached their person, written before a day."""
    query = (
        select(func.count(col(RecognitionNote.id)))
        .join(Person, col(Person.id) == col(RecognitionNote.recipient_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(col(RecognitionNote.told_on).is_(None), col(RecognitionNote.written_on) < written_before)
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    return session.exec(query).one()


def _readable(query: Any, visible: Sequence[Visibility]) -> Any:
    """What others may read: shared with them, not reported and undecided, and, beyond the manager, not to somebody
    whose conduct is being looked into just now. The recipient reads their notes all the same."""
    reported = select(NoteReport.note_id).where(col(NoteReport.outcome).is_(None))
    query = query.where(col(RecognitionNote.visibility).in_(list(visible)), col(RecognitionNote.id).not_in(reported))
    if Visibility.manager not in visible:
        looked_into = exists().where(
            col(Concern.about_id) == col(RecognitionNote.recipient_id),
            col(Concern.route) == ConcernRoute.conduct,
            col(Concern.status) != ConcernStatus.closed,
        )
        query = query.where(not_(looked_into))
    return query


def _with_people() -> Any:
    giver, giver_office = aliased(Person), aliased(Office)
    return (
        select(RecognitionNote, Person, Office)
        .add_columns(giver, giver_office)
        .join(Person, col(Person.id) == col(RecognitionNote.recipient_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .outerjoin(giver, col(giver.id) == col(RecognitionNote.giver_id))
        .outerjoin(giver_office, col(giver_office.id) == col(giver.office_id))
    )


def _lines(session: Session, query: Any, limit: int) -> list[NoteLine]:
    query = query.order_by(col(RecognitionNote.written_on).desc(), col(RecognitionNote.id).desc()).limit(limit)
    return [_line(*row) for row in session.exec(query).all()]


def _line(
    note: RecognitionNote, recipient: Person, office: Office, giver: Person | None, giver_office: Office | None
) -> NoteLine:
    named = note.giver not in (Giver.client, Giver.partner)
    return NoteLine(
        note=note,
        recipient=recipient,
        recipient_office=office,
        giver_name=giver.name if giver and named else "",
        giver_place=giver_office.name if giver_office and named else "",
    )
