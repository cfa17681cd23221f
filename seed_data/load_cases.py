"""Cases with their drivers, tier and officer, declared conflicts of interest, and what cases have coming."""

from sqlmodel import Session, col, insert, select

from seed_data.csv_files import Row, read_rows
from seed_data.load_places import words
from seed_data.shift import Shift
from workload.estimates.case_tier import decide_tier
from workload.tables.caseloads import CaseDate
from workload.tables.cases import Case, ConflictOfInterest
from workload.vocabulary import CaseDateKind, Driver, Stream


def add_cases(session: Session, people: dict[str, int], shift: Shift) -> dict[str, int]:
    """All cases; the tier is what the rules make of the drivers. Returns ids by reference."""
    cases = [_case(row, people, shift) for row in read_rows("cases")]
    session.execute(insert(Case), [case.model_dump(exclude={"id"}) for case in cases])
    ids: dict[str, int] = dict(session.exec(select(col(Case.reference), col(Case.id))).all())  # type: ignore[arg-type]
    for row in read_rows("conflicts"):
        session.add(
            ConflictOfInterest(
                case_id=ids[row["case"]], person_id=people[row["person"]], declared_on=shift.day(row["declared_on"])
            )
        )
    for row in read_rows("case_dates"):
        session.add(
            CaseDate(
                case_id=ids[row["case"]], kind=CaseDateKind(row["kind"]), day=shift.day(row["day"]), what=row["what"]
            )
        )
    session.flush()
    return ids


def drivers_of(row: Row) -> dict[Driver, bool | None]:
    """Every driver of a case as yes, no or None (not known)."""
    yes, unknown = words(row["drivers"]), words(row["not_known"])
    return {driver: None if driver in unknown else driver in yes for driver in Driver}


def _case(row: Row, people: dict[str, int], shift: Shift) -> Case:
    drivers = drivers_of(row)
    stream = Stream(row["stream"])
    decision = decide_tier(drivers, stream)
    return Case(
        reference=row["reference"],
        community_id=row["community_id"],
        language=row["language"],
        stream=stream,
        drivers={driver.value: known for driver, known in drivers.items()},
        tier=decision.tier,
        provisional=decision.provisional,
        officer_id=people.get(row["officer"]),
        officer_since=shift.optional(row["officer_since"]),
        opened_on=shift.day(row["opened_on"]),
    )
