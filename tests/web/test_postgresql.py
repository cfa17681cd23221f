"""The whole territory on PostgreSQL: made, filled, and shown."""

import pytest
from sqlmodel import Session

from seed_data.accounts import DEMONSTRATION_PASSWORD
from seed_data.load import load
from tests.fixtures.pages import SOMEONE
from tests.fixtures.territory import MONDAY
from web import create_app
from workload.database import connect
from workload.migrations import upgrade
from workload.settings import Settings

pytestmark = pytest.mark.postgres


def test_every_home_opens_on_postgresql(settings: Settings, postgres_url: str) -> None:
    engine = connect(postgres_url)
    upgrade(engine)
    with Session(engine) as session:
        load(session, MONDAY)
        session.commit()
    engine.dispose()
    app = create_app(settings.model_copy(update={"database_url": postgres_url}))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    for username in SOMEONE.values():
        client = app.test_client()
        client.post("/sign-in", data={"username": username, "password": DEMONSTRATION_PASSWORD})
        home = client.get("/", follow_redirects=True)
        assert (username, home.status_code) == (username, 200)
        assert "Sign out" in home.text
    app.extensions["engine"].dispose()
