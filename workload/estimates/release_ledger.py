"""Whether one more published figure, together with all that were published before, tells of too few people.

Every figure is a count of one or more groups that share nobody: a region in a month, for example. Figures of different
pages and of different months may be added and subtracted. A figure is refused when some sum or difference of it with
the released ones is the count of a set of groups with fewer than `k` people. That is checked exactly, by elimination:
each such set shows itself as a line of noughts and ones among the combinations of the released figures.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import count

import numpy as np
from numpy.typing import NDArray

from workload.estimates.suppression import SMALLEST_SHOWN

TRIED = 20_000  # combinations looked at; more than a year of releases needs, and beyond it a figure is refused
NOUGHT = 1e-9


def refused_by_ledger(
    released: Iterable[Collection[str]],
    figures: Mapping[str, Collection[str]],
    people: Mapping[str, int],
    k: int = SMALLEST_SHOWN,
) -> frozenset[str]:
    """The keys of those `figures` that may not join the `released` ones, the widest figures being let in first.

    A figure is the collection of its groups; `people` says how many people are in each group. Figures that may all join
    together are let in at one check; where they may not, each half is tried in turn, down to the one that is refused.
    """
    ledger = [frozenset(groups) for groups in released]
    refused = set()
    waiting = [sorted(figures, key=lambda one: (-sum(people.get(group, 0) for group in figures[one]), one))]
    while waiting:
        keys = waiting.pop()
        wanted = [frozenset(figures[key]) for key in keys]
        if not tells_of_few([*_bound_to(frozenset().union(*wanted), ledger), *wanted], people, k):
            ledger += wanted
        elif len(keys) == 1:
            refused.update(keys)
        else:
            half = len(keys) // 2
            waiting += [keys[half:], keys[:half]]
    return frozenset(refused)


def _bound_to(wanted: frozenset[str], ledger: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The released figures that share groups with this one, or with others that do: the rest cannot matter."""
    found: list[frozenset[str]] = []
    reached, left = set(wanted), list(ledger)
    while near := [one for one in left if not reached.isdisjoint(one)]:
        left = [one for one in left if reached.isdisjoint(one)]
        found += near
        reached.update(*near)
    return found


def tells_of_few(figures: Iterable[Collection[str]], people: Mapping[str, int], k: int = SMALLEST_SHOWN) -> bool:
    """Whether sums and differences of these figures give the count of a set of fewer than `k` people, or of nobody."""
    known = list(dict.fromkeys(frozenset(groups) for groups in figures if groups))
    if not known:
        return False
    size, columns = _groups(known, people)
    return _finds_small(_reduced(columns), size, k)


def _groups(known: list[frozenset[str]], people: Mapping[str, int]) -> tuple[list[int], NDArray[np.float64]]:
    """Groups that stand in the same figures are one; the largest first, so that a small set holds few of the leading
    ones. Returns the people of each, and figures by groups as noughts and ones."""
    stands_in: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        for group in one:
            stands_in[group].append(-number)
    together: dict[tuple[int, ...], int] = {}
    for group, numbers in stands_in.items():
        key = tuple(numbers)
        together[key] = together.get(key, 0) + people.get(group, 0)
    ranked = sorted(together, key=lambda key: (-together[key], key))
    columns = np.zeros((len(known), len(ranked)))
    for column, key in enumerate(ranked):
        columns[[-number for number in key], column] = 1.0
    return [together[key] for key in ranked], columns


def _reduced(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Reduced row echelon form without its empty rows; narrow figures lead, so that little is filled in between."""
    rows = rows[np.argsort(np.count_nonzero(rows, axis=1), kind="stable")]
    row = 0
    for column in range(rows.shape[1]):
        if row == len(rows):
            break
        best = row + int(np.argmax(np.abs(rows[row:, column])))
        if abs(rows[best, column]) < NOUGHT:
            continue
        rows[[row, best]] = rows[[best, row]]
        rows[row] /= rows[row, column]
        touched, filled = np.flatnonzero(rows[:, column]), np.flatnonzero(rows[row])  # most of both is nought
        touched = touched[touched != row]
        rows[np.ix_(touched, filled)] -= np.outer(rows[touched, column], rows[row, filled])
        row += 1
    return rows[:row]


def _finds_small(rows: NDArray[np.float64], size: list[int], k: int) -> bool:
    """Whether some sum of rows is a line of noughts and ones over fewer than `k` people. In the reduced form a row is
    in the sum exactly when its leading group is in the set, so only rows with few people leading are tried.

    A sum is built up from rows that meet: the parts of one that do not would be such lines by themselves. Where a group
    stands in it otherwise than by nought or one, one of the rows that hold this group must join.
    """
    filled = [np.flatnonzero(np.abs(row) > NOUGHT) for row in rows]
    leads = [size[int(columns[0])] for columns in filled]
    small = [number for number, lead in enumerate(leads) if lead < k]
    holding: dict[int, list[int]] = defaultdict(list)
    for number in small:
        for column in filled[number].tolist():
            holding[column].append(number)
    weights, tried, seen = np.array(size), count(1), set[frozenset[int]]()
    stack = [frozenset([number]) for number in small]
    while stack:
        chosen = stack.pop()
        if chosen in seen:
            continue
        seen.add(chosen)
        if next(tried) > TRIED:
            return True
        line = rows[list(chosen)].sum(axis=0)
        odd = np.flatnonzero((np.abs(line) > NOUGHT) & (np.abs(line - 1) > NOUGHT))
        if not len(odd) and weights @ np.rint(line) < k:
            return True
        people = sum(leads[number] for number in chosen)
        meeting = [odd[0]] if len(odd) else np.unique(np.concatenate([filled[number] for number in chosen]))
        joining = {one for column in meeting for one in holding[int(column)]} - chosen
        stack += [chosen | {one} for one in joining if people + leads[one] < k]
    return False
