"""Signing in and out: who an account is, whether a password fits, and when sessions end."""

import secrets
import time
from datetime import UTC, datetime

from flask import Flask, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlmodel import Session, select
from werkzeug.wrappers import Response

from web.accounts.kept_form import first_and_keep, sign_in_and_keep, worth_keeping
from web.accounts.passwords import fits
from web.edge import Viewer, db, settings, today
from workload.tables.accounts import Account
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import Role

login_manager = LoginManager()

HALF_WAY_SECONDS = 600


class SignedIn(UserMixin):
    """What Flask-Login keeps of an account. The id in the cookie holds the session key, so that changing the key
    ends every session of the account."""

    def __init__(self, account: Account, viewer: Viewer) -> None:
        self.viewer = viewer
        self.key = account.session_key
        self.must_change = account.must_change
        self.lacks_factor = settings().second_factor and account.role != Role.cso and not account.factor_secret

    def get_id(self) -> str:
        return f"{self.viewer.account_id}:{self.key}"


def install(app: Flask) -> None:
    login_manager.init_app(app)
    app.before_request(_first_things_first)
    app.before_request(_note_presence)


@login_manager.user_loader
def load_kept(cookie_id: str) -> SignedIn | None:
    """The signed-in user of a cookie, unless it was left alone for too long."""
    return None if _too_long_ago() else load(cookie_id)


def load(cookie_id: str) -> SignedIn | None:
    """The user of an id, unless the account was closed, its sessions ended, or its person has left."""
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
    if not may_come_in(account, person) or not secrets.compare_digest(account.session_key, key):
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


def may_come_in(account: Account, person: Person) -> bool:
    """Is the account open, and does its person still work here today?"""
    return account.active and (person.works_until is None or person.works_until >= today())


def account_named(db_session: Session, username: str) -> Account | None:
    """The account of a sign-in name as somebody typed it."""
    return db_session.exec(select(Account).where(Account.username == normal(username))).first()


def check_password(db_session: Session, *, username: str, password: str) -> Account | None:
    """The account, when the password fits and its person may come in. Takes as long for an unknown name as for a
    wrong password."""
    account = account_named(db_session, username)
    welcome = account is not None and may_come_in(account, db_session.get_one(Person, account.person_id))
    known = account if welcome else None
    return known if fits(known.password_hash if known else None, password) else None


def begin_session(account: Account) -> None:
    """Sign in with a new, empty session; nothing of the one before is kept."""
    account.last_sign_in_at = datetime.now(UTC)
    session.clear()
    session.permanent = True
    session["since"] = session["seen"] = int(time.time())
    login_user(load(f"{account.id}:{account.session_key}"))


def begin_half_way(account: Account) -> None:
    """The password fitted; the code of the second factor is still to come."""
    session.clear()
    session["half_way"] = [account.id, account.session_key, int(time.time())]


def half_way(db_session: Session) -> Account | None:
    """Whose password fitted a moment ago."""
    account_id, key, at = session.get("half_way", (None, "", 0))
    account = db_session.get(Account, account_id) if account_id else None
    if account is None or time.time() - at > HALF_WAY_SECONDS:
        return None
    if not may_come_in(account, db_session.get_one(Person, account.person_id)):
        return None
    return account if secrets.compare_digest(account.session_key, key) else None


def end_sessions(account: Account) -> None:
    """End all sessions of an account, on every device."""
    account.session_key = secrets.token_urlsafe(32)


def forget_session() -> None:
    logout_user()
    session.clear()


def to_sign_in() -> Response:
    """To the sign-in page, and from there back to the page that was asked for. A form keeps what was typed."""
    if request.method == "POST" and worth_keeping():
        return sign_in_and_keep()
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    if wanted == "/":
        wanted = None
    return redirect(url_for("accounts.sign_in", next=wanted), code=303)


def normal(username: str) -> str:
    return username.strip().lower()


def _too_long_ago() -> bool:
    """Is the session older than it may be, or left alone for too long? A cookie of another kind has no times."""
    now = time.time()
    idle, whole = settings().idle_minutes * 60, settings().session_hours * 3600
    return now - session.get("seen", 0) > idle or now - session.get("since", 0) > whole


def _note_presence() -> None:
    """Somebody is there: count the idle time from now. Written at most once a minute."""
    if current_user.is_authenticated and time.time() - session.get("seen", 0) > 60:
        session["seen"] = int(time.time())


FIRST = {"account.password", "account.send_password", "account.factor", "account.send_factor"}
ALWAYS = FIRST | {"accounts.sign_out", "accounts.choose_language"}


def _first_things_first() -> Response | None:
    """A password that somebody else made up is changed, and a missing second factor set up, before anything else."""
    if not current_user.is_authenticated or request.endpoint in ALWAYS or request.endpoint is None:
        return None
    if not (current_user.must_change or current_user.lacks_factor):
        return None
    address = url_for("account.password" if current_user.must_change else "account.factor")
    return first_and_keep(address) if worth_keeping() else redirect(address, code=303)
