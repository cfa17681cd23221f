"""Why a case is simple, standard or complex: the tier rules as sentences."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.language import word
from workload.estimates.case_tier import TierDecision, TierRule
from workload.vocabulary import Driver

RULES: dict[TierRule, Any] = {
    TierRule.icm_stream: _l("The case is in integrated case management"),
    TierRule.crisis: _l("The client is in a crisis"),
    TierRule.complex_needs: _l("The client has complex needs"),
    TierRule.two_barriers: _l("Two or more of: a disability, help with reading and forms, an interpreter"),
    TierRule.barrier_and_papers: _l("One of these three, and three or more kinds of papers to get"),
    TierRule.one_barrier: _l("One of: a disability, help with reading and forms, an interpreter"),
    TierRule.two_papers: _l("Two or more kinds of papers to get"),
}


def why_tier(decision: TierDecision, drivers: dict[Driver, bool | None]) -> str:
    """One sentence: the rules that put the case where it is, or what is missing."""
    if decision.provisional:
        return _(
            "Counted as standard for now: the answer is missing for %(missing)s",
            missing=", ".join(str(word(driver)) for driver in missing(drivers)),
        )
    deciding = [str(RULES[reason.rule]) for reason in decision.deciding]
    if not deciding:
        return _("Simple: none of the rules for more time applies")
    return _("Counted as %(tier)s. %(rules)s", tier=word(decision.tier), rules=". ".join(deciding))


def missing(drivers: dict[Driver, bool | None]) -> list[Driver]:
    """What is not known of a case."""
    return [driver for driver in Driver if drivers.get(driver) is None]


def answer_word(answer: bool | None) -> str:
    return _("Not known") if answer is None else _("Yes") if answer else _("No")
