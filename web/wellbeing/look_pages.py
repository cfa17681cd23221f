"""Who looked at what is private to the person signed in."""

from flask import render_template
from flask_babel import gettext as _

from web.access import action
from web.downloads import Response, table_response, wants_file
from web.edge import db, me
from web.formats import day
from web.language import word
from web.wellbeing.blueprint import blueprint
from workload.records.looks import looks_at


@blueprint.get("/my/looks")
@action("account.use")
def who_looked() -> str | Response:
    lines = looks_at(db(), me().person_id)
    columns = [_("Who"), _("What they saw"), _("Last on"), _("Days")]
    if wants_file():
        rows = [[one.name, str(word(one.fact)), one.last.isoformat(), one.days] for one in lines]
        return table_response(columns, rows, "who-looked")
    return render_template(
        "wellbeing/who_looked.html",
        columns=columns,
        rows=[[one.name, word(one.fact), day(one.last), one.days] for one in lines],
    )
