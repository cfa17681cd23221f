"""The caseload-balance problem and its answer: plain frozen values in, plain frozen values out.

Hours are hours a month, weights are the price of moving a case away from its current officer. Officers and
cases are numbered in the order given; every array of the problem and of the answer follows these numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

NOBODY = -1


@dataclass(frozen=True, slots=True)
class BalanceCase:
    """One case: what decides who may hold it, its hours a month, who holds it now ("" for nobody), its moving price."""

    case_id: str
    community: str
    hours: float
    weight: float = 1.0
    language: str = "en"
    icm: bool = False
    current_officer: str = ""


@dataclass(frozen=True, slots=True)
class BalanceOfficer:
    """One officer: the communities and languages served, whether ICM cases may be held, net hours a month."""

    officer_id: str
    communities: tuple[str, ...]
    capacity_hours: float
    languages: tuple[str, ...] = ()
    icm: bool = False


@dataclass(frozen=True)
class BalanceProblem:
    """Cases grouped in classes: the cases of a class may be held by exactly the same officers.

    `case_class[i]` is -1 for a case that nobody may hold. The officers of class c are
    `class_officers[class_start[c]:class_start[c + 1]]`, ascending. `current[i]` is -1 for a case nobody holds now.
    A pinned case is in a class of one officer. `no_holder` says, for each case nobody may hold, which rule excludes it.
    """

    case_ids: Sequence[str]
    hours: Floats
    weight: Floats
    current: Ints
    case_class: Ints
    class_start: Ints
    class_officers: Ints
    officer_ids: Sequence[str]
    capacity: Floats
    no_holder: Mapping[int, str] = field(default_factory=dict)
    community: Sequence[str] | None = None
    language: Sequence[str] | None = None

    @property
    def classes(self) -> int:
        return len(self.class_start) - 1

    def eligible(self, case: int) -> Ints:
        """The officers who may hold the case, ascending; empty where nobody may."""
        group = int(self.case_class[case])
        if group < 0:
            return self.class_officers[:0]
        return self.class_officers[self.class_start[group] : self.class_start[group + 1]]


@dataclass(frozen=True)
class Band:
    """What a plan must keep to: `cap[j]` hours on officer j, `overload_cap` hours of overload in all.

    `utilisation` is the fractional leximin optimum u*, `overload` its overload O*, `width` the band (0.01 is 1 %).
    """

    utilisation: Floats
    overload: float
    cap: Floats
    overload_cap: float
    width: float


@dataclass(frozen=True)
class Tier:
    """A closed pool: these officers share one utilisation, and their cases can go to nobody less loaded."""

    utilisation: float
    officers: tuple[int, ...]
    hours: float
    capacity: float


@dataclass(frozen=True)
class Prices:
    """The certificate of the moved-weight bound: one `pi` and `rho` per officer, `mu` for the overload in all."""

    pi: Floats
    rho: Floats
    mu: float


@dataclass(frozen=True)
class Unplaceable:
    """A case nobody may hold, with the rule that excludes it (community, language, icm, conflict, excluded or pin)."""

    case_id: str
    rule: str
    reason: str


@dataclass(frozen=True)
class Move:
    """A case that changes hands. `code` with `values` is the reason for machines and translators, `reason` in words."""

    case_id: str
    sender: str
    receiver: str
    hours: float
    weight: float
    code: str
    values: Mapping[str, Any]
    reason: str


@dataclass(frozen=True)
class Progress:
    """Where the solver stands: the stage in words, the moved weight so far and its bound (None before known)."""

    stage: str
    seconds: float
    moved_weight: float | None = None
    bound: float | None = None
    breach_hours: float | None = None


@dataclass(frozen=True)
class BalanceAnswer:
    """A plan and what is known about it. `officer[i]` is -1 for a case nobody may hold.

    `bound_proof` says how the bound of the moved weight is proven: by the `prices` of hours, by the `knapsacks` at
    `case_prices` (a price for each case), or because a `search` through all plans came to its end.
    """

    status: str
    officer: Ints
    load: Floats
    unplaceable: tuple[Unplaceable, ...]
    band: Band
    tiers: tuple[Tier, ...]
    prices: Prices
    overload: float
    overload_bound: float
    max_utilisation: float
    max_utilisation_bound: float
    band_breach_hours: float
    moved_cases: int
    moved_weight: float
    moved_weight_bound: float
    moves: tuple[Move, ...]
    seconds: float
    stopped_early: bool
    moved_weight_bound_linear: float
    bound_proof: str
    case_prices: Floats | None

    @property
    def gap(self) -> float:
        """Share of the moved weight above its bound; 0 where nothing moves."""
        if self.moved_weight <= self.moved_weight_bound or self.moved_weight == 0:
            return 0.0
        if self.moved_weight_bound <= 0:
            return float("inf")
        return self.moved_weight / self.moved_weight_bound - 1.0
