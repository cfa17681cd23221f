"""Hours needed against hours there, in one set of words. These thresholds are the only ones in the service.

0.85 is contact-centre practice for work that is interrupted; 1.00 is the hours there are; 1.33 is 100 files of half
an hour in a week of 37.5 hours (NWT Ombud 2022), which its officers say cannot be done. All three are configuration
by convention.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workload.vocabulary import Verdict

THRESHOLDS: tuple[tuple[float, Verdict], ...] = ((0.85, Verdict.room), (1.0, Verdict.full), (1.33, Verdict.over))


@dataclass(frozen=True)
class Load:
    """Hours needed (with their range) and hours there. `utilisation` is needed over there, and None where nobody is
    there: someone who is away is never at 0 %, the hours are uncovered."""

    needed: float
    low: float
    high: float
    there: float
    utilisation: float | None
    verdict: Verdict


def verdict_of(utilisation: float) -> Verdict:
    """The word for a share of hours needed to hours there (1.0 is 100 %)."""
    return next((verdict for most, verdict in THRESHOLDS if utilisation <= most), Verdict.far_over)


def load(needed: float, there: float, low: float | None = None, high: float | None = None) -> Load:
    """The load of a person or an office over any period; all four in hours of the same period."""
    low = needed if low is None else low
    high = needed if high is None else high
    if there > 0:
        utilisation = needed / there
        return Load(needed, low, high, there, utilisation, verdict_of(utilisation))
    verdict = Verdict.uncovered if needed > 0 else Verdict.full  # nobody there: no room, and nothing waits
    return Load(needed, low, high, 0.0, None, verdict)


def together(loads: Sequence[Load]) -> Load:
    """Several loads as one. The ends of their ranges are added up: the minutes behind them are the same for everybody,
    so they err together."""
    return load(
        sum(one.needed for one in loads),
        sum(one.there for one in loads),
        sum(one.low for one in loads),
        sum(one.high for one in loads),
    )
