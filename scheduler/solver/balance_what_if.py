"""What one more hour, a language or a community served would change: the fractional balance, before and after.

Nothing here plans whole cases. The fairest utilisations (`balance_tiers`) are worked out anew with the change made,
so every effect is exact for hours that can be divided, and takes milliseconds for a region.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.solver.balance_eligibility import build_problem
from scheduler.solver.balance_problem import BalanceCase, BalanceOfficer, BalanceProblem
from scheduler.solver.balance_tiers import Leximin, fairest_utilisation

TRIED = 24  # changes of one officer that are worked out for a pool, the most promising first
NOTICEABLE = 1e-6  # of a utilisation or an hour


@dataclass(frozen=True)
class Effect:
    """The balance before and after a change. `officers` maps an id to (utilisation before, after).

    A post that did not stand before has no "before" (None). Overloads are hours a month above capacity, of everybody.
    """

    officers: Mapping[str, tuple[float | None, float]]
    overload_before: float
    overload_after: float
    highest_before: float
    highest_after: float


@dataclass(frozen=True)
class HourValue:
    """What `hours` more a month in a pool change, given to its officers in proportion to their capacity."""

    officers: tuple[str, ...]
    utilisation: float
    hours: float
    utilisation_after: float
    overload_saved: float
    highest_before: float
    highest_after: float


@dataclass(frozen=True)
class Change:
    """One officer who serves one community more, speaks one language more, or may hold ICM cases, and its effect."""

    officer_id: str
    kind: str  # community, language or icm
    value: str  # the community or the language; "" for icm
    hours_opened: float  # hours a month that the officer may hold in the pool besides
    effect: Effect


def what_if(
    cases: Sequence[BalanceCase],
    officers: Sequence[BalanceOfficer],
    changed: BalanceOfficer,
    *,
    conflicts: Iterable[tuple[str, str]] = (),
    excluded: Iterable[tuple[str, str]] = (),
    pinned: Mapping[str, str] | None = None,
) -> Effect:
    """The balance if `changed` stood in place of the officer of the same id (or joined, where the id is new).

    "What if Ana also served Tulita": `replace(ana, communities=(*ana.communities, "tulita"))`. Raises ValueError as
    `build_problem` does.
    """
    bars, keeps = (tuple(conflicts), tuple(excluded)), dict(pinned or {})
    parts = _gathered(cases, {case for pairs in bars for case, _ in pairs} | set(keeps))
    before = build_problem(parts, officers, conflicts=bars[0], excluded=bars[1], pinned=keeps)
    return _effect(before, fairest_utilisation(before), parts, officers, changed, bars, keeps)


def values_of_hours(problem: BalanceProblem, hours: float = 1.0) -> tuple[HourValue, ...]:
    """For every pool, from the most loaded down: what `hours` more a month with its officers would change."""
    now = fairest_utilisation(problem)
    overload, highest = _overload(problem, now), float(now.utilisation.max(initial=0.0))
    values = []
    for tier in now.tiers:
        members = list(tier.officers)
        capacity = problem.capacity.copy()
        capacity[members] *= 1.0 + hours / tier.capacity
        roomier = replace(problem, capacity=capacity)
        then = fairest_utilisation(roomier)
        values.append(
            HourValue(
                tuple(problem.officer_ids[officer] for officer in members),
                tier.utilisation,
                hours,
                float(then.utilisation[members].max()),
                overload - _overload(roomier, then),
                highest,
                float(then.utilisation.max()),
            )
        )
    return tuple(values)


def helpful_changes(
    cases: Sequence[BalanceCase],
    officers: Sequence[BalanceOfficer],
    pool: Sequence[str],
    *,
    conflicts: Iterable[tuple[str, str]] = (),
    excluded: Iterable[tuple[str, str]] = (),
    pinned: Mapping[str, str] | None = None,
    most: int = 3,
) -> tuple[Change, ...]:
    """The single changes to officers outside the pool that lighten it most: least overload, then least highest load.

    Looked at are one more community, one more language or the ICM stream for one officer; up to `TRIED` that open the
    most hours of the pool are worked out, and the `most` best that help are given. Empty where nothing single helps.
    """
    bars, keeps = (tuple(conflicts), tuple(excluded)), dict(pinned or {})
    parts = _gathered(cases, {case for pairs in bars for case, _ in pairs} | set(keeps))
    problem = build_problem(parts, officers, conflicts=bars[0], excluded=bars[1], pinned=keeps)
    now = fairest_utilisation(problem)
    number = {officer.officer_id: j for j, officer in enumerate(officers)}
    inside = {number[name] for name in pool}
    own = [part for i, part in enumerate(parts) if part.case_id not in keeps and set(problem.eligible(i)) & inside]
    level = max((float(now.utilisation[j]) for j in inside), default=0.0)
    tried = []
    for j, officer in enumerate(officers):
        if j in inside or now.utilisation[j] >= level - NOTICEABLE:
            continue
        opened = _opened(officer, own)
        room = (level - float(now.utilisation[j])) * officer.capacity_hours
        tried += [(min(hours, room), hours, officer, kind, value) for (kind, value), hours in opened.items()]
    tried.sort(key=lambda one: (-one[0], one[2].officer_id, one[3], one[4]))
    found = []
    for _, hours, officer, kind, value in tried[:TRIED]:
        effect = _effect(problem, now, parts, officers, _with(officer, kind, value), bars, keeps)
        if _gain(effect, pool) > NOTICEABLE:
            found.append(Change(officer.officer_id, kind, value, hours, effect))
    found.sort(key=lambda one: (round(one.effect.overload_after, 6), round(-_gain(one.effect, pool), 6)))
    return tuple(found[:most])


def _gathered(cases: Sequence[BalanceCase], apart: set[str]) -> list[BalanceCase]:
    """Cases of one community, language and stream as one, since hours can be divided; those in `apart` stay alone."""
    together: dict[tuple[str, str, bool], list[BalanceCase]] = {}
    alone = []
    for case in cases:
        if case.case_id in apart:
            alone.append(case)
        else:
            together.setdefault((case.community, case.language, case.icm), []).append(case)
    sums = [
        replace(several[0], hours=sum(case.hours for case in several), current_officer="")
        for several in together.values()
    ]
    return [*(replace(case, current_officer="") for case in alone), *sums]


def _effect(
    before: BalanceProblem,
    now: Leximin,
    parts: Sequence[BalanceCase],
    officers: Sequence[BalanceOfficer],
    changed: BalanceOfficer,
    bars: tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]],
    keeps: Mapping[str, str],
) -> Effect:
    others = [changed if officer.officer_id == changed.officer_id else officer for officer in officers]
    if all(officer.officer_id != changed.officer_id for officer in officers):
        others.append(changed)
    after = build_problem(parts, others, conflicts=bars[0], excluded=bars[1], pinned=keeps)
    then = fairest_utilisation(after)
    known = dict(zip(before.officer_ids, now.utilisation.tolist(), strict=True))
    return Effect(
        {
            name: (known.get(name), level)
            for name, level in zip(after.officer_ids, then.utilisation.tolist(), strict=True)
        },
        _overload(before, now),
        _overload(after, then),
        float(now.utilisation.max(initial=0.0)),
        float(then.utilisation.max(initial=0.0)),
    )


def _overload(problem: BalanceProblem, leximin: Leximin) -> float:
    return float((np.maximum(leximin.utilisation - 1.0, 0.0) * problem.capacity).sum())


def _opened(officer: BalanceOfficer, own: Sequence[BalanceCase]) -> dict[tuple[str, str], float]:
    """Hours of the pool's cases for which the officer lacks one thing only, by that thing."""
    opened: dict[tuple[str, str], float] = {}
    for case in own:
        lacks = []
        if case.community not in officer.communities:
            lacks.append(("community", case.community))
        if case.language != "en" and case.language not in officer.languages:
            lacks.append(("language", case.language))
        if case.icm and not officer.icm:
            lacks.append(("icm", ""))
        if len(lacks) == 1:
            opened[lacks[0]] = opened.get(lacks[0], 0.0) + case.hours
    return opened


def _with(officer: BalanceOfficer, kind: str, value: str) -> BalanceOfficer:
    if kind == "community":
        return replace(officer, communities=(*officer.communities, value))
    if kind == "language":
        return replace(officer, languages=(*officer.languages, value))
    return replace(officer, icm=True)


def _gain(effect: Effect, pool: Sequence[str]) -> float:
    """By how much the utilisations of the pool fall, in all."""
    return sum((before or after) - after for before, after in (effect.officers[name] for name in pool))
