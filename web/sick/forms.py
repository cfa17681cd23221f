"""Until when, and whether it is sick or special leave. Nothing else is asked."""

from datetime import date

from flask_babel import lazy_gettext as _l

from web.forms import ChoiceField, DayField, Form, ListField, SubmitField, needed
from web.language import word
from workload.vocabulary import LeaveKind

KINDS = (LeaveKind.sick, LeaveKind.special)


class SickForm(Form):
    last_day = DayField(
        _l("Until which day?"),
        description=_l("The last day away, as far as you know today. It can be made shorter or longer later."),
        validators=[needed(_l("Enter the last day away"))],
    )
    kind = ChoiceField(_l("Which leave is it?"), validators=[needed(_l("Choose sick leave or special leave"))])
    send = SubmitField(_l("Send: I'm off"))


class PhonedForm(SickForm):
    person = ListField(_l("Who phoned?"), validators=[needed(_l("Choose who phoned"))])
    send = SubmitField(_l("Record it and see who could step in"))


def fill(form: SickForm, today: date) -> None:
    """Choices in the reader's language, today and sick leave until something is typed."""
    form.kind.choices = [(one.value, word(one)) for one in KINDS]
    if not form.is_submitted():
        form.last_day.data, form.kind.data = today, LeaveKind.sick.value
