"""The rules for the tier as a page that anyone can read, and how many open cases each decides."""

from collections import Counter

from flask import render_template

from web.access import action
from web.caseloads.case_words import RULES
from web.edge import db
from web.hours.blueprint import blueprint
from workload.estimates.case_tier import BARRIERS, PAPERS, TierRule, decide_tier
from workload.estimates.case_tier import RULES as TIER_OF_RULE
from workload.records.cases import open_answers
from workload.vocabulary import Tier


@blueprint.get("/hours/rules")
@action("hours.see")
def rules() -> str:
    """Every rule, the tier it leads to, and the open cases of the territory to which it applies."""
    applies: Counter[TierRule] = Counter()
    unknown: Counter[TierRule] = Counter()
    tiers: Counter[Tier] = Counter()
    provisional = 0
    for drivers, stream, count in open_answers(db()):
        decision = decide_tier(drivers, stream)
        tiers[decision.tier] += count
        provisional += count * decision.provisional
        for reason in decision.reasons:
            applies[reason.rule] += count * (reason.applies is True)
            unknown[reason.rule] += count * (reason.applies is None)
    lines = [(RULES[rule], tier, applies[rule], unknown[rule]) for rule, tier, _holds in TIER_OF_RULE]
    return render_template(
        "hours/rules.html", lines=lines, tiers=tiers, provisional=provisional, barriers=BARRIERS, papers=PAPERS
    )
