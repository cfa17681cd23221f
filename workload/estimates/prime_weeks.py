"""The weeks in which most people want to be away. Our judgement: the agreement names none, and school breaks differ."""

from datetime import date

from workload.estimates.calendar import DAY, monday_of

SUMMER_MONTHS = (7, 8)
CHRISTMAS_FIRST, NEW_YEAR_LAST = (12, 22), (1, 2)


def is_prime(monday: date) -> bool:
    """Whether Monday to Friday of a week touch July or August, Christmas to New Year, or are the March break (the week
    that begins on the second Monday of March)."""
    if monday.month == 3 and 8 <= monday.day <= 14:
        return True
    days = [monday + n * DAY for n in range(5)]
    return any(
        day.month in SUMMER_MONTHS or (day.month, day.day) >= CHRISTMAS_FIRST or (day.month, day.day) <= NEW_YEAR_LAST
        for day in days
    )


def prime_weeks_in(first: date, last: date) -> set[date]:
    """Mondays of the prime weeks in which a leave from `first` to `last` has a weekday."""
    mondays = set()
    day = first
    while day <= last:
        if day.weekday() < 5 and is_prime(monday_of(day)):
            mondays.add(monday_of(day))
        day += DAY
    return mondays
