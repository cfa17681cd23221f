"""Will somebody lose leave? Weeks in which it can be covered against weeks still to take. Thresholds are judgement."""

from dataclasses import dataclass

from workload.vocabulary import GuardVerdict

FEW = 2.0
"""Coverable weeks for each week to take below which we watch."""

HARDLY = 1.25
"""Below this the next weeks should be reserved: one refusal or one illness and leave is lost."""

LEAST_DAYS = 1.0
"""Less than a day to take needs no week."""


@dataclass(frozen=True)
class Guard:
    """`weeks_needed` are weeks of the person's own length, `block_weeks` how many of them to reserve now."""

    weeks_needed: float
    verdict: GuardVerdict
    block_weeks: int


def guard(days_left: float, days_a_week: int, weeks_left: int) -> Guard:
    """Days still to take, working days a week, and whole weeks left in which the person's leave can be covered."""
    needed = max(0.0, days_left) / max(1, days_a_week)
    if days_left < LEAST_DAYS or weeks_left >= FEW * needed:
        return Guard(needed, GuardVerdict.safe, 0)
    block = max(1, min(2, int(needed)))
    if weeks_left < needed:
        return Guard(needed, GuardVerdict.late, block)
    return Guard(needed, GuardVerdict.reserve if weeks_left < HARDLY * needed else GuardVerdict.watch, block)
