"""What is asked for a program change."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from web.forms import (
    DayField,
    Form,
    ListField,
    LongTextField,
    NumberField,
    SubmitField,
    TextField,
    TickField,
    at_most,
    needed,
)
from workload.estimates.program_change import PlannedChange
from workload.tables.places import Region

FARTHEST = timedelta(days=3 * 365)


def _number(label: object, least: float, most: float, hint: object = "") -> NumberField:
    say = _l("Enter a number from %(least)s to %(most)s, or leave it empty", least=f"{least:g}", most=f"{most:g}")
    return NumberField(label, least=least, most=most, say=say, description=hint, validators=[Optional()])


class ProgramChangeForm(Form):
    name = TextField(_l("What changes?"), validators=[needed(_l("Write what changes")), at_most(120)])
    region = ListField(_l("Where?"), default="", validators=[Optional()])
    training_from = DayField(_l("First day of training"), validators=[needed(_l("Enter the first day of training"))])
    go_live = DayField(
        _l("Day on which it begins"), validators=[needed(_l("Enter the day on which the change begins"))]
    )
    training_hours = _number(_l("Training, paid hours for each person"), 0, 400, _l("Empty: none."))
    friction = _number(
        _l("Work takes so many times as long at first"), 1, 5, _l("Such as 1.2 for a fifth more. Empty: no longer.")
    )
    friction_weeks = _number(_l("Weeks until that has passed"), 0, 156, _l("Empty: none."))
    major = TickField(_l("A major change: no other major one should run at the same time"))
    why = LongTextField(
        _l("Why keep dates that do not fit? (only against a warning)"),
        validators=[at_most(600)],
    )
    save = SubmitField(_l("Check the dates and save"))

    def planned(self) -> PlannedChange | None:
        """The change as it was typed; None, with the sentence at its field, when its days cannot be."""
        first, live = self.training_from.data, self.go_live.data
        if first is None or live is None:
            return None
        if first > live:
            self.training_from.errors = [_("Enter a first day of training that is not after the day it begins")]
            return None
        return PlannedChange(
            name=(self.name.data or "").strip(),
            go_live=live,
            training_from=first,
            training_hours=self.training_hours.data or 0.0,
            friction=self.friction.data or 1.0,
            friction_weeks=self.friction_weeks.data or 0.0,
            region=self.region.data or None,
            major=bool(self.major.data),
        )

    def ahead(self, today: date) -> bool:
        """False, with the sentence at its field, when the day has passed or lies too far away."""
        live, first = self.go_live.data, self.training_from.data
        if live is not None and not today < live <= today + FARTHEST:
            self.go_live.errors = [_("Enter a day after today, within three years")]
        elif first is not None and first < today:
            self.training_from.errors = [_("Enter a first day of training from today on")]
        return not self.errors


def change_form(regions: Sequence[Region], today: date) -> ProgramChangeForm:
    form = ProgramChangeForm()
    form.region.choices = [("", _("the whole territory")), *((one.id, one.name) for one in regions)]
    if not form.is_submitted():
        form.training_from.data = today + timedelta(days=28)
        form.go_live.data, form.major.data = today + timedelta(days=56), True
    return form
