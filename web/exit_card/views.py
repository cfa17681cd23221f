"""The card after a contact: two questions, no account and no name; a slip with the way to it, to hand out.

An answer becomes one more in a count of its office and month. No address, cookie or time of day is kept with it.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.validators import Optional

from web.access import public
from web.edge import db, saving, today
from web.forms import ChoiceField, Form, ListField, SubmitField, needed
from web.language import word
from web.qr import qr_picture
from web.security import limiter
from web.together import once
from workload.records.exit_cards import count_card
from workload.records.places import offices
from workload.vocabulary import ExitQuestion, Said

blueprint = Blueprint("exit_card", __name__, url_prefix="/your-visit")

SENT = "60 per hour"  # a tablet or a line that an office shares sends many; a machine sends more


class CardForm(Form):
    respect = ChoiceField(_l("Were you treated with respect?"), validators=[Optional()])
    clear = ChoiceField(_l("Did you get a clear answer?"), validators=[Optional()])
    office = ListField(_l("Which office was it?"), validators=[needed(_l("Choose the office"))])
    send = SubmitField(_l("Send"))


@blueprint.get("/")
@public
def card() -> str:
    form = _form()
    form.office.data = request.args.get("office", "")
    return render_template("exit_card/card.html", form=form)


@blueprint.post("/")
@public
@limiter.limit(SENT)
@once
def send() -> Response | tuple[str, int]:
    form = _form()
    valid = form.validate_on_submit()
    given = {one: getattr(form, one.value).data for one in ExitQuestion}
    answers = {question: Said(said) for question, said in given.items() if said in {one.value for one in Said}}
    if valid and not answers:
        form.respect.errors = [_("Answer one of the two questions")]
        valid = False
    if not valid:
        return render_template("exit_card/card.html", form=form), 422
    with saving() as session:
        count_card(session, office_id=form.office.data, today=today(), answers=answers)
    return redirect(url_for(".thanks"), code=303)


@blueprint.get("/thank-you")
@public
def thanks() -> str:
    return render_template("exit_card/thanks.html")


@blueprint.get("/slip")
@public
def slip() -> str:
    """Four slips on a sheet: the questions to tick, and the way to the page."""
    here = {one.id: one.name for one in offices(db())}
    chosen = request.args.get("office", "")
    place = {"office": chosen} if chosen in here else {}
    return render_template(
        "exit_card/slip.html", offices=here, chosen=chosen, place=here.get(chosen, ""),
        questions=[_form()[one.value].label.text for one in ExitQuestion], said=[word(one) for one in Said],
        picture=qr_picture(url_for(".card", _external=True, **place)),
    )  # fmt: skip


def _form() -> CardForm:
    form = CardForm()
    form.office.choices = [("", _("Choose an office")), *((one.id, one.name) for one in offices(db()))]
    for question in ExitQuestion:
        form[question.value].choices = [(one.value, word(one)) for one in Said]
    return form
