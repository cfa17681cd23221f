"""How the promises to applicants are kept: the page of a region's manager and of headquarters."""

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from web.access import action, regions_of
from web.downloads import table_response, wants_file
from web.edge import db, saving, today
from web.formats import month
from web.standards.words import owner_words, place_words, promise_words, versions_words
from workload.estimates.calendar import months_between
from workload.records.places import office_names, region_names
from workload.records.standards import Part, Standards, standards

blueprint = Blueprint("standards", __name__, url_prefix="/standards")


@blueprint.get("/")
@action("standards.see")
def index() -> str | Response:
    with saving() as session:  # what headquarters is shown is kept for the quarter, so that the next look tells no more
        found = standards(session, today(), region_ids=regions_of("standards.see"))
    names = region_names(db()) if found.places == "region" else office_names(db())
    if wants_file():
        return _table(found, names)
    return render_template(
        "standards/index.html",
        found=found,
        places={part.key: place_words(part.key, names) for one in found.kept for part in one.by_place},
        months={f"{first:%Y-%m}": month(first) for first, _last in months_between(found.first, found.until)},
        promise_words=promise_words,
        versions_words=versions_words,
        owner_words=owner_words,
        chosen=min(max(request.args.get("promise", 0, type=int), 0), max(len(found.kept) - 1, 0)),
    )


def _table(found: Standards, names: dict[str, str]) -> Response:
    columns = [
        _("Promise"), _("Part"), _("Which"), _("Answered"), _("Met"), _("Share met"), _("Interval from"),
        _("Interval to"), _("Count or days"),
    ]  # fmt: skip
    rows: list[list[object]] = []
    for one in found.kept:
        promise = promise_words(one.promise)
        whole = Part("", one.whole, one.whole is None)
        rows.append([promise, _("all"), "", *_figures(whole), ""])
        rows += [[promise, _("month"), part.key, *_figures(part), ""] for part in one.by_month]
        rows += [[promise, _("place"), place_words(part.key, names), *_figures(part), ""] for part in one.by_place]
        queue = one.queue
        stands = ((_("open"), queue.open), (_("overdue"), queue.overdue), (_("not begun"), queue.not_begun))
        rows += [
            [promise, _("standing"), words, "", "", "", "", "", _("fewer than five") if count is None else count]
            for words, count in stands
        ]
        rows += [
            [promise, _("days by owner"), owner_words(owner), "", "", "", "", "", days]
            for owner, days in one.days.items()
        ]
    return table_response(columns, rows, "standards")


def _figures(part: Part) -> list[object]:
    if part.share is None:
        return [_("not shown: too few") if part.hidden else 0, "", "", "", ""]
    one = part.share
    return [one.whole, one.part, round(one.share, 4), round(one.low, 4), round(one.high, 4)]
