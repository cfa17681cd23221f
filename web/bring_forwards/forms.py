"""What is asked of a bring-forward: before it is sent, when it is looked at first, and when it is answered."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, ValidationError

from scheduler.bring_forwards import PRESETS
from web.edge import today
from web.forms import ChoiceField, DayField, Form, ListField, LongTextField, SubmitField, TextField, at_most, needed
from web.language import word
from workload.vocabulary import BringForwardLane, BringForwardSource, BringForwardWork

SHORT, LONG = 600, 4000
TOO_LONG = _l("This is too long to be kept. Shorten it to %(max)d characters.")
YES_NO = [("", _l("not known yet")), ("yes", _l("yes")), ("no", _l("no"))]
ANSWER = {"yes": True, "no": False, "": None}


class AskForm(Form):
    office = ListField(_l("Which office would answer?"), validators=[needed(_l("Choose the office"))])
    question = LongTextField(
        _l("What must be answered? One question on a line"),
        validators=[needed(_l("Write what must be answered")), at_most(SHORT, TOO_LONG)],
    )
    source = ListField(_l("Who asks?"), validators=[needed(_l("Choose who asks"))])
    needed_by = DayField(_l("By which day?"), validators=[needed(_l("Choose the day"))])
    price = SubmitField(_l("See what it takes"))

    def validate_needed_by(self, field: DayField) -> None:
        if field.data and field.data < today():
            raise ValidationError(_("Choose today or a later day"))


class SendForm(AskForm):
    lane = ChoiceField(_l("How much of an answer?"), validators=[needed(_l("Choose how much of an answer"))])
    who = ChoiceField(
        _l("Who answers?"),
        choices=[("officer", _l("the officer")), ("manager", _l("the regional manager"))],
        validators=[needed(_l("Choose who answers"))],
    )


class LookForm(Form):
    """The first-contact check and, when the question is vague, one question back."""

    spoke_to_office = ChoiceField(_l("Has the person spoken to the office?"), choices=YES_NO, validators=[Optional()])
    applied = ChoiceField(_l("Has the person applied?"), choices=YES_NO, validators=[Optional()])
    solved_before = ChoiceField(_l("Was it solved before it was asked?"), choices=YES_NO, validators=[Optional()])
    case = TextField(
        _l("About which file? (its reference, if any)"),
        description=_l("So that this file does not count among those that nobody asks about."),
        validators=[Optional(), at_most(40, TOO_LONG)],
    )
    concern = TextField(
        _l("Is there a concern about it? (its reference)"), validators=[Optional(), at_most(40, TOO_LONG)]
    )
    clarify = TextField(
        _l("Too vague to answer? Ask headquarters one question"),
        description=_l("While it is not answered the wait is headquarters'."),
        validators=[at_most(SHORT, TOO_LONG)],
    )
    save = SubmitField(_l("Save the check"))


class MinutesForm(Form):
    work = ListField(_l("What did you do?"), validators=[needed(_l("Choose what you did"))])
    minutes = ListField(
        _l("Minutes"), choices=[(str(one), str(one)) for one in PRESETS], validators=[needed(_l("Choose the minutes"))]
    )


class AnswerForm(Form):
    text = LongTextField(_l("The answer"), validators=[needed(_l("Write the answer")), at_most(LONG, TOO_LONG)])
    save = SubmitField(_l("Send the answer"))


class ClarifyForm(Form):
    text = LongTextField(
        _l("Answer to the office's question"), validators=[needed(_l("Write the answer")), at_most(SHORT, TOO_LONG)]
    )
    save = SubmitField(_l("Send it to the office"))


def with_lists(form: Form, offices: list[tuple[str, str]]) -> Any:
    """The form with its lists in the reader's language."""
    lists: dict[str, Any] = {
        "office": [("", ""), *offices],
        "source": [(one.value, word(one)) for one in BringForwardSource],
        "lane": [(one.value, word(one)) for one in BringForwardLane],
        "work": [(one.value, word(one)) for one in BringForwardWork],
    }
    for name, choices in lists.items():
        if name in form:
            form[name].choices = choices
    return form
