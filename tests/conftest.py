"""Fixtures for all tests: a seeded territory, the service on it, a browser, a PostgreSQL server."""

from tests.fixtures.browser import axe, browser, counting, page, service, sizes  # noqa: F401
from tests.fixtures.pages import app, as_role, client, sign_in  # noqa: F401
from tests.fixtures.planned import planned, planned_file  # noqa: F401
from tests.fixtures.postgres import (  # noqa: F401
    empty_database,
    postgres_of_settings,
    postgres_server,
    postgres_territory,
    postgres_url,
    seeded_postgres,
    territory,
)
from tests.fixtures.territory import seeded_file, session, settings, territory_db  # noqa: F401
