"""What is asked when a concern is told by phone or in person."""

import time

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from web.forms import (
    Form,
    HiddenField,
    ListField,
    LongTextField,
    SubmitField,
    TextField,
    TickField,
    at_most,
    needed,
)
from web.language import word
from workload.vocabulary import AboutWhen, Channel, ConcernCategory, Naming

TOLD_BY = (Channel.phone, Channel.in_person, Channel.mail, Channel.email, Channel.sheet, Channel.mla)
TEXT_LIMIT = 4000
REACH_LIMIT = 200
LONGEST_TALK = 120  # minutes; a form left open longer says nothing of the talk


class ConcernForm(Form):
    what_happened = LongTextField(
        _l("What happened?"),
        description=_l("Use the person's own words. Leave out names, file numbers and health details."),
        validators=[
            needed(_l("Write what happened, in the person's own words")),
            at_most(TEXT_LIMIT, _l("What happened must be 4,000 characters or less. Shorten the text.")),
        ],
    )
    category = ListField(
        _l("What is it mainly about?"), validators=[needed(_l("Choose what the concern is mainly about"))]
    )
    reach = TextField(
        _l("How may we answer the person? (optional)"),
        description=_l(
            "A phone number, or through whom, when it is safe to call, and whether we may leave a message. Leave it "
            "empty if they would rather come back with the reference."
        ),
        validators=[at_most(REACH_LIMIT, _l("How to answer must be 200 characters or less. Shorten it."))],
    )
    channel = ListField(_l("How were you told?"), validators=[needed(_l("Choose how you were told"))])
    office = ListField(_l("Which office is it about?"), validators=[needed(_l("Choose the office"))])
    about_when = ListField(_l("About when was it? (optional)"), validators=[Optional()])
    naming = ListField(
        _l("Who may know who told us?"),
        description=_l("In a small place the story may show who it is. Leave out what should not be known."),
        default=Naming.named.value,
        validators=[needed(_l("Choose who may know"))],
    )
    urgent = TickField(_l("The person needs help today: food, heat, shelter, power, safety"))
    read_back = TickField(_l("I read it back, and the person agreed"))
    begun = HiddenField()
    save = SubmitField(_l("Save and see the due date"))


def minutes_since(begun: str | None) -> int:
    """Minutes since the form was opened, at least one; 0 when it cannot be told."""
    if not (begun or "").isdecimal():
        return 0
    minutes = max(1, round((time.time() - int(begun or 0)) / 60))
    return minutes if minutes <= LONGEST_TALK else 0


def concern_form(offices: list[tuple[str, str]], own_office: str) -> ConcernForm:
    """The form with its lists in the reader's language; `offices` are (id, name), north to south."""
    form = ConcernForm()
    form.category.choices = [("", "")] + [(one.value, word(one)) for one in ConcernCategory]
    form.channel.choices = [(one.value, word(one)) for one in TOLD_BY]
    form.office.choices = offices
    form.about_when.choices = [("", _l("not said"))] + [(one.value, word(one)) for one in AboutWhen]
    form.naming.choices = [(one.value, word(one)) for one in Naming]
    if not form.is_submitted():
        form.begun.data = f"{time.time():.0f}"
        form.channel.data = Channel.phone.value
        form.office.data = own_office
    return form
