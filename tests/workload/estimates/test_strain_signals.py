"""Signals of strain: each from its own facts, unknown without them, and never added up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from workload.estimates.strain_signals import THRESHOLDS, WorkFacts, last_rest, strain_signals
from workload.vocabulary import IncidentKind, Signal, SignalLevel

TODAY = date(2026, 11, 16)
CALM = WorkFacts(
    needed=80, there=100, cases=40, weekly_hours=37.5, region_cases_an_hour=1.1, last_rest=TODAY - timedelta(weeks=10),
    weeks_to_take=1, weeks_left=8, cover_two_weeks=3, hours_two_weeks=75, interrupted_four_weeks=5,
    hours_four_weeks=150, logged_four_weeks=True, due_hours=20, hours_two_weeks_ahead=75,
)  # fmt: skip


def level(signal: Signal, facts: WorkFacts) -> SignalLevel:
    return next(one.level for one in strain_signals(facts, TODAY) if one.signal is signal)


def test_calm_work_raises_no_signal() -> None:
    assert {one.level for one in strain_signals(CALM, TODAY)} == {SignalLevel.calm, SignalLevel.unknown}


@pytest.mark.parametrize(
    ("signal", "amber", "red"),
    [
        (Signal.planned_load, {"needed": 86}, {"needed": 101}),
        (Signal.part_time_fit, {"weekly_hours": 30.0, "cases": 39}, {"weekly_hours": 18.75}),
        (Signal.weeks_since_rest, {"last_rest": date(2026, 5, 10)}, {"last_rest": date(2026, 2, 9)}),
        (Signal.leave_at_risk, {"weeks_to_take": 4.5}, {"weeks_to_take": 9.0}),
        (Signal.leave_refused, {"refused": 1}, {"refused": 2}),
        (Signal.covering, {"cover_two_weeks": 16}, {"cover_two_weeks": 26}),
        (Signal.interruptions, {"interrupted_four_weeks": 16}, {"interrupted_four_weeks": 31}),
        (Signal.deadlines, {"due_hours": 80}, {"due_hours": 100}),
        (Signal.major_changes, {"major_changes": 2}, {"major_changes": 3}),
        (Signal.change_load, {"change_hours": 11}, {"change_hours": 21}),
        (Signal.lieu_bank, {"lieu_hours": 60.0}, {"lieu_hours": 75.0}),
        (Signal.alone, {"days_alone": 3}, {"days_alone": 3, "unchecked_days": 1}),
        (Signal.incidents, {"incidents_30_days": (IncidentKind.verbal,) * 3},
         {"incidents_30_days": (IncidentKind.threat,)}),
        (Signal.support_reach, {"days_since_talk": 11}, {"days_since_talk": 21}),
        (Signal.weekly_hours, {"unpaid_weeks": (4.0, 4.0, 4.0, 4.0)}, {"unpaid_weeks": (12.0, 12.0, 12.0, 12.0)}),
        (Signal.unpaid_hours, {"unpaid_weeks": (0.0, 0.0, 0.0, 0.25)}, {"unpaid_weeks": (0.0, 1.0, 0.0, 0.25)}),
    ],
)  # fmt: skip
def test_each_signal_has_an_amber_and_a_red(signal: Signal, amber: dict, red: dict) -> None:
    assert level(signal, replace(CALM, **amber)) is SignalLevel.amber
    assert level(signal, replace(CALM, **red)) is SignalLevel.red


def test_without_facts_a_signal_is_unknown_not_calm() -> None:
    found = {one.signal: one.level for one in strain_signals(WorkFacts(), TODAY)}
    for signal in (
        Signal.weeks_since_rest,
        Signal.leave_at_risk,
        Signal.interruptions,
        Signal.unpaid_hours,
        Signal.lieu_bank,
    ):
        assert found[signal] is SignalLevel.unknown


def test_beyond_what_anybody_can_do_is_said() -> None:
    facts = replace(CALM, needed=134, unpaid_weeks=(18.0, 18.0, 18.0, 18.0))
    assert {one.signal for one in strain_signals(facts, TODAY) if one.beyond} == {
        Signal.planned_load,
        Signal.weekly_hours,
    }
    assert not any(one.beyond for one in strain_signals(replace(facts, needed=133, unpaid_weeks=()), TODAY))


def test_work_without_hours_to_do_it_is_red() -> None:
    assert level(Signal.planned_load, WorkFacts(needed=3, there=0)) is SignalLevel.red


def test_a_weekend_and_a_holiday_do_not_break_a_rest() -> None:
    week = [date(2026, 10, day) for day in (5, 6, 7, 8, 9, 13, 14, 15, 16)]  # Monday the 12th is Thanksgiving
    assert last_rest(set(week[2:7]), week, TODAY) == date(2026, 10, 14)
    assert last_rest(set(week[2:6]), week, TODAY) is None


def test_leave_ahead_is_no_rest_yet() -> None:
    ahead = [TODAY + timedelta(days=day) for day in range(1, 6)]
    assert last_rest(set(ahead), ahead, TODAY) is None


def test_every_threshold_says_where_it_comes_from() -> None:
    assert set(THRESHOLDS) == set(Signal)
    assert all(one.source and one.amber <= one.red for one in THRESHOLDS.values())
