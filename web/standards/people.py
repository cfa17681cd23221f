"""How people were treated and informed, by what they say themselves: the qualitative standards."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from web.access import action, regions_of
from web.downloads import table_response, wants_file
from web.edge import db, saving, today
from web.formats import month
from web.standards.words import place_words, quality_words
from workload.estimates.shares import Share
from workload.records.places import office_names, region_names
from workload.records.quality_said import Line, Quality, QualitySaid, quality_said

blueprint = Blueprint("standards_people", __name__, url_prefix="/standards")

Named = Sequence[tuple[str, Line]]


@blueprint.get("/people")
@action("standards.see")
def people() -> str | Response:
    with saving() as session:  # what is shown is kept for the quarter, so that the next look tells nothing more
        found = quality_said(session, today(), region_ids=regions_of("standards.see"))
    names = region_names(db()) if found.places == "region" else office_names(db())
    by_quality = [(quality_words(Quality(one.key)), one) for one in found.by_quality]
    by_place = [(place_words(one.key, names), one) for one in found.by_place]
    by_quarter = [(_months(date.fromisoformat(f"{one.key}-01")), one) for one in found.by_quarter]
    if wants_file():
        return _table(found, {_("standard"): by_quality, _("place"): by_place, _("quarter"): by_quarter})
    return render_template(
        "standards/people.html", found=found, by_quality=by_quality, by_place=by_place, by_quarter=by_quarter
    )


def _months(first: date) -> str:
    """«July 2026 to September 2026»"""
    last = first.replace(month=first.month + 2)
    return _("%(first)s to %(last)s", first=month(first), last=month(last))


def _table(found: QualitySaid, parts: dict[str, Named]) -> Response:
    """A row for each figure, with its interval; a hidden one says so."""
    rows = [_share_row(_("all"), "", quality, one) for quality, one in found.said.items()]
    for part, lines in parts.items():
        for name, line in lines:
            for what, rate in ((_("concerns"), line.concerns), (_("thanks"), line.thanks)):
                figures = None if rate is None else (rate.events, rate.rate, rate.low, rate.high)
                rows.append([part, name, _("%(what)s per 100 case-months", what=what), *_figures(figures)])
            rows += [_share_row(part, name, quality, one) for quality, one in line.said.items()]
    columns = [_("Part"), _("Which"), _("Figure"), _("Number"), _("Value"), _("Interval from"), _("Interval to")]
    return table_response(columns, rows, "standards-people")


def _share_row(part: str, name: str, quality: Quality, one: Share | None) -> list[object]:
    what = _("share of yes on the card: %(quality)s", quality=quality_words(quality))
    return [part, name, what, *_figures(None if one is None else (one.whole, one.share, one.low, one.high))]


def _figures(figures: tuple[float, ...] | None) -> list[object]:
    if figures is None:
        return [_("not shown: too few"), "", "", ""]
    return [figures[0], *(round(one, 4) for one in figures[1:])]
