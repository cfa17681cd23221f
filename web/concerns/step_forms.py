"""What is asked at each step of a concern."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from web.concerns.words import OWNER
from web.forms import (
    ChoiceField,
    DayField,
    Form,
    ListField,
    LongTextField,
    NumberField,
    SubmitField,
    TextField,
    TickField,
    TicksField,
    at_most,
    needed,
)
from web.language import word
from workload.estimates.waits import Owner
from workload.tables.people import Person
from workload.vocabulary import ConcernCategory, ConcernRoute, Finding, Handler, Said

LONG, SHORT, LINE = 4000, 600, 200
TOO_LONG = _l("This is too long to be kept. Shorten it to %(max)d characters.")

KNOWN = [
    ("urgent", _l("The person needs help today")),
    ("wrong_person_informed", _l("A wrong person got private information")),
    ("about_conduct", _l("It is about how somebody behaved")),
    ("about_manager", _l("It is about the manager")),
    ("about_regional_handling", _l("It is about how the region handled a concern")),
    ("appealable", _l("A decision or an amount can be appealed")),
    ("no_discretion", _l("Staff may not decide otherwise under the rules")),
    ("our_error", _l("We made an error")),
    ("explained", _l("The rule was explained, or the clock had not begun")),
    ("went_well", _l("Something went well")),
]


class KnownForm(Form):
    """Facts of the message that a reader of it can tell; sent by address, so that a suggestion can be looked at."""

    class Meta:
        csrf = False

    known = TicksField(_l("What is known"), choices=KNOWN, validators=[Optional()])


class RouteForm(Form):
    route = ListField(_l("What is it?"), validators=[needed(_l("Choose what it is"))])
    handler = ListField(_l("Who takes it up?"), validators=[needed(_l("Choose who takes it up"))])
    office = ListField(_l("Which office is it about?"), validators=[Optional()])
    about = ListField(
        _l("Is it about one of these people?"),
        description=_l("Whoever it is about does not see it and never handles it."),
        validators=[Optional()],
    )
    held = LongTextField(
        _l("Papers that are here already, one on a line"),
        description=_l("Nobody may be asked for them again."),
        validators=[at_most(SHORT, TOO_LONG)],
    )
    reason = TextField(
        _l("Why another way than suggested?"),
        description=_l("Only needed when you choose otherwise. The clock runs on."),
        validators=[at_most(SHORT, TOO_LONG)],
    )
    save = SubmitField(_l("Confirm where it goes"))


class SplitForm(Form):
    category = ListField(_l("What is this issue about?"), validators=[needed(_l("Choose what it is about"))])
    what = LongTextField(
        _l("This issue, in the person's own words"),
        validators=[needed(_l("Write this issue in the person's own words")), at_most(LONG, TOO_LONG)],
    )
    save = SubmitField(_l("Make it an issue of its own"))


class AcknowledgeForm(Form):
    owner = ListField(_l("Who looks at it?"), validators=[needed(_l("Choose who looks at it"))])
    text = LongTextField(
        _l("What we understood"),
        description=_l("The person reads this with their code, with the owner's name and the due date."),
        validators=[needed(_l("Write in a sentence what you understood")), at_most(LONG, TOO_LONG)],
    )
    appeal_until = DayField(
        _l("Last day to appeal"),
        description=_l("As the letter with the decision says. The person is told today, and gets the form with it."),
        validators=[needed(_l("Enter the last day to appeal: the person must be told today"))],
    )
    save = SubmitField(_l("Acknowledge it"))


class WaitForm(Form):
    owner = ChoiceField(_l("For whom do we wait?"), validators=[needed(_l("Choose for whom we wait"))])
    item = TextField(
        _l("For which paper or answer?"),
        description=_l("Only a wait for the client stops the clock, and only for a paper that is named here."),
        validators=[at_most(LINE, TOO_LONG)],
    )
    text = LongTextField(
        _l("What the person is told"), validators=[needed(_l("Write what the person is told")), at_most(LONG, TOO_LONG)]
    )
    save = SubmitField(_l("Note the wait"))


class TriedForm(Form):
    part = ChoiceField(
        _l("When did you try?"),
        choices=[("morning", _l("this morning")), ("afternoon", _l("this afternoon")), ("evening", _l("this evening"))],
        validators=[needed(_l("Choose when you tried"))],
    )
    text = TextField(_l("How? (optional)"), validators=[at_most(LINE, TOO_LONG)])
    save = SubmitField(_l("Note that you tried"))


class ProgressForm(Form):
    text = LongTextField(
        _l("What is done, and what comes next?"),
        description=_l("The person reads this with their code."),
        validators=[needed(_l("Write what is done and what comes next")), at_most(LONG, TOO_LONG)],
    )
    save = SubmitField(_l("Tell the person"))


class PlanForm(Form):
    text = LongTextField(
        _l("What will be done?"),
        description=_l("A plan with a day is an answer. The person reads it with their code, with the day."),
        validators=[needed(_l("Write what will be done")), at_most(LONG, TOO_LONG)],
    )
    by_day = DayField(
        _l("By which day does the person know what was found?"), validators=[needed(_l("Choose the day"))]
    )
    minutes = NumberField(
        _l("Minutes that it took you so far (optional)"), least=1, most=6000,
        say=_l("Minutes are a number from 1 to 6,000. Enter one, or leave the box empty."),
        validators=[Optional()],
    )  # fmt: skip
    save = SubmitField(_l("The person has this plan today"))


class AnswerForm(Form):
    finding = ChoiceField(_l("What did you find?"), validators=[needed(_l("Choose what you found"))])
    reason = LongTextField(
        _l("Why, in plain words"),
        validators=[needed(_l("Write in plain words why you found this")), at_most(2000, TOO_LONG)],
    )
    text = LongTextField(
        _l("Your answer to the person"),
        description=_l("An answer says what was found. A message left is no answer."),
        validators=[needed(_l("Write the answer that the person gets")), at_most(LONG, TOO_LONG)],
    )
    remedy = TextField(_l("How do we put it right? (optional)"), validators=[at_most(SHORT, TOO_LONG)])
    remedy_due = DayField(_l("By which day? (with a remedy)"), validators=[Optional()])
    minutes = NumberField(
        _l("Minutes that finding out and answering took you (optional)"), least=1, most=6000,
        say=_l("Minutes are a number from 1 to 6,000. Enter one, or leave the box empty."),
        validators=[Optional()],
    )  # fmt: skip
    save = SubmitField(_l("The person has their answer today"))


class SystemicForm(Form):
    change = TextField(
        _l("What should change so that it does not happen again?"),
        description=_l("Leave it empty when it was one mistake in one file."),
        validators=[at_most(SHORT, TOO_LONG)],
    )
    owner = ListField(_l("Who sees to it?"), validators=[Optional()])
    save = SubmitField(_l("Keep the change"))


class ViewForm(Form):
    heard = ChoiceField(_l("Did the person feel heard?"), validators=[needed(_l("Choose whether they felt heard"))])
    understood = ChoiceField(
        _l("Do they understand the answer?"), validators=[needed(_l("Choose whether they understand the answer"))]
    )
    save = SubmitField(_l("Keep what the person said"))


class TextForm(Form):
    text = LongTextField(
        _l("In a sentence or two"),
        description=_l("The person reads this with their code."),
        validators=[needed(_l("Write a sentence or two for the person")), at_most(LONG, TOO_LONG)],
    )
    save = SubmitField(_l("Save"))


READERS = [
    ("advocate", _l("an advocate whom the person chose")),
    ("ombud", _l("the NWT Ombud")),
]


class ShareForm(Form):
    reader = ChoiceField(
        _l("Who may read the record?"), choices=READERS, validators=[needed(_l("Choose who may read it"))]
    )
    consent = TickField(
        _l("The person wants this, and knows what is in the record"),
        validators=[needed(_l("Ask the person first: without their consent nothing is given away"))],
    )
    save = SubmitField(_l("Make the record"))


class PlainForm(Form):
    save = SubmitField(_l("Save"))


def with_lists(form: Form, people: Sequence[Person], officers: Sequence[tuple[int, str]], offices: Any) -> Form:
    """The form with its lists in the reader's language. `people` may own the concern; `officers` it may be about."""
    lists: dict[str, Any] = {
        "route": [(one.value, word(one)) for one in ConcernRoute],
        "handler": [(one.value, word(one)) for one in Handler],
        "category": [("", ""), *((one.value, word(one)) for one in ConcernCategory)],
        "finding": [(one.value, word(one)) for one in Finding],
        "heard": [(one.value, word(one)) for one in Said],
        "understood": [(one.value, word(one)) for one in Said],
        "about": [("", _l("nobody, or it is not known")), *((str(number), name) for number, name in officers)],
        "office": [("", _l("the person would rather not say")), *offices],
    }
    if isinstance(form, WaitForm):
        lists["owner"] = [(one.value, OWNER[one]) for one in Owner if one is not Owner.office]
    else:
        lists["owner"] = [("", ""), *((str(one.id), f"{one.name}, {one.title}".rstrip(", ")) for one in people)]
    for name, choices in lists.items():
        if name in form:
            form[name].choices = choices
    return form
