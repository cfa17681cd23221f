"""The second factor: a code from an app on one's phone (TOTP, RFC 6238), and recovery codes for the day it is lost."""

import base64
import hashlib
import secrets
import time

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from flask import current_app
from markupsafe import Markup

from workload.tables.accounts import Account

STEP_SECONDS = 30
RECOVERY_CODES = 8


def new_secret() -> str:
    return pyotp.random_base32()


def picture(secret: str, username: str) -> Markup:
    """A QR code for the app, as an inline picture that needs no style and no second request."""
    address = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="Fairload")
    return Markup(segno.make(address, error="m").svg_inline(scale=4, svgclass=None, lineclass=None, light="white"))  # noqa: S704 - drawn here


def turn_on(account: Account, secret: str) -> list[str]:
    """Keep the secret, sealed; the recovery codes to show once."""
    codes = [secrets.token_hex(5) for _ in range(RECOVERY_CODES)]
    account.factor_secret = _seal().encrypt(secret.encode()).decode()
    account.factor_step = None
    account.recovery_codes = [_digest(code) for code in codes]
    return codes


def turn_off(account: Account) -> None:
    account.factor_secret, account.factor_step, account.recovery_codes = "", None, []


def code_fits(account: Account, code: str, *, at: float | None = None) -> bool:
    """Does a code of the app or a recovery code fit? Each is good for one use; a phone may be half a minute off."""
    code = code.replace(" ", "").replace("-", "").lower()
    step = _step_of(account, code, time.time() if at is None else at)
    if step is not None and step > (account.factor_step or 0):
        account.factor_step = step
        return True
    if _digest(code) in account.recovery_codes:
        account.recovery_codes = [kept for kept in account.recovery_codes if kept != _digest(code)]
        return True
    return False


def secret_fits(secret: str, code: str) -> bool:
    """At set-up: does the app show what this secret gives?"""
    return pyotp.TOTP(secret).verify(code.replace(" ", ""), valid_window=1)


def _step_of(account: Account, code: str, at: float) -> int | None:
    try:
        secret = _seal().decrypt(account.factor_secret.encode()).decode()
    except InvalidToken:  # the key of this installation was changed: only a recovery code helps
        return None
    now = int(at) // STEP_SECONDS
    steps = (now - 1, now, now + 1)
    return next(
        (step for step in steps if secrets.compare_digest(pyotp.TOTP(secret).at(step * STEP_SECONDS), code)), None
    )


def _seal() -> Fernet:
    """Made from this installation's own key, so that a copy of the database alone opens nothing."""
    key = hashlib.sha256(b"second factor " + str(current_app.config["SECRET_KEY"]).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
