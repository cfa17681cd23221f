"""The drawing of how long an answer takes: the share of concerns answered by each open day, as a stair."""

from dataclasses import dataclass

from workload.estimates.time_to_answer import TimeToAnswer

LEFT, RIGHT, TOP, BOTTOM = 38.0, 316.0, 8.0, 98.0


@dataclass(frozen=True)
class AnswerCurve:
    """In the units of the drawing: the line, the height of a half, and marks of days as position and number."""

    path: str
    half: float
    marks: tuple[tuple[float, int], ...]


def answer_curve(time: TimeToAnswer | None, enough: int) -> AnswerCurve | None:
    """None where fewer than `enough` concerns would be drawn, or none has an answer."""
    if time is None or time.of < enough or not time.steps:
        return None
    last = max(time.steps[-1].days, 1)
    scale = (RIGHT - LEFT) / last

    def height(share: float) -> float:
        return round(BOTTOM - share * (BOTTOM - TOP), 1)

    stairs = [f"H{LEFT + one.days * scale:.1f}V{height(1 - one.open_share)}" for one in time.steps]
    days = sorted({0, time.middle if time.middle is not None else 0, last})
    marks = [(round(LEFT + day * scale, 1), day) for day in days]
    apart = [mark for mark in marks if mark[1] in (0, last) or LEFT + 30 < mark[0] < RIGHT - 40]
    return AnswerCurve(f"M{LEFT} {height(0)}{''.join(stairs)}H{RIGHT}", height(0.5), tuple(apart))
