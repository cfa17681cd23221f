"""Making accounts: for a joiner, for somebody who forgot the password, for the very first administrator."""

import secrets

from sqlmodel import Session, select

from web.accounts.passwords import first_password, hashed
from workload.codes import person_id
from workload.records.audit import note_action
from workload.tables.accounts import Account
from workload.tables.people import Person
from workload.vocabulary import Role


class CannotMake(Exception):
    """Why there is no account; the text says what to do."""


def give_account(session: Session, *, username: str, person: str | None, role: str | None) -> str:
    """A new account, or a fresh start for an old one; its first password. `person` is a code like P007.

    Raises CannotMake when a new account lacks its person or role, or when the person is unknown or has one already.
    """
    name = username.strip().lower()
    account = session.exec(select(Account).where(Account.username == name)).first()
    if account is None:
        account = _new(session, name, person, role)
    elif person or role:
        raise CannotMake(f"{name} has an account already: leave --person and --role away to give it a new password")
    return begin_anew(session, account, by=None)


def begin_anew(session: Session, account: Account, *, by: int | None) -> str:
    """A first password that must be changed; sessions and the second factor end."""
    password = first_password()
    account.password_hash, account.must_change = hashed(password), True
    account.factor_secret, account.factor_step, account.recovery_codes = "", None, []
    account.session_key = secrets.token_urlsafe(32)
    session.add(account)
    session.flush()
    note_action(session, person_id=by, action="account.first_password", subject="account", subject_id=account.id)
    return password


def _new(session: Session, name: str, person: str | None, role: str | None) -> Account:
    if not person or not role:
        raise CannotMake(f"there is no account {name}: say whose it shall be (--person P007) and their --role")
    try:
        row = session.get(Person, person_id(person))
    except ValueError as reason:
        raise CannotMake(f"--person: {reason}") from reason
    if row is None or row.id is None:
        raise CannotMake(f"--person: there is nobody with the code {person}")
    taken = session.exec(select(Account.username).where(Account.person_id == row.id)).first()
    if taken is not None:
        raise CannotMake(f"--person: {row.name} signs in as {taken} already")
    return Account(person_id=row.id, username=name, password_hash="", role=Role(role), session_key="")
