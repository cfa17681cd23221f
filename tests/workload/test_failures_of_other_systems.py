"""What went wrong in the workload tools of others must not go wrong here; each test is named after a failure.

The first six were seen in the published code and pages of a probation service's workload measurement tool, the last two
in staffing sheets.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.fixtures.rule_calendar import territory_calendar
from tests.web.pages_read import words
from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.availability import Availability, AvailabilityItem, AvailabilityKind
from workload.estimates.calendar import month_of
from workload.estimates.case_hours import hours_by_tier
from workload.estimates.case_tier import decide_tier
from workload.estimates.load import THRESHOLDS, load
from workload.estimates.office_gap import office_gap, person_days
from workload.estimates.officer_capacity import month_capacity
from workload.estimates.scenario import play_scenario
from workload.estimates.staffing_need import office_need
from workload.estimates.territory import OfficeNow, Territory
from workload.facts import Absence, OfficerFacts
from workload.vocabulary import PersonKind, Role, Stream, Tier, Verdict

ROOT = Path(__file__).parents[2]
CALENDAR = territory_calendar(2026, 2027)
NOVEMBER = month_of(date(2026, 11, 1))
MARY = OfficerFacts(1, "Mary Tutcho", "deline", "sahtu", PersonKind.cso, (7.5, 7.5, 7.5, 7.5, 7.5))
CASES = {Tier.simple: 17, Tier.standard: 15, Tier.complex: 11}
HOURS = sum(count * hours_by_tier(ACTIVITY_TIMES)[tier] for tier, count in CASES.items())
AWAY = Absence(1, *NOVEMBER)


def test_absent_officer_with_43_cases_is_not_at_zero_percent() -> None:
    there = month_capacity(MARY, [AWAY], CALENDAR, *NOVEMBER).hours_for_cases
    measured = load(HOURS, there)
    assert measured.utilisation is None
    assert measured.verdict is Verdict.uncovered
    assert measured.needed == HOURS > 70
    gap = office_gap(person_days(MARY, HOURS, 0.0, [AWAY], CALENDAR, *NOVEMBER))
    assert gap.uncovered == pytest.approx(HOURS)


def test_two_overlapping_absences_never_make_capacity_negative() -> None:
    first, second = Absence(1, date(2026, 11, 2), date(2026, 11, 20)), Absence(1, date(2026, 11, 9), date(2026, 11, 30))
    both = month_capacity(MARY, [first, second, AWAY], CALENDAR, *NOVEMBER)
    assert both == month_capacity(MARY, [AWAY], CALENDAR, *NOVEMBER)
    assert both.hours_for_cases == 0.0


@pytest.mark.parametrize("stream", Stream)
def test_case_of_unknown_tier_weighs_something(stream: Stream) -> None:
    decided = decide_tier({}, stream)
    assert decided.provisional is (stream is not Stream.icm)  # an ICM case is complex by its stream
    assert hours_by_tier(ACTIVITY_TIMES)[decided.tier] >= hours_by_tier(ACTIVITY_TIMES)[Tier.simple] > 0


def test_one_set_of_thresholds_stands_in_one_place() -> None:
    """99 % on one page, 100 % on another, 110 % on a third: here the numbers of the scale stand in one file."""
    assert [most for most, _ in THRESHOLDS] == [0.85, 1.0, 1.33]
    scale = re.compile(r"\b1\.33\b|\b133\b")
    named = [
        path.relative_to(ROOT).as_posix()
        for folder in ("workload", "scheduler", "web")
        for path in (ROOT / folder).rglob("*.py")
        if scale.search(path.read_text(encoding="utf-8"))
    ]
    assert named == ["workload/estimates/load.py"]


def test_leave_counts_in_capacity_on_its_own_days() -> None:
    leave = Absence(1, date(2026, 11, 16), date(2026, 11, 20))
    whole, month = (month_capacity(MARY, absences, CALENDAR, *NOVEMBER) for absences in ([], [leave]))
    week = month_capacity(MARY, [], CALENDAR, leave.first_day, leave.last_day)
    assert month.days_present == whole.days_present - 5
    assert month.hours_for_cases == pytest.approx(whole.hours_for_cases - week.hours_for_cases)


def test_part_time_post_is_not_a_share_of_a_full_one() -> None:
    half = replace(MARY, pattern=(3.75,) * 5)
    whole, part = (month_capacity(one, [], CALENDAR, *NOVEMBER).hours_for_cases for one in (MARY, half))
    assert part < 0.5 * whole


def test_rounded_figures_are_not_fed_back_into_sums() -> None:
    """Three offices are the sum of their posts and not of what is shown of them; shares come off the unrounded base."""
    small = OfficeNow("a", "sahtu", {Tier.simple: 5.0}, (1.0,), ACTIVITY_TIMES)
    territory = Territory(tuple(replace(small, id=name) for name in "abc"))
    played = play_scenario(territory, runs=5).territory.posts_needed.middle
    assert played == 3 * office_need(small.counts, ACTIVITY_TIMES).posts
    shares = tuple(AvailabilityItem(f"{s}", AvailabilityKind.share_off, s) for s in (9, 0.2, 3.5, 2, 4))
    assert Availability(1872 / 7.5, shares).available_hours == pytest.approx(1521.936)  # and not 1,522.0


def test_percent_says_whether_of_need_or_of_supply(as_role: Callable[[Role], FlaskClient]) -> None:
    """150 % of supply is two thirds of need: wherever a load is a percentage, the words beside it say of what."""
    assert load(150.0, 100.0).utilisation == 1.5
    page = words(as_role(Role.manager).get("/caseloads"))
    said = re.findall(r"(?:has room|full|over) (\d+) % .*?Needs ([\d,]+) hours of the ([\d,]+) there", page)
    assert len(said) >= 5
    for percent, needed, there in said:
        exact = int(needed.replace(",", "")) / int(there.replace(",", ""))
        assert int(percent) == pytest.approx(100 * exact, rel=0.03)  # of rounded hours
