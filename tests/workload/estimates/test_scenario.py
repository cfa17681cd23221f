"""What-ifs of the territory: each change does what its name says, to the right office, at the cost it says."""

import time
from dataclasses import replace

import pytest

from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.scenario import Outcome, play_scenario, usual_runs
from workload.estimates.scenario_changes import (
    AdminSupport,
    AnnualApplication,
    CentralIntake,
    Change,
    FilledVacancies,
    Growth,
    IcmPost,
    LifeStabilisation,
    LongerPosts,
    NewSystem,
    Posts,
    ReliefPool,
    StandardDays,
    TierMix,
)
from workload.estimates.territory import OfficeNow, Territory
from workload.vocabulary import Tier


def usual_mix(cases: float) -> dict[Tier, float]:
    return {Tier.simple: 0.40 * cases, Tier.standard: 0.35 * cases, Tier.complex: 0.25 * cases}


LONE = OfficeNow("deline", "sahtu", usual_mix(50), (0.6,), ACTIVITY_TIMES, aged=usual_mix(20), has_support=False)
BUSY = OfficeNow(
    "inuvik", "beaufort-delta", usual_mix(190), (1.0, 1.0, 0.5), ACTIVITY_TIMES, vacant=(1.0,), icm=usual_mix(12)
)
TERRITORY = Territory((BUSY, LONE), relievers=1.0)


def played(*changes: Change) -> Outcome:
    return play_scenario(TERRITORY, changes, runs=300)


TODAY = played()


def hours(outcome: Outcome) -> float:
    return outcome.territory.hours_needed.middle


def share_met(outcome: Outcome) -> float:
    assert outcome.territory.standard.met is not None
    return outcome.territory.standard.met.middle


def test_no_change_is_today_and_costs_nothing() -> None:
    assert played() == TODAY
    assert TODAY.posts_added == 0
    assert [place.id for place in TODAY.offices] == ["inuvik", "deline"]
    assert [place.id for place in TODAY.regions] == ["beaufort-delta", "sahtu"]


def test_regions_and_territory_are_sums_of_offices() -> None:
    for part in ("posts_there", "hours_there", "cases"):
        total = sum(getattr(place, part) for place in TODAY.offices)
        assert getattr(TODAY.territory, part) == pytest.approx(total, rel=1e-12)
        assert sum(getattr(place, part) for place in TODAY.regions) == pytest.approx(total, rel=1e-12)
    needed = sum(place.posts_needed.middle for place in TODAY.offices)
    assert TODAY.territory.posts_needed.middle == pytest.approx(needed, rel=1e-12)
    assert hours(TODAY) == pytest.approx(240 * 1.8316, rel=1e-4)
    assert TODAY.territory.binds is None
    assert TODAY.offices[0].binds is not None


def test_sustainable_cases_fill_the_hours_there() -> None:
    """A full post carries about 55 cases of the usual mix (45 to 67): near the 50 that a manager called reasonable."""
    full = Territory((replace(LONE, counts=usual_mix(95), people=(1.0,)),))
    one = play_scenario(full, runs=20).offices[0]
    assert one.sustainable.middle == pytest.approx(one.cases * one.hours_there / one.hours_needed.middle)
    assert 45 < one.sustainable.low < 50 < one.sustainable.middle < 58 < one.sustainable.high < 70
    assert one.used is not None
    assert one.used.median == pytest.approx(1.7, abs=0.05)  # and 95 cases are near 170 %
    total = sum(place.sustainable.middle for place in TODAY.offices)
    assert TODAY.territory.sustainable.middle == pytest.approx(total)


def test_more_posts_ease_the_office_that_gets_them() -> None:
    after = played(Posts("inuvik", 1.5))
    assert after.posts_added == 1.5
    assert after.offices[0].posts_there == TODAY.offices[0].posts_there + 1.5
    assert after.offices[0].posts_needed == TODAY.offices[0].posts_needed
    assert after.offices[1].used == TODAY.offices[1].used
    assert share_met(after) > share_met(TODAY) + 0.05


def test_change_at_one_office_leaves_the_days_of_others() -> None:
    alone = replace(TERRITORY, relievers=0.0)
    before, after = (play_scenario(alone, changes, runs=100) for changes in ([], [Posts("inuvik", 1), StandardDays(2)]))
    assert after.offices[0].standard != before.offices[0].standard
    assert after.offices[1] == before.offices[1]


def test_posts_taken_away_come_from_vacant_ones_first() -> None:
    fewer = Posts("inuvik", -1.2).apply(TERRITORY)
    assert fewer.offices[0].vacant == ()
    assert fewer.offices[0].people == pytest.approx((1.0, 1.0, 0.3))
    assert fewer.posts_added == pytest.approx(-1.2)
    none_left = Posts("deline", -3).apply(TERRITORY)
    assert none_left.offices[1].people == ()
    assert none_left.posts_added == pytest.approx(-0.6)


def test_office_left_without_people_is_uncovered_not_zero_percent() -> None:
    empty = played(Posts("deline", -1)).offices[1]
    assert empty.used is None
    assert empty.hours_there == 0
    assert empty.hours_needed.middle > 0
    assert empty.posts_short > 0


def test_longer_posts_fill_up_to_a_full_week_only() -> None:
    longer = LongerPosts("inuvik", 30).apply(TERRITORY)
    assert longer.offices[0].people == (1.0, 1.0, 1.0)
    assert longer.posts_added == pytest.approx(0.5)


def test_filled_vacancies_cost_no_new_post() -> None:
    after = played(FilledVacancies())
    assert after.posts_added == 0
    assert after.offices[0].posts_there == 3.5


def test_support_helps_only_where_there_is_none() -> None:
    slow = replace(TERRITORY, offices=(BUSY, replace(LONE, multiplier=1.04, without_support=1.04)))
    before, after = (play_scenario(slow, changes, runs=50) for changes in ([], [AdminSupport()]))
    assert after.posts_added == 0.5
    assert after.offices[0].hours_needed == before.offices[0].hours_needed
    assert after.offices[1].hours_needed.middle < before.offices[1].hours_needed.middle / 1.04
    assert after.offices[1].hours_there > before.offices[1].hours_there  # less of the post's own administration
    assert play_scenario(slow, [AdminSupport(), AdminSupport()], runs=50).posts_added == 0.5


def test_icm_post_gives_its_clients_more_time() -> None:
    after = played(IcmPost("inuvik"))
    assert after.posts_added == 1.0
    assert hours(after) == pytest.approx((240 + 12 / 4) * 1.8316, rel=1e-4)


def test_relief_pool_makes_leave_possible() -> None:
    without, more = played(ReliefPool(-5)), played(ReliefPool(1))
    assert (without.relievers, without.posts_added) == (0, -1)
    assert (more.relievers, more.posts_added) == (2, 1)
    assert without.offices[1].standard.leave_covered == 0
    assert more.offices[1].standard.leave_covered > TODAY.offices[1].standard.leave_covered > 0.5


def test_growth_and_mix_change_the_hours_in_proportion() -> None:
    assert hours(played(Growth(0.1))) == pytest.approx(1.1 * hours(TODAY))
    assert hours(played(Growth(0.1, "deline"))) == pytest.approx(hours(TODAY) * (240 + 5) / 240)
    assert hours(played(TierMix(0.4, 0.35, 0.25))) == pytest.approx(hours(TODAY))
    assert hours(played(TierMix(0, 0, 1))) == pytest.approx(240 * 3.56, rel=0.01)
    with pytest.raises(ValueError, match="Shares of tiers"):
        played(TierMix(-1, 1, 1))


def test_longer_promise_needs_no_more_posts_and_is_kept_more_often() -> None:
    after = played(StandardDays(3))
    assert after.standard_days == 3
    assert after.territory.posts_needed.middle <= TODAY.territory.posts_needed.middle
    assert share_met(after) > share_met(TODAY)


def test_annual_application_saves_eleven_reports_of_twelve() -> None:
    saved = 20 * (0.40 * 20 + 0.35 * 30 + 0.25 * 45) / 60 * 11 / 12
    assert hours(TODAY) - hours(played(AnnualApplication())) == pytest.approx(saved)


def test_central_intake_moves_hours_and_needs_its_own_people() -> None:
    after = played(CentralIntake())
    assert hours(after) < hours(TODAY)
    assert after.intake is not None
    assert after.intake.phones is not None
    assert after.intake.phones.level >= 0.8
    assert after.posts_added == after.intake.posts >= after.intake.phones.roster
    assert played(CentralIntake(calls=0)).intake.phones is None


def test_referrals_come_back_to_the_office() -> None:
    without, with_them = (hours(played(CentralIntake(calls=0, referral_minutes=m))) for m in (0, 15))
    assert with_them - without == pytest.approx(240 * 0.05 * 0.8 * 15 / 60)


def test_life_stabilisation_moves_minutes_from_reports_to_people() -> None:
    plans = played(LifeStabilisation(less=1.0))
    both = played(LifeStabilisation())
    assert hours(plans) > hours(TODAY)
    assert hours(both) < hours(plans)


def test_new_system_takes_hours_twice() -> None:
    after = played(NewSystem(training_hours=22.5, friction=1.3, friction_weeks=26, weeks=13))
    assert hours(after) == pytest.approx(hours(TODAY) * 1.225)  # 1.30 at go-live, 1.15 after a quarter
    assert after.territory.hours_there < TODAY.territory.hours_there
    assert play_scenario(TERRITORY, [NewSystem(friction=1.0, training_hours=0)], runs=300) == TODAY


def test_unknown_office_is_named() -> None:
    with pytest.raises(ValueError, match="no office atlantis"):
        played(Posts("atlantis", 1))


def test_more_offices_are_played_less_often() -> None:
    assert [usual_runs(offices) for offices in (0, 1, 42, 84, 420, 5_000)] == [1000, 1000, 1000, 500, 100, 100]


def test_territory_answers_a_change_in_a_blink() -> None:
    offices = tuple(replace(LONE, id=f"office {n}", region=f"region {n % 5}") for n in range(20))
    began = time.process_time()
    play_scenario(replace(TERRITORY, offices=offices), [Growth(0.1)])
    assert time.process_time() - began < 1.5
