"""The register of rules: concerns that staff could not settle because a rule stands, for those who can change it."""

from datetime import date, timedelta

from flask import Blueprint, render_template
from flask_babel import gettext as _
from sqlmodel import Session, col, or_, select
from werkzeug.wrappers import Response

from web.access import action, regions_of
from web.concerns.reading import reader
from web.downloads import table_response, wants_file
from web.edge import db, today
from web.language import word
from workload.estimates.calendar import add_business_days
from workload.estimates.concern_triage import POLICY_DAYS
from workload.records.calendar import calendar_facts
from workload.records.concern_events import AHEAD
from workload.records.concerns import is_for
from workload.records.places import offices
from workload.tables.concerns import Concern
from workload.vocabulary import ConcernRoute, ConcernStatus

blueprint = Blueprint("concern_register", __name__, url_prefix="/concerns")

BACK = timedelta(days=366)


@blueprint.get("/rules")
@action("concerns.evaluate")
def rules() -> str | Response:
    lines = _lines(db(), today())
    if wants_file():
        columns = [_("Reference"), _("Office"), _("Told"), _("Answer of headquarters by"), _("What should change"),
                   _("State")]  # fmt: skip
        rows = [
            [one.reference, office, one.opened_on, by, one.systemic, str(word(one.status))] for one, office, by in lines
        ]
        return table_response(columns, rows, "register-of-rules")
    return render_template("concerns/rules.html", lines=lines, today=today(), closed=ConcernStatus.closed)


def _lines(session: Session, today: date) -> list[tuple[Concern, str, date]]:
    """Concerns about a rule of the past year and older ones still open, with the day by which the rest is owed."""
    here, regions = {one.id: one for one in offices(session)}, regions_of("concerns.evaluate")
    query = (
        select(Concern)
        .where(Concern.route == ConcernRoute.policy)
        .where(or_(col(Concern.opened_on) >= today - BACK, col(Concern.status) != ConcernStatus.closed))
        .order_by(col(Concern.opened_on).desc(), col(Concern.id))
    )
    seen = reader()
    rows = [
        one
        for one in session.exec(query)
        if is_for(one, seen) and (regions is None or (one.office_id and here[one.office_id].region_id in regions))
    ]
    first = min((one.opened_on for one in rows), default=today)
    calendar = calendar_facts(session, first, today + AHEAD, for_clocks=True)
    return [
        (
            one,
            here[one.office_id].name if one.office_id else "",
            add_business_days(one.opened_on, POLICY_DAYS, calendar),
        )
        for one in rows
    ]
