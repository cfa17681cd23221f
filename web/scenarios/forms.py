"""What a scenario may change, as one form in which everything left alone stays as today."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Optional

from web.forms import Form, ListField, NamedField, NumberField, SubmitField, TextField, TickField, at_most
from workload.estimates.scenario_changes import (
    AdminSupport,
    AnnualApplication,
    CentralIntake,
    Change,
    FilledVacancies,
    Growth,
    IcmPost,
    LifeStabilisation,
    LongerPosts,
    NewSystem,
    Posts,
    ReliefPool,
    StandardDays,
    TierMix,
)
from workload.tables.places import Office

EVERYWHERE = "everywhere"
OFFICE_ROWS = ("1", "2", "3")
OFFICE_FIELDS = {
    **{f"office_{row}": _l("Office") for row in OFFICE_ROWS},
    "support": _l("Administrative support where there is none"),
    "icm": _l("A post for integrated case management at"),
    "growth_at": _l("Where"),
}
INTAKE, SYSTEM = CentralIntake(), NewSystem()


def _number(label: Any, least: float, most: float, hint: Any = "") -> NumberField:
    say = _l("Enter a number from %(least)s to %(most)s, or leave it empty", least=f"{least:g}", most=f"{most:g}")
    return NumberField(label, least=least, most=most, say=say, description=hint, validators=[Optional()])


def _office(name: str, kind: type[Field] = ListField) -> Field:
    return kind(OFFICE_FIELDS[name], default="", validators=[Optional()])


class ScenarioForm(Form):
    """Empty fields and boxes without a tick change nothing."""

    name = TextField(
        _l("Name (optional)"),
        description=_l("Left empty, it is named after what changes."),
        validators=[at_most(80, _l("The name must be 80 characters or less. Shorten it."))],
    )
    relievers = _number(_l("Relievers more or fewer"), -20, 50, _l("Such as 2, or -1."))
    filled_vacancies = TickField(_l("Every vacant post is filled"))
    office_1, office_2, office_3 = (_office(f"office_{row}") for row in OFFICE_ROWS)
    posts_1, posts_2, posts_3 = (_number(_l("Posts more or fewer"), -20, 50) for _row in OFFICE_ROWS)
    hours_1, hours_2, hours_3 = (_number(_l("Hours a week more for part-time"), 0, 200) for _row in OFFICE_ROWS)
    support = _office("support")
    icm = _office("icm")
    growth = _number(_l("Caseload grows by, per cent"), -90, 300, _l("Such as 10, or -5."))
    growth_at = _office("growth_at")
    simple = _number(_l("Simple cases, per cent"), 0, 100)
    standard = _number(_l("Standard cases, per cent"), 0, 100)
    complex = _number(_l("Complex cases, per cent"), 0, 100)
    standard_days = _number(_l("Business days to answer an application"), 1, 20, _l("Today it is 2."))
    annual = TickField(_l("Seniors and people with disabilities apply once a year, not each month"))
    intake = TickField(_l("A central intake takes new applications and calls"))
    applications = _number(_l("New applications that move, per cent"), 0, 100)
    calls = _number(_l("Calls that move, per cent"), 0, 100)
    target = _number(_l("Calls answered in time, per cent"), 1, 99.9)
    answer_in = _number(_l("In time means within so many seconds"), 0, 3600)
    stabilisation = TickField(_l("Offices turn to life stabilisation"))
    system = TickField(_l("A new case system"))
    training = _number(_l("Training, paid hours for each person"), 0, 400)
    friction = _number(_l("Work takes so many times as long at first"), 1, 5)
    friction_weeks = _number(_l("Weeks until that has passed"), 0, 156)
    save = SubmitField(_l("Save and compare"))

    def changes(self) -> list[Change]:
        """What differs from today, in the order in which it is played; the staff first."""
        found: list[Change] = []
        if self.filled_vacancies.data:
            found.append(FilledVacancies())
        for row in OFFICE_ROWS:
            office, posts, hours = (self[f"{name}_{row}"].data for name in ("office", "posts", "hours"))
            found += [Posts(office, posts)] if office and posts else []
            found += [LongerPosts(office, hours)] if office and hours else []
        if self.relievers.data:
            found.append(ReliefPool(self.relievers.data))
        if self.support.data:
            found.append(AdminSupport(_place(self.support.data)))
        if self.icm.data:
            found.append(IcmPost(self.icm.data))
        if self.growth.data:
            found.append(Growth(self.growth.data / 100, _place(self.growth_at.data)))
        mix = [field.data or 0.0 for field in (self.simple, self.standard, self.complex)]
        if sum(mix):
            simple, standard, complex_ = (part / sum(mix) for part in mix)
            found.append(TierMix(simple, standard, complex_))
        if self.standard_days.data:
            found.append(StandardDays(round(self.standard_days.data)))
        return found + self._program_changes()

    def _program_changes(self) -> list[Change]:
        found: list[Change] = []
        if self.annual.data:
            found.append(AnnualApplication())
        if self.intake.data:
            found.append(
                CentralIntake(
                    applications=_share(self.applications, INTAKE.applications),
                    calls=_share(self.calls, INTAKE.calls),
                    target=_share(self.target, INTAKE.target),
                    answer_in=_or(self.answer_in, INTAKE.answer_in),
                )
            )
        if self.stabilisation.data:
            found.append(LifeStabilisation())
        if self.system.data:
            found.append(
                NewSystem(
                    training_hours=_or(self.training, SYSTEM.training_hours),
                    friction=_or(self.friction, SYSTEM.friction),
                    friction_weeks=_or(self.friction_weeks, SYSTEM.friction_weeks),
                )
            )
        return found

    def complete(self) -> bool:
        """Whether the answers fit together; if not, the sentence stands at its field."""
        for row in OFFICE_ROWS:
            office, posts, hours = (self[f"{name}_{row}"] for name in ("office", "posts", "hours"))
            if (posts.data or hours.data) and not office.data:
                office.errors = [_("Choose the office whose posts change")]
            elif office.data and not (posts.data or hours.data):
                posts.errors = [_("Enter how many posts more or fewer, or choose no office")]
        mix = (self.simple, self.standard, self.complex)
        given = [field for field in mix if field.data is not None]
        if given and (len(given) < len(mix) or abs(sum(field.data or 0.0 for field in mix) - 100) > 0.5):
            self.simple.errors = [_("Enter all three per cents so that they come to 100, or none")]
        if not self.errors and not self.changes():
            self.form_errors.append(_("Change at least one thing: everything is as today"))
        return not self.errors and not self.form_errors


class LongScenarioForm(ScenarioForm):
    """The same for a large service: offices are named, as six lists of hundreds would be most of the page."""

    office_1, office_2, office_3 = (_office(f"office_{row}", NamedField) for row in OFFICE_ROWS)
    support, icm, growth_at = (_office(name, NamedField) for name in ("support", "icm", "growth_at"))


def scenario_form(offices: Sequence[Office], *, named: bool) -> ScenarioForm:
    form = LongScenarioForm() if named else ScenarioForm()
    names = [(one.id, one.name) for one in offices]
    for field in (form.office_1, form.office_2, form.office_3, form.icm):
        field.choices = [("", _("no office")), *names]
    form.support.choices = [("", _("no change")), (EVERYWHERE, _("every office without it")), *names]
    form.growth_at.choices = [("", _("every office")), *names]
    if named:
        form.support.description = _("An office, or the words «%(words)s».", words=_("every office without it"))
        form.growth_at.description = _("Left empty: every office.")
    return form


def _place(office: str | None) -> str | None:
    """None stands for every office."""
    return None if office in (None, "", EVERYWHERE) else office


def _or(field: NumberField, otherwise: float) -> float:
    return otherwise if field.data is None else field.data


def _share(field: NumberField, otherwise: float) -> float:
    return otherwise if field.data is None else field.data / 100
