"""Abuse at work: written down in four actions, and the support a manager owes for it, with its day."""

from datetime import date, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from web.access import Scope, action, regions_of, require, scope_of
from web.edge import db, found, me, saving, today
from web.formats import day as said_day
from web.forms import ChoiceField, DayField, Form, LongTextField, SubmitField, at_most, needed
from web.language import word
from web.looks import looked_at
from web.together import once, was_first
from web.wellbeing.blueprint import blueprint
from workload.facts import CalendarFacts
from workload.records.audit import note_action
from workload.records.calendar import calendar_facts
from workload.records.incidents import (
    FOLLOW_UP_DAYS,
    SUPPORT_DAYS,
    check_in,
    checked_in,
    follow_up,
    give_support,
    owed_by,
    write_incident,
)
from workload.records.incidents import (
    incidents as read_incidents,
)
from workload.records.messages import write_message
from workload.records.officers import managers
from workload.records.together import as_seen
from workload.tables.wellbeing import Incident
from workload.vocabulary import IncidentKind, MessageKind, PrivateFact

STORY_LIMIT, SUPPORT_LIMIT = 2000, 280
YEAR = timedelta(days=366)
AHEAD = timedelta(days=60)


class IncidentForm(Form):
    kind = ChoiceField(_l("What was it?"), validators=[needed(_l("Choose what it was"))])
    what_happened = LongTextField(
        _l("What happened?"),
        description=_l("A few words are enough. No client's name. What you write of off-duty abuse stays yours."),
        validators=[
            needed(_l("Write in a few words what happened")),
            at_most(STORY_LIMIT, _l("Use at most 2,000 letters.")),
        ],
    )
    day = DayField(_l("On which day?"), validators=[needed(_l("Choose the day"))])
    send = SubmitField(_l("Write it down"))


@blueprint.get("/incidents")
@action("incidents.see")
def incidents() -> str:
    mine = scope_of("incidents.see") is Scope.own
    lines = (
        read_incidents(db(), me().person_id, person_id=me().person_id)
        if mine
        else read_incidents(db(), me().person_id, region_ids=regions_of("incidents.see"))
    )
    looked_at(PrivateFact.incidents, [line.incident.person_id for line in lines])
    return render_template(
        "wellbeing/incidents.html",
        lines=[(line, owed_by(line.incident)) for line in lines],
        mine=mine,
        today=today(),
        here_today=checked_in(db(), me().person_id, today()),
        days=(SUPPORT_DAYS, FOLLOW_UP_DAYS),
    )


@blueprint.route("/incidents/new", methods=["GET", "POST"])
@action("incidents.write")
@once
def new_incident() -> str | Response | tuple[str, int]:
    form = IncidentForm()
    form.kind.choices = [(one.value, word(one)) for one in IncidentKind]
    if not form.is_submitted():
        form.day.data = today()
    valid = form.validate_on_submit()
    day = form.day.data
    if valid and (day is None or not today() - YEAR <= day <= today()):
        form.day.errors = [_("Choose a day of the past year, today at the latest")]
        valid = False
    if not valid or day is None:
        return render_template("wellbeing/new_incident.html", form=form), 422 if form.is_submitted() else 200
    with saving() as session:
        row = write_incident(
            session, person_id=me().person_id, day=day, kind=IncidentKind(form.kind.data),
            what_happened=form.what_happened.data.strip(), today=today(), calendar=_calendar(),
        )  # fmt: skip
        owed: date = row.support_by
        write_message(
            session, [one.id or 0 for one in managers(session, me().region_id)], MessageKind.incident_written,
            href=f"/incidents#i{row.id}", urgent=row.kind in (IncidentKind.threat, IncidentKind.assault),
            who=me().person_id, on=day.isoformat(), first=owed.isoformat(), last=owed.isoformat(),
        )  # fmt: skip
        note_action(
            session, person_id=me().person_id, action="incidents.write", subject="incident", subject_id=str(row.id)
        )
    flash(_("Written down. Your manager owes you support by %(day)s.", day=said_day(owed)))
    return redirect(url_for("wellbeing.incidents"), code=303)


@blueprint.post("/incidents/<int:incident_id>/support")
@action("incidents.support")
@once
def support(incident_id: int) -> Response | tuple[str, int]:
    """The first support, or, when that was given, asking again."""
    row = found(db().get(Incident, incident_id))
    require("incidents.support", person_id=row.person_id)
    what = request.form.get("what", "").strip()
    if not what or len(what) > SUPPORT_LIMIT:
        flash(_("Write in 280 characters at most what you did for the person."), "problem")
        return redirect(url_for("wellbeing.incidents", _anchor=f"i{incident_id}"), code=303)
    with saving() as session:
        held = as_seen(session, row, "supported_on", "followed_up")
        if row.supported_on == today() and request.form.get("seen") == "again":
            flash(_("Support was given today. Ask again on another day."), "problem")
            return redirect(url_for("wellbeing.incidents", _anchor=f"i{incident_id}"), code=303)
        if not held or owed_by(row) is None or request.form.get("seen", _stands(row)) != _stands(row):
            was_first(row.supported_by, row.support, what)
            return incidents(), 409
        if row.supported_on is None:
            again = give_support(session, row, what=what, by=me().person_id, today=today(), calendar=_calendar())
            flash(_("Kept. Ask again by %(day)s how it is.", day=said_day(again)))
        else:
            follow_up(session, row, what=what)
            flash(_("Kept. Nothing more is owed."))
        note_action(
            session, person_id=me().person_id, action="incidents.support", subject="incident", subject_id=str(row.id)
        )
    return redirect(url_for("wellbeing.incidents"), code=303)


@blueprint.post("/check-in")
@action("strain.own")
def check() -> Response:
    with saving() as session:
        new = check_in(session, me().person_id, today())
    flash(_("Checked in: all is well today.") if new else _("You checked in today already."))
    return redirect(url_for("wellbeing.incidents"), code=303)


@blueprint.get("/you-may-ask")
@action("account.use")
def may_ask() -> str:
    """The card that a CSO may show: which papers may be asked for, and that asking is no offence."""
    return render_template("wellbeing/may_ask.html")


def _stands(row: Incident) -> str:
    """How far the support had come when the form was shown."""
    return "first" if row.supported_on is None else "again"


def _calendar() -> CalendarFacts:
    return calendar_facts(db(), today(), today() + AHEAD)
