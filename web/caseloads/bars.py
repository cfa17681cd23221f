"""Geometry of the small bars on the caseload pages: one scale for all rows of a page, shared zero, a mark at 100 %."""

from collections.abc import Sequence
from typing import Any

from web.caseloads.people import PersonRow
from workload.estimates.load import Load

WIDTH = 200.0
EDGE = 1.0


def longest(rows: Sequence[PersonRow]) -> float:
    """The highest utilisation that any row's range reaches, at least 1."""
    return max([row.load.load.high / row.load.load.there for row in rows if row.load.load.there > 0] + [1.0])


def bar_of_load(load: Load, most: float) -> dict[str, float] | None:
    """Positions for one load, in shares of the hours there; None where nobody is there."""
    if load.utilisation is None:
        return None
    return _bar(load.utilisation, most) | {
        "low": _at(load.low / load.there, most),
        "high": _at(load.high / load.there, most),
    }


def paired_bars(before: float | None, after: float | None, most: float) -> list[dict[str, Any]]:
    """The bars before and after, one under the other; a person who is not there has none."""
    return [_bar(value, most) | {"y": 2 + 12 * row} for row, value in enumerate((before, after)) if value is not None]


def _bar(value: float, most: float) -> dict[str, float]:
    inside = round(min(value, 1.0) * _unit(most), 1)
    return {"inside": inside, "beyond": round(max(0.0, value * _unit(most) - inside), 1), "full": _at(1.0, most)}


def _at(value: float, most: float) -> float:
    return round(EDGE + value * _unit(most), 1)


def _unit(most: float) -> float:
    """Drawing units of 100 %."""
    return (WIDTH - 2 * EDGE) / max(most, 1.0)
