"""One office through one week: the fewest days that must be covered, and who can."""

from workload.estimates.week_cover import Coverer, WeekAtOffice, best_cover

ALONE = WeekAtOffice((False,) * 5, (False,) * 5, 12)
EVERY_DAY = tuple((day, 30) for day in range(5))


def test_every_second_day_is_enough_in_an_ordinary_week() -> None:
    found = best_cover(ALONE, [Coverer(1, EVERY_DAY, spare=100, days_left=10)])
    assert found.breaches == 0
    assert [day for day, _ in found.cover] == [1, 3]


def test_a_delivery_day_must_be_covered_itself() -> None:
    delivery = WeekAtOffice((True, False, False, False, True), (False,) * 5, 12)
    found = best_cover(delivery, [Coverer(1, EVERY_DAY, spare=100, days_left=10)])
    assert found.breaches == 0
    assert {0, 4} < {day for day, _ in found.cover}


def test_hours_and_days_left_limit_a_coverer() -> None:
    assert best_cover(ALONE, [Coverer(1, EVERY_DAY, spare=23, days_left=10)]).breaches == 2
    assert best_cover(ALONE, [Coverer(1, EVERY_DAY, spare=100, days_left=1)]).breaches == 2
    assert best_cover(ALONE, [Coverer(1, EVERY_DAY, spare=23, days_left=9), Coverer(2, EVERY_DAY, 12, 9)]).breaches == 0


def test_a_journey_takes_hours_and_a_stay_takes_it_once() -> None:
    peak = WeekAtOffice((True, True, False, False, False), (False, False, True, True, True), 12)
    assert best_cover(peak, [Coverer(1, EVERY_DAY, spare=34, days_left=5, travel=10)]).breaches == 0
    assert best_cover(peak, [Coverer(1, EVERY_DAY, spare=33, days_left=5, travel=10)]).breaches > 0


def test_a_colleague_at_the_desk_needs_nobody() -> None:
    assert best_cover(WeekAtOffice((True,) * 5, (True,) * 5, 12), []).breaches == 0
    assert best_cover(ALONE, []).breaches == 4
