"""No arithmetic on what is released isolates fewer than five people: regions, offices within them, and months.

Checked by linear algebra on random trees: a set of people can be worked out exactly when some combination of the
released figures is zero for everybody else. `python -m tests.workload.estimates.test_suppression_trees` tries 10,000.
"""

import random
import sys
from itertools import combinations

import numpy as np

from workload.estimates.suppression import SMALLEST_SHOWN, hide_small_cells

TREES = 300


def random_tree(chance: random.Random) -> dict[str, dict[str, int]]:
    """Regions, and people in each of their offices."""
    return {
        f"r{region}": {f"r{region}o{office}": chance.choice((0, 1, 1, 2, 3, 4, 6, 9)) for office in range(offices)}
        for region, offices in enumerate(chance.choices((1, 2, 3, 4), k=chance.randint(1, 5)))
    }


def released_groups(tree: dict[str, dict[str, int]]) -> list[frozenset[str]]:
    """The offices behind every figure that the views show: the row of regions with its total, and inside each region
    that is shown there the row of its offices."""
    regions = hide_small_cells({region: sum(offices.values()) for region, offices in tree.items()})
    groups = [frozenset(office for offices in tree.values() for office in offices)] if regions.total is not None else []
    for region, offices in tree.items():
        if regions.cells[region] is None:
            continue
        groups.append(frozenset(offices))
        inside = hide_small_cells(offices)
        groups += [frozenset({office}) for office, count in inside.cells.items() if count is not None]
    return groups


def isolated(groups: list[frozenset[str]], people: dict[str, int], k: int = SMALLEST_SHOWN) -> set[frozenset[str]]:
    """Sets of offices with one to k - 1 people whose figure follows from the released ones."""
    offices = sorted(people)
    rows = np.array([[office in group for office in offices] for group in groups], dtype=float)
    if not len(rows):
        return set()
    rank = np.linalg.matrix_rank(rows)
    small = [office for office in offices if people[office] < k]
    found = set()
    for size in (1, 2, 3, 4):
        for chosen in combinations(small, size):
            if 0 < sum(people[office] for office in chosen) < k:
                wanted = np.array([[office in chosen for office in offices]], dtype=float)
                if np.linalg.matrix_rank(np.vstack([rows, wanted])) == rank:
                    found.add(frozenset(chosen))
    return found


def try_trees(count: int, seed: int) -> int:
    """How many of so many random trees release something that isolates fewer than five people."""
    chance = random.Random(seed)
    bad = 0
    for _ in range(count):
        tree = random_tree(chance)
        people = {office: count for offices in tree.values() for office, count in offices.items()}
        bad += bool(isolated(released_groups(tree), people))
    return bad


def test_no_combination_of_released_figures_isolates_a_few() -> None:
    assert try_trees(TREES, seed=6) == 0


def test_the_check_finds_a_subtraction_that_was_left_open() -> None:
    people = {"a": 9, "b": 3, "c": 12}
    open_groups = [frozenset("abc"), frozenset("a"), frozenset("c")]
    assert isolated(open_groups, people) == {frozenset("b")}


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    sys.stdout.write(f"{try_trees(wanted, seed=2026)} of {wanted} trees isolate fewer than {SMALLEST_SHOWN} people\n")
