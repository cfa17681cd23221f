"""The price of balance as a picture and a table: cases that change officer against the heaviest load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from web.formats import figure, hours, share

LEFT, RIGHT, TOP, BOTTOM = 14.0, 306.0, 26.0, 132.0  # of a drawing of 320 by 186
FREE = 58.0  # the line falls steeply first: at this height the right half is free
LEAST_SEEN = 0.005  # of a load; less is no difference


@dataclass(frozen=True)
class CurvePoint:
    """One plan of the curve. `number` is its address, `x` and `y` its place in the drawing."""

    number: int
    moved: int
    months: float
    heaviest: float
    overload: float
    x: float
    y: float
    recommended: bool
    shown: bool

    @property
    def apart(self) -> bool:
        """The words of a point in the lower right stand above the line, where nothing is drawn, joined by a stroke."""
        return self.shown and (LEFT + RIGHT) / 2 < self.x < RIGHT

    @property
    def anchor(self) -> str:
        return "end" if self.x > (LEFT + RIGHT) / 2 else "start"

    @property
    def label_x(self) -> float:
        return RIGHT + 8 if self.anchor == "end" else max(LEFT - 8, self.x - 8)

    @property
    def label_y(self) -> float:
        """Above the point; the last one has its words below, where the line does not come."""
        if self.apart:
            return FREE
        return self.y + 20 if self.x >= RIGHT else self.y - 12


@dataclass(frozen=True)
class Curve:
    """`labelled` are the points with words beside them; `words` is the reason for the one shown."""

    points: tuple[CurvePoint, ...]
    words: str

    @property
    def line(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def labelled(self) -> list[CurvePoint]:
        ends = {self.points[0].number, self.points[-1].number}
        return [point for point in self.points if point.shown or point.number in ends]


def curve_of(answer: Mapping[str, Any], shown: int) -> Curve | None:
    """The stored curve with the plan `shown` marked; None for a plan that was made before there was one."""
    rows: Sequence[Mapping[str, Any]] = answer.get("curve", [])
    if len(rows) < 2:
        return None
    most = max(row["moved_cases"] for row in rows) or 1
    low = min(row["heaviest"] for row in rows)
    spread = max(max(row["heaviest"] for row in rows) - low, LEAST_SEEN)
    points = tuple(
        CurvePoint(
            number=row["point"],
            moved=row["moved_cases"],
            months=row["months"],
            heaviest=row["heaviest"],
            overload=row["overload"],
            x=round(LEFT + (RIGHT - LEFT) * row["moved_cases"] / most, 1),
            y=round(BOTTOM - (BOTTOM - TOP) * (row["heaviest"] - low) / spread, 1),
            recommended=row["point"] == 0,
            shown=row["point"] == shown,
        )
        for row in rows
    )
    return Curve(points, _why(points))


def _why(points: Sequence[CurvePoint]) -> str:
    """«Moving 25 cases brings the heaviest load from 199 % to 136 %; 15 more would bring 135 %.»"""
    start, last = points[0], points[-1]
    here = next(point for point in points if point.shown)
    if here.moved == start.moved:
        return _("Nothing moves here: the heaviest load stays at %(load)s.", load=share(here.heaviest))
    said = ngettext(
        "Moving %(num)s case brings the heaviest load from %(before)s to %(after)s",
        "Moving %(num)s cases brings the heaviest load from %(before)s to %(after)s",
        here.moved, before=share(start.heaviest), after=share(here.heaviest),
    )  # fmt: skip
    if here.heaviest - last.heaviest < LEAST_SEEN:
        return said + "."
    if last.moved > here.moved:
        more = ngettext(
            "%(num)s more would bring %(load)s",
            "%(num)s more would bring %(load)s",
            last.moved - here.moved,
            load=share(last.heaviest),
        )
    else:
        more = _(
            "perfect balance would bring %(load)s, and end %(years)s more years of working together",
            load=share(last.heaviest), years=figure(max(0.0, last.months - here.months) / 12, 1),
        )  # fmt: skip
    return f"{said}; {more}."


def reason_of(point: CurvePoint) -> str:
    """Why the recommended plan stands out."""
    return _(
        "Recommended: as even as sharing can make it, to within 1 %% for everybody, with the fewest and least painful "
        "moves. %(overload)s a month still have nobody. That 1 %% is close enough is our judgement.",
        overload=hours(point.overload),
    )
