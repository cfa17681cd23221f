"""The codes of requests, plans and decisions as sentences: what is the matter, and what to do instead."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import ngettext

from scheduler.leave_decisions import Outcome, Result
from web.formats import day, days_range, hours
from web.leave.forms import AskForm
from workload.estimates.leave_check import LeaveFault, LeaveFaultCode

Names = Mapping[int, str]


def show_faults(form: AskForm, faults: Sequence[LeaveFault]) -> None:
    """Put each fault beside the field that mends it."""
    fields: dict[LeaveFaultCode, Any] = {
        LeaveFaultCode.last_before_first: form.last_day,
        LeaveFaultCode.in_the_past: form.first_day,
        LeaveFaultCode.too_far: form.last_day,
        LeaveFaultCode.part_of_several_days: form.part,
        LeaveFaultCode.no_hours: form.first_day,
        LeaveFaultCode.overlaps: form.first_day,
        LeaveFaultCode.too_long: form.last_day,
        LeaveFaultCode.beyond_balance: form.last_day,
    }
    for fault in faults:
        field = fields.get(fault.code)
        if field is None:
            form.form_errors = [*form.form_errors, fault_sentence(fault)]
        else:
            field.errors = [*field.errors, fault_sentence(fault)]


def fault_sentence(fault: LeaveFault) -> str:
    values = cast(dict[str, Any], fault.values)
    match fault.code:
        case LeaveFaultCode.last_before_first:
            return _(
                "The last day is before the first day, %(first)s. Enter that day or a later one.",
                first=day(values["first"]),
            )
        case LeaveFaultCode.in_the_past:
            return _(
                "The first day has passed. Enter %(today)s or a later day; for leave already taken, speak to your "
                "manager.",
                today=day(values["today"]),
            )
        case LeaveFaultCode.part_of_several_days:
            return _(
                "A morning or an afternoon is one day only. Enter the same first and last day, or choose whole days."
            )
        case LeaveFaultCode.no_hours:
            return _(
                "You do not work on %(days)s: only holidays or days off. Enter a day on which you work; these days "
                "are free anyway.",
                days=days_range(values["first"], values["last"]),
            )
        case LeaveFaultCode.too_far:
            return _(
                "Leave can be asked for up to two years ahead. Enter %(latest)s or an earlier day.",
                latest=day(values["latest"]),
            )
        case LeaveFaultCode.overlaps:
            return _(
                "You have other leave on %(days)s. Enter days outside it, or take that request back first while nobody "
                "has decided on it.",
                days=days_range(values["first"], values["last"]),
            )
        case LeaveFaultCode.too_long:
            return _(
                "Leave can be five weeks in a row. Enter %(last)s or an earlier last day.",
                last=day(values["latest_last"]),
            )
        case LeaveFaultCode.beyond_balance:
            return _balance_sentence(values)
    return _("You hold no post, so no leave can be asked for here. Speak to your manager.")


def _balance_sentence(values: dict[str, Any]) -> str:
    available = max(0.0, values["available"])
    text = _(
        "This takes %(hours)s and you will have %(available)s. Enter fewer days",
        hours=hours(values["hours"], 1),
        available=hours(available, 1),
    )
    if values.get("enough_from"):
        return text + " " + _("or begin on %(day)s or later.", day=day(values["enough_from"]))
    return text + "."


def join(names: Sequence[str]) -> str:
    """«Ana, Joe and Mary»."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s", some=", ".join(names[:-1]), last=names[-1])


def join_days(days: Sequence[date]) -> str:
    """«Mon 14 to Wed 16 Dec 2026 and Fri 18 Dec 2026»: runs of days said once."""
    runs: list[tuple[date, date]] = []
    for one in sorted(days):
        if runs and _next_weekday(runs[-1][1]) == one:
            runs[-1] = (runs[-1][0], one)
        else:
            runs.append((one, one))
    return join([days_range(first, last) for first, last in runs])


def _next_weekday(one: date) -> date:
    return one + timedelta(days=3 if one.weekday() == 4 else 1)


def outcome_sentence(outcome: Outcome, names: Names) -> str:
    """Why a decision was not written, for the person who tried."""
    match outcome.result:
        case Result.decided_already:
            return _("Somebody decided this request before you. Nothing was changed; this page shows what was decided.")
        case Result.plan_changed:
            return _(
                "The plan has changed since you opened the page: somebody it counted on is taken, or it was worked "
                "out anew. Nothing was granted; look at it again below."
            )
        case Result.plan_fails:
            why = join([broken_sentence(one, names) for one in outcome.why])
            return _("The plan no longer holds: %(why)s. Nothing was granted. We are looking for cover again.", why=why)
    return ""


def broken_sentence(broken: dict[str, Any], names: Names) -> str:
    """One promise of a plan that no longer holds, as part of a sentence."""
    name = names.get(broken.get("person_id", 0), _("a colleague"))
    if broken["code"] == "coverer":
        words = {
            "c": _("%(name)s is away or covers elsewhere on these days", name=name),
            "d": _("%(name)s may not cover on delivery days", name=name),
            "e": _("%(name)s has no hours left in that week", name=name),
            "f": _("%(name)s has given all cover days of the quarter", name=name),
        }
        return words.get(broken["rule"], words["c"])
    return {
        "past": _("these days have passed"),
        "overlap": _("the person has other leave on these days"),
        "service": _("the office would be left without anybody"),
    }[broken["code"]]


def limit_sentence(code: str, name: str, days: Sequence[date]) -> str:
    """Why one person cannot cover on some days. For managers: it names people."""
    when = join_days(days)
    return {
        "not_qualified": _("%(name)s is not an appointed officer yet", name=name),
        "conflict": _("%(name)s has declared a conflict of interest with a case there", name=name),
        "away": _("%(name)s is away or does not work on %(when)s", name=name, when=when),
        "delivery": _("%(name)s stays with the own clients on delivery days, %(when)s", name=name, when=when),
        "covers_already": _("%(name)s already covers on %(when)s", name=name, when=when),
        "recovers": _("%(name)s is back from a stay on site on %(when)s", name=name, when=when),
        "day_limit": _("%(name)s has given all cover days of the quarter", name=name),
        "week_full": _("%(name)s has no hours to spare in that week, on %(when)s", name=name, when=when),
        "free": _("%(name)s could cover on %(when)s, but not on enough days", name=name, when=when),
    }[code]


def change_sentence(change: dict[str, Any], names: Names, offices: Mapping[str, str]) -> str:
    """One thing that a manager could really do so that the leave becomes possible."""
    values = {
        "name": names.get(change["person_id"] or 0, _("a colleague")),
        "office": offices.get(change["office_id"], change["office_id"]),
        "when": days_range(date.fromisoformat(change["first_day"]), date.fromisoformat(change["last_day"])),
    }
    match change["kind"]:
        case "relief_day":
            return _("an extra reliever in %(office)s on %(when)s", **values)
        case "delivery_consent":
            return _("%(name)s agrees to cover on delivery days, %(when)s", **values)
        case "cover_limit":
            return ngettext(
                "%(name)s agrees to %(num)d cover day more than the limit",
                "%(name)s agrees to %(num)d cover days more than the limit",
                int(change["amount"]),
                **values,
            )
        case "week_hours":
            return _("%(name)s works %(hours)s more in the week of %(when)s", hours=hours(change["amount"]), **values)
    return _("%(office)s is announced as phone only on %(when)s", **values)
