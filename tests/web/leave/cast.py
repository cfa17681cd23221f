"""Short ways to tell a story of leave on the pages."""

import re
from typing import cast

from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from tests.fixtures.answering import answer_waiting_plans
from tests.fixtures.territory import MONDAY
from workload.tables.leave import LeaveRequest
from workload.tables.people import CoverOption, Person

WEEK = {"first_day": "2027-03-08", "last_day": "2027-03-12", "part": "whole"}


def words(page: TestResponse) -> str:
    """The visible words of the main part, on one line."""
    text = page.get_data(as_text=True)
    main = re.search(r"<main.*?</main>", text, re.DOTALL)
    assert main, text[:500]
    plain = re.sub(r"<[^>]+>", " ", main.group())
    return " ".join(plain.replace("&#39;", "'").replace("\u00a0", " ").split())


def ask(client: FlaskClient, **changed: str) -> int:
    """Ask on the page; the id of the stored request."""
    answer = client.post("/leave/ask", data=WEEK | changed)
    assert answer.status_code == 303, words(answer)
    return int(answer.location.rsplit("/", 1)[1])


def solve(session: Session) -> None:
    """What the clock does: answer everything that waits."""
    session.commit()
    answer_waiting_plans(cast(Engine, session.get_bind()), today=MONDAY)
    session.expire_all()


def nobody_may_cover(session: Session, office: str) -> None:
    for link in session.exec(select(CoverOption).where(CoverOption.office_id == office)).all():
        session.get_one(Person, link.person_id).max_cover_days = 0
    session.commit()


def latest(session: Session) -> LeaveRequest:
    session.expire_all()
    return session.exec(select(LeaveRequest).order_by(LeaveRequest.id.desc())).first()  # type: ignore[union-attr, return-value]
