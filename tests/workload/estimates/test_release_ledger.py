"""Figures of several pages and months together: none is released that, with the others, tells of a few people.

Checked by another road than the ledger's own: every small set of groups is held against the nullspace of what was
released. `python -m tests.workload.estimates.test_release_ledger` tries 10,000 random territories.
"""

import random
import sys
from itertools import combinations

import numpy as np
from scipy.linalg import null_space

from workload.estimates.release_ledger import refused_by_ledger, tells_of_few
from workload.estimates.suppression import SMALLEST_SHOWN, hide_small_cells

PLACES = 80
MONTHS = ("Aug", "Sep", "Oct")


def released_views(people: dict[str, int], regions: list[str], chance: random.Random) -> list[frozenset[str]]:
    """What the views of three months release one after the other: a row of regions and its total after each month, so
    far, of the month alone, by kind of office, and any other sum that somebody may ask for."""
    ledger: list[frozenset[str]] = []
    for number in range(1, len(MONTHS) + 1):
        so_far, month = MONTHS[:number], MONTHS[number - 1]
        views = [
            {region: {f"{region} {one}" for one in so_far} for region in regions},
            {region: {f"{region} {month}"} for region in regions},
            {f"kind {at}": {f"{one} {m}" for one in regions[at::2] for m in so_far} for at in (0, 1)},
            {"any": set(chance.sample(sorted(people), chance.randint(1, len(people))))},
        ]
        for view in chance.sample(views, len(views)):
            shown = hide_small_cells({key: sum(people[one] for one in groups) for key, groups in view.items()})
            figures = {key: frozenset(groups) for key, groups in view.items() if shown.cells[key] is not None}
            if shown.total is not None:
                figures["total"] = frozenset().union(*view.values())
            refused = refused_by_ledger(ledger, figures, people)
            ledger += [groups for key, groups in figures.items() if key not in refused]
    return ledger


def released_quarters(people: dict[str, int], regions: list[str], chance: random.Random) -> list[frozenset[str]]:
    """What the comparison by region and the page of how people are treated release quarter after quarter: the two
    quarters that are over, by region, by quarter and by office, first of the territory and then of each region."""
    ledger: list[frozenset[str]] = []
    for number in range(2, len(MONTHS) + 1):
        over = MONTHS[number - 2 : number]
        views = [
            {region: {f"{region} {one}" for one in over} for region in regions},
            {one: {f"{region} {one}" for region in regions} for one in over},
            *({f"{region} {one}": {f"{region} {one}"} for one in over} for region in regions),
        ]
        if chance.random() < 0.5:  # somebody asks for the quarter alone too
            views.append({region: {f"{region} {over[-1]}"} for region in regions})
        for view in views:
            shown = hide_small_cells({key: sum(people[one] for one in groups) for key, groups in view.items()})
            figures = {key: frozenset(groups) for key, groups in view.items() if shown.cells[key] is not None}
            if shown.total is not None:
                figures["total"] = frozenset().union(*view.values())
            refused = refused_by_ledger(ledger, figures, people)
            ledger += [groups for key, groups in figures.items() if key not in refused]
    return ledger


def isolated(released: list[frozenset[str]], people: dict[str, int], k: int = SMALLEST_SHOWN) -> list[frozenset[str]]:
    """Sets of up to four groups, with fewer than `k` people but not nobody, whose count follows from the released."""
    groups = sorted(people)
    if not released:
        return []
    free = null_space(np.array([[one in figure for one in groups] for figure in released], dtype=float))
    small = [one for one in groups if 0 < people[one] < k]
    sets = [
        frozenset(some)
        for size in (1, 2, 3, 4)
        for some in combinations(small, size)
        if sum(people[one] for one in some) < k
    ]
    if not sets:
        return []
    lines = np.array([[one in some for one in groups] for some in sets], dtype=float)
    return [some for some, off in zip(sets, np.abs(lines @ free).max(axis=1, initial=0.0), strict=True) if off < 1e-9]


def random_people(chance: random.Random) -> tuple[dict[str, int], list[str]]:
    regions = [f"r{number}" for number in range(chance.randint(2, 5))]
    return {f"{one} {month}": chance.choice((0, 1, 1, 2, 3, 5, 8)) for one in regions for month in MONTHS}, regions


def try_places(places: int, seed: int) -> tuple[int, int]:
    """How many of so many random territories tell of a few people, and how many figures they release in all."""
    chance = random.Random(seed)
    bad = figures = 0
    for _ in range(places):
        people, regions = random_people(chance)
        for released in (released_views(people, regions, chance), released_quarters(people, regions, chance)):
            bad += bool(isolated(released, people))
            figures += len(released)
    return bad, figures


def test_no_views_and_months_together_isolate_a_few() -> None:
    bad, figures = try_places(PLACES, seed=6)
    assert bad == 0
    assert figures > 3 * PLACES, "a ledger that refuses everything is safe and of no use"


def test_the_difference_of_two_months_is_refused() -> None:
    people = {"sahtu Oct": 7, "sahtu Nov": 2, "dehcho Oct": 9, "dehcho Nov": 8}
    october = [{"sahtu Oct"}, {"sahtu Oct", "dehcho Oct"}]
    november = {"sahtu": {"sahtu Oct", "sahtu Nov"}, "dehcho": {"dehcho Oct", "dehcho Nov"}}
    assert refused_by_ledger(october, november, people) == {"sahtu"}
    assert isolated([frozenset(one) for one in (*october, november["sahtu"])], people) == [frozenset({"sahtu Nov"})]


def test_the_total_of_another_page_gives_nothing_back() -> None:
    people = {"a": 12, "b": 3, "c": 9}
    assert tells_of_few([{"a"}, {"a", "b"}], people)
    assert not tells_of_few([{"a"}, {"a", "b", "c"}], people)
    assert refused_by_ledger([{"a", "b", "c"}, {"a"}], {"c": {"c"}}, people) == {"c"}


def test_without_the_ledger_some_would_be_isolated() -> None:
    """The fuzz sees a fault: each view by itself is safe, all together are not."""
    chance, found = random.Random(6), 0
    for _ in range(40):
        people, regions = random_people(chance)
        views = [{one: {f"{one} {month}" for month in MONTHS[:number]} for one in regions} for number in (1, 2, 3)]
        released = []
        for view in views:
            shown = hide_small_cells({key: sum(people[one] for one in groups) for key, groups in view.items()})
            released += [frozenset(groups) for key, groups in view.items() if shown.cells[key] is not None]
        found += bool(isolated(released, people))
    assert found > 0


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    bad, figures = try_places(wanted, seed=2026)
    sys.stdout.write(
        f"{bad} of {wanted} territories with {figures} released figures isolate fewer than {SMALLEST_SHOWN} people\n"
    )
