"""Numbers and days as people read them, in the language of the page."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale, gettext, to_user_timezone

GAP = "\u00a0"  # keeps a number and its unit on one line
_decimal = lru_cache(maxsize=4096)(format_decimal)  # the same numbers and days come back all over a page
_day = lru_cache(maxsize=4096)(format_date)


def _language() -> str:
    return str(get_locale() or "en")


def figure(value: float, decimals: int = 0) -> str:
    """A plain number, at most so many decimals."""
    rounded = round(value, decimals) + 0.0  # no minus zero
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return _decimal(rounded, format=pattern, locale=_language())


def hours(value: float, decimals: int | None = None) -> str:
    """«7.5 h»; from 20 hours on without decimals, unless they are asked for."""
    if decimals is None:
        decimals = 0 if abs(value) >= 20 else 1
    return f"{figure(value, decimals)}{GAP}h"


def share(value: float, decimals: int = 0) -> str:
    """0.87 is «87 %»."""
    return f"{figure(value * 100, decimals)}{GAP}%"


def _date(value: date, pattern: str) -> str:
    """French says the first of a month as an ordinal: « 1er déc. »."""
    language = _language()
    if language == "fr" and value.day == 1:
        pattern = pattern.replace("d", "d'er'")
    return _day(value, pattern, locale=language)


def day(value: date) -> str:
    """«Mon 14 Dec 2026», « lun. 14 déc. 2026 »."""
    return _date(value, "EEE d MMM y")


def moment(value: datetime) -> str:
    """«Mon 14 Dec 2026, 08:05» by the territory's clocks."""
    local = to_user_timezone(value)
    return f"{day(local.date())}, {local:%H:%M}"


def short_day(value: date) -> str:
    """«14 Dec», « 14 déc. »: only where the year stands beside it."""
    return _date(value, "d MMM")


def month(value: date) -> str:
    """«December 2026», « décembre 2026 »."""
    return _day(value, "MMMM y", locale=_language())


def days_range(first: date, last: date) -> str:
    """«Mon 14 to Fri 18 Dec 2026»: what both days share is said once."""
    if first == last:
        return day(first)
    pattern = "EEE d MMM y"
    if first.year == last.year:
        pattern = "EEE d" if first.month == last.month else "EEE d MMM"
    return gettext("%(first)s to %(last)s", first=_date(first, pattern), last=day(last))


def install(app: Flask) -> None:
    for show in (figure, hours, share, day, moment, short_day, month, days_range):
        app.add_template_filter(show)
    app.add_template_global(days_range)
