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
from sqlmodel import Session

from workload.records.together import as_seen
from workload.tables.accounts import Account

STEP_SECONDS = 30
RECOVERY_CODES = 8


def new_secret() -> str:
    return pyotp.random_base32()


def picture(secret: str, username: str) -> Markup:
    """A QR code for the app, as an inline picture that needs no style and no second request."""
    address = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="Fairload")
    return Markup(segno.make(address, error="m").svg_inline(scale=4, svgclass=None, lineclass=None, light="white"))  # noqa: S704 - drawn here


def turn_on(account: Account, secret: str, step: int) -> list[str]:
    """Keep the secret, sealed; the recovery codes to show once. The code of `step` proved that the app has it."""
    codes = [secrets.token_hex(5) for _ in range(RECOVERY_CODES)]
    account.factor_secret = _seal().encrypt(secret.encode()).decode()
    account.factor_step = step
    account.recovery_codes = [_digest(code) for code in codes]
    return codes


def turn_off(account: Account) -> None:
    account.factor_secret, account.factor_step, account.recovery_codes = "", None, []


def code_fits(session: Session, account: Account, code: str) -> bool:
    """Does a code of the app or a recovery code fit? Each is good for one use, also when it comes twice in the same
    moment: the account is held until the transaction ends. A phone may be half a minute off."""
    if not as_seen(session, account, "factor_step"):
        return False
    code = code.replace(" ", "").replace("-", "").lower()
    secret = _opened(account)
    step = step_of(secret, code) if secret else None
    if step is not None and step > (account.factor_step or 0):
        account.factor_step = step
        return True
    if _digest(code) in account.recovery_codes:
        account.recovery_codes = [kept for kept in account.recovery_codes if kept != _digest(code)]
        return True
    return False


def step_of(secret: str, code: str) -> int | None:
    """The time step whose code this is, of now or the step before or after; None when it is none of them."""
    now, code = int(time.time()) // STEP_SECONDS, code.replace(" ", "")
    steps = (now - 1, now, now + 1)
    shown = {step: pyotp.TOTP(secret).at(step * STEP_SECONDS) for step in steps}
    return next((step for step in steps if secrets.compare_digest(shown[step].encode(), code.encode())), None)


def _opened(account: Account) -> str | None:
    try:
        return _seal().decrypt(account.factor_secret.encode()).decode()
    except InvalidToken:  # the key of this installation was changed: only a recovery code helps
        return None


def _seal() -> Fernet:
    """Made from this installation's own key, so that a copy of the database alone opens nothing."""
    key = hashlib.sha256(b"second factor " + str(current_app.config["SECRET_KEY"]).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
