"""The territory as files: what `fairload balance` and `fairload relief` read, and the year's records beside it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from workload.codes import person_code
from workload.exchange.import_applications import application_rows
from workload.exchange.relief_files import write_tables
from workload.exchange.whole_files import whole_sheets
from workload.records.balance_facts import BalanceFacts, gather_balance
from workload.records.entitlements import gather_entitlements, gather_fiscal_year
from workload.records.officers import people
from workload.records.places import offices
from workload.records.relief_facts import ReliefFacts, gather_relief
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.tables.time_log import TimeLogEntry
from workload.tables.training import TrainingRecord

Rows = Iterable[Sequence[object]]
Sheet = tuple[tuple[str, ...], list[Sequence[object]]]

BALANCE_HEADERS = {
    "cases.csv": (
        "case_id", "community", "region", "language", "stream", "tier", "hours", "current_officer", "weight",
    ),
    "officers.csv": (
        "officer_id", "home", "region", "kind", "communities", "languages", "icm", "capacity_hours",
    ),
    "conflicts.csv": ("case_id", "officer_id"),
}  # fmt: skip
RELIEF_HEADERS = {
    "calendar.csv": ("date", "kind"),
    "offices.csv": ("office_id", "region", "min_hours", "urgent_share"),
    "people.csv": (
        "person_id", "office_id", "kind", "pattern", "own_hours", "own_hours_delivery", "service_years", "qualified",
        "max_cover_days", "past_cover_days",
    ),
    "cover.csv": ("person_id", "office_id", "mode", "travel_hours"),
    "approved.csv": ("person_id", "first_day", "last_day"),
    "requests.csv": ("request_id", "person_id", "option", "first_day", "last_day", "kind", "refused_before"),
    "entitlement.csv": ("person_id", "days", "min_block_days"),
}  # fmt: skip
YEAR_HEADERS = {
    "applications.csv": (
        "case_id", "office_id", "submitted", "documents_complete", "verified", "decided", "paid", "waits",
    ),
    "concerns.csv": ("reference", "office_id", "opened", "closed", "category", "channel"),
    "time_log.csv": ("person_id", "date", "activity", "tier", "minutes", "case_id"),
    "training.csv": ("person_id", "course", "completed"),
}  # fmt: skip
HEADERS = BALANCE_HEADERS | RELIEF_HEADERS | YEAR_HEADERS


def export_territory(
    session: Session,
    folder: Path,
    today: date,
    *,
    region_id: str | None = None,
    fiscal: int | None = None,
    whole: bool = False,
) -> dict[str, int]:
    """Write every file into `folder` (made where it is missing) and return the number of rows of each.

    With a region: only its offices, people and records. With `fiscal`, the files of relief and the entitlements are
    those of the fiscal year that begins then, not of the coming weeks. With `whole`, also the files from which an
    empty database can be filled, which hold names. No file takes its place before all are written.
    """
    sheets = dict(territory_sheets(session, today, region_id=region_id, fiscal=fiscal))
    if whole:
        sheets |= dict(whole_sheets(session))
    write_tables(folder, sheets)
    return {name: len(rows) for name, (_header, rows) in sheets.items()}


def territory_sheets(
    session: Session, today: date, *, region_id: str | None = None, fiscal: int | None = None
) -> Iterator[tuple[str, Sheet]]:
    """Each file's name with its header and rows."""
    relief = gather_relief(session, today, region_id=region_id)
    if fiscal is not None:
        relief = gather_fiscal_year(session, today, fiscal, region_id=region_id)
    rows = (
        balance_rows(gather_balance(session, today, region_id=region_id))
        | relief_rows(relief)
        | {
            "entitlement.csv": (
                (one.person_id, figure(one.days), one.min_block_days)
                for one in gather_entitlements(session, relief, today, region_id=region_id)
            )
        }
        | year_rows(session, today, region_id=region_id)
    )
    for name, header in HEADERS.items():
        yield name, (header, list(rows[name]))


def balance_rows(facts: BalanceFacts) -> dict[str, Rows]:
    """The rows of cases.csv, officers.csv and conflicts.csv."""
    return {
        "cases.csv": (
            (
                one.case_id, one.community, one.region, one.language, one.stream.value, one.tier.value,
                figure(one.hours), one.current_officer, figure(one.weight),
            )
            for one in facts.cases
        ),
        "officers.csv": (
            (
                one.officer_id, one.home, one.region, one.kind, ";".join(one.communities), ";".join(one.languages),
                int(one.icm), figure(one.capacity_hours),
            )
            for one in facts.officers
        ),
        "conflicts.csv": facts.conflicts,
    }  # fmt: skip


def relief_rows(facts: ReliefFacts) -> dict[str, Rows]:
    """The rows of the six files of `fairload relief`."""
    return {
        "calendar.csv": ((one.day.isoformat(), one.kind) for one in facts.calendar),
        "offices.csv": (
            (one.office_id, one.region, figure(one.min_hours), figure(one.urgent_share)) for one in facts.offices
        ),
        "people.csv": (
            (
                one.person_id, one.office_id, one.kind.value, ";".join(figure(hours) for hours in one.pattern),
                figure(one.own_hours), figure(one.own_hours_delivery), figure(one.service_years), int(one.qualified),
                one.max_cover_days, one.past_cover_days,
            )
            for one in facts.people
        ),
        "cover.csv": ((one.person_id, one.office_id, one.mode.value, figure(one.travel_hours)) for one in facts.cover),
        "approved.csv": (
            (one.person_id, one.first_day.isoformat(), one.last_day.isoformat()) for one in facts.approved
        ),
        "requests.csv": (
            (
                one.request_id, one.person_id, one.option, one.first_day.isoformat(), one.last_day.isoformat(),
                one.kind, int(one.refused_before),
            )
            for one in facts.requests
        ),
    }  # fmt: skip


def year_rows(session: Session, today: date, *, region_id: str | None = None) -> dict[str, Rows]:
    """The rows of applications.csv, concerns.csv, time_log.csv and training.csv: of the people there today."""
    places = {one.id for one in offices(session, region_id)}
    persons = {one.id for one in people(session, today, region_id=region_id)}
    reference = dict(session.exec(select(col(Case.id), col(Case.reference))).all())
    concerns = session.exec(select(Concern).order_by(col(Concern.reference)))
    measured = select(TimeLogEntry).where(col(TimeLogEntry.ordinary_day).is_(False))  # the rest repeats earlier days
    log = session.exec(measured.order_by(col(TimeLogEntry.day), col(TimeLogEntry.id)))
    training = session.exec(
        select(TrainingRecord).order_by(
            col(TrainingRecord.person_id), col(TrainingRecord.completed_on), col(TrainingRecord.course)
        )
    )
    return {
        "applications.csv": application_rows(session, places, reference),
        "concerns.csv": [
            (
                one.reference, one.office_id, one.opened_on.isoformat(),
                one.closed_on.isoformat() if one.closed_on else "", one.category.value, one.channel.value,
            )
            for one in concerns
            if one.office_id in places
        ],
        "time_log.csv": [
            (
                person_code(one.person_id), one.day.isoformat(), one.activity.value,
                one.tier.value if one.tier else "", one.minutes, reference[one.case_id] if one.case_id else "",
            )
            for one in log
            if one.person_id in persons
        ],
        "training.csv": [
            (person_code(one.person_id), one.course.value, one.completed_on.isoformat())
            for one in training
            if one.person_id in persons
        ],
    }  # fmt: skip


def figure(value: float) -> str:
    """A number as a person would write it: 7.5, not 7.50."""
    return f"{value:.10g}"
