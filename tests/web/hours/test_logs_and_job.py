"""What logged time says of the table and of the job: pooled, never silent, never one person's."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, delete, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.activity_table import activity_times
from workload.tables.people import Person
from workload.tables.time_log import PhoneTally, TimeLogEntry
from workload.tables.workload_model import WorkloadProposal
from workload.vocabulary import Activity, PersonKind, Role, Tier

FROM_LOGS = select(WorkloadProposal).where(WorkloadProposal.from_logs)


def log_slow_appeals(session: Session, people: int) -> None:
    """Appeals of complex cases that take twice the table's three hours, logged by so many people and nobody else."""
    session.exec(delete(TimeLogEntry).where(TimeLogEntry.activity == Activity.appeal))
    everybody = session.exec(select(Person).where(Person.kind == PersonKind.cso).order_by(Person.id)).all()
    for number in range(20):
        session.add(
            TimeLogEntry(
                person_id=everybody[number % people].id, day=MONDAY - timedelta(days=number + 1),
                activity=Activity.appeal, tier=Tier.complex, minutes=350 + number,
            )
        )  # fmt: skip
    session.commit()


def test_logs_suggest_and_a_person_proposes(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    log_slow_appeals(session, people=4)
    client = as_role(Role.hq)
    page = words(client.get("/hours/logs"))
    assert "appeals, complex:" in page
    assert session.exec(FROM_LOGS).all() == [], "looking proposes nothing"
    answer = client.post("/hours/logs", data={"row": "appeal/complex"})
    proposal = session.exec(FROM_LOGS).one()
    assert answer.location == f"/hours/proposals/{proposal.id}"
    assert (proposal.from_logs, proposal.activity, proposal.rows[0]["tier"]) == (True, Activity.appeal, "complex")
    assert 250 < proposal.rows[0]["minutes"] < 380
    table = {(row.activity, row.tier): row for row in activity_times(session, MONDAY)}
    assert table[Activity.appeal, Tier.complex].minutes == 180, "nothing changes before a second person approves"
    assert proposal.rows[0]["frequency"] == table[Activity.appeal, Tier.complex].frequency
    assert "Suggested by logged time." in words(client.get(answer.location))
    assert "A proposal waits for a second person" in words(client.get("/hours/logs"))


def test_two_people_are_too_few_to_suggest(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    log_slow_appeals(session, people=2)
    client = as_role(Role.hq)
    page = words(client.get("/hours/logs"))
    assert "Propose this : appeals, complex" not in page
    assert "appeals complex 180 too few people to show – –" in page, "what two people logged would be about them"
    assert client.post("/hours/logs", data={"row": "appeal/complex"}).status_code == 404


def test_the_job_is_the_sum_of_the_logs(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    officers = select(Person.id).where(Person.kind == PersonKind.cso)
    lines = session.exec(select(TimeLogEntry).where(TimeLogEntry.person_id.in_(officers))).all()
    total = sum(line.minutes for line in lines)
    reports = sum(line.minutes for line in lines if line.activity is Activity.monthly_report)
    page = words(as_role(Role.cso).get("/hours/job"))
    assert f"monthly report {reports / 60:.1f}".rstrip("0").rstrip(".") in page
    assert f"{100 * reports / total:.1f}".rstrip("0").rstrip(".") + " % at a screen or paper" in page
    assert "helps clients in crisis: food, shelter, transport nothing logged" in page
    assert "No steps of approval are recorded" in page


def test_calls_counted_by_tap_stand_beside_it(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    assert "No calls have been counted by tap yet" in words(as_role(Role.hq).get("/hours/job"))
    people = session.exec(select(Person.id).where(Person.kind == PersonKind.cso)).all()[:2]
    session.add_all(
        [PhoneTally(person_id=people[0], day=MONDAY, calls=9), PhoneTally(person_id=people[1], day=MONDAY, calls=12)]
    )
    session.commit()
    assert "Calls counted by tap: 21; days of work on which somebody counted: 2. That is 10.5 a day." in words(
        as_role(Role.hq).get("/hours/job")
    )


@pytest.mark.parametrize("address", ["/hours/logs", "/hours/job", "/hours"])
def test_each_table_comes_as_csv_and_workbook(as_role: Callable[[Role], FlaskClient], address: str) -> None:
    client = as_role(Role.hq)
    assert client.get(f"{address}?format=csv").mimetype == "text/csv"
    assert client.get(f"{address}?format=xlsx").get_data()[:2] == b"PK"
