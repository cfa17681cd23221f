"""What a large service reckons once a day is what stood in the morning, and no other day's."""

from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from scheduler.jobs import nightly
from scheduler.jobs.prepare_plans import PlanDesk
from scheduler.staffing_scenarios import QUARTER_OF_THE_DAY, quarter_ahead
from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.logged_times import HOURS_OF_THE_DAY, LEARNED_OF_THE_DAY, learned, where_hours_go
from workload.records.territory import TERRITORY_OF_THE_DAY, territory_now, territory_today
from workload.records.tier_rules import RULES_OF_THE_DAY, rule_counts
from workload.settings import Settings
from workload.tables.cases import Case
from workload.tables.snapshots import DailyFigures
from workload.vocabulary import Role


def test_morning_figures_stand_for_their_day_only(
    session: Session, settings: Settings, as_role: Callable[[Role], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = PlanDesk(cast(Engine, session.get_bind()), settings)
    nightly.keep_daily_figures(desk)
    assert session.exec(select(DailyFigures)).all() == [], "a small service reckons them at each look"
    monkeypatch.setattr(nightly, "MOST_TOGETHER", 5)
    nightly.keep_daily_figures(desk)
    session.rollback()
    headquarters = as_role(Role.hq)
    for address in ("/hours/rules", "/hours/logs", "/hours/job", "/staffing", "/scenarios/"):
        assert "Figures of Mon 16 Nov 2026" in words(headquarters.get(address)), address
    before = rule_counts(session, MONDAY)
    for case in session.exec(select(Case).limit(40)):
        case.closed_on = MONDAY
    session.flush()
    assert RULES_OF_THE_DAY.look(session, MONDAY) == (before, True)
    tuesday, stood = RULES_OF_THE_DAY.look(session, MONDAY + timedelta(days=1))
    assert not stood
    assert sum(tuesday.tiers.values()) == sum(before.tiers.values()) - 40
    RULES_OF_THE_DAY.keep(session, MONDAY)  # once more: in place of the first
    assert RULES_OF_THE_DAY.look(session, MONDAY) == (tuesday, True)
    assert LEARNED_OF_THE_DAY.look(session, MONDAY) == (learned(session, MONDAY), True)
    assert HOURS_OF_THE_DAY.look(session, MONDAY) == (where_hours_go(session, MONDAY), True)
    assert territory_today(session, MONDAY)[0] != territory_now(session, MONDAY)
    TERRITORY_OF_THE_DAY.keep(session, MONDAY)
    assert territory_today(session, MONDAY) == (territory_now(session, MONDAY), True)
    QUARTER_OF_THE_DAY.keep(session, MONDAY)
    assert QUARTER_OF_THE_DAY.look(session, MONDAY) == (quarter_ahead(session, MONDAY), True)
