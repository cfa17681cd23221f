"""Reasons and assumptions of the staffing pages in sentences."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from web.formats import hours
from web.staffing.gap_page import GapPage
from workload.estimates.office_gap import GapCause

DAYS_OFF = {
    "holidays": _l("designated holidays"),
    "annual": _l("annual leave"),
    "mandatory": _l("mandatory leave"),
    "special": _l("special leave"),
    "sick": _l("sickness"),
    "training": _l("training"),
}


def day_off_words(item: str) -> str:
    return str(DAYS_OFF.get(item, item))


def cause_words(cause: GapCause, page: GapPage) -> str:
    """One cause of a gap, with the people it is about."""
    if cause is GapCause.vacancy:
        due = sum(one.due for one in page.people if not one.name)
        return _("Cases without an officer: %(hours)s due, nobody there.", hours=hours(due)) + _vacant(page)
    if cause is GapCause.leave:
        away = [one.name for one in page.people if one.name and any(day.away for day in one.days)]
        return _("Leave: %(names)s away.", names=", ".join(away))
    if cause is GapCause.delivery:
        return _("Delivery: the monthly reports fall due on these days.")
    return _("Load: the cases need more hours than the people have, even with everybody there.")


def _vacant(page: GapPage) -> str:
    if not page.vacant_posts:
        return ""
    return " " + ngettext("%(num)s post is vacant.", "%(num)s posts are vacant.", page.vacant_posts)
