"""Hiding small cells of a table so that no subtraction brings them back.

A cell that describes fewer than `k` people is hidden, zero too. Where a total is shown, the smallest other cells are
hidden as well, until what is hidden has at least two cells and `k` people; where even all cells do not reach that, the
total is hidden with them. `k` is 5 by convention.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Shown:
    """What may be published: None is a hidden figure."""

    cells: dict[str, int | None]
    total: int | None


def hide_small_cells(
    cells: Mapping[str, int], k: int = SMALLEST_SHOWN, people: Mapping[str, int] | None = None
) -> Shown:
    """The publishable form of one row or column of disjoint cells and its total.

    `people` says how many people stand behind each cell where that is not the count itself (five concerns of one client
    are one person); a cell needs `k` of both.
    """
    size = {key: min(count, people[key]) if people is not None else count for key, count in cells.items()}
    by_size = sorted(cells, key=lambda key: (size[key], key))
    hidden = [key for key in by_size if size[key] < k]
    visible = by_size[len(hidden) :]
    while hidden and visible and (len(hidden) < 2 or sum(size[key] for key in hidden) < k):
        hidden.append(visible.pop(0))
    safe = not hidden or (len(hidden) >= 2 and sum(size[key] for key in hidden) >= k)
    shown = {key: None if key in hidden else count for key, count in cells.items()}
    return Shown(shown, sum(cells.values()) if safe and cells else None)
