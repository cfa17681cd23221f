"""Cases ahead: a range where the history bears it, and the plain word that it does not."""

from collections.abc import Callable
from datetime import date, timedelta

from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.case_history import cases_by_month
from workload.tables.cases import Case
from workload.vocabulary import Role


def close_some(session: Session, months: int) -> None:
    """Ten cases are closed in each of the last months, the oldest cases first."""
    rows = iter(session.exec(select(Case).order_by(Case.opened_on)).all())
    for number in range(months, 0, -1):
        day = MONDAY.replace(day=1) - timedelta(days=30 * number - 10)
        for _case in range(10):
            next(rows).closed_on = day
    session.commit()


def test_without_recorded_closings_nothing_is_forecast(as_role: Callable[[Role], FlaskClient]) -> None:
    page = words(as_role(Role.hq).get("/staffing"))
    assert "The history is too short for a forecast: 0 whole months" in page


def test_history_counts_what_was_open_on_the_last_day(session: Session) -> None:
    close_some(session, 15)
    history = cases_by_month(session, MONDAY)
    assert history[-1][0] == date(2026, 10, 1)
    end = date(2026, 10, 31)
    rows = session.exec(select(Case)).all()
    assert history[-1][1] == sum(
        row.opened_on <= end and (row.closed_on is None or row.closed_on > end) for row in rows
    )


def test_a_year_of_history_gives_ranges_and_posts(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    close_some(session, 15)
    page = words(as_role(Role.hq).get("/staffing"))
    assert "months of history. Held against the last six months it was off by" in page
    assert "October 2027" in page
    assert "The history is too short" not in page
