import numpy as np
import pytest

from workload.estimates.activity_minutes import (
    ACTIVITY_TIMES,
    CASE_ACTIVITIES,
    fixed_hours,
    head_of,
    training_hours,
)
from workload.estimates.case_hours import LINE_CV, case_hours, hours_by_tier, range80, report_hours_by_tier, spread_of
from workload.vocabulary import Activity, Evidence, Head, Tier


def test_seed_table_gives_the_anchors_of_each_tier() -> None:
    rounded = {tier: round(hours, 2) for tier, hours in hours_by_tier(ACTIVITY_TIMES).items()}
    assert rounded == {Tier.simple: 0.94, Tier.standard: 1.62, Tier.complex: 3.56}


def test_usual_mix_of_tiers_takes_183_hundredths_of_an_hour() -> None:
    hours = hours_by_tier(ACTIVITY_TIMES)
    assert 0.40 * hours[Tier.simple] + 0.35 * hours[Tier.standard] + 0.25 * hours[Tier.complex] == pytest.approx(
        1.83, abs=0.005
    )


@pytest.mark.parametrize("tier", Tier)
def test_lines_explain_every_minute_of_a_case(tier: Tier) -> None:
    found = case_hours(tier, ACTIVITY_TIMES)
    assert sum(line.hours for line in found.lines) == pytest.approx(found.hours)
    assert {line.activity for line in found.lines} == set(CASE_ACTIVITIES)
    assert all(line.hours == pytest.approx(line.frequency * line.minutes / 60) for line in found.lines)
    assert found.lines[0].hours == max(line.hours for line in found.lines)
    assert found.hours == pytest.approx(hours_by_tier(ACTIVITY_TIMES)[tier])
    assert found.low < found.hours < found.high


def test_office_factor_multiplies_every_line() -> None:
    plain, far = (case_hours(Tier.complex, ACTIVITY_TIMES, factor) for factor in (1.0, 1.2))
    assert far.hours == pytest.approx(1.2 * plain.hours)
    assert (far.low, far.high) == pytest.approx((1.2 * plain.low, 1.2 * plain.high))


def test_ninety_five_reports_take_47_hours() -> None:
    reports = report_hours_by_tier(ACTIVITY_TIMES)
    hours = 95 * (0.40 * reports[Tier.simple] + 0.35 * reports[Tier.standard] + 0.25 * reports[Tier.complex])
    assert hours == pytest.approx(47, abs=0.2)


def test_post_takes_ten_fixed_hours_and_seven_training_days() -> None:
    assert fixed_hours(ACTIVITY_TIMES) == pytest.approx(10.0)
    assert training_hours(ACTIVITY_TIMES) * 12 == pytest.approx(7 * 7.5)


def test_every_row_has_a_source_and_estimates_say_so() -> None:
    for row in ACTIVITY_TIMES:
        assert row.source
        assert (row.evidence is Evidence.estimate) == ("llustrative estimate" in row.source)
    of_the_post = {Activity.meeting, Activity.supervision, Activity.administration, Activity.training}
    assert {row.activity for row in ACTIVITY_TIMES if row.tier is None} == of_the_post


def test_every_activity_stands_under_a_head() -> None:
    heads = {head_of(activity) for activity in Activity}
    assert heads == set(Head) - {Head.complex_needs}


def test_range_holds_eight_of_ten_draws() -> None:
    mean, cv = 100.0, 0.35
    sigma = np.sqrt(np.log(1 + cv**2))
    draws = np.exp(np.random.default_rng(4).normal(np.log(mean) - sigma**2 / 2, sigma, 400_000))
    assert draws.mean() == pytest.approx(mean, rel=0.005)
    assert range80(mean, cv) == pytest.approx(tuple(np.quantile(draws, (0.1, 0.9))), rel=0.01)


def test_more_activities_are_known_better_than_one() -> None:
    assert spread_of([10.0]) == pytest.approx(LINE_CV)
    assert spread_of([10.0] * 4) == pytest.approx(LINE_CV / 2)
    assert spread_of([]) == 0.0
    assert pytest.approx(0.359, abs=0.001) == LINE_CV  # frequency and minutes, each known to a quarter


def test_published_minutes_of_a_new_application_stand() -> None:
    rows = {row.tier: row for row in ACTIVITY_TIMES if row.activity is Activity.new_application}
    assert rows[Tier.simple].minutes == rows[Tier.standard].minutes == 30 + 19 + 21
    assert rows[Tier.standard].evidence is Evidence.primary
    assert rows[Tier.complex].evidence is Evidence.estimate
