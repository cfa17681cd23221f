"""Dates of the files, told as of another week."""

from datetime import date, timedelta

from seed_data.make_cases import ANCHOR
from workload.estimates.calendar import monday_of


class Shift:
    """Moves a date of the files by the whole weeks between their week and the week of `today`."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.by = monday_of(today) - ANCHOR

    def day(self, cell: str) -> date:
        return date.fromisoformat(cell) + self.by

    def optional(self, cell: str) -> date | None:
        return self.day(cell) if cell else None

    def past(self, cell: str) -> date | None:
        """Like `optional`, but a day that has not come yet has not happened: None."""
        day = self.optional(cell)
        return None if day is None or day > self.today else day


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
