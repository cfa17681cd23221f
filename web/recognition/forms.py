"""A thank-you in two fields: whom, and what for."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from web.forms import ChoiceField, Form, ListField, LongTextField, SubmitField, TextField, TickField, at_most, needed
from web.language import word
from web.recognition.colleagues import Colleagues
from workload.tables.recognition import PARTNER_LIMIT
from workload.vocabulary import Value, Visibility

TEXT_LIMIT = 600


class ThanksForm(Form):
    to = ListField(_l("Whom do you thank?"), validators=[needed(_l("Choose the person you thank"))])
    text = LongTextField(
        _l("What did they do, and for whom did it matter?"),
        description=_l("600 characters at most. No client's name, and nothing that shows who a client is."),
        validators=[
            needed(_l("Write what the person did")),
            at_most(TEXT_LIMIT, _l("A thank-you has 600 characters at most. Shorten the text.")),
        ],
    )
    value = ListField(_l("What was it above all?"), validators=[Optional()])
    for_client = TickField(_l("A client said this; I am writing it down for them"))
    partner = TextField(
        _l("Which organization said it?"),
        description=_l("Such as the health centre, the band office or a school. No client's name."),
        validators=[at_most(PARTNER_LIMIT, _l("Use at most 120 letters for the organization."))],
    )
    send = SubmitField(_l("Send the thank-you"))


class ReadersForm(Form):
    visibility = ChoiceField(_l("Who may read it?"), validators=[needed(_l("Choose who may read the note"))])
    save = SubmitField(_l("Save"))


def thanks_form(people: Colleagues, *, to: str = "", value: Value = Value.relationship) -> ThanksForm:
    """`people` are those to choose from. `to` is a person chosen beforehand by the link that led here."""
    form = ThanksForm()
    form.to.choices = [("", ""), *people.choices]
    form.value.choices = [(one.value, word(one)) for one in Value]
    if not form.is_submitted():
        form.value.data = value.value
        form.to.data = to if to in dict(people.choices) else ""
    return form


def readers_form(now: Visibility) -> ReadersForm:
    form = ReadersForm()
    form.visibility.choices = [(one.value, word(one)) for one in Visibility]
    if not form.is_submitted():
        form.visibility.data = now.value
    return form
