from datetime import date

import pytest
from sqlmodel import Session

from tests.fixtures.territory import MONDAY
from workload.estimates.case_hours import hours_by_tier, report_hours_by_tier
from workload.records.activity_table import activity_times
from workload.records.peaks import peak_of
from workload.records.staffing import case_tiers_by_office

NOVEMBER = date(2026, 11, 2)


def test_delivery_days_bind_where_reports_are_many(session: Session) -> None:
    found = peak_of(session, "hay-river", MONDAY, NOVEMBER)
    assert found is not None
    assert found.last == date(2026, 11, 30)  # the last delivery day
    assert found.until == date(2026, 12, 2)
    assert found.short > 0


def test_quiet_office_keeps_its_promise(session: Session) -> None:
    assert sum(case_tiers_by_office(session)["norman-wells"].values()) < 30
    found = peak_of(session, "norman-wells", MONDAY, NOVEMBER)
    assert found is not None
    assert found.short == 0


def test_reports_count_whole_and_other_work_in_part(session: Session) -> None:
    found = peak_of(session, "hay-river", MONDAY, NOVEMBER)
    assert found is not None
    times, tiers = activity_times(session, MONDAY), case_tiers_by_office(session)["hay-river"]
    all_hours, reports = (
        sum(tiers[tier] * hours for tier, hours in by_tier(times).items())
        for by_tier in (hours_by_tier, report_hours_by_tier)
    )
    assert found.came == pytest.approx(reports + 0.3 * (all_hours - reports) * 5 / 20, rel=0.05)
