"""What a bring-forward displaces: worked by hand on small queues."""

from datetime import date, timedelta
from random import Random

from workload.estimates.displaced_work import File, displaced_work, price_of

MONDAY = date(2026, 11, 16)
DAYS = [MONDAY + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8)]


def test_the_files_that_no_longer_fit_slip() -> None:
    files = [File("A", DAYS[0], 4), File("B", DAYS[1], 4), File("C", DAYS[2], 4)]
    hours = dict.fromkeys(DAYS, 4.0)
    found = displaced_work(files, hours, {MONDAY: 2.0})
    assert (found.late_without, found.late_with, found.slipped) == (0, 3, ("A", "B", "C"))
    assert found.quiet_days == 3
    later = displaced_work(files, hours, {DAYS[3]: 2.0})
    assert (later.more_late, later.quiet_days) == (0, 0)


def test_minutes_count_on_the_days_on_which_they_fell() -> None:
    files = [File("A", DAYS[0], 4), File("B", DAYS[1], 4)]
    hours = {DAYS[0]: 4.0, DAYS[1]: 6.0, DAYS[2]: 4.0}
    late = displaced_work(files, hours, {DAYS[1]: 2.0})
    assert (late.hours, late.more_late, late.quiet) == (2.0, 0, ())
    split = displaced_work(files, hours, {DAYS[0]: 1.0, DAYS[1]: 3.0})
    assert (split.hours, split.slipped, split.quiet) == (4.0, ("A", "B"), (("A", 1), ("B", 1)))


def test_only_quiet_files_count_as_waiting() -> None:
    files = [File("A", DAYS[0], 4, quiet=False), File("B", DAYS[4], 4)]
    found = displaced_work(files, dict.fromkeys(DAYS, 4.0), {MONDAY: 4.0})
    assert (found.slipped, found.quiet_days) == (("A",), 1)


def test_more_hours_never_free_a_file() -> None:
    dice = Random(6)
    for _ in range(200):
        files = [File(str(n), dice.choice(DAYS), dice.uniform(0.1, 6)) for n in range(8)]
        hours = {day: dice.uniform(0, 7) for day in DAYS}
        less, more = sorted((dice.uniform(0, 20), dice.uniform(0, 20)))
        one, other = (displaced_work(files, hours, {MONDAY: taken}) for taken in (less, more))
        assert 0 <= one.more_late <= other.more_late
        assert 0 <= one.quiet_days <= other.quiet_days


def test_the_price_is_the_middle_of_the_last_twelve() -> None:
    minutes = [0, 150, 90, 60, *[120] * 10, 999]
    price = price_of(minutes)
    assert price is not None
    assert (price.minutes, price.low, price.high, price.like_it) == (120, 60, 150, 12)
    assert price_of([0, 0]) is None
