"""Signing in and out: who an account is, whether a password fits, and when sessions end."""

import secrets
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask import Flask, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, login_user, logout_user
from sqlmodel import Session, select
from werkzeug.wrappers import Response

from web.edge import Viewer, db
from workload.tables.accounts import Account
from workload.tables.people import Person
from workload.tables.places import Office

login_manager = LoginManager()
_hasher = PasswordHasher()


class SignedIn(UserMixin):
    """What Flask-Login keeps of an account. The id in the cookie holds the session key, so that changing the key
    ends every session of the account."""

    def __init__(self, account: Account, viewer: Viewer) -> None:
        self.viewer = viewer
        self.key = account.session_key

    def get_id(self) -> str:
        return f"{self.viewer.account_id}:{self.key}"


def install(app: Flask) -> None:
    login_manager.init_app(app)


@login_manager.user_loader
def load(cookie_id: str) -> SignedIn | None:
    """The signed-in user of a cookie, unless the account was closed or its sessions ended."""
    account_id, _colon, key = cookie_id.partition(":")
    if not account_id.isdigit():
        return None
    statement = (
        select(Account, Person, Office)
        .join(Person, Account.person_id == Person.id)  # type: ignore[arg-type]
        .join(Office, Person.office_id == Office.id)  # type: ignore[arg-type]
        .where(Account.id == int(account_id))
    )
    row = db().exec(statement).first()
    if row is None:
        return None
    account, person, office = row
    if not account.active or not secrets.compare_digest(account.session_key, key):
        return None
    viewer = Viewer(
        account_id=int(account_id),
        person_id=account.person_id,
        name=person.name,
        role=account.role,
        office_id=office.id,
        region_id=office.region_id,
        locale=account.locale,
    )
    return SignedIn(account, viewer)


def check_password(db_session: Session, *, username: str, password: str) -> Account | None:
    """The active account, when the password fits. Takes as long for an unknown name as for a wrong password."""
    account = db_session.exec(select(Account).where(Account.username == normal(username))).first()
    known = account is not None and account.active
    try:
        _hasher.verify(account.password_hash if account and known else _stand_in(), password)
    except (Argon2Error, InvalidHashError):
        return None
    return account if known else None


def begin_session(account: Account) -> None:
    """Sign in with a new, empty session; nothing of the one before is kept."""
    account.last_sign_in_at = datetime.now(UTC)
    session.clear()
    user = load(f"{account.id}:{account.session_key}")
    session.permanent = True
    login_user(user)


def end_sessions(account: Account) -> None:
    """End all sessions of an account, on every device."""
    account.session_key = secrets.token_urlsafe(32)


def forget_session() -> None:
    logout_user()
    session.clear()


def to_sign_in() -> Response:
    """To the sign-in page, and from there back to the page that was asked for."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    if wanted == "/":
        wanted = None
    return redirect(url_for("accounts.sign_in", next=wanted), code=303)


def safe_next(target: str | None) -> str | None:
    """A path of our own to go on to, or None: never another site."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    parts: Any = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def normal(username: str) -> str:
    return username.strip().lower()


@lru_cache(maxsize=1)
def _stand_in() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))
