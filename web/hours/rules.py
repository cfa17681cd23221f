"""The rules for the tier as a page that anyone can read, and how many open cases each decides."""

from flask import render_template

from web.access import action
from web.caseloads.case_words import RULES
from web.edge import db, today
from web.hours.blueprint import blueprint
from workload.estimates.case_tier import BARRIERS, PAPERS
from workload.estimates.case_tier import RULES as TIER_OF_RULE
from workload.records.tier_rules import RULES_OF_THE_DAY


@blueprint.get("/hours/rules")
@action("hours.see")
def rules() -> str:
    """Every rule, the tier it leads to, and the open cases of the territory to which it applies."""
    counts, of_the_day = RULES_OF_THE_DAY.look(db(), today())
    lines = [(RULES[rule], tier, counts.applies[rule], counts.unknown[rule]) for rule, tier, _holds in TIER_OF_RULE]
    return render_template(
        "hours/rules.html",
        lines=lines,
        tiers=counts.tiers,
        provisional=counts.provisional,
        barriers=BARRIERS,
        papers=PAPERS,
        reckoned=today() if of_the_day else None,
    )
