"""Notes that somebody finds wrong, notes that may stand in a nomination, and notes that did not reach their person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from workload.estimates.calendar import add_business_days
from workload.records.calendar import calendar_facts
from workload.records.concern_people import people_of_roles
from workload.records.messages import write_message
from workload.records.recognition import NoteLine, lines_of
from workload.records.thanks_from_clients import TELL_DAYS, waiting_thanks
from workload.tables.messages import Message
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.recognition import NoteReport, RecognitionNote
from workload.vocabulary import MessageKind, NoteFault, NoteOutcome, Role, Visibility

CUT = "[…]"
BURST, BURST_DAYS = 5, timedelta(days=7)
PAIR_DAYS = timedelta(days=30)


@dataclass(frozen=True)
class ReportLine:
    """An open report with its note. `both_ways`: the two thanked each other lately; `burst`: notes the giver wrote to
    the same person in a week, when there are many. Either is said to whoever decides, and blocks nothing."""

    report: NoteReport
    line: NoteLine
    both_ways: bool
    burst: int


def report_note(session: Session, note: RecognitionNote, *, by: int, fault: NoteFault, today: date) -> NoteReport:
    """An open report; one a note at a time, so that a second one is the first."""
    query = select(NoteReport).where(NoteReport.note_id == note.id, col(NoteReport.outcome).is_(None))
    row = session.exec(query).first()
    if row is None:
        row = NoteReport(note_id=note.id or 0, reporter_id=by, fault=fault, said_on=today)
        session.add(row)
        session.flush()
    return row


def open_reports(session: Session, region_ids: Sequence[str] | None, *, reader: int) -> list[ReportLine]:
    """Reports that wait, oldest first; not those of notes that the reader wrote or received."""
    query = select(NoteReport).where(col(NoteReport.outcome).is_(None)).order_by(col(NoteReport.id))
    reports = {row.note_id: row for row in session.exec(query)}
    lines = lines_of(session, list(reports), region_ids=region_ids)
    return sorted(
        (
            ReportLine(reports[line.note.id or 0], line, _both_ways(session, line.note), _burst(session, line.note))
            for line in lines
            if reader not in (line.note.recipient_id, line.note.giver_id)
        ),
        key=lambda one: one.report.id or 0,
    )


def decide_report(
    session: Session, report: NoteReport, outcome: NoteOutcome, *, by: int, today: date, text: str = ""
) -> None:
    """Close a report. Redacting keeps `text`, which may only lack words of the note (see `only_cut`)."""
    note = session.get_one(RecognitionNote, report.note_id)
    report.outcome, report.decided_by, report.decided_on = outcome, by, today
    if outcome is NoteOutcome.redacted:
        note.text = text
    if outcome is NoteOutcome.withdrawn:
        note.visibility = Visibility.me
    session.add_all([report, note])
    session.flush()


def only_cut(before: str, after: str) -> bool:
    """Whether `after` is `before` with words cut out and «[…]» in their place, and nothing else changed."""
    at = 0
    pieces = [piece.strip() for piece in after.split(CUT)]
    if len(pieces) < 2:
        return False
    for place, piece in enumerate(pieces):
        found = before.find(piece, at)
        if found < 0 or (place == 0 and piece and found > 0):
            return False
        at = found + len(piece)
    return not pieces[-1] or before.rstrip().endswith(pieces[-1])


def delete_note(session: Session, note: RecognitionNote) -> None:
    """The recipient does not want it any more: nothing of it is kept, nor of its reports."""
    # Who reports it in the same moment is waited for, so that their report goes too (PostgreSQL; SQLite: one writer).
    session.exec(select(RecognitionNote.id).where(RecognitionNote.id == note.id).with_for_update()).first()
    for row in session.exec(select(NoteReport).where(NoteReport.note_id == note.id)):
        session.delete(row)
    session.flush()
    session.delete(note)
    session.flush()


def for_awards(session: Session, note: RecognitionNote, *, agreed: bool, today: date) -> None:
    """Whether the recipient lets this one note stand in a nomination."""
    note.awards_on = today if agreed else None
    session.add(note)


def notes_for_awards(session: Session, region_ids: Sequence[str] | None) -> list[NoteLine]:
    """The notes whose recipients agreed, and which nobody has reported since, newest first."""
    agreed = select(RecognitionNote.id).where(col(RecognitionNote.awards_on).is_not(None))
    reported = set(session.exec(select(NoteReport.note_id).where(col(NoteReport.outcome).is_(None))))
    ids = [number for number in session.exec(agreed) if number is not None and number not in reported]
    return lines_of(session, ids, region_ids=region_ids)


def tell_of_late_thanks(session: Session, today: date) -> int:
    """Tell managers once of every note that did not reach its person in two open days, and of clients' words that wait
    as long; how many messages' subjects there were."""
    calendar = calendar_facts(session, today - timedelta(days=400), today)
    query = (
        select(RecognitionNote, Person)
        .join(Person, col(Person.id) == col(RecognitionNote.recipient_id))
        .where(
            col(RecognitionNote.told_on).is_(None),
            col(RecognitionNote.late_told_on).is_(None),
            col(RecognitionNote.written_on) > today - timedelta(days=365),
        )
    )
    told = 0
    for note, person in session.exec(query).all():
        if add_business_days(note.written_on, TELL_DAYS, calendar) < today:
            _tell(session, person.office_id, person.id or 0, note.written_on, "/my-region#beside", note=note.id)
            note.late_told_on = today
            told += 1
    before = {
        one.values.get("concern")
        for one in session.exec(select(Message).where(Message.kind == MessageKind.thanks_untold))
    }
    for line in waiting_thanks(session, None, today):
        if line.tell_by < today and line.concern.id not in before:
            _tell(session, line.office.id, 0, line.concern.opened_on, "/thanks/from-clients", concern=line.concern.id)
            told += 1
    return told


def _tell(session: Session, office_id: str, who: int, day: date, href: str, **values: Any) -> None:
    """The region's managers, without the person it is about; otherwise the superintendents, otherwise headquarters."""
    for role in (Role.manager, Role.superintendent, Role.hq):
        ids = [one.id or 0 for one in people_of_roles(session, office_id, (role,)) if one.id != who]
        if ids:
            first = day.isoformat()
            write_message(
                session, ids, MessageKind.thanks_untold, href=href, who=who, first=first, last=first,
                office=session.get_one(Office, office_id).id, **values,
            )  # fmt: skip
            return


def _both_ways(session: Session, note: RecognitionNote) -> bool:
    query = select(RecognitionNote.id).where(
        RecognitionNote.recipient_id == note.giver_id,
        RecognitionNote.giver_id == note.recipient_id,
        col(RecognitionNote.written_on) > note.written_on - PAIR_DAYS,
    )
    return note.giver_id is not None and session.exec(query).first() is not None


def _burst(session: Session, note: RecognitionNote) -> int:
    query = select(RecognitionNote.id).where(
        RecognitionNote.recipient_id == note.recipient_id,
        RecognitionNote.giver_id == note.giver_id,
        col(RecognitionNote.written_on) > note.written_on - BURST_DAYS,
        col(RecognitionNote.written_on) <= note.written_on,
    )
    count = len(session.exec(query).all()) if note.giver_id is not None else 0
    return count if count >= BURST else 0
