"""What the service holds on a person who works here, table by table: for their own copy, and for when they have left.

Every column that points to a person stands either in `HELD` (the row is about that person) or in `DEEDS` (the person
did something to a row that is about somebody or something else); a test holds both to the tables.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Table, delete, or_, select, update
from sqlmodel import Session

from workload.codes import person_code
from workload.names import sort_name
from workload.records.audit import note_action
from workload.tables import metadata
from workload.tables.people import Person

SOMEBODY = ("Former", "employee")


@dataclass(frozen=True)
class Held:
    """Rows about a person, who stands in one of `columns`. `stays_here` are columns that are no part of the person's
    copy: keys to the service, and what speaks of a client or of somebody else.

    Of somebody who left (and stands in the first column) the rows go, or lose the words in `words`, or stay as they
    are, without a name: sums need them.
    """

    table: str
    columns: tuple[str, ...] = ("person_id",)
    goes: bool = False
    words: tuple[str, ...] = ()
    stays_here: tuple[str, ...] = ()


HELD = (
    Held("person", ("id",)),
    Held(
        "account",
        goes=True,
        stays_here=("password_hash", "session_key", "factor_secret", "factor_step", "recovery_codes"),
    ),
    Held("post", ("holder_id",)),
    Held("community_served"),
    Held("cover_option"),
    Held("training_record"),
    Held("training_booking", words=("why", "reason")),
    Held(
        "case",
        ("officer_id", "previous_officer_id"),
        stays_here=("community_id", "language", "stream", "drivers", "tier", "provisional", "opened_on", "closed_on"),
    ),
    Held("conflict_of_interest"),
    Held("excluded_officer", words=("note",), stays_here=("note", "ground")),
    Held("pinned_case", stays_here=("reason", "ground")),
    Held("planned_move", ("from_id", "to_id", "proposed_id"), stays_here=("reason", "note", "ground")),
    Held("move_objection", words=("note", "answer")),
    Held("hours_dispute", words=("reason", "answer")),
    Held("time_log_entry"),
    Held("phone_tally", goes=True),
    Held("bring_forward", stays_here=("question", "questions", "clarify", "answer", "concern_id")),
    Held("bring_forward_minutes"),
    Held("leave_request", words=("note", "decision_reason")),
    Held("leave_entry"),
    Held("carry_over", goes=True),
    Held("leave_wish", goes=True),
    Held("reserved_block", goes=True),
    Held("coverable_week", goes=True),
    Held("leave_guard", goes=True),
    Held("relief_cover", words=("reason",)),
    Held("cover_answer"),
    Held("deputy", ("manager_id", "deputy_id")),
    Held("calendar_feed", goes=True, stays_here=("token_hash",)),
    Held("recognition_note", ("recipient_id", "giver_id"), words=("text", "partner")),
    Held("unthanked_deed", goes=True),
    Held("deeds_muted", goes=True),
    Held("unpaid_hours", goes=True),
    Held("private_share", ("person_id", "with_id"), goes=True),
    Held("private_look", goes=True),
    Held("signal_standing", goes=True),
    Held("incident", words=("what_happened", "support")),
    Held(
        "contact_plan",
        ("contact_id",),
        stays_here=("known_as", "incident_id", "facts", "review_reason", "backing_reason"),
    ),
    Held("check_in", goes=True),
    Held("support_contact", goes=True),
    Held("pulse_asked", goes=True),
    Held("message", goes=True),
    Held("scenario", ("saved_by",)),
    Held("audit_entry", stays_here=("before", "after")),
)

DEEDS = frozenset(
    [
        "accrual_rate.entered_by",
        "api_token.made_by",
        "balance_look.looked_by",
        "bring_forward.sent_by",
        "concern.about_id",
        "concern.owner_id",
        "concern.recorded_by",
        "concern.systemic_owner_id",
        "concern_event.by_id",
        "contact_plan.backing_by",
        "contact_plan.decided_by",
        "contact_plan.reviewed_by",
        "cover_answer.by",
        "deputy.named_by",
        "excluded_officer.excluded_by",
        "hours_dispute.answered_by",
        "incident.supported_by",
        "leave_change.by",
        "leave_request.decided_by",
        "leave_request.decided_for",
        "leave_round.opened_by",
        "leave_round.published_by",
        "move_objection.answered_by",
        "note_report.decided_by",
        "note_report.reporter_id",
        "person.buddy_id",
        "pinned_case.pinned_by",
        "plan.asked_by",
        "planned_move.decided_by",
        "private_look.by_id",
        "program_change.entered_by",
        "relief_cover.assigned_by",
        "reserved_block.asked_by",
        "taken_file.taken_by",
        "taken_file.undone_by",
        "taken_file.uploaded_by",
        "training_booking.decided_by",
        "workload_proposal.decided_by",
        "workload_proposal.proposed_by",
    ]
)
"""`concern.about_id` is among them: what a client says in confidence of an officer is the client's."""

SPOKEN_OF = ("account", "leave_request", "incident", "recognition_note", "reserved_block", "deputy", "person")
"""Subjects of the audit trail that are about one person: who else touched them is in the person's copy."""

Sheet = tuple[list[str], list[list[Any]]]


def own_data(session: Session, person_id: int) -> Iterator[tuple[str, Sheet]]:
    """Each table's name with its columns and the rows about this person; then who did what to them."""
    numbers: dict[str, list[str]] = {}
    for held in HELD:
        table = metadata.tables[held.table]
        columns = [column for column in table.columns if column.name not in held.stays_here]
        query = select(*columns).where(_about(table, held, person_id)).order_by(*table.primary_key.columns)
        rows = session.execute(query).mappings().all()
        if held.table in SPOKEN_OF:
            numbers[held.table] = [str(row["id"]) for row in rows]
        yield (
            held.table,
            ([column.name for column in columns], [[_cell(c, row[c.name]) for c in columns] for row in rows]),
        )
    yield "audit_about_me", _touched_by_others(session, person_id, numbers)


def forget(session: Session, person_id: int) -> int:
    """Take away what is personal of somebody who left; sums of offices stay as they are. How many rows it touched.

    The name, the ways to reach them, private notes and words go; hours, days and decisions stay without a name.
    """
    person, touched = session.get_one(Person, person_id), 1
    for held in HELD:
        table = metadata.tables[held.table]
        if held.goes:
            every = delete(table).where(_about(table, held, person_id))
            touched += session.execute(every).rowcount  # type: ignore[attr-defined]
        elif held.words:
            own = update(table).where(table.c[held.columns[0]] == person_id)
            touched += session.execute(own.values(dict.fromkeys(held.words, ""))).rowcount  # type: ignore[attr-defined]
    session.expire_all()
    person.given_name, person.family_name = SOMEBODY
    person.sort_name, person.email, person.title, person.buddy_id = sort_name(*SOMEBODY), "", "", None
    note_action(session, person_id=None, action="person.forget", subject="person", subject_id=person_id)
    session.flush()
    return touched


def _about(table: Table, held: Held, person_id: int) -> ColumnElement[bool]:
    return or_(*(table.c[name] == person_id for name in held.columns))


def _touched_by_others(session: Session, person_id: int, numbers: dict[str, list[str]]) -> Sheet:
    names = ("at", "person_id", "action", "subject", "subject_id", "before", "after", "why")
    table = metadata.tables["audit_entry"]
    rows: list[list[Any]] = []
    for subject, ids in numbers.items():
        query = select(table).where(table.c.subject == subject, table.c.subject_id.in_(ids))
        others = query.where(or_(table.c.person_id != person_id, table.c.person_id.is_(None)))
        found = session.execute(others.order_by(table.c.id)).mappings()
        rows += [[_cell(table.c[name], row[name]) for name in names] for row in found]
    return list(names), sorted(rows, key=lambda row: str(row[0]))


def _cell(column: Column[Any], value: Any) -> Any:
    """A value as it stands in the copy: people by code, words as texts."""
    if value is None:
        return None
    if any(key.column.table.name == "person" for key in column.foreign_keys) or column is Person.__table__.c.id:  # type: ignore[attr-defined]
        return person_code(value)
    if isinstance(column.type, JSON):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
