"""«What if Ana also served Tulita?», answered at once."""

from flask import render_template, request
from flask_babel import gettext as _

from scheduler.caseload_what_if import WhatIf, what_if_served
from web.access import action
from web.caseloads.blueprint import blueprint
from web.caseloads.plan_page import asked_region
from web.caseloads.pool_words import change_words, what_if_sentence
from web.edge import db, found, today
from web.words import LANGUAGES
from workload.records import officers, places
from workload.records.officers import OFFICER_KINDS


@blueprint.get("/caseloads/what-if")
@action("caseloads.see")
def what_if() -> str:
    """The question as a form whose answer has an address; without a question, the form alone."""
    region_id = asked_region()
    people = officers.people(db(), today(), region_id=region_id, kinds=OFFICER_KINDS)
    communities = places.communities(db(), region_id=region_id)
    who, more = request.args.get("person", ""), request.args.get("more", "")
    kind, _dot, value = more.partition(".")
    names = {str(one.id): one.name for one in people}
    known = {f"community.{one.id}" for one in communities} | {f"language.{code}" for code in LANGUAGES if code != "en"}
    effect: WhatIf | None = None
    problems = []
    if who or more:
        if who not in names:
            problems.append({"href": "#person", "text": _("Choose a person")})
        if more not in known:
            problems.append({"href": "#more", "text": _("Choose a community or a language")})
        if not problems:
            effect = what_if_served(db(), today(), region_id, int(who), **{kind: value})
            if effect is None:
                problems.append({"href": "#person", "text": _("%(who)s carries no cases here", who=names[who])})
    place = {one.id: one.name for one in communities}
    sentence = what_if_sentence(effect, names[who], change_words(kind, value, place)) if effect else ""
    return render_template(
        "caseloads/what_if.html", region=found(places.region(db(), region_id)), people=people,
        communities=communities, languages=[code for code in LANGUAGES if code != "en"], who=who, more=more,
        sentence=sentence, effect=effect, all_names=officers.person_names(db()), problems=problems,
    )  # fmt: skip
