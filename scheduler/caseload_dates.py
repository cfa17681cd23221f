"""When agreed moves take effect: after the officers concerned have had their days to object."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from workload.estimates.calendar import add_business_days, next_open_day
from workload.records.calendar import calendar_facts

MOST_AHEAD = timedelta(days=366)


class BadDay(ValueError):
    """The day wished for lies before the days of discussion have passed, or too far ahead; `earliest`, `latest`."""

    def __init__(self, earliest: date, latest: date) -> None:
        super().__init__(f"not between {earliest} and {latest}")
        self.earliest, self.latest = earliest, latest


@dataclass(frozen=True)
class MoveDates:
    """Objections count until the end of `discuss_until`; the cases change hands on `effective_on`."""

    discuss_until: date
    effective_on: date


def move_dates(session: Session, today: date, discuss_days: int, wished: date | None = None) -> MoveDates:
    """The dates of moves accepted today: `discuss_days` open days of discussion, then the next open day, or the day
    wished for. Raises BadDay."""
    calendar = calendar_facts(session, today, today + timedelta(days=3 * discuss_days + 30))
    discuss_until = add_business_days(today, discuss_days, calendar)
    earliest = next_open_day(discuss_until, calendar)
    if wished is not None and not earliest <= wished <= today + MOST_AHEAD:
        raise BadDay(earliest, today + MOST_AHEAD)
    return MoveDates(discuss_until, wished or earliest)
