"""Small helpers that templates call: the nonce, the place we are at, errors of a form."""

from typing import Any

from flask import Flask, g, request

from web.edge import settings
from workload.vocabulary import Verdict


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
    for part in (error_list, here):
        app.add_template_global(part)
