"""A quarter of concerns on one page: counted as it stands, silent where there are too few."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient
from sqlmodel import Session, select

from scheduler.concern_workflow import reopen
from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.concern_measures import Measure, measures
from workload.tables.concerns import Concern
from workload.vocabulary import ConcernStatus

SignIn = Callable[[str], FlaskClient]
FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


def measure(session: Session, key: str) -> Measure:
    found = measures(session, FIRST, LAST, region_ids=None)
    return next(one for some in found.values() for one in some if one.key == key)


def test_open_ones_are_never_in_time(session: Session) -> None:
    rows = session.exec(select(Concern).where(Concern.opened_on >= FIRST, Concern.opened_on <= LAST)).all()
    answered = [one for one in rows if one.answered_on]
    in_time = measure(session, "in_time")
    assert in_time.of == len(answered)
    assert in_time.count == sum(one.answered_on <= one.promised_due for one in answered if one.answered_on)
    assert measure(session, "open").count == len(rows) - len(answered)


def test_the_first_promise_counts_after_reopening(session: Session) -> None:
    before = measure(session, "in_time")
    closed = session.exec(
        select(Concern)
        .where(Concern.status == ConcernStatus.closed)
        .where(Concern.opened_on >= FIRST, Concern.opened_on <= LAST)
    ).first()
    assert closed is not None
    reopen(session, closed, text="Not settled.", by=None, today=MONDAY)
    session.flush()
    assert measure(session, "in_time") == before
    assert measure(session, "open").count >= 1


def test_a_share_of_few_is_not_shown(sign_in: SignIn) -> None:
    page = words(sign_in("daniel").get("/concerns/quarter?from=2026-07"))
    assert "Answered by the first promise" in page
    assert "Felt heard too few to tell" in page
    assert sign_in("celine").get("/concerns/quarter").status_code == 403
    file = sign_in("helen").get("/concerns/quarter?from=2026-07&format=csv")
    assert "Answered by the first promise" in file.text
