"""The whole territory on PostgreSQL: made, filled, and shown."""

import pytest

from seed_data.accounts import DEMONSTRATION_PASSWORD
from tests.fixtures.pages import SOMEONE
from web import create_app
from workload.settings import Settings

pytestmark = pytest.mark.postgres


def test_every_home_opens_on_postgresql(settings: Settings, postgres_territory: str) -> None:
    app = create_app(settings.model_copy(update={"database_url": postgres_territory}))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    for username in SOMEONE.values():
        client = app.test_client()
        client.post("/sign-in", data={"username": username, "password": DEMONSTRATION_PASSWORD})
        home = client.get("/", follow_redirects=True)
        assert (username, home.status_code) == (username, 200)
        assert "Sign out" in home.text
    app.extensions["engine"].dispose()
