"""A share with its exact interval, so that a few cases say how little they say."""

from dataclasses import dataclass

from scipy.special import betaincinv

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
