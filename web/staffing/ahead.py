"""Cases of the coming months with their range, where the history bears it; and the posts they would need."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flask_babel import gettext as _
from sqlmodel import Session

from web.formats import figure, month, share
from web.staffing.fixed import fixed
from workload.estimates.calendar import months_between
from workload.estimates.forecast import LEAST_MONTHS, Forecast, NotInstalled, forecast_months
from workload.records.case_history import cases_by_month

MONTHS_AHEAD = 12


@dataclass(frozen=True)
class Ahead:
    """`rows` are month, cases with range, and posts needed for them; none, with the reason in `sentence`, where nothing
    can be forecast."""

    sentence: str
    rows: tuple[tuple[str, str, str], ...] = ()


def cases_ahead(session: Session, today: date, cases: int, posts: float) -> Ahead:
    """`cases` and `posts` are those of today: posts are taken to grow as cases do, the mix of tiers kept."""
    history = cases_by_month(session, today)
    try:
        found = _forecast(tuple(count for _month, count in history))
    except NotInstalled:
        return Ahead(_("Forecasts are not installed here: they come with the package's extra «forecast»."))
    if found is None:
        return Ahead(
            _(
                "The history is too short for a forecast: %(months)s whole months with recorded closings, of at least "
                "%(least)s. Until then, look at caseload growth as a scenario.",
                months=len(history),
                least=LEAST_MONTHS,
            )
        )
    coming = months_between(today, date(today.year + 2, 1, 1))[:MONTHS_AHEAD]
    rows = tuple(
        (
            month(first),
            _("%(middle)s (%(low)s to %(high)s)", **_said(one.middle, one.low, one.high)),
            fixed(posts * one.middle / cases) if cases else "–",
        )
        for (first, _last), one in zip(coming, found.months, strict=True)
    )
    return Ahead(_sentence(found), rows)


@lru_cache(maxsize=4)
def _forecast(history: tuple[float, ...]) -> Forecast | None:
    """Fitting takes a second or two, and the history changes once a month."""
    return forecast_months(history, MONTHS_AHEAD)


def _sentence(found: Forecast) -> str:
    judged = (
        _("Held against the last six months it was off by %(own)s; staying the same would have been off by %(same)s.")
        if found.better_than_last_value
        else _(
            "Held against the last six months it was off by %(own)s, no better than staying the same (%(same)s): trust "
            "the range more than the middle."
        )
    )
    return (
        _("From %(months)s months of history.", months=found.history)
        + " "
        + judged
        % {
            "own": share(found.error, 1),
            "same": share(found.error_of_last_value, 1),
        }
    )


def _said(*values: float) -> dict[str, str]:
    return dict(zip(("middle", "low", "high"), (figure(value) for value in values), strict=True))
