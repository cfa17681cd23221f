"""How complex a case is, by rules that anyone can read, each rule's result kept.

The drivers are those the NWT Ombud (2022) names; which of them make a case standard or complex is our judgement. No
answer of `yes` ever lowers a tier, so the least and the most that unknown answers could mean are found by reading all
of them as no, then as yes. A case whose open answers leave its tier open counts as standard and says that it is
provisional.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workload.vocabulary import Driver, Stream, Tier

BARRIERS = (Driver.disability, Driver.literacy, Driver.interpreter)  # each visit and form takes longer
PAPERS = (  # somebody must be called, or a paper found
    Driver.missing_documents,
    Driver.third_parties,
    Driver.tax_information,
    Driver.power_arrears,
    Driver.productive_choice,
)


class TierRule(StrEnum):
    """One readable rule each, in the order in which a person would say them."""

    icm_stream = "icm_stream"  # held together with health and justice services
    crisis = "crisis"
    complex_needs = "complex_needs"
    two_barriers = "two_barriers"
    barrier_and_papers = "barrier_and_papers"  # one barrier and three or more paper matters
    one_barrier = "one_barrier"
    two_papers = "two_papers"


@dataclass(frozen=True)
class TierReason:
    """What one rule said: it applies, it does not, or (None) it depends on an answer that is missing."""

    rule: TierRule
    tier: Tier
    applies: bool | None


@dataclass(frozen=True)
class TierDecision:
    """The tier, whether missing answers could still change it, and what every rule said."""

    tier: Tier
    provisional: bool
    reasons: tuple[TierReason, ...]

    @property
    def deciding(self) -> tuple[TierReason, ...]:
        """The rules that put the case where it is; none for a simple case and for one that is provisional."""
        return tuple(reason for reason in self.reasons if reason.applies and reason.tier is self.tier)


Yes = Callable[[Driver], bool]


def _count(yes: Yes, drivers: tuple[Driver, ...]) -> int:
    return sum(yes(driver) for driver in drivers)


RULES: tuple[tuple[TierRule, Tier, Callable[[Yes, Stream], bool]], ...] = (
    (TierRule.icm_stream, Tier.complex, lambda yes, stream: stream is Stream.icm),
    (TierRule.crisis, Tier.complex, lambda yes, stream: yes(Driver.crisis)),
    (TierRule.complex_needs, Tier.complex, lambda yes, stream: yes(Driver.complex_needs)),
    (TierRule.two_barriers, Tier.complex, lambda yes, stream: _count(yes, BARRIERS) >= 2),
    (
        TierRule.barrier_and_papers,
        Tier.complex,
        lambda yes, stream: _count(yes, BARRIERS) >= 1 and _count(yes, PAPERS) >= 3,
    ),
    (TierRule.one_barrier, Tier.standard, lambda yes, stream: _count(yes, BARRIERS) >= 1),
    (TierRule.two_papers, Tier.standard, lambda yes, stream: _count(yes, PAPERS) >= 2),
)


def decide_tier(drivers: Mapping[Driver, bool | None], stream: Stream) -> TierDecision:
    """The tier of a case. `drivers` maps a driver to yes, no or None; a driver that is not there is not known."""
    at_least = {driver: drivers.get(driver) is True for driver in Driver}
    at_most = {driver: drivers.get(driver) is not False for driver in Driver}
    reasons = []
    for rule, tier, holds in RULES:
        surely, possibly = holds(at_least.__getitem__, stream), holds(at_most.__getitem__, stream)
        reasons.append(TierReason(rule, tier, surely if surely == possibly else None))
    least = _highest(reason.tier for reason in reasons if reason.applies)
    most = _highest(reason.tier for reason in reasons if reason.applies is not False)
    provisional = least is not most
    return TierDecision(Tier.standard if provisional else least, provisional, tuple(reasons))


def _highest(tiers: Iterable[Tier]) -> Tier:
    order = list(Tier)
    return max(tiers, key=order.index, default=Tier.simple)
