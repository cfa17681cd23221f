"""cases.csv and conflicts.csv into the database."""

from sqlmodel import Session, select

from workload.exchange.csv_table import Column, CsvTable, number, optional_text, text
from workload.exchange.import_known import Known, Tally, word_of
from workload.records.cases import pinned
from workload.tables.cases import Case, ConflictOfInterest
from workload.vocabulary import Driver, Stream, Tier

CASES = (
    Column("case_id", text),
    Column("community", text),
    Column("region", optional_text, required=False, default=""),
    Column("language", text),
    Column("stream", word_of(Stream)),
    Column("tier", word_of(Tier)),
    Column("hours", number(above=0), required=False),
    Column("current_officer", optional_text),
    Column("weight", number(above=0), required=False),
)
CONFLICTS = (Column("case_id", text), Column("officer_id", text))


def store_cases(session: Session, table: CsvTable, known: Known) -> Tally:
    """New cases are opened today; known ones follow the file in community, language, stream and officer."""
    stored = {one.reference: one for one in session.exec(select(Case))}
    added = changed = 0
    for row in table.rows():
        case = stored.get(row["case_id"])
        officer = known.people.get(row["current_officer"], case.officer_id if case is not None else None)
        if case is None:
            session.add(
                Case(
                    reference=row["case_id"],
                    community_id=row["community"],
                    language=row["language"],
                    stream=Stream(row["stream"]),
                    drivers={driver.value: None for driver in Driver},
                    tier=Tier(row["tier"]),
                    provisional=True,
                    officer_id=officer,
                    officer_since=known.today if officer else None,
                    opened_on=known.today,
                )
            )
            added += 1
        elif (case.community_id, case.language, case.stream.value, case.officer_id) != (
            row["community"], row["language"], row["stream"], officer,
        ):  # fmt: skip
            case.community_id, case.language, case.stream = row["community"], row["language"], Stream(row["stream"])
            if case.officer_id != officer:
                case.previous_officer_id, case.officer_id = case.officer_id, officer
                case.officer_since = known.today if officer else None
            changed += 1
    session.flush()
    return Tally(added, changed, len(table) - added - changed)


def store_conflicts(session: Session, table: CsvTable, known: Known) -> Tally:
    """Adds what is not declared yet, as declared today."""
    case_ids = {one.reference: one.id for one in session.exec(select(Case))}
    declared = {(one.case_id, one.person_id) for one in session.exec(select(ConflictOfInterest))}
    pins = pinned(session)
    added = 0
    for row in table.rows():
        case_id, person_id = case_ids[row["case_id"]], known.people[row["officer_id"]]
        holder = pins.get(case_id or 0)
        from_a_pin = holder is not None and holder != person_id
        if case_id is not None and (case_id, person_id) not in declared and not from_a_pin:
            session.add(ConflictOfInterest(case_id=case_id, person_id=person_id, declared_on=known.today))
            added += 1
    return Tally(added, 0, len(table) - added)
