"""How long cases were open, counted from openings and closings, against every case looked at by itself."""

from collections.abc import Collection
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


Rows = list[tuple[str, date, date | None]]


def by_hand(rows: Rows, first: date, last: date, offices: Collection[str]) -> float:
    days = 0
    for office, opened, closed in rows:
        if office in offices:
            days += max(0, (min(closed or last, last) - max(opened, first)).days + 1)
    return days / DAYS_A_MONTH


def test_months_are_those_of_every_case(territory: Session) -> None:
    chance = Random(5)
    for one in territory.exec(select(Case)):
        one.opened_on = FIRST + timedelta(days=chance.randint(-40, 360))
        if chance.random() < 0.6:
            one.closed_on = one.opened_on + timedelta(days=chance.choice((0, 1, 20, 90, 300)))
    territory.flush()
    office_of = dict(territory.exec(select(Community.id, Community.office_id)).all())
    rows = [(office_of[one.community_id], one.opened_on, one.closed_on) for one in territory.exec(select(Case))]
    region = offices_in(territory, ["north-slave"])
    every = set(office_of.values())
    spans = months_until(FIRST, TODAY)
    assert len(spans) == 12
    found, part = case_months(territory, spans), case_months(territory, spans, office_ids=region)
    for index in (0, 5, 11):
        assert found[index] == pytest.approx(by_hand(rows, *spans[index], every))
        assert part[index] == pytest.approx(by_hand(rows, *spans[index], set(region or ())))
    offices = case_months_by_office(territory, spans)
    assert [sum(line[index] for line in offices.values()) for index in range(12)] == pytest.approx(found)
    assert offices["whati"][5] == pytest.approx(by_hand(rows, *spans[5], {"whati"}))


def test_the_day_of_closing_counts(session: Session) -> None:
    whati = session.exec(select(Case).join(Community).where(Community.office_id == "whati")).all()
    for one in whati:
        one.opened_on, one.closed_on = date(2026, 10, 1), date(2026, 10, 10)
    session.flush()
    october = [(date(2026, 10, 1), date(2026, 10, 31))]
    assert case_months(session, october, office_ids=["whati"]) == [pytest.approx(len(whati) * 10 / DAYS_A_MONTH)]
    assert case_months(session, october, office_ids=[]) == [0.0]
