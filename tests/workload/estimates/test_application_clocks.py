"""Applications against their promise: the vectors of the report, and shares by hand."""

from datetime import date

import pytest

from workload.estimates.application_clocks import (
    VERIFIED,
    ApplicationFacts,
    Promise,
    Wait,
    clock_of,
    day_faults,
    interval,
    timeliness,
)
from workload.estimates.service_clock import Standing
from workload.estimates.shares import share_of
from workload.estimates.waits import Owner
from workload.facts import CalendarFacts

NO_HOLIDAY = CalendarFacts(closed=frozenset(), delivery=frozenset(), office_closed={})
TWO_DAYS = Promise("application", "all documents are in", ((date(2012, 4, 1), 2),))
TODAY = date(2026, 3, 31)


def application(complete: date, decided: date | None, *waits: Wait, verified: date | None = None) -> ApplicationFacts:
    return ApplicationFacts(1, "whati", complete, complete, verified or complete, decided, None, waits)


def test_only_a_wait_for_the_client_stops_the_clock() -> None:
    """Documents in on Monday 2 February: a wait from 3 to 9 February, once for the client and once for headquarters."""
    for owner, expected in (
        (Owner.client, Standing.met),
        (Owner.hq, Standing.missed),
        (Owner.no_cover, Standing.missed),
    ):
        wait = Wait(owner, date(2026, 2, 3), date(2026, 2, 9), "bank statement")
        clock = clock_of(application(date(2026, 2, 2), date(2026, 2, 10), wait), TWO_DAYS, NO_HOLIDAY, TODAY)
        assert clock is not None
        assert (owner, clock.standing, clock.days[owner], clock.days[Owner.office]) == (owner, expected, 4, 2)


def test_a_clock_keeps_the_version_of_its_first_day() -> None:
    changed = Promise("application", VERIFIED, ((date(2024, 4, 1), 3), (date(2026, 2, 4), 1)))
    before = application(date(2026, 2, 2), date(2026, 2, 6), verified=date(2026, 2, 3))
    later = application(date(2026, 2, 2), date(2026, 2, 6), verified=date(2026, 2, 4))
    stands = [clock.standing for one in (before, later) if (clock := clock_of(one, changed, NO_HOLIDAY, TODAY))]
    assert stands == [Standing.met, Standing.missed]
    assert clock_of(application(date(2023, 2, 2), None), changed, NO_HOLIDAY, TODAY) is None  # nothing was promised


def test_what_is_open_is_never_counted_as_met() -> None:
    day = date(2026, 3, 30)
    many = [application(day, day), application(day, None), application(date(2026, 3, 2), None)]
    told = timeliness(clock for one in many if (clock := clock_of(one, TWO_DAYS, NO_HOLIDAY, TODAY)))
    assert (told.met, told.missed, told.open, told.overdue) == (1, 0, 1, 1)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(8, 10, 0.444, 0.975), (0, 10, 0.0, 0.308), (10, 10, 0.692, 1.0)]
)
def test_shares_have_the_exact_interval(part: int, whole: int, low: float, high: float) -> None:
    share = share_of(part, whole)  # the printed tables of Clopper and Pearson
    assert share is not None
    assert (round(share.low, 3), round(share.high, 3), share.tells) == (low, high, False)
    assert share_of(0, 0) is None


def test_days_between_two_moments_are_open_days() -> None:
    friday, monday, tuesday = date(2026, 2, 6), date(2026, 2, 9), date(2026, 2, 10)
    found = interval([(friday, friday, ""), (friday, monday, ""), (friday, tuesday, "")], NO_HOLIDAY)
    assert found is not None
    assert (found.of, found.middle, found.nine_in_ten) == (3, 1.0, 2)


def test_days_that_cannot_be_are_named() -> None:
    wrong = ApplicationFacts(
        1, "whati", date(2026, 3, 2), None, date(2026, 3, 3), date(2026, 3, 1), None,
        (Wait(Owner.hq, date(2026, 3, 3)), Wait(Owner.bank, date(2026, 3, 4), date(2027, 1, 1))),
    )  # fmt: skip
    told = day_faults(wrong, TODAY)
    assert [column for column, _ in told] == ["decided", "verified", "waits", "waits"]
    assert "overlap" in told[-1][1]
