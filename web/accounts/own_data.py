"""A copy of everything that the service holds on the person signed in, as tables and as one file."""

import io
import json
import zipfile
from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.access import action
from web.downloads import csv_text
from web.edge import db, me, saving, today
from workload.records.audit import note_action
from workload.records.personal_data import Sheet, own_data

blueprint = Blueprint("own_data", __name__, url_prefix="/account/my-data")

WORDS: dict[str, Any] = {
    "person": _l("You: name, post, hours, service, languages"),
    "account": _l("Your sign-in, without its keys"),
    "post": _l("The post that you hold"),
    "community_served": _l("Communities that you serve"),
    "cover_option": _l("Offices that you may cover"),
    "training_record": _l("Training that you have done"),
    "training_booking": _l("Training that you asked for"),
    "case": _l("Cases that you carry or carried, by number"),
    "conflict_of_interest": _l("Conflicts of interest that you declared"),
    "excluded_officer": _l("Cases that you are not given, by number"),
    "pinned_case": _l("Cases that stay with you, by number"),
    "planned_move": _l("Moves of cases to or from you"),
    "move_objection": _l("What you said of a move, and the answer"),
    "hours_dispute": _l("What you said of the hours of a case, and the answer"),
    "time_log_entry": _l("Minutes that you logged"),
    "phone_tally": _l("Calls that you counted"),
    "bring_forward": _l("Bring-forwards that you answered"),
    "bring_forward_minutes": _l("Minutes that you spent on them"),
    "leave_request": _l("Leave that you asked for, and what was decided"),
    "leave_entry": _l("Your leave ledger"),
    "carry_over": _l("Leave that you want to carry over"),
    "leave_wish": _l("Your wishes for the year"),
    "reserved_block": _l("Leave that was proposed to you"),
    "coverable_week": _l("Weeks in which you could be away"),
    "leave_guard": _l("Leave that you might lose"),
    "relief_cover": _l("Days on which you cover"),
    "cover_answer": _l("Your answers when you were asked to cover"),
    "deputy": _l("Deputies: you for others, others for you"),
    "calendar_feed": _l("Your private calendar address, without its key"),
    "recognition_note": _l("Thanks that you got or wrote"),
    "unthanked_deed": _l("Deeds of yours that your manager was told of"),
    "deeds_muted": _l("That you do not want to be told of deeds"),
    "unpaid_hours": _l("Unpaid hours that you wrote down"),
    "private_share": _l("With whom you share them, and who shares with you"),
    "private_look": _l("Who looked at what is private to you, and on which days"),
    "signal_standing": _l("Your signals of strain"),
    "incident": _l("Incidents that you reported"),
    "contact_plan": _l("Plans of limits in which you are the named contact"),
    "check_in": _l("Days on which you said that all is well"),
    "support_contact": _l("Days on which you talked with your buddy"),
    "pulse_asked": _l("That you were asked in a pulse, and whether you answered; not what"),
    "message": _l("Messages to you"),
    "scenario": _l("Scenarios that you saved"),
    "audit_entry": _l("What you did here, and when"),
    "audit_about_me": _l("What others did to your account, leave, notes and reports"),
}


@blueprint.get("/")
@action("account.use")
def index() -> str:
    rows = [(WORDS[name], len(sheet[1])) for name, sheet in own_data(db(), me().person_id)]
    return render_template("accounts/own_data.html", rows=[row for row in rows if row[1]])


@blueprint.post("/")
@action("account.use")
def copy() -> Response:
    """Everything as a zip: one CSV a table, and `everything.json`. That it was made is noted."""
    with saving() as session:
        sheets = {name: sheet for name, sheet in own_data(session, me().person_id) if sheet[1]}
        note_action(
            session, person_id=me().person_id, action="account.copy", subject="account", subject_id=me().account_id
        )
    answer = Response(_packed(sheets), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="my-data-{today()}.zip"'
    return answer


def _packed(sheets: dict[str, Sheet]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (columns, rows) in sheets.items():
            archive.writestr(f"{name}.csv", csv_text(columns, rows))
        plain = {
            name: [dict(zip(columns, row, strict=True)) for row in rows] for name, (columns, rows) in sheets.items()
        }
        archive.writestr("everything.json", json.dumps(plain, ensure_ascii=False, indent=1))
        told = [f"{name}.csv: {WORDS[name]}" for name in sheets]
        archive.writestr("README.txt", "\n".join([_("Everything that Fairload holds on you."), "", *told, ""]))
    return packed.getvalue()
