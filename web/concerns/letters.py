"""Letters to print: that we have a concern, and our answer; in the language the person asked for, or the other one."""

from flask import Blueprint, abort, render_template, request
from flask_babel import force_locale

from web.access import action
from web.concerns.reading import workable
from web.concerns.step_forms import READERS
from web.edge import db, today
from web.language import LOCALES
from workload.records.concern_events import FOR_THE_PERSON, events_of, last_day_to_appeal
from workload.records.concern_promises import promises_of
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import ConcernStep

blueprint = Blueprint("concern_letters", __name__, url_prefix="/concerns")

STEP_OF = {
    "received": ConcernStep.acknowledged,
    "plan": ConcernStep.planned,
    "closing": ConcernStep.answered,
    "record": ConcernStep.shared,
}


@blueprint.get("/<int:concern_id>/letter/<kind>")
@action("concerns.answer")
def letter(concern_id: int, kind: str) -> str:
    concern = workable(concern_id)
    every = events_of(db(), concern_id)
    said = [one for one in every if one.step is STEP_OF.get(kind)]
    if not said:
        abort(404)
    wanted = request.args.get("in", concern.language)
    language = wanted if wanted in LOCALES else "en"
    with force_locale(language):
        return render_template(
            f"concerns/letter_{kind}.html", concern=concern, said=said[-1], kind=kind, languages=LOCALES,
            office=db().get(Office, concern.office_id) if concern.office_id else None,
            owner=db().get(Person, concern.owner_id) if concern.owner_id and kind != "record" else None,
            events=[one for one in every if one.step in FOR_THE_PERSON],
            reader_words=dict(READERS).get(str(said[-1].facts.get("reader")), ""),
            appeal_until=last_day_to_appeal(every), htmlLang=language,
            promise=promises_of(db(), [concern], today()).get(concern_id),
        )  # fmt: skip
