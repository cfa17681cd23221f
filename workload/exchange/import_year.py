"""concerns.csv, time_log.csv and training.csv into the database."""

from collections import Counter
from datetime import date

from sqlmodel import Session, col, select

from workload.estimates.service_clock import due
from workload.exchange.csv_table import Column, CsvTable, day, optional_day, optional_text, text, whole_number
from workload.exchange.import_known import Known, Tally, word_of
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
    stored = {one.reference: one for one in session.exec(select(Concern))}
    added = changed = 0
    for row in table.rows():
        one = stored.get(row["reference"])
        wanted = (row["office_id"], row["opened"], row["closed"], row["category"], row["channel"])
        if one is None:
            session.add(_concern(row, known))
            added += 1
        elif (one.office_id, one.opened_on, one.closed_on, one.category.value, one.channel.value) != wanted:
            one.office_id, one.opened_on, one.closed_on = row["office_id"], row["opened"], row["closed"]
            one.category, one.channel = ConcernCategory(row["category"]), Channel(row["channel"])
            one.status = _status(one.answered_on, one.closed_on)
            changed += 1
    return Tally(added, changed, len(table) - added - changed)


def _concern(row: dict[str, object], known: Known) -> Concern:
    opened, closed, office = row["opened"], row["closed"], str(row["office_id"])
    assert isinstance(opened, date)
    assert closed is None or isinstance(closed, date)
    return Concern(
        reference=str(row["reference"]),
        office_id=office,
        opened_on=opened,
        category=ConcernCategory(str(row["category"])),
        channel=Channel(str(row["channel"])),
        status=_status(closed, closed),
        promised_due=due(opened, known.promise_days, known.calendar, office).day,
        answered_on=closed,
        closed_on=closed,
    )


def _status(answered: date | None, closed: date | None) -> ConcernStatus:
    if closed is not None:
        return ConcernStatus.closed
    return ConcernStatus.received if answered is None else ConcernStatus.answered


def store_time_log(session: Session, table: CsvTable, known: Known) -> Tally:
    """Equal lines are counted: what the file has more of than the database is added."""
    case_ids = {one.reference: one.id for one in session.exec(select(Case))}
    lines = Counter(
        (
            known.people[row["person_id"]], row["date"], row["activity"], row["tier"], row["minutes"],
            case_ids[row["case_id"]] if row["case_id"] else None,
        )
        for row in table.rows()
    )  # fmt: skip
    stored = Counter(
        (one.person_id, one.day, one.activity.value, one.tier.value if one.tier else "", one.minutes, one.case_id)
        for one in session.exec(select(TimeLogEntry).where(col(TimeLogEntry.ordinary_day).is_(False)))
    )
    missing = lines - stored
    for (person, on, activity, tier, minutes, case_id), times in missing.items():
        for _ in range(times):
            session.add(
                TimeLogEntry(
                    person_id=person,
                    day=on,
                    activity=Activity(activity),
                    tier=Tier(tier) if tier else None,
                    minutes=minutes,
                    case_id=case_id,
                )
            )
    return Tally(missing.total(), 0, len(table) - missing.total())


def store_training(session: Session, table: CsvTable, known: Known) -> Tally:
    added = 0
    for row in table.rows():
        key = (known.people[row["person_id"]], Course(row["course"]), row["completed"])
        if session.get(TrainingRecord, key) is None:
            session.add(TrainingRecord(person_id=key[0], course=key[1], completed_on=key[2]))
            added += 1
    return Tally(added, 0, len(table) - added)
