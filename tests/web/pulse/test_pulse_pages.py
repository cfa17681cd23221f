"""The pulse: answered once, known of nobody, shown for the territory only."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from sqlmodel import Session, col, func, select, update

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from web import create_app
from web.pulse import views
from workload.records.pulse import open_round, round_now
from workload.settings import Settings
from workload.tables.accounts import Account
from workload.tables.audit import AuditEntry
from workload.tables.people import Person
from workload.tables.pulse import PulseAsked, PulseCount, PulseRound
from workload.vocabulary import HowOften, Role

SignIn = Callable[[str], FlaskClient]


def counted(session: Session) -> dict[str, int]:
    """The counters of the open round by question and answer."""
    session.expire_all()
    now = session.exec(select(PulseRound).order_by(col(PulseRound.opened_on).desc())).first()
    assert now is not None
    rows = session.exec(select(PulseCount).where(PulseCount.round_id == now.id))
    return {f"{row.question} {row.answer}": row.people for row in rows}


def answered(session: Session) -> list[PulseAsked]:
    session.expire_all()
    return list(session.exec(select(PulseAsked).where(col(PulseAsked.answered))))


def officers(session: Session, most: int) -> list[str]:
    query = select(Account.username).where(Account.role == Role.cso).order_by(col(Account.person_id).desc())
    return list(session.exec(query.limit(most)))


def all_answer(session: Session, sign_in: SignIn, people: list[str], answer: str = "often") -> None:
    now = round_now(session, MONDAY)
    assert now is not None
    for username in people:
        sign_in(username).post("/pulse/", data=dict.fromkeys(now.questions, answer))


def end_the_round(session: Session) -> None:
    session.execute(
        update(PulseRound).where(col(PulseRound.closes_on) >= MONDAY).values(closes_on=MONDAY - timedelta(1))
    )
    session.commit()


def test_an_answer_leaves_no_row_and_only_that_it_was_given(session: Session, sign_in: SignIn) -> None:
    trail = session.exec(select(func.count(col(AuditEntry.id)))).one()
    before = counted(session)
    all_answer(session, sign_in, ["celine"])
    assert counted(session) == before, "one answer changes nothing that can be seen"
    assert len(answered(session)) == 1
    assert set(PulseAsked.model_fields) == {"round_id", "person_id", "answered"}
    assert session.exec(select(func.count(col(AuditEntry.id)))).one() == trail


def test_nobody_answers_a_round_twice(session: Session, sign_in: SignIn, app: Flask) -> None:
    all_answer(session, sign_in, ["celine", "celine"])
    assert "You have answered this round, or came after it had opened." in words(sign_in("celine").get("/pulse/"))
    (waiting,) = app.extensions["pulse"]._waiting.values()
    assert len(waiting) == 1


@pytest.mark.sqlite
def test_five_of_ten_answers_are_counted_together(session: Session, sign_in: SignIn) -> None:
    people = officers(session, 10)
    all_answer(session, sign_in, people[:9])
    assert sum(counted(session).values()) == 0
    all_answer(session, sign_in, people[9:])
    now = round_now(session, MONDAY)
    assert now is not None
    assert counted(session) == {
        f"{question} {answer}": 5 if answer == "often" else 0 for question in now.questions for answer in HowOften
    }
    rows = session.execute(text("SELECT person_id FROM pulse_asked WHERE answered ORDER BY rowid")).scalars().all()
    assert len(rows) == 10
    assert rows == sorted(rows), "the rows do not lie in the order of answering, which went from the last to the first"
    end_the_round(session)
    sign_in("daniel").get("/pulse/results")
    assert sum(counted(session).values()) == 10 * len(now.questions)


def test_what_waits_is_lost_with_the_process_and_nothing_else(
    session: Session, sign_in: SignIn, settings: Settings
) -> None:
    all_answer(session, sign_in, officers(session, 9))
    create_app(settings)
    end_the_round(session)
    assert sum(counted(session).values()) == 0
    assert len(answered(session)) == 9


def test_answers_wait_again_when_the_database_fails(
    session: Session, sign_in: SignIn, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = officers(session, 10)
    all_answer(session, sign_in, people[:9])
    with monkeypatch.context() as broken:

        def fails(*_given: object) -> None:
            raise OSError("disk full")

        broken.setattr(views, "count_answers", fails)
        with pytest.raises(OSError, match="disk full"):
            all_answer(session, sign_in, people[9:])
    (waiting,) = app.extensions["pulse"]._waiting.values()
    assert len(waiting) == 10


def test_skipped_questions_are_not_counted_and_none_at_all_is_told(session: Session, sign_in: SignIn) -> None:
    celine = sign_in("celine")
    page = celine.get("/pulse/")
    assert "2 questions, until Sun 22 Nov 2026. Nobody has to answer." in words(page)
    answer = celine.post("/pulse/", data={})
    assert answer.status_code == 422
    assert "nobody has to answer" in words(answer)
    assert answered(session) == []


def test_results_are_the_territorys_and_the_same_for_all(sign_in: SignIn) -> None:
    tables = {username: sign_in(username).get("/pulse/results?format=csv").text for username in ("celine", "daniel")}
    assert tables["celine"] == tables["daniel"]
    assert "I felt safe at work." in tables["celine"]
    page = words(sign_in("helen").get("/pulse/results"))
    assert "Of the whole territory, never of an office" in page
    for place in ("Yellowknife", "Sahtu", "Whatì"):
        assert place not in tables["celine"]


def test_a_round_opens_on_the_second_monday_only_once(session: Session) -> None:
    assert open_round(session, MONDAY) is None, "one was opened a week ago"
    assert open_round(session, MONDAY.replace(month=12, day=13)) is None
    opened = open_round(session, MONDAY.replace(month=12, day=14))
    assert opened is not None
    officers_there = session.exec(select(func.count(col(Person.id))).where(Person.kind != "staff")).one()
    assert (len(opened.questions), opened.asked) == (2, officers_there)
    assert open_round(session, MONDAY.replace(month=12, day=15)) is None


@pytest.mark.sqlite
def test_the_dump_of_the_database_links_no_answer_to_a_person(session: Session, sign_in: SignIn) -> None:
    """Two dumps, before and after one more person answers, differ in that person's mark alone."""
    people = officers(session, 8)
    all_answer(session, sign_in, people[:7])
    before = dump(session)
    all_answer(session, sign_in, people[7:], answer="never")
    news = dump(session) - before
    assert {line.split('"')[1] for line in news if "INSERT" in line} <= {"pulse_asked", "account"}
    assert not any("never" in line for line in news)


def dump(session: Session) -> set[str]:
    """Every row of the database as text, but what signing in alone writes."""
    session.rollback()
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        return set(raw.iterdump())
