"""How often a page asks the database: a number for each page that does not grow with the rows it reads."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert, select
from sqlmodel import SQLModel

from tests.fixtures.pages import SOMEONE
from tests.web.pages_read import queries_on
from workload.tables.bring_forwards import BringForward
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.tables.recognition import RecognitionNote
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Role

MOST = {
    Role.cso: {
        "/my-work": 60, "/my/cases": 30, "/leave/": 50, "/leave/ask": 40, "/cover/": 20, "/thanks/": 20,
        "/thanks/new": 15, "/concerns/new": 20, "/bring-forwards/": 20, "/messages/": 15, "/my/time": 25,
        "/my/signals": 60,
    },
    Role.manager: {
        "/my-region": 120, "/caseloads": 40, "/caseloads/without-officer": 30, "/leave/": 30, "/leave/calendar": 25,
        "/gaps": 30, "/gaps/days": 30, "/concerns/": 30, "/standards/": 30, "/thanks/": 20, "/staffing": 40,
        "/signals": 60, "/cover/given-and-received": 25, "/incidents": 20, "/concerns/quarter": 40,
    },
    Role.hq: {
        "/territory": 50, "/staffing": 40, "/staffing?region=sahtu": 40, "/hours": 25, "/hours/logs": 20,
        "/hours/rules": 15, "/hours/job": 15, "/scenarios/changes": 30, "/caseloads": 40, "/gaps": 30,
        "/gaps?region=sahtu": 30, "/gaps/days": 30, "/concerns/": 30, "/concerns/quarter": 40, "/bring-forwards/": 30,
        "/bring-forwards/month": 60, "/standards/": 30, "/leave-year/": 30, "/signals/territory": 60,
    },
    Role.administrator: {"/accounts": 15, "/accounts?name=tutcho": 15, "/programs/": 15},
}  # fmt: skip
"""The most statements a page may send, those for the signed-in person and the navigation among them."""

SOMETIMES = 2
"""Queries of a page that are sent only where there is something to ask for; more rows may be the first."""

ONE_BY_ONE = {"helen /my-region"}
"""Looks at each absence without cover by itself, because who could step in is another question each time."""

COPIED: tuple[type[SQLModel], ...] = (
    Person, Case, Concern, RecognitionNote, LeaveRequest, TimeLogEntry, BringForward,
)  # fmt: skip


@pytest.fixture
def counted(app: Flask, as_role: Callable[[Role], FlaskClient]) -> Callable[[], Iterator[tuple[str, int, int]]]:
    """Every page of `MOST`, what it may send and what it sends."""
    browsers = {role: as_role(role) for role in MOST}

    def count() -> Iterator[tuple[str, int, int]]:
        for role, pages in MOST.items():
            for address, most in pages.items():
                asked = queries_on(app.extensions["engine"], partial(_open, browsers[role], address))
                yield f"{SOMEONE[role]} {address}", most, asked

    return count


def test_no_page_asks_more_with_more_rows(app: Flask, counted: Any) -> None:
    before = {page: asked for page, _most, asked in counted()}
    _double(app.extensions["engine"])
    after = list(counted())
    grown = {page: (before[page], asked) for page, _most, asked in after if asked > before[page] + SOMETIMES}
    assert grown.keys() <= ONE_BY_ONE, grown
    assert [(page, most, asked) for page, most, asked in after if asked > most] == []


def _open(browser: FlaskClient, address: str) -> None:
    assert browser.get(address).status_code == 200, address


def _double(engine: Engine) -> None:
    """Every person, case, concern, thank-you, leave, logged time and bring-forward a second time."""
    with engine.begin() as connection:
        for table in COPIED:
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
            for row in rows:
                del row["id"]
                if "reference" in row:
                    row["reference"] += "-again"
                for name in ("form_key", "code_key"):
                    if name in row:
                        row[name] = None
            connection.execute(insert(table), rows)
