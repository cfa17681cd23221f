"""How much of a full caseload a newly appointed officer carries, by month of service.

Steps of 20 % of the hours for cases, as the reductions of the workload tool of the probation service in England and
Wales are stepped (20, 40, 60 and 80 %); that four months are enough is our judgement.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

NEWCOMER_SHARES: Mapping[int, float] = {1: 0.2, 2: 0.4, 3: 0.6, 4: 0.8}

Steps = tuple[tuple[date, float], ...]
"""From each of these days on, this share of the hours for cases counts; the days ascend."""


def steps_of(appointed_on: date, shares: Mapping[int, float] = NEWCOMER_SHARES) -> Steps:
    """The steps of an officer appointed on a day; after the last month that has a share, all hours count."""
    last = max(shares, default=0)
    return tuple((_months_after(appointed_on, month - 1), shares.get(month, 1.0)) for month in range(1, last + 2))


def share_on(day: date, steps: Steps) -> float:
    """The share of an officer's hours for cases on a day: 0.0 before the first step, 1.0 for one without steps."""
    if not steps:
        return 1.0
    return next((share for begin, share in reversed(steps) if begin <= day), 0.0)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has fewer."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, day.day if day.day <= 28 else min(day.day, monthrange(year, month)[1]))
