"""How long cases were open, counted from openings and closings, against every case looked at by itself."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlmodel import Session, select

from workload.records.case_months import case_months, case_months_by_office, months_until, offices_in
from workload.records.cases import DAYS_A_MONTH
from workload.tables.cases import Case
from workload.tables.places import Community

TODAY = date(2026, 11, 16)
FIRST = date(2025, 12, 1)


def by_hand(session: Session, first: date, last: date, offices: set[str]) -> float:
    office_of = dict(session.exec(select(Community.id, Community.office_id)).all())
    days = 0
    for one in session.exec(select(Case)):
        if office_of[one.community_id] in offices:
            days += max(0, (min(one.closed_on or last, last) - max(one.opened_on, first)).days + 1)
    return days / DAYS_A_MONTH


def test_months_are_those_of_every_case(session: Session) -> None:
    chance = Random(5)
    for one in session.exec(select(Case)):
        one.opened_on = FIRST + timedelta(days=chance.randint(-40, 360))
        if chance.random() < 0.6:
            one.closed_on = one.opened_on + timedelta(days=chance.choice((0, 1, 20, 90, 300)))
    session.flush()
    region = offices_in(session, ["north-slave"])
    every = set(session.exec(select(Community.office_id)))
    spans = months_until(FIRST, TODAY)
    assert len(spans) == 12
    found, part = case_months(session, spans), case_months(session, spans, office_ids=region)
    for index in (0, 5, 11):
        assert found[index] == pytest.approx(by_hand(session, *spans[index], every))
        assert part[index] == pytest.approx(by_hand(session, *spans[index], set(region or ())))
    offices = case_months_by_office(session, spans)
    assert [sum(line[index] for line in offices.values()) for index in range(12)] == pytest.approx(found)
    assert offices["whati"][5] == pytest.approx(by_hand(session, *spans[5], {"whati"}))


def test_the_day_of_closing_counts(session: Session) -> None:
    whati = session.exec(select(Case).join(Community).where(Community.office_id == "whati")).all()
    for one in whati:
        one.opened_on, one.closed_on = date(2026, 10, 1), date(2026, 10, 10)
    session.flush()
    october = [(date(2026, 10, 1), date(2026, 10, 31))]
    assert case_months(session, october, office_ids=["whati"]) == [pytest.approx(len(whati) * 10 / DAYS_A_MONTH)]
    assert case_months(session, october, office_ids=[]) == [0.0]
