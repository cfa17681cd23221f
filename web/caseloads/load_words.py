"""Loads in words: one sentence, the same on every page."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from web.formats import GAP, figure, hours, month, share
from web.staffing.fixed import fixed
from workload.estimates.load import Load
from workload.vocabulary import Verdict


def exact_hours(value: float) -> str:
    """Hours of one case, always with two decimals, so that they line up: «0.94 h», «1.00 h»."""
    return f"{fixed(value, 2)}{GAP}h"


def needs(load: Load, period: date) -> str:
    """«Needs 171 hours of the 104 there in December 2026 (140 to 205).» Hours without anybody have no percentage."""
    if load.verdict is Verdict.uncovered:
        return _(
            "%(hours)s needed in %(month)s and nobody there (%(low)s to %(high)s)",
            hours=hours(load.needed), month=month(period), low=figure(load.low), high=figure(load.high),
        )  # fmt: skip
    if load.needed <= 0:
        return _("No cases; %(there)s there in %(month)s", there=hours(load.there), month=month(period))
    return _(
        "Needs %(needed)s hours of the %(there)s there in %(month)s (%(low)s to %(high)s)",
        needed=figure(load.needed), there=figure(load.there), month=month(period),
        low=figure(load.low), high=figure(load.high),
    )  # fmt: skip


def my_needs(load: Load, period: date) -> str:
    """The same, said to the person it is about."""
    if load.verdict is Verdict.uncovered:
        return _(
            "Your cases need %(hours)s in %(month)s, and you are not there",
            hours=hours(load.needed), month=month(period),
        )  # fmt: skip
    if load.needed <= 0:
        return _("You have no cases, and %(there)s in %(month)s", there=hours(load.there), month=month(period))
    return _(
        "Your cases need %(needed)s hours of the %(there)s you have in %(month)s (%(low)s to %(high)s)",
        needed=figure(load.needed), there=figure(load.there), month=month(period),
        low=figure(load.low), high=figure(load.high),
    )  # fmt: skip


def whole_sentence(place: str, load: Load, period: date, open_days: int) -> str:
    """«North Slave needs 1,408 hours of the 728 there in December 2026 (1,170 to 1,670): 193 %. The month ...»

    A month with holidays has fewer hours there for the same work: the open days say so.
    """
    days = ngettext("The month has %(num)s open day.", "The month has %(num)s open days.", open_days)
    if load.utilisation is None:
        return f"{place}{_(':')} {needs(load, period)}. {days}"
    return _(
        "%(place)s needs %(needed)s hours of the %(there)s there in %(month)s (%(low)s to %(high)s): %(share)s.",
        place=place, needed=figure(load.needed), there=figure(load.there), month=month(period),
        low=figure(load.low), high=figure(load.high), share=share(load.utilisation),
    ) + f" {days}"  # fmt: skip
