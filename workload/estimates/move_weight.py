"""The price of moving a case to another officer, in points. A judgement, written down so that it can be argued with.

Clients keep one officer; the relationship is what works, and speaking the client's language is what matters most (NWT
Ombud 2022). So a move costs a point, three more as three years with the officer build up, half as much again when the
two share a language other than English, and more with the tier, because those clients must tell their story again.
"""

from workload.vocabulary import Tier

FULL_BOND_MONTHS = 36
BOND_POINTS = 3.0
SHARED_LANGUAGE = 1.5
BY_TIER = {Tier.simple: 1.0, Tier.standard: 1.25, Tier.complex: 1.75}


def move_weight(months_with_officer: float, language: str, tier: Tier) -> float:
    """Points, at least 1.0, to two decimals. `language` is the client's; only `en` asks nothing of the officer."""
    bond = BOND_POINTS * min(max(months_with_officer, 0.0), FULL_BOND_MONTHS) / FULL_BOND_MONTHS
    shared = 1.0 if language == "en" else SHARED_LANGUAGE
    return round((1.0 + bond) * shared * BY_TIER[tier], 2)
