"""Cases or applications of the coming months from those of past months, with 80 % ranges, by statsmodels' ETS.

Exponential smoothing on logarithms, so that no range goes below zero: a level; a damped trend from two years on; a
year's season from three years on; whichever of these the corrected AIC prefers. Under a year nothing is forecast: the
answer is that the history is too short. The last months are held out once, to say how far off it would have been,
beside the plainest rival: that everything stays as it was.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log1p

from workload.estimates.uncertainty import Range

LEAST_MONTHS = 12
TREND_MONTHS = 24
SEASON_MONTHS = 36
YEAR = 12
HELD_OUT = 6
ONE_IN_FIVE = 0.2  # outside an 80 % range


class NotInstalled(Exception):
    """statsmodels is not there: it comes with the extra `forecast`."""


@dataclass(frozen=True)
class Forecast:
    """Each coming month with its range; what the forecast stands on (trend, season); and mean errors, as shares of what
    came, over months that were held out: its own, and that of the last value."""

    months: tuple[Range, ...]
    history: int
    trend: bool
    season: bool
    error: float
    error_of_last_value: float

    @property
    def better_than_last_value(self) -> bool:
        return self.error < self.error_of_last_value


def forecast_months(history: Sequence[float], ahead: int) -> Forecast | None:
    """`ahead` months after the history (oldest first, none missing). None when the history is shorter than a year.

    Raises ValueError for negative counts, NotInstalled without statsmodels.
    """
    if any(not count >= 0 for count in history):
        raise ValueError("A month cannot have fewer than 0.")
    if len(history) < LEAST_MONTHS:
        return None
    known = history[:-HELD_OUT]
    seen = history[-HELD_OUT:]
    guessed, *_ = _fit(known, HELD_OUT)
    error = _error([one.middle for one in guessed], seen)
    months, trend, season = _fit(history, ahead)
    return Forecast(tuple(months), len(history), trend, season, error, _error([known[-1]] * HELD_OUT, seen))


def _fit(history: Sequence[float], ahead: int) -> tuple[list[Range], bool, bool]:
    try:
        from statsmodels.tsa.exponential_smoothing.ets import ETSModel
    except ImportError:
        raise NotInstalled from None
    import pandas as pd

    logs = pd.Series([log1p(count) for count in history])
    choices = [(False, False)]
    choices += [(True, False)] * (len(history) >= TREND_MONTHS)
    choices += [(False, True), (True, True)] * (len(history) >= SEASON_MONTHS)
    best = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fit that does not converge loses by its AIC
        for trend, season in choices:
            model = ETSModel(
                logs,
                error="add",
                trend="add" if trend else None,
                damped_trend=trend,
                seasonal="add" if season else None,
                seasonal_periods=YEAR if season else None,
            )
            fitted = model.fit(disp=False)
            if best is None or fitted.aicc < best[0]:
                best = (fitted.aicc, fitted, trend, season)
        assert best is not None
        _, fitted, trend, season = best
        frame = fitted.get_prediction(len(logs), len(logs) + ahead - 1).summary_frame(alpha=ONE_IN_FIVE)
    rows = zip(frame["mean"], frame["pi_lower"], frame["pi_upper"], strict=True)
    return [Range(*(max(0.0, exp(value) - 1) for value in row)) for row in rows], trend, season


def _error(guessed: Sequence[float], came: Sequence[float]) -> float:
    """The mean of |guess - came| over the mean of what came."""
    total = sum(came)
    missed = sum(abs(one - other) for one, other in zip(guessed, came, strict=True))
    return missed / total if total > 0 else 0.0
