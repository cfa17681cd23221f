"""The words of the evaluation: its aims, its measures, and how a figure is said."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from web.concerns.words import OWNER
from web.formats import figure, share
from web.language import word
from workload.estimates.concern_measures import Measure
from workload.estimates.shares import share_of
from workload.estimates.time_to_answer import TimeToAnswer
from workload.estimates.waits import Owner
from workload.records.quality_said import Quality
from workload.vocabulary import Channel

AIMS: dict[str, Any] = {
    "efficient": _l("Efficient"),
    "accountable": _l("Accountable"),
    "responsive": _l("Responsive"),
    "days": _l("Open days until the answer, by whose they were"),
    "quality": _l("Respect, knowledge, clear information, privacy"),
}
SAID: dict[str, Any] = {
    "minutes_taking": _l("Minutes to take one down"),
    "minutes_front_line": _l("Minutes to answer one, by an officer"),
    "minutes_manager": _l("Minutes to answer one, by the manager"),
    "minutes_above": _l("Minutes to answer one, by the superintendent or headquarters"),
    "minutes_bf": _l("Minutes of a bring-forward, both ends"),
    "first_tier": _l("Closed by officer or manager and not opened again within 30 days"),
    "displaced": _l("Files quoted to pass their day for a bring-forward, all together"),
    "explained": _l("Explained: our information was not clear"),
    "never_spoke": _l("Bring-forwards whose person never spoke to the office"),
    "not_applied": _l("Bring-forwards whose person had not applied"),
    "solved_before": _l("Bring-forwards about what was solved already"),
    "resources": _l("Hours on concerns and bring-forwards, of all hours logged"),
    "owner": _l("An owner within one open day"),
    "complete": _l("Closed with a finding and its reason"),
    "remedy": _l("Put right by the promised day"),
    "systemic": _l("What should change: somebody sees to it"),
    "systemic_done": _l("What should change: it is changed"),
    "systemic_age": _l("Days that a change waits"),
    "changed_ways": _l("Sent another way: to a decision, a misunderstanding or a rule"),
    "audit": _l("Of a sample of these, a second reader agrees"),
    "second_stage": _l("Went to the second stage"),
    "overturned": _l("The second stage found otherwise"),
    "in_time": _l("Answered by the first promise"),
    "planned": _l("Answered with a plan by a day"),
    "plan_kept": _l("What was found was said by the day of the plan"),
    "found_in_time": _l(
        "What was found was said within its limit: ten open days (conduct, privacy), twenty (second stage)"
    ),
    "open": _l("Open (neither in time nor late)"),
    "tried": _l("Tried to reach twice (neither in time nor late)"),
    "told": _l("Heard from us every five open days while they waited"),
    "heard": _l("Felt heard"),
    "understood": _l("Understand the answer"),
}
SHARES_OF_SUMS = ("displaced", "resources")  # hours and files, of which no interval can be told
OWNERS: dict[Owner, Any] = OWNER
QUALITIES: dict[Quality, Any] = {
    Quality.respect: _l("Treated with respect"),
    Quality.knowledge: _l("Staff knew the answer"),
    Quality.clear: _l("Clear and complete information"),
    Quality.privacy: _l("What is private stays private"),
}
WAYS: dict[str, Any] = {
    "concerns by channel": _l("How we were told"),
    "concerns by language": _l("In which language"),
    "concerns by named": _l("With a name or without"),
    "concerns by written_by": _l("Who wrote it down"),
    "concerns by region": _l("About which region"),
}
WAY_WORDS: dict[str, Any] = {
    **{f"concerns by channel {one.value}": word(one) for one in Channel},
    "concerns by language en": _l("English"),
    "concerns by language other": _l("another language"),
    "concerns by named yes": _l("with a name"),
    "concerns by named no": _l("without a name"),
    "concerns by written_by person": _l("the person"),
    "concerns by written_by staff": _l("staff, for the person"),
}


def how_many(one: Measure) -> str:
    """«12 / 40»; nothing where there are too few."""
    if one.too_few:
        return ""
    if one.of is None or one.value is not None:
        return figure(one.count)
    return f"{figure(one.count)} / {figure(one.of)}"


def said(one: Measure) -> str:
    """A share with its interval, a middle with what nine in ten do not pass, or that there are too few to tell."""
    if one.too_few:
        return _("too few to tell")
    if one.value is not None:
        middle = _("%(middle)s in the middle", middle=figure(one.value, 0))
        return middle if one.high is None else middle + _(", nine in ten at most %(high)s", high=figure(one.high, 0))
    if one.of is None or one.key in SHARES_OF_SUMS:
        return share(one.count / one.of) if one.of and one.key == "resources" else ""
    found = share_of(one.count, one.of)
    if found is None:
        return ""
    return _("%(share)s (%(low)s to %(high)s)", share=share(found.share), low=share(found.low), high=share(found.high))


def curve_words(time: TimeToAnswer | None) -> str:
    """The middle of the time to an answer, with those who wait still among the waiting."""
    if time is None or time.of < 5:
        return _("Too few concerns to say how long an answer takes.")
    if time.middle is None:
        return _("Fewer than half have an answer yet, so there is no middle to tell.")
    middle = ngettext("Half have an answer after %(num)s open day", "Half have an answer after %(num)s open days",
                      time.middle)  # fmt: skip
    if time.low is None or time.high is None:
        return middle + "."
    return _("%(middle)s (%(low)s to %(high)s).", middle=middle, low=time.low, high=time.high)
