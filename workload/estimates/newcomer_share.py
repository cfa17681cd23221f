"""How much of a full caseload a newly appointed officer carries, by month of service.

Steps of 20 % of the hours for cases, as the reductions of the workload tool of the probation service in England and
Wales are stepped (20, 40, 60 and 80 %); that four months are enough is our judgement.
"""

from collections.abc import Mapping
from datetime import date

NEWCOMER_SHARES: Mapping[int, float] = {1: 0.2, 2: 0.4, 3: 0.6, 4: 0.8}


def month_of_service(appointed_on: date, day: date) -> int:
    """1 in the first month after the appointment; 0 before it."""
    if day < appointed_on:
        return 0
    whole = (day.year - appointed_on.year) * 12 + day.month - appointed_on.month
    return whole + (day.day >= appointed_on.day)


def share_on(day: date, appointed_on: date, shares: Mapping[int, float] = NEWCOMER_SHARES) -> float:
    """The share of an officer's hours for cases on a day: 0.0 before the appointment, 1.0 after the steps."""
    month = month_of_service(appointed_on, day)
    return shares.get(month, 1.0) if month > 0 else 0.0
