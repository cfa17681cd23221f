"""A form that arrives after its session ended: kept in the page itself while its writer signs in again, then sent.

Nothing is stored on the server, and only a form that came from a page of our own is kept.
"""

import json

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from web.accounts.forms import SignInForm

LARGEST = 200_000  # characters; a page, not an upload
NEVER = ("csrf_token", "password", "code")

Pairs = list[tuple[str, str]]


def worth_keeping() -> bool:
    """Did a page of ours send something that a person typed or chose?"""
    from_us = request.headers.get("Origin") == request.host_url.rstrip("/")
    return from_us and bool(typed()) and len(json.dumps(typed())) <= LARGEST


def sign_in_and_keep() -> Response:
    """The sign-in page, with what was typed folded into it."""
    from web.accounts.demonstration import demonstration_accounts

    page = render_template(
        "accounts/sign_in.html",
        form=SignInForm(formdata=None, kept=json.dumps([request.full_path.rstrip("?"), typed()])),
        again=True,
        **demonstration_accounts(),
    )
    return make_response(page, 401)


def kept_form(kept: str) -> tuple[str, Pairs] | None:
    """Address and fields of a kept form; None when there is none, or when it is not of our making."""
    try:
        address, pairs = json.loads(kept or "null")
        pairs = [(str(name), str(value)) for name, value in pairs]
    except (TypeError, ValueError):
        return None
    ours = isinstance(address, str) and address.startswith("/") and not address.startswith(("//", "/\\"))
    return (address, pairs) if ours else None


def typed() -> Pairs:
    """Names and values of the form that was sent, without passwords and codes."""
    return [(name, value) for name, value in request.form.items(multi=True) if not name.startswith(NEVER)]
