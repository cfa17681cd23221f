from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.availability import (
    AVAILABILITY,
    Availability,
    AvailabilityItem,
    AvailabilityKind,
    posts_for,
)
from workload.estimates.eight_heads import case_hours_by_head
from workload.estimates.officer_capacity import rules_from
from workload.estimates.staffing_need import Binding, head_totals, office_need, office_posts
from workload.vocabulary import Activity, Head, Tier

COUNTS = st.fixed_dictionaries({tier: st.integers(0, 300) for tier in Tier})


def usual_mix(cases: float) -> dict[Tier, float]:
    return {Tier.simple: 0.40 * cases, Tier.standard: 0.35 * cases, Tier.complex: 0.25 * cases}


def test_wisn_example_needs_17_46_posts() -> None:
    assert posts_for(3125, 179) == pytest.approx(17.46, abs=0.005)
    with pytest.raises(ValueError, match="available"):
        posts_for(3125, 0)


def test_shares_come_off_the_unrounded_base() -> None:
    shares = tuple(
        AvailabilityItem(f"item {share}", AvailabilityKind.share_off, share) for share in (9, 0.2, 3.5, 2, 4)
    )
    availability = Availability(base_days=1872 / 7.5, items=shares)
    assert availability.available_hours == pytest.approx(1521.936)
    assert f"{availability.available_hours:,.1f}" == "1,521.9"


def test_year_of_the_agreement_leaves_199_and_a_half_days() -> None:
    """With twelve holidays, as the older pages have them, 1,496 hours and 124.7 a month."""
    twelve = tuple(
        item if item.item != "holidays" else AvailabilityItem("holidays", AvailabilityKind.days_off, 12)
        for item in AVAILABILITY.items
    )
    older = Availability(AVAILABILITY.base_days, twelve)
    assert older.available_days == 199.5
    assert older.available_hours / 12 == pytest.approx(124.7, abs=0.02)
    assert AVAILABILITY.available_days == 198.5
    assert AVAILABILITY.open_days == 248


def test_small_lone_office_is_bound_by_presence() -> None:
    need = office_need(usual_mix(25), ACTIVITY_TIMES)
    assert need.binds is Binding.minimum_presence
    assert need.posts == pytest.approx(248 / 198.5)
    assert need.mean < 0.5
    assert need.low == need.high == need.posts  # more or fewer hours change nothing there


def test_office_that_is_only_visited_needs_its_hours() -> None:
    need = office_need(usual_mix(25), ACTIVITY_TIMES, minimum_present=0.0)
    assert need.binds is Binding.p90_day
    assert need.posts < 0.7


def test_ninety_five_cases_need_two_posts() -> None:
    need = office_need(usual_mix(95), ACTIVITY_TIMES)
    assert need.mean == pytest.approx(1.71, abs=0.02)
    assert need.binds is Binding.p90_day
    assert need.low < need.posts < need.high


@pytest.mark.parametrize("cases", [0, 25, 95, 600])
def test_posts_alone_are_those_of_the_need(cases: float) -> None:
    need = office_need(usual_mix(cases), ACTIVITY_TIMES, multiplier=1.1)
    assert office_posts(usual_mix(cases), ACTIVITY_TIMES, 1.1, rules_from(ACTIVITY_TIMES)) == need.posts


def test_bigger_offices_pay_less_for_bad_days() -> None:
    small, large = (office_need(usual_mix(cases), ACTIVITY_TIMES) for cases in (60, 600))
    assert large.p90_day / large.mean < small.p90_day / small.mean


def test_peak_binds_when_reports_are_most_of_the_work() -> None:
    long_reports = tuple(
        replace(row, minutes=3 * row.minutes) if row.activity is Activity.monthly_report else row
        for row in ACTIVITY_TIMES
    )
    assert office_need(usual_mix(300), long_reports).binds is Binding.peak_window


def test_peak_window_is_reports_and_what_cannot_wait() -> None:
    need = office_need(usual_mix(95), ACTIVITY_TIMES)
    month, reports = 1.8316 * 95, 47.1  # hours
    in_seven_days = reports + 0.3 * (month - reports) * 7 / (248 / 12)
    post_in_seven_days = ((198.5 * 7.5 / 12) * 0.9 - 10) * 12 / 248 * 7
    assert need.peak_window == pytest.approx(in_seven_days / post_in_seven_days, rel=0.001)


@given(COUNTS)
def test_eight_heads_hold_every_hour_of_the_posts(counts: dict[Tier, int]) -> None:
    need = office_need(counts, ACTIVITY_TIMES)
    assert [part.head for part in need.heads] == list(Head)
    assert sum(part.posts for part in need.heads) == pytest.approx(need.posts)
    assert sum(part.hours for part in need.heads) == pytest.approx(need.posts * 248 * 7.5)
    assert all(part.hours >= -1e-9 for part in need.heads)


@given(COUNTS)
def test_need_is_the_measure_it_names(counts: dict[Tier, int]) -> None:
    need = office_need(counts, ACTIVITY_TIMES)
    assert getattr(need, need.binds.value) == need.posts
    assert need.posts == max(need.mean, need.p90_day, need.peak_window, need.minimum_presence)
    assert need.low <= need.posts <= need.high


@given(COUNTS, st.sampled_from(Tier))
def test_another_case_never_lowers_the_need(counts: dict[Tier, int], tier: Tier) -> None:
    more = {**counts, tier: counts[tier] + 1}
    assert office_need(more, ACTIVITY_TIMES).posts >= office_need(counts, ACTIVITY_TIMES).posts - 1e-9


def test_complex_needs_are_hours_above_a_standard_case() -> None:
    standard = case_hours_by_head({Tier.standard: 10}, ACTIVITY_TIMES)
    complex_ = case_hours_by_head({Tier.complex: 10}, ACTIVITY_TIMES)
    assert standard[Head.complex_needs] == 0.0
    assert complex_[Head.client_service] == pytest.approx(standard[Head.client_service])
    assert complex_[Head.complex_needs] > 15.0
    assert complex_[Head.bring_forwards] > standard[Head.bring_forwards]


def test_territory_totals_are_the_sum_of_offices() -> None:
    needs = [office_need(usual_mix(cases), ACTIVITY_TIMES) for cases in (12, 95, 240)]
    totals = head_totals(needs)
    assert sum(part.posts for part in totals.values()) == pytest.approx(sum(need.posts for need in needs))


def test_leave_head_is_what_leave_costs_in_posts() -> None:
    need = office_need(usual_mix(300), ACTIVITY_TIMES)
    leave = next(part for part in need.heads if part.head is Head.leave)
    assert leave.posts / need.posts == pytest.approx((21.5 + 5 + 3 + 13) / 248)
