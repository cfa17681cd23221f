"""A second reader looks at a sample of the concerns that were sent an easy way: a decision, a misunderstanding, a rule.

Whoever may send a concern out of the figures should know that somebody else reads some of them. The words of the
concern are not shown for it: what it is about, what was suggested, what was chosen and why.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.concern_follow_up import audit_way
from web.access import action
from web.concerns.evaluation import next_quarter, quarter_asked
from web.edge import db, found, me, saving, today
from workload.records.audit import note_action
from workload.records.concern_quarter import changed_ways, said_of_ways
from workload.tables.concerns import Concern, ConcernEvent
from workload.vocabulary import ConcernRoute

blueprint = Blueprint("concern_audit", __name__, url_prefix="/concerns")

SAMPLE = 10  # ours: enough to notice a habit, few enough to read in an hour


@blueprint.get("/audit")
@action("concerns.audit")
def sample() -> str:
    first = quarter_asked()
    last = next_quarter(first) - timedelta(days=1)
    chosen = _sample(first, last)
    said = said_of_ways(db(), [event.id or 0 for event, _concern in chosen])
    lines = [(event, concern, ConcernRoute(event.facts.get("before") or event.facts["suggested"]),
              ConcernRoute(event.facts["route"]), said.get(event.id or 0)) for event, concern in chosen]  # fmt: skip
    return render_template("concerns/audit.html", lines=lines, first=first, last=last, sample=SAMPLE, mine=me())


@blueprint.post("/<int:concern_id>/audit")
@action("concerns.audit")
def read(concern_id: int) -> Response:
    """What the second reader says of the last change of a concern's way."""
    concern = found(db().get(Concern, concern_id))
    agreed = request.form.get("agreed")
    with saving() as session:
        done = agreed in ("yes", "no") and audit_way(
            session, concern, agreed=agreed == "yes", by=me().person_id, today=today()
        )
        if done:
            note_action(session, person_id=me().person_id, action="concern.audit", subject="concern",
                        subject_id=str(concern_id))  # fmt: skip
    if done:
        flash(_("Kept."))
    else:
        flash(_("Nothing to be read again: no way was changed, it was read already, or it was your own."), "problem")
    quarter: dict[str, Any] = {"from": request.form.get("from", "")}
    return redirect(url_for(".sample", **quarter), code=303)


def _sample(first: date, last: date) -> list[tuple[ConcernEvent, Concern]]:
    """Up to ten changes, drawn by their own numbers: nobody chooses, and the same ones come at every look."""
    changed = changed_ways(db(), first, last, region_ids=None)
    drawn = sorted(changed, key=lambda line: Random(line[0].id).random())[:SAMPLE]
    return sorted(drawn, key=lambda line: line[0].day)
