"""Learning from logged time: robust to forgotten timers, blind to who logged, and never silent."""

from math import log

import numpy as np
import pytest

from benchmarks.calibration.__main__ import Setting, measure
from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.calibration import Calibration, Learned, LoggedTime, calibrate, proposals
from workload.vocabulary import Activity, Tier

REPORT = (Activity.monthly_report, Tier.standard)  # 30 minutes in the table


def logged(*minutes: float, people: int = 5, office: str = "inuvik") -> list[LoggedTime]:
    return [LoggedTime(*REPORT, office, k % people, each) for k, each in enumerate(minutes)]


def around(mean: float, count: int, seed: int = 1, spread: float = 0.5) -> list[float]:
    logs = np.random.default_rng(seed).normal(log(mean) - spread**2 / 2, spread, count)
    return [float(value) for value in np.exp(logs)]


def cell(calibration: Calibration) -> Learned:
    return next(one for one in calibration.cells if (one.activity, one.tier) == REPORT)


def test_without_logs_the_table_stands() -> None:
    learned = calibrate([], ACTIVITY_TIMES)
    assert [one.minutes.middle for one in learned.cells] == pytest.approx([row.minutes for row in ACTIVITY_TIMES])
    assert all(one.minutes.low < one.table < one.minutes.high for one in learned.cells)
    assert proposals(learned) == []


def test_few_logs_move_little_and_many_move_all_the_way() -> None:
    seen = ([45.0, 30.0, 66.0], around(45, 400))
    few, many = (cell(calibrate(logged(*lines), ACTIVITY_TIMES)).minutes for lines in seen)
    assert 33 < few.middle < 43
    assert many.middle == pytest.approx(45, rel=0.08)
    assert many.high - many.low < (few.high - few.low) / 3


def test_forgotten_timer_does_not_double_a_weight() -> None:
    usual = around(30, 12)
    left_on = cell(calibrate(logged(*usual, 480.0), ACTIVITY_TIMES)).minutes.middle
    assert left_on < 1.12 * cell(calibrate(logged(*usual), ACTIVITY_TIMES)).minutes.middle
    assert np.mean([*usual, 480.0]) > 2 * np.mean(usual)


def test_ranges_hold_with_a_tenth_of_timers_forgotten() -> None:
    """At least 75 of a hundred 80 % ranges; the textbook's fall to two thirds. The benchmark plays more."""
    got = measure(Setting(12, forgotten=0.10), repeats=6, seed=3)
    assert got.ours_holds >= 0.75
    assert got.shrunk_holds < got.ours_holds
    assert got.ours < got.prior < got.raw


def test_no_single_persons_time_becomes_a_proposal() -> None:
    one, three = (calibrate(logged(*around(60, 60), people=n), ACTIVITY_TIMES) for n in (1, 3))
    assert proposals(one) == []
    [proposal] = proposals(three)
    assert (proposal.activity, proposal.tier, proposal.old, proposal.logs, proposal.people) == (*REPORT, 30, 60, 3)
    assert proposal.old < proposal.low < proposal.new < proposal.high


def test_names_of_those_who_log_change_no_estimate() -> None:
    lines = logged(*around(40, 50))
    others = [LoggedTime(one.activity, one.tier, one.office, one.person + 70, one.minutes) for one in lines[::-1]]
    assert calibrate(lines, ACTIVITY_TIMES) == calibrate(others, ACTIVITY_TIMES)


def test_office_that_is_slower_than_the_others_is_seen_when_enough_log() -> None:
    usual = logged(*around(30, 200, seed=2), office="inuvik")
    slow = logged(*around(36, 200, seed=3), office="behchoko")
    factors = {one.office: one.factor for one in calibrate(usual + slow, ACTIVITY_TIMES).offices}
    assert factors["behchoko"].middle > 1.04 > 1 > factors["inuvik"].middle
    alone = logged(*around(36, 200, seed=3), office="behchoko", people=2)
    assert [one.office for one in calibrate(usual + alone, ACTIVITY_TIMES).offices] == ["inuvik"]


def test_known_multiplier_of_an_office_is_not_learned_twice() -> None:
    slow = logged(*around(36, 300, seed=2), office="behchoko")
    knowing = cell(calibrate(slow, ACTIVITY_TIMES, {"behchoko": 1.2})).minutes.middle
    assert knowing == pytest.approx(30, rel=0.05)


def test_button_stands_for_the_times_nearest_to_it() -> None:
    """A call of 8 minutes logged with the 15-minute button says «short» and not «15»."""
    minutes = [15] * 98 + [30] * 2
    calls = [LoggedTime(Activity.contact, Tier.simple, "inuvik", k % 4, each) for k, each in enumerate(minutes)]
    found = next(one for one in calibrate(calls, ACTIVITY_TIMES).cells if one.activity is Activity.contact)
    assert found.table == 8
    assert found.minutes.middle < 9
    assert proposals(calibrate(calls, ACTIVITY_TIMES)) == []


def test_lines_of_unknown_tier_are_left_out() -> None:
    lines = [LoggedTime(Activity.monthly_report, None, "inuvik", 1, 500)] * 40
    assert calibrate(lines, ACTIVITY_TIMES) == calibrate([], ACTIVITY_TIMES)
