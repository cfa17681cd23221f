"""What Headquarters reads of the coming year: paper against dependable, refusals by region, cost in posts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from web.formats import figure, share
from workload.records.leave_year import newest_plan
from workload.records.places import regions
from workload.records.refused_leave import SUBJECT, refused_leave
from workload.records.releases import TOTAL
from workload.vocabulary import PlanKind

BAR = 190.0
LEFT, ROW = 70.0, 30.0
GOOD_ENOUGH = 0.05


@dataclass(frozen=True)
class CurveRow:
    """One size of the pool: leave that cannot be placed, and the share of absence days uncovered (80 % range)."""

    relievers: int
    not_placed: int
    worst: int
    breaches: int
    proven: bool
    share: float
    low: float
    high: float
    y: float
    width: float
    low_x: float
    high_x: float


@dataclass(frozen=True)
class CurvePage:
    """`rows` is empty until the curve was worked out once."""

    fiscal_year: int
    people: int
    days: int
    rows: tuple[CurveRow, ...]
    answer: str
    assumptions: tuple[dict[str, Any], ...]
    refused: tuple[tuple[str, int | None], ...]
    refused_total: int | None
    refused_since: date
    limit_x: float
    height: float
    working: bool
    to_pay: int


def curve_page(session: Session, today: date) -> CurvePage:
    refused = refused_leave(session, today).figures
    shown = refused[SUBJECT]["shown"]
    plan = newest_plan(session, PlanKind.year, ready=True)
    answer = plan.answer if plan is not None else {}
    rows = _rows(answer)
    return CurvePage(
        fiscal_year=answer.get("fiscal_year", 0),
        people=answer.get("people", 0),
        days=answer.get("days", 0),
        rows=rows,
        answer=paper_and_dependable(answer) if rows else "",
        assumptions=tuple(answer.get("assumptions", ())),
        refused=tuple((one.name, shown[one.id]) for one in regions(session)),
        refused_total=shown[TOTAL],
        refused_since=date.fromisoformat(refused["since"]),
        limit_x=LEFT + BAR * GOOD_ENOUGH / _most(answer),
        height=ROW * len(rows) + 24,
        working=plan is None,
        to_pay=answer.get("dependable") or 0,
    )


def curve_sentence(session: Session) -> str:
    """The sentence alone, for the first page of Headquarters; empty before the first night."""
    plan = newest_plan(session, PlanKind.year, ready=True)
    return "" if plan is None else paper_and_dependable(plan.answer)


def paper_and_dependable(answer: dict[str, Any]) -> str:
    """Two make it possible on paper, four make it dependable."""
    paper, dependable = answer["on_paper"], answer["dependable"]
    lacking, more_tried = answer["points"][0]["not_placed"], len(answer["points"]) > 1
    if paper is None and more_tried:
        first = _("No number of relievers that was tried makes it possible on paper.")
    elif paper == 0:
        first = _("Yes, on paper: everyone's leave can be placed with the people there are.")
    else:
        first = _("Not with the people there are: %(days)s days of leave find no place.", days=lacking)
        if paper is not None:
            first += " " + ngettext(
                "%(num)s reliever more makes it possible on paper.",
                "%(num)s relievers more make it possible on paper.",
                paper,
            )
    if dependable is None and not more_tried:
        return first + " " + _("With illness and vacancies as assumed it is not dependable.")
    if dependable is None:
        return first + " " + _("No number that was tried makes it dependable.")
    if dependable == 0:
        return first + " " + _("With illness and vacancies as assumed it stays dependable.")
    return (
        first
        + " "
        + ngettext(
            "%(num)s more makes it dependable in a year with illness and vacancies.",
            "%(num)s more make it dependable in a year with illness and vacancies.",
            dependable,
        )
    )


def cost_words(text: str, posts: int) -> str | None:
    """What the relievers cost a year at the amount a post that was typed; None when it is no amount."""
    try:
        amount = float(text.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except ValueError:
        return None
    if not 0 < amount < 10_000_000:
        return None
    return _(
        "%(posts)s posts at %(each)s each: %(sum)s a year.",
        posts=posts,
        each=figure(amount, 0),
        sum=figure(amount * posts, 0),
    )


def curve_columns() -> list[str]:
    return [
        _("Relievers more"), _("Leave days not placed"), _("Days lacking to one person at most"),
        _("Breaches of service"), _("Proven"), _("Absence days uncovered"), _("Range"),
    ]  # fmt: skip


def curve_table(rows: tuple[CurveRow, ...]) -> list[list[object]]:
    return [
        [
            row.relievers, row.not_placed, row.worst, row.breaches, _("yes") if row.proven else _("best found"),
            share(row.share), _("%(low)s to %(high)s", low=share(row.low), high=share(row.high)),
        ]
        for row in rows
    ]  # fmt: skip


def _most(answer: dict[str, Any]) -> float:
    return max([GOOD_ENOUGH * 2, *(point["high"] for point in answer.get("dependability", ()))])


def _rows(answer: dict[str, Any]) -> tuple[CurveRow, ...]:
    most = _most(answer)
    by_size = {point["relievers"]: point for point in answer.get("dependability", ())}
    found = []
    for at, point in enumerate(answer.get("points", ())):
        drawn = by_size[point["relievers"]]
        found.append(
            CurveRow(
                relievers=point["relievers"],
                not_placed=point["not_placed"],
                worst=point["worst"],
                breaches=point["breaches"],
                proven=point["proven"],
                share=drawn["share"],
                low=drawn["low"],
                high=drawn["high"],
                y=at * ROW + 6,
                width=round(BAR * drawn["share"] / most, 1),
                low_x=round(LEFT + BAR * drawn["low"] / most, 1),
                high_x=round(LEFT + BAR * drawn["high"] / most, 1),
            )
        )
    return tuple(found)
