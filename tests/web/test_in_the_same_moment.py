"""Two people, or one form twice, in the same moment: a real race on PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlmodel import Session, select

from seed_data.accounts import DEMONSTRATION_PASSWORD
from tests.fixtures.rows import stored
from tests.fixtures.territory import MONDAY
from web import create_app
from workload.database import connect
from workload.settings import Settings
from workload.tables import metadata
from workload.tables.accounts import Account
from workload.tables.audit import AuditEntry
from workload.tables.people import Person
from workload.tables.places import Office, Region
from workload.tables.recognition import NoteReport, RecognitionNote
from workload.vocabulary import Giver, NoteFault, OfficeKind, PersonKind, Role, Value

PEOPLE = (("celine", Role.cso), ("amira", Role.cso), ("helen", Role.manager), ("ruth", Role.superintendent))


def _somebody(session: Session, name: str, role: Role) -> int:
    """A person of the one office with an account; their number."""
    session.merge(Region(id="north-slave", name="North Slave"))
    session.flush()
    session.merge(Office(id="whati", name="Whatì", region_id="north-slave", kind=OfficeKind.community))
    session.flush()
    person = Person(
        given_name=name.title(), family_name="Doe", sort_name=name, kind=PersonKind.cso, office_id="whati",
        service_since=MONDAY, appointed_on=MONDAY,
    )  # fmt: skip
    session.add(person)
    session.flush()
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(DEMONSTRATION_PASSWORD)
    session.add(Account(person_id=person.id or 0, username=name, password_hash=quick, role=role, session_key=name))
    session.flush()
    return person.id or 0


@pytest.mark.postgres
def test_in_the_same_moment_one_is_first_and_nothing_is_doubled(settings: Settings, postgres_url: str) -> None:
    """Eight reported notes, each decided by two people at once, and eight forms sent twice at once."""
    engine = connect(postgres_url)
    metadata.create_all(engine)
    with Session(engine) as session:
        people = [_somebody(session, name, role) for name, role in PEOPLE]
        celine, amira = people[0], people[1]
        thanks: dict[str, Any] = {"giver": Giver.peer, "value": Value.taught, "written_on": MONDAY}
        notes = [RecognitionNote(recipient_id=celine, text=f"Thanks {one}", **thanks) for one in range(8)]
        session.add_all(notes)
        session.flush()
        reports = [
            NoteReport(note_id=one.id or 0, reporter_id=amira, fault=NoteFault.not_so, said_on=MONDAY) for one in notes
        ]
        session.add_all(reports)
        session.commit()
        numbers, before = [one.id for one in reports], stored(session)
    app = create_app(settings.model_copy(update={"database_url": postgres_url}))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)

    def entered(name: str) -> FlaskClient:
        client = app.test_client()
        client.post("/sign-in", data={"username": name, "password": DEMONSTRATION_PASSWORD})
        return client

    def together(clients: list[FlaskClient], address: str, *typed: dict[str, Any]) -> list[int]:
        start = threading.Barrier(2)

        def send(pair: tuple[FlaskClient, dict[str, Any]]) -> int:
            start.wait()
            return pair[0].post(address, data=pair[1]).status_code

        with ThreadPoolExecutor(2) as pool:
            return sorted(pool.map(send, zip(clients, typed, strict=True)))

    deciders, twice = [entered("helen"), entered("ruth")], [entered("celine")] * 2
    decided = [
        together(deciders, f"/thanks/reports/{number}", {"outcome": "kept"}, {"outcome": "withdrawn"})
        for number in numbers
    ]
    assert decided == [[303, 409]] * 8
    forms = [{"minutes": "30", "activity": "contact", "csrf_token": f"page {one}"} for one in range(8)]
    assert [together(twice, "/my/time", form, form) for form in forms] == [[303, 303]] * 8
    with Session(engine) as session:
        after = stored(session)
        assert after["time_log_entry"] - before["time_log_entry"] == 8
        moderated = session.exec(select(AuditEntry).where(AuditEntry.action == "recognition.moderate")).all()
        assert len(moderated) == 8, "one decision each on the trail"
    app.extensions["engine"].dispose()
    engine.dispose()
