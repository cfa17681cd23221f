"""The month of bring-forwards: what they took of whom, and which could have been avoided."""

from datetime import date, timedelta
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from web.access import action, regions_of
from web.bring_forwards.blueprint import blueprint
from web.bring_forwards.month import month_report
from web.downloads import table_response, wants_file
from web.edge import db, today
from web.language import word
from workload.estimates.calendar import month_of
from workload.records.bring_forwards import Desk

DESKS: dict[Desk, Any] = {
    Desk.office: _l("office"),
    Desk.region: _l("region"),
    Desk.headquarters: _l("headquarters"),
}


@blueprint.get("/month")
@action("bf.report")
def month() -> str | Response:
    first, last = month_of(_month_asked())
    report = month_report(db(), first, last, region_ids=regions_of("bf.report"))
    if wants_file():
        columns = [_("Asked by"), _("Bring-forwards"), *(_("Hours, %(desk)s", desk=words) for words in DESKS.values()),
                   _("Avoidable"), _("Looked at")]  # fmt: skip
        rows = [
            [word(line.source), line.count, *(line.hours[desk] for desk in DESKS), line.avoidable, line.looked]
            for line in report.lines
        ]
        return table_response(columns, rows, f"bring-forwards-{first:%Y-%m}")
    before = first - timedelta(days=1)
    return render_template(
        "bring_forwards/month.html", report=report, desks=DESKS, first=first, before=before,
        after=last + timedelta(days=1),
        today=today(),
    )  # fmt: skip


def _month_asked() -> date:
    """The month of the address, such as 2026-10; the last full month when none is named or it cannot be read."""
    try:
        return date.fromisoformat(request.args.get("month", "") + "-01")
    except ValueError:
        return today().replace(day=1) - timedelta(days=1)
