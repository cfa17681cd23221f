"""What is asked for a change to the activity table or to an office's factor."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from web.forms import DayField, Form, ListField, LongTextField, NumberField, SubmitField, TextField, at_most, needed
from web.language import word
from workload.estimates.friction import mean_friction
from workload.estimates.program_change import PlannedChange
from workload.tables.places import Office
from workload.tables.workload_model import ActivityStandard, OfficeFactor
from workload.vocabulary import Evidence, Tier

MOST_TIMES, MOST_MINUTES = 100, 2400
LEAST_FACTOR, MOST_FACTOR = 0.5, 3.0


def _times(label: Any) -> NumberField:
    say = _l("Enter how often a month as a number from 0 to 100, such as 1.5")
    return NumberField(label, least=0, most=MOST_TIMES, say=say, validators=[needed(say)])


def _minutes(label: Any) -> NumberField:
    say = _l("Enter minutes as a number from 0 to 2400, such as 45")
    return NumberField(label, least=0, most=MOST_MINUTES, say=say, validators=[needed(say)])


class ChangeForm(Form):
    """What both kinds of change need."""

    source = TextField(
        _l("Where do the figures come from?"),
        description=_l("A study, an agreement, logged time, or judgement: say which."),
        validators=[needed(_l("Write where the figures come from")), at_most(300)],
    )
    evidence = ListField(_l("How strong is it?"), validators=[needed(_l("Choose how strong the source is"))])
    valid_from = DayField(
        _l("From which day?"), validators=[needed(_l("Enter the day from which the new figures hold"))]
    )
    why = LongTextField(
        _l("Why change it?"),
        validators=[needed(_l("Write the reason, so that a second person can judge it")), at_most(600)],
    )
    save = SubmitField(_l("Show what it does, and ask a second person"))

    def fill(self, valid_from: date) -> None:
        self.evidence.choices = [(one.value, word(one)) for one in Evidence]
        if not self.is_submitted():
            self.valid_from.data = self.valid_from.data or valid_from
            self.evidence.data = self.evidence.data or Evidence.estimate.value

    def not_in_the_past(self, today: date) -> bool:
        """False, with the sentence at the field, when the day has passed."""
        if self.valid_from.data is not None and self.valid_from.data < today:
            self.valid_from.errors = [_("Enter a day from today on: figures of the past stay as they were")]
            return False
        return True


class CaseActivityForm(ChangeForm):
    simple_times = _times(_l("Simple case, times a month"))
    simple_minutes = _minutes(_l("Simple case, minutes each time"))
    standard_times = _times(_l("Standard case, times a month"))
    standard_minutes = _minutes(_l("Standard case, minutes each time"))
    complex_times = _times(_l("Complex case, times a month"))
    complex_minutes = _minutes(_l("Complex case, minutes each time"))


class PostActivityForm(ChangeForm):
    post_times = _times(_l("Times a month for each person"))
    post_minutes = _minutes(_l("Minutes each time"))


class FactorForm(ChangeForm):
    office = ListField(_l("Which office?"), default="")
    reason = TextField(
        _l("What makes the work take more or less time there?"),
        description=_l("Such as travel, an interpreter, no administrative support, or a new case system."),
        validators=[needed(_l("Write what makes the work take more or less time")), at_most(200)],
    )
    multiplier = NumberField(
        _l("By what are all minutes multiplied?"),
        description=_l("1.1 is a tenth more. 1 ends a factor that stands today."),
        least=LEAST_FACTOR,
        most=MOST_FACTOR,
        say=_l("Enter the factor as a number from 0.5 to 3, such as 1.1"),
        validators=[needed(_l("Enter the factor as a number from 0.5 to 3, such as 1.1"))],
    )
    valid_until = DayField(
        _l("Until which day? (optional)"),
        description=_l("For friction that passes. Leave it empty when it stays."),
        validators=[Optional()],
    )


def activity_form(rows: Sequence[ActivityStandard], valid_from: date) -> CaseActivityForm | PostActivityForm:
    """The form for one activity, filled with the rows in force."""
    form = PostActivityForm() if rows[0].tier is None else CaseActivityForm()
    form.fill(valid_from)
    if not form.is_submitted():
        for row in rows:
            name = tier_name(row.tier)
            form[f"{name}_times"].data, form[f"{name}_minutes"].data = row.frequency, row.minutes
    return form


def factor_form(
    offices: Sequence[Office], valid_from: date, standing: OfficeFactor | None, change: PlannedChange | None = None
) -> FactorForm:
    """The form for a factor; `standing` is the one it takes the place of, `change` a program change whose friction on
    the average of its weeks it is to hold."""
    form = FactorForm()
    form.fill(valid_from)
    form.office.choices = [("", _("every office")), *((one.id, one.name) for one in offices)]
    if standing is not None and not form.is_submitted():
        form.office.data, form.reason.data = standing.office_id, standing.reason
        form.multiplier.data, form.source.data = standing.multiplier, standing.source
    elif change is not None and not form.is_submitted():
        form.reason.data, form.source.data = change.name[:200], _("Change calendar; our judgement")
        form.multiplier.data = round(mean_friction(0, change.friction_weeks, change.friction, change.friction_weeks), 2)
        form.valid_from.data, form.valid_until.data = change.go_live, change.active_until
    return form


def tier_name(tier: Tier | None) -> str:
    """The beginning of the names of a tier's two fields."""
    return tier.value if tier is not None else "post"
