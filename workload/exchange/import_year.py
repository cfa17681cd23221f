"""concerns.csv, time_log.csv and training.csv into the database."""

from collections import Counter
from datetime import date

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, insert, select, update

from workload.estimates.service_clock import due
from workload.exchange.csv_table import Column, CsvTable, day, optional_day, optional_text, text, whole_number
from workload.exchange.import_known import Known, Tally, in_batches, word_of
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.tables.time_log import TimeLogEntry
from workload.tables.training import TrainingRecord
from workload.vocabulary import Activity, Channel, ConcernCategory, ConcernStatus, Course, Tier

CONCERNS = (
    Column("reference", text),
    Column("office_id", text),
    Column("opened", day),
    Column("closed", optional_day),
    Column("category", word_of(ConcernCategory)),
    Column("channel", word_of(Channel)),
)
TIME_LOG = (
    Column("person_id", text),
    Column("date", day),
    Column("activity", word_of(Activity)),
    Column("tier", word_of(Tier, "")),
    Column("minutes", whole_number(at_least=1)),
    Column("case_id", optional_text),
)
TRAINING = (Column("person_id", text), Column("course", word_of(Course)), Column("completed", day))


def store_concerns(session: Session, table: CsvTable, known: Known) -> Tally:
    """A new reference is recorded with the day by which an answer is promised; a known one follows the file."""
    query = select_columns(  # columns, not objects: rows are many
        col(Concern.reference), col(Concern.id), col(Concern.answered_on), col(Concern.office_id),
        col(Concern.opened_on), col(Concern.closed_on), col(Concern.category), col(Concern.channel),
    )  # fmt: skip
    stored = {row[0]: row[1:] for row in session.execute(query)}
    promised: dict[date, date] = {}
    new: list[dict[str, object]] = []
    changed: list[dict[str, object]] = []
    for row in table.rows():
        wanted = (row["office_id"], row["opened"], row["closed"], row["category"], row["channel"])
        values = dict(zip(("office_id", "opened_on", "closed_on", "category", "channel"), wanted, strict=True))
        was = stored.get(row["reference"])
        if was is None:
            told = row["opened"]
            if told not in promised:
                promised[told] = due(told, known.promise_on(told), known.calendar).day
            values |= {"answered_on": row["closed"], "status": _status(row["closed"], row["closed"])}
            new.append(values | {"reference": row["reference"], "promised_due": promised[told]})
        elif tuple(was[2:]) != wanted:
            changed.append(values | {"id": was[0], "status": _status(was[1], row["closed"])})
    in_batches(session, insert(Concern), new)
    in_batches(session, update(Concern), changed)
    session.expire_all()
    return Tally(len(new), len(changed), len(table) - len(new) - len(changed))


def _status(answered: date | None, closed: date | None) -> ConcernStatus:
    if closed is not None:
        return ConcernStatus.closed
    return ConcernStatus.received if answered is None else ConcernStatus.answered


def store_time_log(session: Session, table: CsvTable, known: Known) -> Tally:
    """Equal lines are counted: what the file has more of than the database is added."""
    case_ids = dict(session.exec(select(Case.reference, Case.id)).all())
    lines = [
        (
            known.people[row["person_id"]], row["date"], row["activity"], row["tier"], row["minutes"],
            case_ids[row["case_id"]] if row["case_id"] else None,
        )
        for row in table.rows()
    ]  # fmt: skip
    query = select_columns(
        col(TimeLogEntry.person_id), col(TimeLogEntry.day), col(TimeLogEntry.activity), col(TimeLogEntry.tier),
        col(TimeLogEntry.minutes), col(TimeLogEntry.case_id),
    ).where(col(TimeLogEntry.ordinary_day).is_(False))  # fmt: skip
    stored = Counter(
        (person, on, activity.value, tier.value if tier else "", minutes, case_id)
        for person, on, activity, tier, minutes, case_id in session.execute(query)
    )
    missing = Counter(lines) - stored
    added = missing.total()
    new = []
    for line in lines:  # in the order of the file
        if missing[line]:
            missing[line] -= 1
            new.append(line)
    rows = [
        {
            "person_id": person,
            "day": on,
            "activity": activity,
            "tier": tier or None,
            "minutes": minutes,
            "case_id": one,
        }
        for person, on, activity, tier, minutes, one in new
    ]
    in_batches(session, insert(TimeLogEntry), rows)
    return Tally(added, 0, len(table) - added)


def store_training(session: Session, table: CsvTable, known: Known) -> Tally:
    added = 0
    for row in table.rows():
        key = (known.people[row["person_id"]], Course(row["course"]), row["completed"])
        if session.get(TrainingRecord, key) is None:
            session.add(TrainingRecord(person_id=key[0], course=key[1], completed_on=key[2]))
            added += 1
    return Tally(added, 0, len(table) - added)
