"""Too much change at once is seen before its date is fixed."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.calendar import months_between
from workload.estimates.program_change import (
    ChangeFault,
    PlannedChange,
    change_loads,
    dates_that_fit,
    warnings_of,
)
from workload.estimates.territory import OfficeNow, Territory
from workload.vocabulary import Tier

CALENDAR = territory_calendar(2026, 2028)
COUNTS = {Tier.simple: 20.0, Tier.standard: 17.5, Tier.complex: 12.5}
DELINE = OfficeNow("deline", "sahtu", COUNTS, (0.6,), ACTIVITY_TIMES)
INUVIK = OfficeNow("inuvik", "beaufort-delta", COUNTS, (1.0, 1.0), ACTIVITY_TIMES)
TERRITORY = Territory((INUVIK, DELINE))
SYSTEM = PlannedChange("New system", date(2027, 3, 1), date(2027, 2, 1), 15.0, 1.3, 20)
INTAKE = PlannedChange("Central intake", date(2027, 6, 7), date(2027, 5, 10), 7.5, 1.1, 8)
YEAR = months_between(date(2027, 1, 1), date(2027, 12, 31))


def faults(change: PlannedChange, *others: PlannedChange) -> list[ChangeFault]:
    return [one.fault for one in warnings_of(change, others, TERRITORY, CALENDAR)]


def test_all_hours_of_training_and_friction_are_in_some_month() -> None:
    loads = [one for one in change_loads([SYSTEM], TERRITORY, YEAR, CALENDAR) if one.office == "inuvik"]
    assert sum(one.training for one in loads) == pytest.approx(2 * 15)
    needed = 50 * 1.8316
    weeks = sum(one.friction / needed * (end - begin).days for one, (begin, end) in zip(loads, YEAR, strict=True)) / 7
    assert weeks == pytest.approx(0.15 * 20, rel=0.05)  # half of 0.3, over twenty weeks
    assert [one.month.month for one in loads if one.major] == [2, 3, 4, 5, 6, 7]


def test_part_time_offices_carry_the_heavier_share() -> None:
    loads = {one.office: one for one in change_loads([SYSTEM], TERRITORY, YEAR[2:3], CALENDAR)}
    assert loads["deline"].share > 2 * loads["inuvik"].share


def test_office_without_people_has_hours_but_no_share() -> None:
    [found] = change_loads([SYSTEM], Territory((replace(DELINE, people=()),)), YEAR[2:3], CALENDAR)
    assert found.share is None
    assert found.friction > 0


def test_two_major_changes_at_once_are_warned_of() -> None:
    assert ChangeFault.overlap in faults(INTAKE, SYSTEM)
    [warning, *_] = warnings_of(INTAKE, [SYSTEM], TERRITORY, CALENDAR)
    assert warning.values == {"other": "New system", "from": date(2027, 2, 1), "until": SYSTEM.active_until}
    assert ChangeFault.overlap not in faults(INTAKE, replace(SYSTEM, major=False))
    assert ChangeFault.overlap not in faults(replace(INTAKE, region="sahtu"), replace(SYSTEM, region="dehcho"))
    assert ChangeFault.overlap in faults(replace(INTAKE, region="sahtu"), SYSTEM)


def test_training_must_fit_the_shortest_post() -> None:
    tight = replace(SYSTEM, training_from=date(2027, 2, 15))
    short = [one for one in warnings_of(tight, [], TERRITORY, CALENDAR) if one.fault is ChangeFault.training]
    assert [one.values["office"] for one in short] == ["inuvik", "deline"]
    assert short[0].values["fit"] == pytest.approx(5 * 7.5 * 0.2)  # 15 to 19 February: then comes delivery
    assert ChangeFault.training not in faults(replace(SYSTEM, training_hours=3.0))
    no_time = replace(SYSTEM, training_from=SYSTEM.go_live)
    assert ChangeFault.training in faults(no_time)


def test_go_live_on_delivery_or_closed_days_is_warned_of() -> None:
    assert faults(replace(SYSTEM, go_live=date(2027, 2, 26)))[0] is ChangeFault.delivery
    assert faults(replace(SYSTEM, go_live=date(2027, 7, 1)))[0] is ChangeFault.closed
    assert faults(replace(SYSTEM, go_live=date(2027, 2, 28)))[0] is ChangeFault.closed


def test_heavy_months_name_the_office_that_suffers_most() -> None:
    heavy = [one for one in warnings_of(SYSTEM, [], TERRITORY, CALENDAR) if one.fault is ChangeFault.heavy]
    assert {one.values["office"] for one in heavy} == {"deline"}
    assert heavy[0].values["month"] == date(2027, 2, 1)


def test_dates_that_fit_have_nothing_against_them() -> None:
    found = dates_that_fit(INTAKE, [SYSTEM], TERRITORY, CALENDAR, today=date(2026, 11, 16))
    assert len(found) == 3
    for moved in found:
        assert set(faults(moved, SYSTEM)) <= {ChangeFault.heavy}
        assert moved.training_from > SYSTEM.active_until
        assert moved.go_live.weekday() == INTAKE.go_live.weekday()
    assert found == sorted(found, key=lambda one: one.go_live)


def test_training_begins_earlier_where_it_would_not_fit() -> None:
    tight = replace(SYSTEM, training_from=date(2027, 2, 15))
    first = dates_that_fit(tight, [], TERRITORY, CALENDAR, today=date(2026, 11, 16))[0]
    assert first.go_live == tight.go_live
    assert first.training_from < tight.training_from
    late = dates_that_fit(tight, [], TERRITORY, CALENDAR, today=date(2027, 2, 14))
    assert all(one.training_from >= date(2027, 2, 14) for one in late)
