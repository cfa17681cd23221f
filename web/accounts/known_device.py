"""A device on which somebody signed in before: its wrong tries are counted apart from those of everybody else.

Without it whoever knows a sign-in name keeps its owner out by guessing. After OWASP's "device cookies": a finished
sign-in leaves a signed cookie; with it the tries of that device have a count of their own, so that guesses of strangers
hold up strangers only. It opens nothing: the password is asked for all the same. It names nobody: a random number, when
it was given, and a signature made with the account's number and password, so that it fits one account and is void as
soon as the password changes. A device that was never used for the account waits while strangers guess.
"""

import hashlib
import secrets

from flask import current_app, request
from itsdangerous import BadSignature, TimestampSigner
from werkzeug.wrappers import Response

from web.edge import settings
from workload.tables.accounts import Account

KNOWN_SECONDS = 365 * 24 * 3600
SLOTS = 16  # cookies of one browser at most: who shares a computer with more people may be a stranger there
ONLY_TO = "/sign-in"  # no other page is told


def remember_device(answer: Response, account: Account) -> Response:
    """The answer, with the cookie of this account for the browser it goes to."""
    answer.set_cookie(
        _name(account),
        _signer(account).sign(secrets.token_urlsafe(12)).decode(),
        max_age=KNOWN_SECONDS,
        path=ONLY_TO,
        httponly=True,
        samesite="Strict",
        secure=settings().secure_cookies,
    )
    return answer


def known_device(account: Account | None) -> str | None:
    """The number of the device that asks, when this account was signed in on it within the year."""
    if account is None:
        return None
    try:
        return _signer(account).unsign(request.cookies.get(_name(account), ""), max_age=KNOWN_SECONDS).decode()
    except BadSignature:
        return None


def _name(account: Account) -> str:
    return f"device-{(account.id or 0) % SLOTS}"


def _signer(account: Account) -> TimestampSigner:
    fits = f"known device {account.id} {account.password_hash}"
    return TimestampSigner(current_app.config["SECRET_KEY"], salt=fits, digest_method=hashlib.sha256)
