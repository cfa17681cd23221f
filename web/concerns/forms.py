"""What is asked when a concern is told by phone or in person."""

from flask_babel import lazy_gettext as _l

from web.forms import Form, ListField, LongTextField, SubmitField, TextField, at_most, needed
from web.language import word
from workload.vocabulary import Channel, ConcernCategory

TOLD_BY = (Channel.phone, Channel.in_person, Channel.mail, Channel.email, Channel.sheet, Channel.mla)
TEXT_LIMIT = 4000
REACH_LIMIT = 200


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
            "A phone number, or through whom, and when it is safe to call. Leave it empty if they would "
            "rather come back with the reference."
        ),
        validators=[at_most(REACH_LIMIT, _l("How to answer must be 200 characters or less. Shorten it."))],
    )
    channel = ListField(_l("How were you told?"), validators=[needed(_l("Choose how you were told"))])
    office = ListField(_l("Which office is it about?"), validators=[needed(_l("Choose the office"))])
    save = SubmitField(_l("Save and see the due date"))


def concern_form(offices: list[tuple[str, str]], own_office: str) -> ConcernForm:
    """The form with its lists in the reader's language; `offices` are (id, name), north to south."""
    form = ConcernForm()
    form.category.choices = [("", "")] + [(one.value, word(one)) for one in ConcernCategory]
    form.channel.choices = [(one.value, word(one)) for one in TOLD_BY]
    form.office.choices = offices
    if not form.is_submitted():
        form.channel.data = Channel.phone.value
        form.office.data = own_office
    return form
