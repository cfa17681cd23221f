"""A share with its exact interval, so that a few cases say how little they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scipy.special import bdtr, betaincinv

OUTSIDE = 0.00135  # on each side: what the three standard errors of a control chart leave outside
FEWEST_TOLD = 20  # below this a share moves by more than five points with one case: too few to tell


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, the share, and the 95 % interval of it (Clopper and Pearson 1934)."""

    part: int
    whole: int
    share: float
    low: float
    high: float

    @property
    def tells(self) -> bool:
        return self.whole >= FEWEST_TOLD


def share_of(part: int, whole: int) -> Share | None:
    """The share with its interval; None of nothing. Raises ValueError when the part is not between 0 and the whole."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is not a part of {whole}")
    if whole == 0:
        return None
    tail = 0.025
    low = 0.0 if part == 0 else float(betaincinv(part, whole - part + 1, tail))
    high = 1.0 if part == whole else float(betaincinv(part + 1, whole - part, 1 - tail))
    return Share(part, whole, part / whole, low, high)


def unusual_shares(months: Mapping[str, Share]) -> set[str]:
    """Which months lie outside the exact limits of chance around the others (a p-chart with binomial limits). The
    furthest one is named first and then left out of what the others are held against, as it would bend their limits.
    Never a month with fewer than twenty: months that small are looked at together."""
    unusual: set[str] = set()
    while True:
        steady = {key: one for key, one in months.items() if key not in unusual}
        chances = {
            key: _chance(one, [other for name, other in steady.items() if name != key]) for key, one in steady.items()
        }
        furthest = min(chances, key=lambda key: chances[key], default=None)
        if furthest is None or chances[furthest] > OUTSIDE:
            return unusual
        unusual.add(furthest)


def _chance(one: Share, others: Sequence[Share]) -> float:
    """How often chance alone goes that far or further on that side; 1 where there are too few to tell."""
    beside = share_of(sum(other.part for other in others), sum(other.whole for other in others))
    if beside is None or not beside.tells or not one.tells:
        return 1.0
    at_least = 1 - float(bdtr(one.part - 1, one.whole, beside.share)) if one.part else 1.0
    return min(float(bdtr(one.part, one.whole, beside.share)), at_least)
