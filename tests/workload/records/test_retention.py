"""What is kept no longer goes at night; what it was counted in stays."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session, func, select

from web.commands import fairload
from workload.records.retention import keep_to_rules, months_before, what_would_go
from workload.records.retention_rules import RULES
from workload.settings import Settings
from workload.tables.audit import AuditEntry
from workload.tables.concerns import Concern, ConcernEvent
from workload.tables.imports import TakenFile
from workload.tables.leave import LeaveRequest
from workload.tables.messages import Message
from workload.tables.people import Person
from workload.tables.time_log import TimeLogEntry
from workload.tables.wellbeing import Incident, PrivateLook, PrivateShare, UnpaidHours
from workload.vocabulary import ConcernStep, IncidentKind, MessageKind, PrivateFact

PRIVACY = Path(__file__).parents[3] / "docs" / "privacy.md"
LATER = date(2028, 12, 1)  # two years and two weeks after the seed's Monday
THEN = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.fixture
def aged(session: Session) -> Session:
    """The territory with one old thing of every kind that the seed does not have."""
    concern = session.exec(select(Concern).where(Concern.closed_on < date(2026, 11, 1))).first()
    assert concern is not None
    session.get_one(Person, 5).works_until = date(2026, 11, 20)
    session.add_all(
        [
            ConcernEvent(concern_id=concern.id or 0, day=date(2026, 10, 1), step=ConcernStep.acknowledged, text="Sir,"),
            UnpaidHours(person_id=1, day=date(2026, 11, 2), minutes=30),
            UnpaidHours(person_id=1, day=date(2027, 11, 2), minutes=30),
            PrivateLook(by_id=2, day=date(2026, 11, 2), person_id=1, fact=PrivateFact.signals),
            PrivateLook(by_id=2, day=date(2027, 11, 2), person_id=1, fact=PrivateFact.signals),
            PrivateShare(person_id=1, with_id=2, since=date(2026, 11, 2), until=date(2026, 11, 20)),
            Incident(
                person_id=1,
                day=date(2026, 11, 2),
                kind=next(iter(IncidentKind)),
                support_by=LATER,
                what_happened="Shouts",
            ),
            Message(person_id=1, kind=next(iter(MessageKind)), created_at=THEN),
            TakenFile(kind="cases.csv", name="old.csv", content="case_id\n", uploaded_at=THEN),
            TakenFile(kind="cases.csv", name="taken.csv", uploaded_at=THEN, taken_at=THEN, changes=[{"table": "case"}]),
        ]
    )
    session.commit()
    return session


def test_old_things_go_and_counts_of_them_stay(aged: Session, settings: Settings) -> None:
    counts = _counts(aged)
    expected = {due.rule.what: due.rows for due in what_would_go(aged, settings, LATER)}
    done = keep_to_rules(aged, settings, LATER)
    aged.commit()
    assert {due.rule.what: due.rows for due in done} == expected
    assert _counts(aged) == counts
    assert (
        aged.exec(select(Concern).where(Concern.what_happened != "", Concern.closed_on < date(2026, 11, 1))).all() == []
    )
    closed = select(Concern.id).where(Concern.closed_on < date(2026, 11, 1))
    events = aged.exec(select(ConcernEvent.text).where(ConcernEvent.concern_id.in_(closed))).all()
    assert set(events) == {""}
    assert {one.day for one in aged.exec(select(UnpaidHours))} == {date(2027, 11, 2)}
    assert min(aged.exec(select(PrivateShare.until))) >= date(2026, 12, 1)
    assert "Shouts" in aged.exec(select(Incident.what_happened)).all()  # kept for seven years
    assert aged.exec(select(TimeLogEntry)).first() is not None  # kept for three
    assert aged.get_one(Person, 5).name == "Former employee"
    assert [(one.name, one.changes) for one in aged.exec(select(TakenFile))] == [("taken.csv", [])]
    noted = aged.exec(select(AuditEntry).where(AuditEntry.action == "retention")).all()
    assert {table: count for one in noted for table, count in one.after.items()}["person"] == 1
    assert [due.rows for due in keep_to_rules(aged, settings, LATER) if due.rows] == []


def test_an_open_concern_keeps_its_words(aged: Session, settings: Settings) -> None:
    waits = aged.exec(select(Concern).where(Concern.closed_on == None, Concern.what_happened != "")).first()  # noqa: E711
    assert waits is not None
    keep_to_rules(aged, settings, date(2035, 1, 1))
    assert waits.what_happened
    assert aged.exec(select(TimeLogEntry)).first() is None
    assert set(aged.exec(select(Incident.what_happened))) == {""}


def test_a_dry_run_says_it_and_changes_nothing(aged: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRLOAD_TODAY", LATER.isoformat())
    before = aged.exec(select(func.count()).select_from(AuditEntry)).one()
    told = CliRunner().invoke(fairload, ["retention", "--dry-run"])
    assert told.exit_code == 0
    assert "people who have left, before 2026-12-01: 1 of person" in told.output
    assert "the trail of who did what, and its seals: kept" in told.output
    aged.expire_all()
    assert aged.exec(select(func.count()).select_from(AuditEntry)).one() == before
    assert CliRunner().invoke(fairload, ["retention", "--person", "P001"]).exit_code == 2
    gone = CliRunner().invoke(fairload, ["retention", "--person", "P005"])
    assert gone.exit_code == 0, gone.output
    aged.expire_all()
    assert aged.get_one(Person, 5).name == "Former employee"


def test_the_privacy_page_has_every_rule() -> None:
    settings, page = Settings(), PRIVACY.read_text("utf-8")
    section = page.split("## How long")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    expected = []
    for rule in RULES:
        months = getattr(Settings.model_fields[rule.setting], "default", None) if rule.setting else None
        kept = (
            "as long as the service runs" if months is None else f"{months} months (`FAIRLOAD_{rule.setting.upper()}`)"
        )
        expected.append(f"| {rule.what} | {kept} | {rule.why} | {rule.left} |")
    assert rows == expected
    assert all(hasattr(settings, rule.setting) for rule in RULES if rule.setting)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 22), 84, date(2019, 11, 22)),
    ],
)
def test_months_are_counted_back_on_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def _counts(session: Session) -> dict[str, int]:
    models = (Concern, ConcernEvent, LeaveRequest, Incident)
    return {str(one.__tablename__): session.exec(select(func.count()).select_from(one)).one() for one in models}
