"""What stands against the dates of a program change, in sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from web.formats import day, hours, month, share
from workload.estimates.program_change import ChangeFault, ChangeWarning


def warnings_words(warnings: Sequence[ChangeWarning], offices: Mapping[str, str]) -> list[str]:
    """One sentence a warning; training that does not fit is said once, for the office where it fits least."""
    training = [one for one in warnings if one.fault is ChangeFault.training]
    rest = [_one(one.fault, one.values, offices) for one in warnings if one.fault is not ChangeFault.training]
    return rest + ([_training(training, offices)] if training else [])


def _one(fault: ChangeFault, values: dict[str, Any], offices: Mapping[str, str]) -> str:
    if fault is ChangeFault.overlap:
        return _(
            "«%(other)s», another major change, runs from %(first)s to %(last)s: both at the same time.",
            other=values["other"],
            first=day(values["from"]),
            last=day(values["until"]),
        )
    if fault is ChangeFault.heavy:
        return _(
            "%(month)s is heavy: changes take %(share)s of the hours for cases at %(office)s.",
            month=month(values["month"]),
            share=share(values["share"]),
            office=offices[values["office"]],
        )
    if fault is ChangeFault.delivery:
        return _("%(day)s is a delivery day: everyone reports on it.", day=day(values["day"]))
    return _("Offices are closed on %(day)s.", day=day(values["day"]))


def _training(warnings: Sequence[ChangeWarning], offices: Mapping[str, str]) -> str:
    least: dict[str, Any] = min((one.values for one in warnings), key=lambda values: values["fit"])
    places = ngettext("at %(num)s office", "at %(num)s offices", len(warnings))
    return _(
        "Training does not fit %(places)s, least at %(office)s: each person needs %(needed)s, and %(fit)s fit before "
        "the first day when it may take a fifth of paid hours and no delivery day.",
        places=places,
        office=offices[least["office"]],
        needed=hours(least["hours"]),
        fit=hours(least["fit"]),
    )
