"""The evaluation of a quarter on one page, and as a file: what recommendations 1 to 6 ask to be measured."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from web.access import action, regions_of
from web.downloads import table_response, wants_file
from web.edge import db, today
from web.formats import figure, share
from workload.records.concern_measures import ENOUGH, Measure, measures

blueprint = Blueprint("concern_evaluation", __name__, url_prefix="/concerns")

AIMS: dict[str, Any] = {
    "efficient": _l("Efficient"),
    "accountable": _l("Accountable"),
    "responsive": _l("Responsive"),
    "open_to_all": _l("Open to all"),
}
SAID: dict[str, Any] = {
    "minutes": _l("Minutes to take one down, in the middle"),
    "first_tier": _l("Closed where it began, not opened again"),
    "explained": _l("Explained: our information was not clear"),
    "owner": _l("An owner within one open day"),
    "complete": _l("Closed with a finding and its reason"),
    "remedy": _l("Put right by the promised day"),
    "systemic": _l("Changes to be made that are made"),
    "second_stage": _l("Went to the second stage"),
    "in_time": _l("Answered by the first promise"),
    "open": _l("Open (neither in time nor late)"),
    "tried": _l("Tried to reach twice (neither in time nor late)"),
    "heard": _l("Felt heard"),
    "understood": _l("Understand the answer"),
    "assisted": _l("Written down by staff for the person"),
    "by_mla": _l("Came through an MLA first"),
    "anonymous": _l("Without a name"),
    "not_english": _l("In another language than English"),
}


@blueprint.get("/quarter")
@action("concerns.evaluate")
def quarter() -> str | Response:
    first = _quarter_asked()
    after = _next(first)
    found = measures(db(), first, after - timedelta(days=1), region_ids=regions_of("concerns.evaluate"))
    if wants_file():
        columns = [_("Aim"), _("Measure"), _("Number"), _("Of"), _("Share or middle")]
        rows = [
            [AIMS[aim], SAID[one.key], *(("", "") if one.too_few else (one.count, one.of)), _said(one)]
            for aim, some in found.items()
            for one in some
        ]
        return table_response(columns, rows, f"concerns-{first:%Y}-q{(first.month + 2) // 3}")
    lines = {aim: [(SAID[one.key], one, _said(one)) for one in some] for aim, some in found.items()}
    return render_template(
        "concerns/quarter.html", lines=lines, aims=AIMS, first=first, last=after - timedelta(days=1), after=after,
        before=(first - timedelta(days=1)).replace(day=1), today=today(), enough=ENOUGH,
    )  # fmt: skip


def _said(one: Measure) -> str:
    """A share, a middle, or that there are too few to tell."""
    if one.too_few:
        return _("too few to tell")
    if one.value is not None:
        return figure(one.value, 0)
    return share(one.count / one.of) if one.of else ""


def _quarter_asked() -> date:
    """The first day of the quarter that holds the month of the address, such as 2026-07; else of the current one."""
    try:
        day = date.fromisoformat(request.args.get("from", "") + "-01")
    except ValueError:
        day = today()
    day = day if date(2000, 1, 1) <= day <= date(2100, 1, 1) else today()
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def _next(first: date) -> date:
    return (first + timedelta(days=95)).replace(day=1)
