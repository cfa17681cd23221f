"""How many open cases each rule for the tier decides."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from workload.estimates.case_tier import TierRule, decide_tier
from workload.records.cases import open_answers
from workload.records.daily_figures import Daily
from workload.vocabulary import Tier


@dataclass(frozen=True)
class RuleCounts:
    """Open cases to which a rule applies, and those where it depends on an answer that is missing; open cases of each
    tier, and how many of all are provisional."""

    applies: dict[TierRule, int]
    unknown: dict[TierRule, int]
    tiers: dict[Tier, int]
    provisional: int


def rule_counts(session: Session, _today: date) -> RuleCounts:
    """The open cases of the whole service, each different set of answers decided once."""
    applies, unknown = (dict.fromkeys(TierRule, 0) for _ in range(2))
    tiers, provisional = dict.fromkeys(Tier, 0), 0
    for drivers, stream, count in open_answers(session):
        decision = decide_tier(drivers, stream)
        tiers[decision.tier] += count
        provisional += count * decision.provisional
        for reason in decision.reasons:
            applies[reason.rule] += count * (reason.applies is True)
            unknown[reason.rule] += count * (reason.applies is None)
    return RuleCounts(applies, unknown, tiers, provisional)


RULES_OF_THE_DAY = Daily("tier rules", RuleCounts, rule_counts)
