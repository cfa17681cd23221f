"""Geometry of the accessible charts in templates/macros/charts.html, in the units of each drawing."""

from typing import Any

from flask import Flask, g
from flask_babel import gettext as _

from web.formats import hours

WIDTH = 640.0
EDGE = 1.0


def _next_id() -> str:
    """An id that is unique on the page."""
    g.charts = g.get("charts", 0) + 1
    return f"chart-{g.charts}"


def load_bar_shape(needed: float, there: float, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    """Positions of the load bar: one scale from zero that has room for all of it."""
    most = max(needed, there, high or 0.0, 1e-9)
    scale = (WIDTH - 12) / most

    def at(value: float) -> float:
        return round(value * scale, 1)

    inside = at(min(needed, there))
    beyond = at(needed) - inside
    start, end = EDGE + inside, EDGE + inside + beyond
    stripes = [round(start + 10 * step, 1) for step in range(int(beyond // 10)) if start + 10 * step + 7 < end]
    there_at, there_anchor = _label(EDGE + at(there))
    needed_at, needed_anchor = _label(EDGE + at(needed))
    return {
        "id": _next_id(),
        "height": 86,
        "there": at(there),
        "inside": inside,
        "beyond": round(beyond, 1),
        "stripes": stripes,
        "low": None if low is None else round(EDGE + at(low), 1),
        "high": None if high is None else round(EDGE + at(high), 1),
        "there_label": there_at,
        "there_anchor": there_anchor,
        "needed_label": needed_at,
        "needed_anchor": needed_anchor,
    }


def _label(x: float) -> tuple[float, str]:
    """Where a label stands so that it stays inside the drawing."""
    return (round(x, 1), "end") if x > WIDTH / 4 else (0.0, "start")


def load_sentence(needed: float, there: float, low: float | None = None, high: float | None = None) -> str:
    """The load bar in words, for the description of the drawing."""
    if low is not None and high is not None:
        return _(
            "%(needed)s needed (between %(low)s and %(high)s), %(there)s there",
            needed=hours(needed),
            low=hours(low),
            high=hours(high),
            there=hours(there),
        )
    return _("%(needed)s needed, %(there)s there", needed=hours(needed), there=hours(there))


def thin_bar_shape(value: float, limit: float) -> dict[str, float]:
    scale = 150 / max(value, limit, 1e-9)
    inside = round(min(value, limit) * scale, 1)
    return {"limit": round(limit * scale, 1), "inside": inside, "beyond": round(value * scale - inside, 1)}


def install(app: Flask) -> None:
    for shape in (load_bar_shape, load_sentence, thin_bar_shape):
        app.add_template_global(shape)
