"""The administrator's list of accounts: all of a territory on one page; of a larger place page by page, or by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, or_, select

from workload.names import plain
from workload.tables.accounts import Account
from workload.tables.people import Person

MOST_ON_ONE_PAGE = 300
A_PAGE = 90


@dataclass(frozen=True)
class AccountsPage:
    """Accounts with their people by family name; `found` of `stored` fit the name that was asked for, and `open_` of
    all may sign in. Pages count from 1."""

    rows: Sequence[tuple[Account, Person]]
    asked: str
    found: int
    stored: int
    open_: int
    page: int
    pages: int

    @property
    def large(self) -> bool:
        return self.stored > MOST_ON_ONE_PAGE


def accounts_page(session: Session, asked: str = "", page: int = 1) -> AccountsPage:
    """Whoever's name or sign-in name holds every word of `asked`, whatever their accents; a page beyond the last is the
    last."""
    stored = _count(session)
    found = _count(session, *_fitting(asked)) if asked.strip() else stored
    pages = -(-found // A_PAGE) or 1 if stored > MOST_ON_ONE_PAGE else 1
    page = min(max(page, 1), pages)
    query = _listed(asked)
    if pages > 1:
        query = query.limit(A_PAGE).offset((page - 1) * A_PAGE)
    rows = session.exec(query).all()
    return AccountsPage(rows, asked.strip(), found, stored, _count(session, col(Account.active)), page, pages)


def every_account(session: Session, asked: str = "") -> Sequence[tuple[Account, Person]]:
    """The same on one page, for the file."""
    return session.exec(_listed(asked)).all()


def _listed(asked: str) -> Any:
    query = select(Account, Person).join(Person, col(Account.person_id) == col(Person.id)).where(*_fitting(asked))
    return query.order_by(col(Person.sort_name), col(Account.id))


def _count(session: Session, *conditions: Any) -> int:
    query = select(func.count()).select_from(Account).join(Person, col(Account.person_id) == col(Person.id))
    return int(session.exec(query.where(*conditions)).one())


def _fitting(asked: str) -> list[Any]:
    return [
        or_(
            col(Person.sort_name).contains(word, autoescape=True),
            func.lower(col(Account.username)).contains(word, autoescape=True),
        )
        for word in plain(asked).split()
    ]
