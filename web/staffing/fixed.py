"""Figures that stand under each other: always the same number of decimals."""

from babel.numbers import format_decimal
from flask_babel import get_locale


def fixed(value: float, decimals: int = 1) -> str:
    """«2.0», « 2,0 »; no minus zero."""
    rounded = round(value, decimals) + 0.0
    return format_decimal(rounded, format="#,##0." + "0" * decimals, locale=str(get_locale() or "en"))
