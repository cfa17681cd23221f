"""What is asked for a leave, and for a refusal."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from web.forms import ChoiceField, DayField, Form, LongTextField, SubmitField, at_most, needed
from workload.vocabulary import DayPart

TEXT_LIMIT = 600


class AskForm(Form):
    first_day = DayField(
        _l("First day of leave"),
        description=_l("Filled in is the next free week without delivery days. Change it as you like."),
        validators=[needed(_l("Enter the first day of your leave"))],
    )
    last_day = DayField(
        _l("Last day of leave"),
        description=_l("The last day on which you are away. For one day, the same day again."),
        validators=[needed(_l("Enter the last day of your leave"))],
    )
    part = ChoiceField(
        _l("Whole days or half a day?"), validators=[needed(_l("Choose whole days, a morning or an afternoon"))]
    )
    note = LongTextField(
        _l("Anything your manager should know? (optional)"),
        description=_l("Only those who decide on your leave read this."),
        validators=[at_most(TEXT_LIMIT, _l("The note must be 600 characters or less. Shorten it."))],
    )
    save = SubmitField(_l("Ask for this leave"))


class RefuseForm(Form):
    reason = LongTextField(
        _l("Why can this leave not be granted?"),
        description=_l("The person reads this. Say what stands in the way and what would work instead."),
        validators=[
            needed(_l("Write the reason, so that the person knows why and what to do instead")),
            at_most(TEXT_LIMIT, _l("The reason must be 600 characters or less. Shorten it.")),
        ],
    )
    refuse = SubmitField(_l("Refuse this leave"))


def ask_form(suggested: tuple[date, date]) -> AskForm:
    """The form in the reader's language, filled with the suggested week until something is typed."""
    form = AskForm()
    form.part.choices = [
        (DayPart.whole.value, _("Whole days")),
        (DayPart.morning.value, _("A morning")),
        (DayPart.afternoon.value, _("An afternoon")),
    ]
    if not form.is_submitted():
        form.first_day.data, form.last_day.data = suggested
        form.part.data = DayPart.whole.value
    return form
