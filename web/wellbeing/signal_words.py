"""A signal in words: its figure, what it is made of, how it is worked out, its thresholds, and what can be done."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from web.access import may
from web.formats import figure, hours, share
from workload.estimates.strain_signals import THRESHOLDS, Reading
from workload.vocabulary import Signal, SignalLevel

FORMULAS = {
    Signal.planned_load: _l(
        "hours that the cases and cover of this month need ÷ hours there for them (post less leave, training, duties)"
    ),
    Signal.part_time_fit: _l("cases for each paid hour a week ÷ the middle of the region"),
    Signal.weeks_since_rest: _l("weeks since the last day of five work days off in a row"),
    Signal.leave_at_risk: _l("weeks of leave still to take ÷ weeks before 31 March in which it can be covered"),
    Signal.leave_refused: _l("requests refused because nobody could cover, in 12 months"),
    Signal.covering: _l("hours of cover given ÷ paid hours, in the last two weeks"),
    Signal.interruptions: _l("hours logged for concerns and bring-forwards ÷ paid hours, in the last four weeks"),
    Signal.deadlines: _l("hours of promised answers due in ten open days ÷ paid hours of the two weeks ahead"),
    Signal.major_changes: _l("major program changes that are being trained for or still slow the work"),
    Signal.change_load: _l("hours of training and of slower work that changes take this month ÷ hours there for cases"),
    Signal.lieu_bank: _l("authorised overtime kept as time off, less what was taken or paid out"),
    Signal.alone: _l("days alone without a check-in, in the last four weeks, since the first check-in"),
    Signal.incidents: _l("abuse written down in the last 30 days; a threat or an assault counts at once"),
    Signal.support_reach: _l("business days since a lone post talked with buddy or manager, once a talk was noted"),
    Signal.weekly_hours: _l("paid hours a week and the mean of the unpaid ones, in four weeks"),
    Signal.unpaid_hours: _l("weeks with unpaid hours, of the last four"),
}
SHARES = (
    Signal.planned_load, Signal.part_time_fit, Signal.leave_at_risk, Signal.covering, Signal.interruptions,
    Signal.deadlines, Signal.change_load,
)  # fmt: skip
BEYOND = {
    Signal.planned_load: _l("cannot be done in the hours there"),
    Signal.weekly_hours: _l("more than anybody should work: stop, and talk"),
}
IN_HOURS = (Signal.planned_load, Signal.covering, Signal.interruptions, Signal.deadlines, Signal.change_load)

OWN_STEPS = {
    Signal.planned_load: ("caseloads.my_cases", _l("See my cases, and say where the hours do not fit")),
    Signal.part_time_fit: ("caseloads.my_cases", _l("See my cases, and say where the hours do not fit")),
    Signal.weeks_since_rest: ("leave.ask", _l("Ask for leave; the form shows weeks that can be covered")),
    Signal.leave_at_risk: ("leave.ask", _l("Ask for leave; the form shows weeks that can be covered")),
    Signal.leave_refused: ("leave.ask", _l("Ask again: a request that was refused goes first")),
    Signal.covering: ("cover.asked", _l("Look at the cover you are asked for; you may say no, with a reason")),
    Signal.interruptions: ("hours.time", _l("Log what they take, so that it counts as work")),
    Signal.deadlines: ("caseloads.my_cases", _l("See the cases whose answers are due")),
    Signal.major_changes: ("hours.table", _l("See the minutes that are counted for the work")),
    Signal.change_load: ("hours.table", _l("See the minutes that are counted for the work")),
    Signal.lieu_bank: ("wellbeing.my_lieu", _l("See the lines, and agree on days to take them")),
    Signal.alone: ("wellbeing.incidents", _l("Check in on days alone")),
    Signal.incidents: ("wellbeing.incidents", _l("See the support that is owed to you")),
    Signal.support_reach: ("wellbeing.own", _l("Call your buddy or manager, then note it below")),
    Signal.weekly_hours: ("wellbeing.unpaid", _l("Share your unpaid hours with somebody who can help")),
    Signal.unpaid_hours: ("wellbeing.unpaid", _l("Share your unpaid hours with somebody who can help")),
}
MANAGER_STEPS = {
    Signal.planned_load: ("caseloads.plan", _l("Look at the balance of caseloads")),
    Signal.part_time_fit: ("caseloads.plan", _l("Look at the balance of caseloads")),
    Signal.weeks_since_rest: ("leave_year.guard", _l("Reserve a week of leave that can be covered")),
    Signal.leave_at_risk: ("leave_year.guard", _l("Reserve a week of leave that can be covered")),
    Signal.leave_refused: ("leave_year.guard", _l("Reserve a week of leave that can be covered")),
    Signal.covering: ("cover.given_and_received", _l("See who gives and who receives cover")),
    Signal.interruptions: ("bring_forwards.listed", _l("Answer a bring-forward yourself")),
    Signal.deadlines: ("caseloads.plan", _l("Look at the balance of caseloads")),
    Signal.major_changes: ("scenarios.changes", _l("See what the changes take from each office")),
    Signal.change_load: ("scenarios.changes", _l("See what the changes take from each office")),
    Signal.lieu_bank: ("wellbeing.lieu", _l("Agree on days off, or have hours paid out, and write it down")),
    Signal.alone: ("wellbeing.incidents", _l("Agree who is called when nobody checks in")),
    Signal.incidents: ("wellbeing.incidents", _l("Give the support that is owed")),
    Signal.support_reach: ("wellbeing.reports", _l("Call today, and note it here")),
}


@dataclass(frozen=True)
class SignalLine:
    """A signal ready for the page. `step` is None where the viewer has no page for it."""

    signal: Signal
    level: SignalLevel
    beyond: str
    figure: str
    made_of: str
    formula: str
    thresholds: str
    source: str
    step: tuple[str, str] | None


def signal_line(reading: Reading, *, own: bool) -> SignalLine:
    endpoint, words = (OWN_STEPS if own else MANAGER_STEPS)[reading.signal]
    threshold = reading.threshold
    return SignalLine(
        signal=reading.signal,
        level=reading.level,
        beyond=str(BEYOND[reading.signal]) if reading.beyond else "",
        figure=_figure(reading),
        made_of=_made_of(reading),
        formula=str(FORMULAS[reading.signal]),
        thresholds=threshold_words(reading.signal),
        source=threshold.source,
        step=None if not own and endpoint == "leave_year.guard" and not may("year.guard") else (
            url_for(endpoint), str(words)
        ),
    )  # fmt: skip


def threshold_words(signal: Signal) -> str:
    threshold = THRESHOLDS[signal]
    if signal is Signal.alone:
        return _("act on it from the first day")
    if threshold.reached:
        return _("look from %(amber)s, act from %(red)s", amber=figure(threshold.amber), red=figure(threshold.red))
    say = share if signal in SHARES else figure
    return _("look above %(amber)s, act above %(red)s", amber=say(threshold.amber), red=say(threshold.red))


def _figure(one: Reading) -> str:
    if one.value is None:
        return _("no facts yet") if one.level is SignalLevel.unknown else _("no hours there")
    match one.signal:
        case signal if signal in SHARES:
            return share(one.value)
        case Signal.weeks_since_rest:
            weeks = int(one.value)
            if not one.made_of[0]:
                return ngettext("at least %(num)s week", "at least %(num)s weeks", weeks)
            return ngettext("%(num)s week", "%(num)s weeks", weeks)
        case Signal.weekly_hours | Signal.lieu_bank:
            return hours(one.value)
        case Signal.unpaid_hours:
            return ngettext("%(num)s week of 4", "%(num)s weeks of 4", int(one.value))
        case Signal.alone | Signal.support_reach:
            return ngettext("%(num)s day", "%(num)s days", int(one.value))
    return figure(one.value)


def _made_of(one: Reading) -> str:
    """The figures behind the figure, in their own units."""
    if len(one.made_of) < 2 and one.signal not in (Signal.weekly_hours, Signal.unpaid_hours):
        return ""
    if one.signal in IN_HOURS:
        return _("%(part)s of %(whole)s", part=hours(one.made_of[0]), whole=hours(one.made_of[1]))
    match one.signal:
        case Signal.part_time_fit:
            return _(
                "%(own)s cases an hour a week, %(middle)s in the middle of the region",
                own=figure(one.made_of[0], 1), middle=figure(one.made_of[1], 1),
            )  # fmt: skip
        case Signal.leave_at_risk:
            return _(
                "%(take)s weeks to take, %(left)s weeks that can be covered",
                take=figure(one.made_of[0], 1), left=figure(one.made_of[1]),
            )  # fmt: skip
        case Signal.alone:
            return _("%(alone)s of %(worked)s days alone", alone=figure(one.made_of[0]), worked=figure(one.made_of[1]))
        case Signal.weekly_hours:
            return _("%(paid)s paid", paid=hours(one.made_of[0])) if one.made_of else ""
        case Signal.unpaid_hours:
            return _("%(hours)s in four weeks", hours=hours(one.made_of[0])) if one.made_of else ""
    return ""
