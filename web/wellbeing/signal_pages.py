"""The person's own signals, first theirs alone, and what a manager may read of them later."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import action, regions_of, require
from web.edge import db, found, me, noting, saving, today
from web.looks import looked_at
from web.together import once
from web.wellbeing.blueprint import blueprint
from web.wellbeing.signal_words import signal_line
from workload.estimates.strain_signals import PRIVATE, Reading
from workload.records.incidents import note_talk
from workload.records.officers import managers, person
from workload.records.places import region_names
from workload.records.strain import (
    OWN_DAYS_FIRST,
    STANDS,
    keep_standings,
    say_about,
    seen_by_manager,
    signals_in,
    signals_of,
    standings,
)
from workload.tables.wellbeing import SignalStanding
from workload.vocabulary import PrivateFact, Signal

NOTE_LIMIT = 400


@blueprint.get("/my/signals")
@action("strain.own")
def own() -> str:
    readings = signals_of(db(), me().person_id, today())
    with noting() as session:
        keep_standings(session, {me().person_id: readings}, today())
    return render_template(
        "wellbeing/own.html",
        lines=[signal_line(one, own=True) for one in readings],
        private=PRIVATE,
        stands=STANDS,
        kept=standings(db(), me().person_id),
        managers=managers(db(), me().region_id),
        days_first=OWN_DAYS_FIRST,
        note_limit=NOTE_LIMIT,
    )


@blueprint.post("/my/signals/<name>")
@action("strain.own")
def say(name: str) -> Response:
    signal = found(next((one for one in Signal if one.value == name), None))
    text = request.form.get("note", "").strip()
    if len(text) > NOTE_LIMIT:
        flash(_("Write at most %(most)s characters about a signal.", most=NOTE_LIMIT), "problem")
        return redirect(url_for("wellbeing.own", _anchor=name), code=303)
    with saving() as session:
        kept = say_about(session, me().person_id, signal, text)
    if kept:
        flash(_("Saved. Your words stand beside the signal wherever it is read."))
    else:
        flash(_("This signal does not stand any more."), "problem")
    return redirect(url_for("wellbeing.own", _anchor=name), code=303)


@blueprint.post("/my/talked")
@action("strain.own")
@once
def talked() -> Response:
    with saving() as session:
        note_talk(session, me().person_id, today())
    flash(_("Noted: you talked today. What about is yours."))
    return redirect(url_for("wellbeing.own"), code=303)


@blueprint.post("/signals/<int:person_id>/talked")
@action("strain.reports")
@once
def talked_with(person_id: int) -> Response:
    other = found(person(db(), person_id))
    require("strain.reports", person_id=person_id)
    with saving() as session:
        note_talk(session, person_id, today())
    flash(_("Noted: you and %(name)s talked today.", name=other.name))
    return redirect(url_for("wellbeing.reports"), code=303)


@blueprint.get("/signals")
@action("strain.reports")
def reports() -> str:
    """The facts of work of the viewer's own people; never side by side with trends, never private ones."""
    seen: dict[int, list[tuple[Reading, SignalStanding]]] = {}
    for region_id in regions_of("strain.reports") or region_names(db()):
        seen |= seen_by_manager(db(), signals_in(db(), region_id, today()), today())
    looked_at(PrivateFact.signals, seen)
    rows = [(found(person(db(), number)), lines) for number, lines in seen.items()]
    people = [
        (one.id, one.name, one.email, [(signal_line(reading, own=False), row) for reading, row in lines])
        for one, lines in sorted(rows, key=lambda pair: pair[0].sort_name)
    ]
    return render_template("wellbeing/reports.html", people=people, days_first=OWN_DAYS_FIRST)
