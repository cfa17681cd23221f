"""The whole territory on PostgreSQL: made, filled, and shown; looks at private facts kept once."""

from dataclasses import replace

import pytest
from sqlmodel import Session, delete, select

from seed_data.accounts import DEMONSTRATION_PASSWORD
from tests.fixtures.pages import SOMEONE
from tests.fixtures.territory import MONDAY
from web import create_app
from workload.records.looks import Look, keep_looks
from workload.settings import Settings
from workload.tables.wellbeing import PrivateLook
from workload.vocabulary import PrivateFact

pytestmark = pytest.mark.postgres

LOOK = Look(by_id=1, day=MONDAY, person_id=2, fact=PrivateFact.alone)


def test_every_home_opens_on_postgresql(settings: Settings, postgres_territory: str) -> None:
    app = create_app(settings.model_copy(update={"database_url": postgres_territory}))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    for username in SOMEONE.values():
        client = app.test_client()
        client.post("/sign-in", data={"username": username, "password": DEMONSTRATION_PASSWORD})
        home = client.get("/", follow_redirects=True)
        assert (username, home.status_code) == (username, 200)
        assert "Sign out" in home.text
    with Session(app.extensions["engine"]) as session:
        session.execute(delete(PrivateLook))
        session.commit()
        keep_looks(session, {LOOK})
        keep_looks(session, {LOOK, replace(LOOK, fact=PrivateFact.lieu)})
        assert {row.fact for row in session.exec(select(PrivateLook))} == {PrivateFact.alone, PrivateFact.lieu}
    app.extensions["engine"].dispose()
