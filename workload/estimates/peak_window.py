"""The window test of a promise: the days whose work cannot be done in time, by name.

Work that can be shared is done in time, earliest due first, exactly when for every window of days all that comes in
it fits into the hours from its first day to the last day of the promise: `sum of came[a..b] <= sum of there[a..b + S]`.
The window with the largest excess binds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate


@dataclass(frozen=True)
class BindingWindow:
    """Work that comes from `first` to `last`, in hours, and the hours there from `first` until `until`."""

    first: date
    last: date
    until: date
    came: float
    there: float

    @property
    def short(self) -> float:
        """Hours that cannot be done in time; 0.0 when the promise can be kept."""
        return max(0.0, self.came - self.there)


def binding_window(
    came: Mapping[date, float], there: Mapping[date, float], open_days: Sequence[date], standard_days: int = 2
) -> BindingWindow | None:
    """The window that binds among those that end in time to be judged; a small office's day without anybody counts as
    0 hours. None when there are no more open days than the promise has."""
    work = [0.0, *accumulate(came.get(day, 0.0) for day in open_days)]
    hours = [0.0, *accumulate(there.get(day, 0.0) for day in open_days)]
    best: tuple[float, int, int] | None = None
    begin = 0
    for last in range(len(open_days) - standard_days):
        if work[last] - hours[last] < work[begin] - hours[begin]:
            begin = last
        excess = work[last + 1] - work[begin] - (hours[last + 1 + standard_days] - hours[begin])
        if best is None or excess > best[0] + 1e-9:
            best = (excess, begin, last)
    if best is None:
        return None
    _, begin, last = best
    until = last + standard_days
    return BindingWindow(
        open_days[begin],
        open_days[last],
        open_days[until],
        work[last + 1] - work[begin],
        hours[until + 1] - hours[begin],
    )
