"""Small helpers that templates call: the nonce, the place we are at, errors of a form, quantities with their unit."""

from typing import Any

from flask import Flask, g, request
from flask_babel import ngettext

from web.edge import settings
from web.formats import GAP, figure, hours, share
from workload.vocabulary import Verdict


def quantity(value: float, unit: str) -> str:
    """A number with its unit: hours, days, posts, cases, percent, or any other word."""
    if unit == "hours":
        return hours(value)
    if unit == "percent":
        return share(value)
    number = figure(value, 0 if unit == "cases" else 1)
    count = 1 if value == 1 else 2
    words = {
        "days": ngettext("day", "days", count),
        "posts": ngettext("post", "posts", count),
        "cases": ngettext("case", "cases", count),
    }
    return f"{number}{GAP}{words.get(unit, unit)}"


def error_list(form: Any) -> list[dict[str, str]]:
    """Errors for the summary on top: each text links to its field; what belongs to no field has no link."""
    errors = [{"text": str(text)} for text in form.form_errors]
    for field in form:
        for text in field.errors[:1]:
            errors.append({"text": str(text), "href": f"#{field.id}"})
    return errors


def here() -> str:
    """The page shown, to come back to after choosing a language."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def install(app: Flask) -> None:
    app.add_template_global(lambda: g.get("nonce", ""), "nonce")
    app.add_template_global(lambda: settings().demonstration, "demonstration")
    app.add_template_global(Verdict, "as_verdict")
    for part in (quantity, error_list, here):
        app.add_template_global(part)
