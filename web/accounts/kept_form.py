"""A form that arrives after its session ended: kept in the page itself while its writer signs in again, then sent.

Nothing is stored on the server, and only a form that came from a page of our own is kept.
"""

import json
from urllib.parse import urlsplit

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

    kept = json.dumps([request.full_path.rstrip("?"), typed()])
    page = render_template(
        "accounts/sign_in.html",
        form=SignInForm(formdata=None, kept=kept),
        kept=kept_form(kept),
        **demonstration_accounts(),
    )
    return make_response(page, 401)


def send_again(status: int = 200) -> Response:
    """What was typed, with a fresh token: for a page that was opened before its writer signed in again elsewhere."""
    page = render_template("accounts/send_again.html", address=request.full_path.rstrip("?"), fields=typed())
    return make_response(page, status)


def first_and_keep(address: str) -> Response:
    """Something comes first, at `address`; what was typed waits in this page."""
    page = render_template(
        "accounts/send_again.html", address=request.full_path.rstrip("?"), fields=typed(), first=address
    )
    return make_response(page, 409)


def kept_form(kept: str) -> tuple[str, Pairs] | None:
    """Address and fields of a kept form; None when there is none, or when it is not of our making."""
    try:
        address, pairs = json.loads(kept or "null")
        pairs = [(str(name), str(value)) for name, value in pairs]
    except (TypeError, ValueError, RecursionError):
        return None
    ours = safe_next(address) if isinstance(address, str) else None
    return (ours, pairs) if ours else None


def safe_next(target: str | None) -> str | None:
    """A path of our own to go on to, or None: never another site."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def typed() -> Pairs:
    """Names and values of the form that was sent, without passwords and codes."""
    return [(name, value) for name, value in request.form.items(multi=True) if not name.startswith(NEVER)]
