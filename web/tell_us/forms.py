"""What we ask a client: one box must be filled, everything else may stay empty."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from web.concerns.forms import REACH_LIMIT, TEXT_LIMIT
from web.forms import (
    ChoiceField,
    DayField,
    Form,
    HiddenField,
    ListField,
    LongTextField,
    SubmitField,
    TextField,
    TickField,
    TicksField,
    at_most,
    needed,
)
from web.language import LOCALES, word
from web.words import LANGUAGES
from workload.tables.concerns import Concern
from workload.vocabulary import AboutWhen, ConcernCategory, ConcernStatus, Naming, Said

TICKS: list[tuple[str, Any]] = [
    (ConcernCategory.delay.value, _l("It took too long")),
    (ConcernCategory.wrong_information.value, _l("I was told something wrong, or not all of it")),
    (ConcernCategory.respect.value, _l("I was not treated with respect")),
    (ConcernCategory.knowledge.value, _l("Staff did not know the answer")),
    (ConcernCategory.no_answer.value, _l("Nobody answered me")),
    (ConcernCategory.lost_papers.value, _l("My papers were lost")),
    (ConcernCategory.access.value, _l("It is hard to reach the office or get in")),
    (ConcernCategory.privacy.value, _l("Someone was told my private things")),
    (ConcernCategory.decision.value, _l("The decision or the amount is wrong")),
    (ConcernCategory.rule.value, _l("A rule is not fair")),
    (ConcernCategory.other.value, _l("Something else")),
    ("went_well", _l("Something went well")),
]
WANTS = [
    ("explain", _l("Explain it to me")),
    ("fix", _l("Fix it")),
    ("apologise", _l("Say sorry")),
    ("change", _l("Change how it is done")),
    ("tell", _l("Nothing, I just want to tell you")),
]
NEEDS = [
    ("interpreter", _l("Someone who speaks my language")),
    ("read_to_me", _l("Read the answer to me")),
    ("large_print", _l("Large print")),
]
TALKED = [
    ("yes_in_time", _l("Yes, and I was answered in time")),
    ("yes_late", _l("Yes, but the answer came late or not at all")),
    ("no", _l("No")),
    ("not_able", _l("I did not feel able to")),
]
RATHER_NOT: tuple[str, Any] = ("", _l("I would rather not say"))
WHEN: list[tuple[str, Any]] = [
    (AboutWhen.today_or_yesterday.value, _l("Today or yesterday")),
    (AboutWhen.this_week.value, _l("This week")),
    (AboutWhen.this_month.value, _l("This month")),
    (AboutWhen.earlier.value, _l("Earlier")),
]
NAMINGS = [
    (Naming.named.value, _l("My worker and the manager")),
    (Naming.confidential.value, _l("Only the manager, not my worker")),
    (Naming.anonymous.value, _l("Nobody. I do not want to give my name")),
]
URGENT = _l("I need help today: no food, no heat, no safe place, power cut off, or I must leave my home")
LANGUAGE = _l("Which language do you want?")


class TellForm(Form):
    form_key = HiddenField()
    what_happened = LongTextField(
        _l("What happened?"),
        validators=[
            needed(_l("Tell us what happened. A few words are enough.")),
            at_most(TEXT_LIMIT, _l("This is too long for us to keep. Use at most 4,000 letters.")),
        ],
    )
    ticked = TicksField(_l("Tick what fits. You can tick none."), choices=TICKS, validators=[Optional()])
    urgent = TickField(URGENT)
    office = ListField(_l("Which office is it about?"), validators=[Optional()])
    about_when = ListField(_l("About when was it?"), validators=[Optional()])
    talked = ChoiceField(
        _l("Did you talk to your worker or the manager?"),
        description=_l("You do not have to."),
        choices=TALKED,
        validators=[Optional()],
    )
    wants = TicksField(_l("What would help now?"), choices=WANTS, validators=[Optional()])
    naming = ChoiceField(
        _l("Who may know it was you?"),
        description=_l(
            "In a small place the story may show who you are. Leave out what you do not want known. "
            "If nobody may know, leave the next box empty."
        ),
        choices=NAMINGS,
        default=Naming.named.value,
    )
    reach = TextField(
        _l("How can we reach you?"),
        description=_l(
            "A phone number, or a person we can tell. Say when it is safe to call, and if we may leave a message."
        ),
        validators=[at_most(REACH_LIMIT, _l("Use at most 200 letters here."))],
    )
    language = ListField(LANGUAGE, validators=[Optional()])
    needs = TicksField(_l("Do you need any of these?"), choices=NEEDS, validators=[Optional()])
    send = SubmitField(_l("Send it"))


class CodeForm(Form):
    code = TextField(_l("Your code"), validators=[needed(_l("Type the 16 figures of your code"))])
    send = SubmitField(_l("Show my answer"))


class MoreForm(Form):
    code = HiddenField()
    heard = ChoiceField(_l("Did we hear you?"), validators=[Optional()])
    understood = ChoiceField(_l("Do you understand the answer?"), validators=[Optional()])
    again = TickField(_l("The answer does not help me. Someone else should look at it."))
    text = LongTextField(
        _l("Is there more to say?"),
        validators=[at_most(TEXT_LIMIT, _l("This is too long for us to keep. Use at most 4,000 letters."))],
    )
    send = SubmitField(_l("Send it"))


class WhenForm(Form):
    day = DayField(_l("On which day did you tell us?"), validators=[needed(_l("Choose the day"))])
    send = SubmitField(_l("When is my answer due?"))


def more_form(concern: Concern, **filled: str) -> MoreForm:
    """What a person may add: words, and once there is an answer what they say of it and whether it helps."""
    form = MoreForm(formdata=None, **filled) if filled else MoreForm()
    if concern.status is ConcernStatus.received:
        del form.heard, form.understood, form.again
        return form
    form.heard.choices = form.understood.choices = [(one.value, word(one)) for one in Said]
    if concern.stage > 1:
        del form.again
    return form


def tell_form(offices: list[tuple[str, str]], locale: str) -> TellForm:
    """The form in the reader's language; `offices` are (id, name)."""
    form = TellForm()
    form.office.choices = [RATHER_NOT, *offices]
    form.about_when.choices = [RATHER_NOT, *WHEN]
    form.language.choices = [
        *LOCALES.items(),
        *((code, name) for code, name in LANGUAGES.items() if code not in LOCALES),
    ]
    if not form.is_submitted():
        form.form_key.data = uuid.uuid4().hex
        form.language.data = locale
    return form
