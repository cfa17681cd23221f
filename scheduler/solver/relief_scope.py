"""What one model of leave and cover looks at: who may be away, which cover may change, and how closely."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from scheduler.solver.relief_layout import Choice

Place = tuple[int, int]
"""(office index, day index)"""
Step = tuple[int, int]
"""(way index, day index)"""


class Detail(Enum):
    """How closely a model follows the rules.

    `exact`: every plan there is. `quick`: only plans in which one coverer gives just the hours that make a day served,
    and no desk is left empty for it; every plan of it is sound, and it is a fraction of the size. `relaxed`: leaving
    the own desk to cover elsewhere costs nothing there, so that its best is a bound on every plan.
    """

    exact = "exact"
    quick = "quick"
    relaxed = "relaxed"


@dataclass(frozen=True)
class Scope:
    """The extent of one model, by index.

    `away[e]` are the days that person e is away for certain, `choices` the leave that is still to be decided.
    `unmet` adds urgent hours. `people` may cover and `offices` are looked at; None: all of them. With a `window` only
    those days are looked at and all others are taken to be free: what does not fit there does not fit at all, while
    what fits there may not. `pinned` cover stays as it is; with `offices` given, cover of other offices exists only
    where it is pinned, and their own desks are not left empty for these. `free` are the days whose cover may change.
    `around` is a plan's cover that a quick model may keep.
    """

    away: Sequence[frozenset[int]]
    choices: Sequence[Choice] = ()
    unmet: bool = False
    people: Iterable[int] | None = None
    offices: Iterable[int] | None = None
    window: range | None = None
    pinned: Mapping[Step, int] | None = None
    free: range | None = None
    detail: Detail = Detail.exact
    around: Mapping[Step, int] = field(default_factory=dict)
