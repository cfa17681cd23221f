"""Qualitative standards: cards, concerns and thanks counted by hand, and nothing that is about a few."""

import csv
import io
from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient
from sqlmodel import Session, col, delete, func, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.exit_cards import count_card
from workload.records.quality_said import Quality, quality_said
from workload.records.standards import LONE
from workload.tables.concerns import Concern
from workload.tables.exit_cards import ExitCardCount
from workload.vocabulary import ConcernCategory, ExitQuestion, Said

SignIn = Callable[[str], FlaskClient]
FIRST, OCTOBER, JANUARY = date(2025, 10, 1), date(2026, 10, 1), date(2027, 1, 11)
"""The four whole quarters before the current day begin with the first and end before the second."""


def answers(session: Session, said: Said | None = None) -> int:
    query = select(func.sum(col(ExitCardCount.count))).where(ExitCardCount.question == ExitQuestion.respect)
    query = query.where(col(ExitCardCount.month) >= FIRST, col(ExitCardCount.month) < OCTOBER)
    return session.exec(query if said is None else query.where(ExitCardCount.said == said)).one() or 0


def test_cards_and_concerns_are_those_of_the_rows(session: Session) -> None:
    found = quality_said(session, MONDAY)
    respect = found.said[Quality.respect]
    assert respect is not None
    assert (respect.part, respect.whole) == (answers(session, Said.yes), answers(session))
    assert respect.low < respect.share < respect.high
    told = session.exec(
        select(func.count(col(Concern.id)))
        .where(Concern.category == ConcernCategory.respect)
        .where(col(Concern.opened_on) >= found.first, col(Concern.opened_on) <= found.last)
    ).one()
    line = next(one for one in found.by_quality if one.key == Quality.respect)
    assert line.concerns is not None
    assert line.concerns.events == told


def test_this_quarter_is_not_counted_before_it_is_over(session: Session) -> None:
    before = quality_said(session, MONDAY).said[Quality.clear]
    for _ in range(9):
        count_card(session, office_id="whati", today=MONDAY, answers={ExitQuestion.clear: Said.no})
    assert quality_said(session, MONDAY).said[Quality.clear] == before
    after = quality_said(session, JANUARY).said[Quality.clear]
    cards = select(ExitCardCount).where(ExitCardCount.question == ExitQuestion.clear)
    months = [row.count for row in session.exec(cards) if date(2026, 1, 1) <= row.month < JANUARY.replace(day=1)]
    assert after is not None
    assert after.whole == sum(months)


def test_few_cards_are_hidden_and_no_sum_brings_them_back(session: Session) -> None:
    session.exec(delete(ExitCardCount))
    september = OCTOBER.replace(month=9)
    for office, count in (("yellowknife", 30), ("behchoko", 3), ("whati", 25)):
        session.add(
            ExitCardCount(office_id=office, month=september, question=ExitQuestion.respect, said=Said.yes, count=count)
        )
    session.flush()
    found = quality_said(session, MONDAY, region_ids=["north-slave"])
    shown = {one.key: one.said[Quality.respect] for one in found.by_place}
    assert "whati" not in shown
    assert shown["behchoko"] is None
    assert sum(one is None for one in shown.values()) >= 2
    assert shown.keys() >= {"yellowknife", "behchoko", LONE}


def test_headquarters_reads_regions_and_a_manager_offices(sign_in: SignIn) -> None:
    whole = words(sign_in("daniel").get("/standards/people"))
    assert "were treated with respect" in whole
    assert "by region" in whole
    assert "never added up" in whole
    part = words(sign_in("helen").get("/standards/people"))
    assert "by office" in part
    assert "Offices with one officer, together" in part
    assert sign_in("celine").get("/standards/people").status_code == 403


def test_the_figures_can_be_taken_away(sign_in: SignIn) -> None:
    rows = list(
        csv.DictReader(io.StringIO(sign_in("daniel").get("/standards/people?format=csv").data.decode("utf-8-sig")))
    )
    assert {row["Part"] for row in rows} == {"all", "standard", "place", "quarter"}
    assert 0 < float(rows[0]["Interval from"]) < float(rows[0]["Value"]) < float(rows[0]["Interval to"]) < 1
