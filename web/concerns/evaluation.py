"""The evaluation of a quarter on one page, and as a file: what recommendations 1 to 6 ask to be measured."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import action, regions_of
from web.concerns.curve import answer_curve
from web.concerns.measure_words import AIMS, OWNERS, QUALITIES, SAID, WAY_WORDS, WAYS, curve_words, how_many, said
from web.downloads import table_response, wants_file
from web.edge import db, saving, today
from web.formats import figure, share
from web.recognition.beside import rate_words
from workload.estimates.concern_measures import ENOUGH
from workload.records.concern_access import access_of
from workload.records.concern_measures import Evaluation, evaluation
from workload.records.places import region_names
from workload.records.releases import TOTAL, releases
from workload.tables.wellbeing import Release

blueprint = Blueprint("concern_evaluation", __name__, url_prefix="/concerns")

Lines = dict[str, list[tuple[str, str, str]]]


@blueprint.get("/quarter")
@action("concerns.evaluate")
def quarter() -> str | Response:
    first = quarter_asked()
    after = next_quarter(first)
    last = after - timedelta(days=1)
    found = evaluation(db(), first, last, today(), region_ids=regions_of("concerns.evaluate"))
    with saving() as session:  # what is shown of who told us is kept, so that the next look tells nothing more
        released = access_of(session, first, today(), last=last, region_ids=regions_of("concerns.evaluate"))
    lines, access = _lines(found), _access(released[0]) if released else {}
    if wants_file():
        columns = [_("Aim"), _("Measure"), _("How many, or concerns"), _("Share or middle, or thanks")]
        rows = [[part, *row] for part, some in {**lines, **access}.items() for row in some]
        return table_response(columns, rows, f"concerns-{first:%Y}-q{(first.month + 2) // 3}")
    return render_template(
        "concerns/quarter.html", lines=lines, access=access, curve=curve_words(found.time), time=found.time,
        drawn=answer_curve(found.time, ENOUGH),
        until=released[1] if released else None, first=first, last=last, after=after,
        before=(first - timedelta(days=1)).replace(day=1), today=today(), enough=ENOUGH, quality=str(AIMS["quality"]),
    )  # fmt: skip


@blueprint.get("/released")
@action("releases.see")
def released() -> str | Response:
    """What was released of counts of people, when, and how much of it is hidden."""
    rows = [
        [one.view, f"{one.month:%Y-%m}", one.released_on.isoformat(), *_counted(one.figures)] for one in releases(db())
    ]
    columns = [_("View"), _("Month"), _("Released on"), _("Figures shown"), _("Hidden")]
    if wants_file():
        return table_response(columns, rows, "released-figures")
    return render_template("concerns/released.html", columns=columns, rows=rows)


def _lines(found: Evaluation) -> Lines:
    """Every part of the page but who told us: words, how many, share or middle."""
    lines = {
        str(AIMS[aim]): [(str(SAID[one.key]), how_many(one), said(one)) for one in some]
        for aim, some in found.measures.items()
    }
    all_days = sum(found.days.values())
    lines[str(AIMS["days"])] = [
        (str(OWNERS[owner]), figure(days), share(days / all_days) if all_days else "")
        for owner, days in found.days.items()
    ]
    lines[str(AIMS["quality"])] = [
        (
            str(QUALITIES[one.quality]),
            rate_words(one.concerns),
            rate_words(one.thanks),
        )
        for one in found.qualities
    ]
    return lines


def _access(release: Release) -> Lines:
    """Who told us, each way of telling with its shares; what is hidden says so."""
    names = region_names(db())
    lines: Lines = {}
    for subject, words in WAYS.items():
        if subject not in release.figures:
            continue
        shown = release.figures[subject]["shown"]
        total = shown[TOTAL]
        lines[str(words)] = [
            (
                str(names.get(key) or WAY_WORDS.get(f"{subject} {key}") or key),
                _("hidden") if count is None else figure(count),
                share(count / total) if total and count is not None else "",
            )
            for key, count in shown.items()
            if key != TOTAL
        ]
    return lines


def _counted(figures: dict[str, Any]) -> tuple[int, int]:
    """How many counts a release shows and how many it hides."""
    cells = [cell for part in figures.values() if isinstance(part, dict) for cell in part.get("shown", part).values()]
    return sum(cell is not None for cell in cells), sum(cell is None for cell in cells)


def quarter_asked() -> date:
    """The first day of the quarter that holds the month of the address, such as 2026-07; else of the current one."""
    try:
        day = date.fromisoformat(request.args.get("from", "") + "-01")
    except ValueError:
        day = today()
    day = day if date(2000, 1, 1) <= day <= date(2100, 1, 1) else today()
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def next_quarter(first: date) -> date:
    return (first + timedelta(days=95)).replace(day=1)
