"""Form fields that keep what was typed and say what to do. Components of govuk-frontend, our own words."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from govuk_frontend_wtf import wtforms_widgets as widgets
from govuk_frontend_wtf.gov_form_base import GovFormBase
from wtforms import fields
from wtforms.validators import Length, StopValidation
from wtforms.widgets import HiddenInput

from workload.names import plain

HiddenField = fields.HiddenField
Widget = Any


class Form(FlaskForm):
    """A form with its token. A refusal that belongs to no field goes to `form.form_errors`."""


def _translated(widget: type[GovFormBase]) -> type[GovFormBase]:
    """The same widget, with the hidden word before an error in the language of the page."""

    class Translated(widget):
        def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
            params: dict[str, Any] = super().map_gov_params(field, **kwargs)
            if params.get("errorMessage"):
                params["errorMessage"]["visuallyHiddenText"] = gettext("Error")
            if not field.description:
                params["hint"] = None
            return params

    return Translated


_Text: Callable[[], Widget] = _translated(widgets.GovTextInput)
_Area: Callable[[], Widget] = _translated(widgets.GovTextArea)
_Radios: Callable[[], Widget] = _translated(widgets.GovRadioInput)
_Select: Callable[[], Widget] = _translated(widgets.GovSelect)
_Tick: Callable[[], Widget] = _translated(widgets.GovCheckboxInput)
_Ticks: Callable[[], Widget] = _translated(widgets.GovCheckboxesInput)


class _Sized(_Text):  # type: ignore[misc, valid-type]
    """A text input of another type or width."""

    def __init__(self, input_type: str, width: str, **attributes: str) -> None:
        super().__init__()
        self.input_type = input_type
        self.width = width
        self.attributes = attributes

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        params.setdefault("classes", f"govuk-input--width-{self.width}")
        params.update(self.attributes)
        return params


class needed:
    """The field must be filled; `message` tells what to enter. What was typed and could not be read keeps the
    field's own, more helpful error."""

    field_flags = {"required": True}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        given = field.data is not None and str(field.data).strip() not in ("", "False", "None", "[]")
        if given:
            return
        typed = any(str(value).strip() for value in field.raw_data or [])
        if typed and field.errors:
            raise StopValidation()
        field.errors[:] = []
        raise StopValidation(self.message)


def at_most(length: int, message: Any = None) -> Length:
    return Length(max=length, message=message or _l("Write at most %(max)d characters"))


class _SaysWhatToChoose:
    """A choice that is not in the list gets the sentence for no choice at all: it says what to choose."""

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValueError:
            for check in self.validators:  # type: ignore[attr-defined]
                if isinstance(check, needed):
                    raise StopValidation(check.message) from None
            raise


class TextField(fields.StringField):
    widget = _Text()


class PasswordField(fields.StringField):
    widget = _Sized("password", "20", autocomplete="current-password")

    def _value(self) -> str:
        return ""  # a password is never sent back


class LongTextField(fields.TextAreaField):
    widget = _Area()


class ChoiceField(_SaysWhatToChoose, fields.RadioField):
    """One of a few, all visible."""

    widget = _Radios()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("validate_choice", True)
        super().__init__(*args, **kwargs)


class ListField(_SaysWhatToChoose, fields.SelectField):
    """One of many, in a list that opens."""

    widget = _Select()


class NamedField(fields.SelectField):
    """One of very many: its name is typed, with the suggestions of the `<datalist>` that the page holds once under the
    id `names`. The data is the value of the choice, as with a list."""

    widget = _Sized("text", "20", autocomplete="off")
    data: str | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, render_kw={"list": "names"}, **kwargs)

    def pre_validate(self, form: Any) -> None:
        typed = plain((self.data or "").strip())
        found = [value for value, label in self.choices or [] if typed and plain(str(label)) == typed]
        if typed and not found:
            raise StopValidation(gettext("Nothing here has this name. Write it as in the list, or leave this empty"))
        self.data = found[0] if found else ""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""


class TickField(fields.BooleanField):
    widget = _Tick()


class TicksField(fields.SelectMultipleField):
    """Any number of a few, each with its box."""

    widget = _Ticks()
    option_widget = HiddenInput()

    def __iter__(self) -> Any:
        for field in super().__iter__():
            field.checked = field.checked
            yield field


class SubmitField(fields.SubmitField):
    widget = widgets.GovSubmitInput()


YEARS = range(1900, 2101)  # of any day this service knows; a year outside is a slip of the keyboard, such as 0206


class DayField(fields.DateField):
    """A day by the browser's own date picker, or typed as 2026-12-14. One field, one entry."""

    widget = _Sized("date", "10")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: date | None = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        try:
            day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            raise ValueError(gettext("Enter the day as year, month and day, such as 2026-12-14"))
        self.data = day

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""


class HoursField(fields.Field):
    """Hours with a point or a comma, in quarters."""

    widget = _Sized("text", "4", inputmode="decimal")
    data: float | None

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        text = valuelist[0].strip().replace(",", ".") if valuelist else ""
        if not text:
            return
        try:
            value = float(text)
        except ValueError:
            raise ValueError(gettext("Enter hours as a number, such as 7.5")) from None
        if not 0 <= value < 10000 or value * 4 != round(value * 4):
            raise ValueError(gettext("Enter hours in quarters of an hour, such as 0.25 or 7.5"))
        self.data = value

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}"


class NumberField(fields.Field):
    """A number with a point or a comma, between `least` and `most`; `say` tells what to enter instead."""

    widget = _Sized("text", "4", inputmode="decimal")
    data: float | None

    def __init__(self, *args: Any, least: float, most: float, say: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.least, self.most, self.say = least, most, say

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        text = valuelist[0].strip().replace(",", ".") if valuelist else ""
        if not text:
            return
        try:
            value = float(text)
        except ValueError:
            value = self.least - 1
        if not self.least <= value <= self.most:  # also what is not a number at all, such as nan
            raise ValueError(self.say)
        self.data = value

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:.4g}"
