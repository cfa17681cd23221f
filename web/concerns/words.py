"""Sentences of the concern pages: why a way is suggested, what is owed, and why a step is not possible."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from scheduler.concern_workflow import Refusal
from web.formats import day as said_day
from workload.estimates.concern_triage import Owed
from workload.estimates.service_clock import Standing
from workload.estimates.waits import NoPause, Owner
from workload.records.concern_promises import Promised
from workload.vocabulary import ConcernRoute

WHY_ROUTE: dict[ConcernRoute, Any] = {
    ConcernRoute.urgent: _l("The person needs help today. Act first; the rest can be sorted out afterwards."),
    ConcernRoute.privacy: _l("Somebody may have been told what is private."),
    ConcernRoute.conduct: _l("It is about how somebody behaved. Whoever it is about never handles it."),
    ConcernRoute.decision: _l("A decision or an amount can be appealed, and the appeal has its own last day."),
    ConcernRoute.misunderstanding: _l("The record shows that the rule was explained or the clock had not begun. Our "
                                      "information was not clear enough: that is what is counted."),
    ConcernRoute.service: _l("It is about how the service was given."),
    ConcernRoute.policy: _l("Staff may not decide otherwise under the rules. Answer what is possible now."),
    ConcernRoute.correction: _l("We made an error, and the manager may put it right."),
    ConcernRoute.thanks: _l("Something went well. The person it is about should hear of it within two open days."),
}  # fmt: skip

OWED: dict[Owed, Any] = {
    Owed.today: _l("act today"),
    Owed.privacy_coordinator: _l("tell the privacy coordinator today"),
    Owed.appeal_right_today: _l("tell the person today that they can appeal, until when, and give them the form"),
    Owed.written_note: _l("explain by phone and send a written note"),
    Owed.policy_register: _l("send a copy to headquarters for the register of rules"),
    Owed.remedy: _l("put it right within five open days"),
    Owed.tell_the_person: _l("pass the thanks on"),
}

OWNER: dict[Owner, Any] = {
    Owner.office: _l("the office"),
    Owner.client: _l("the client"),
    Owner.hq: _l("headquarters"),
    Owner.bank: _l("the bank"),
    Owner.no_cover: _l("nobody covers the office"),
    Owner.outage: _l("a system is down"),
}

STANDING: dict[Standing, Any] = {
    Standing.met: _l("answered in time"),
    Standing.missed: _l("answered late"),
    Standing.open: _l("open"),
    Standing.overdue: _l("overdue"),
}

PROMISED: dict[Promised, Any] = {
    Promised.answer: _l("an answer"),
    Promised.plan: _l("what was found, after a plan"),
    Promised.remedy: _l("to be put right"),
}

FOUND: dict[Standing, Any] = {
    Standing.met: _l("found in time"),
    Standing.missed: _l("found late"),
    Standing.open: _l("open"),
    Standing.overdue: _l("overdue"),
}

NO_PAUSE: dict[NoPause, Any] = {
    NoPause.no_item: _l("no paper was named"),
    NoPause.held_already: _l("the paper was here already"),
    NoPause.asked_before: _l("the paper was asked for before"),
}

REFUSED: dict[Refusal, Any] = {
    Refusal.needs_reason: _l("Write why it goes another way than suggested or confirmed before."),
    Refusal.officer_may_not_know: _l("The officer cannot have this one: the person does not want it, or it is about "
                                     "conduct. Choose the manager or somebody above."),
    Refusal.no_such_owner: _l("This person cannot have this concern. Choose somebody from the list."),
    Refusal.not_the_owner: _l("Only the person named as owner can take it on."),
    Refusal.no_item: _l("Name the paper you wait for. Without it the clock runs on."),
    Refusal.held_already: _l("This paper is here already. It cannot be asked for again; look in the file."),
    Refusal.asked_before: _l("This paper was asked for before. A second request for it does not stop the clock."),
    Refusal.waits_already: _l("A wait is noted already. End it first."),
    Refusal.waits_for_nothing: _l("No wait is noted, so none can end."),
    Refusal.same_handler: _l("Whoever handled it first does not handle it again. Choose somebody else."),
    Refusal.answered_already: _l("There is an answer already. Open it again first if the person is not satisfied."),
    Refusal.no_answer_yet: _l("This concern has no answer yet. Answer the person first, then close it."),
    Refusal.no_finding: _l("Write what was found and why, then close it."),
    Refusal.remedy_needs_day: _l("Say by which day it is put right."),
    Refusal.plan_day: _l("Choose an open day between those named with the question. Where the last day for what was "
                         "found has passed, answer now."),
    Refusal.remedy_open: _l("What was promised to put it right is not done yet. Do it first, then close it."),
    Refusal.closed: _l("This concern is closed. Open it again first."),
    Refusal.not_closed: _l("This can be done after an answer, and once."),
    Refusal.systemic_needs_owner: _l("Name who sees to the change."),
    Refusal.silent_week: _l("The person has heard nothing for more than five open days. Tell how it is going first; "
                            "then this can be done."),
    Refusal.nothing_to_do: _l("There is nothing left to be done here."),
}  # fmt: skip


def plan_days_words(days: tuple[date, date] | None) -> str:
    """Which days a plan may name, and why no later one."""
    if days is None:
        return _("The last day for what was found has passed: answer now, or tell how it is going.")
    return _(
        "An open day from %(first)s to %(last)s. A plan takes twenty open days at most, which is our own choice, and "
        "never longer than the limit of what was found: ten where it is about conduct or privacy, five where we made "
        "an error, twenty for a rule and in the second stage.",
        first=said_day(days[0]), last=said_day(days[1]),
    )  # fmt: skip
