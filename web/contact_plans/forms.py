"""The forms of a plan that limits contact: to make one, and to review it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from scheduler.contact_plans import MOST_DAYS, ContactPlanFault
from web.forms import (
    ChoiceField,
    DayField,
    Form,
    ListField,
    LongTextField,
    SubmitField,
    TextField,
    TicksField,
    at_most,
    needed,
)

RENEW, END = "renew", "end"


class PlanForm(Form):
    incident = ListField(_l("After which incident?"), validators=[needed(_l("Choose the incident"))])
    known_as = TextField(
        _l("Which case, or which number of the office?"),
        description=_l("A case such as IA-10052, or a number of your office such as P-7. Never a name."),
        validators=[needed(_l("Enter the case or the number of the office"))],
    )
    facts = LongTextField(
        _l("What happened, and on which days?"),
        description=_l("What was said and done, not what the person is like. No client's name."),
        validators=[needed(_l("Write what happened")), at_most(1000, _l("Use at most 1,000 letters."))],
    )
    ways = TicksField(_l("How may the person reach us? One way at least."), validators=[Optional()])
    contact = ListField(_l("The named contact for the phone (optional)"), validators=[Optional()])
    stays_open = ChoiceField(_l("What always stays open?"), validators=[needed(_l("Choose what always stays open"))])
    review_by = DayField(_l("Review by which day?"), validators=[needed(_l("Enter the day of the review"))])
    send = SubmitField(_l("Make this plan"))


class ReviewForm(Form):
    outcome = ChoiceField(
        _l("What now?"),
        choices=[(END, _l("The limits end")), (RENEW, _l("The limits go on"))],
        validators=[needed(_l("Choose whether the limits end or go on"))],
    )
    reason = LongTextField(
        _l("Why?"),
        description=_l("Facts since the last decision. No client's name."),
        validators=[needed(_l("Write why")), at_most(600, _l("Use at most 600 letters."))],
    )
    review_by = DayField(_l("If they go on: review again by which day?"), validators=[Optional()])
    send = SubmitField(_l("Keep this review"))


def show_fault(form: PlanForm | ReviewForm, fault: ContactPlanFault) -> None:
    """Say at its field why the plan cannot stand so."""
    fields, sentences = (
        {
            ContactPlanFault.own_incident: "incident",
            ContactPlanFault.no_reference: "known_as",
            ContactPlanFault.other_office: "known_as",
            ContactPlanFault.runs_already: "known_as",
            ContactPlanFault.no_way: "ways",
            ContactPlanFault.contact_needed: "contact",
            ContactPlanFault.not_this_contact: "contact",
            ContactPlanFault.review_day: "review_by",
            ContactPlanFault.own_decision: "outcome",
        },
        {
            ContactPlanFault.own_incident: _("You met this incident yourself. Somebody else decides."),
            ContactPlanFault.no_reference: _("Enter up to four letters and a number, such as IA-10052. No name."),
            ContactPlanFault.other_office: _("This case is of another office than the incident. Look at both."),
            ContactPlanFault.runs_already: _("A plan runs for this person already. Review that one."),
            ContactPlanFault.no_way: _("Tick one way at least. Contact never ends."),
            ContactPlanFault.contact_needed: _("Choose who answers the person's calls."),
            ContactPlanFault.not_this_contact: _("Choose somebody of the region who did not meet this incident."),
            ContactPlanFault.review_day: _("Enter a day after today, at most %(most)s days away.", most=MOST_DAYS),
            ContactPlanFault.own_decision: _("The person objected. Somebody who did not decide it reviews it."),
        },
    )
    name = fields[fault] if fields[fault] in form else "outcome"
    form[name].errors = [*form[name].errors, sentences[fault]]
