"""Sign-ins of the demonstration: one password for all, and one person a role to try it with."""

import secrets

from argon2 import PasswordHasher
from sqlmodel import Session

from seed_data.csv_files import Row
from workload.tables.accounts import Account
from workload.vocabulary import Role

DEMONSTRATION_PASSWORD = "northern lights in november"  # noqa: S105 - published: it opens a synthetic territory only

DEMONSTRATION_ACCOUNTS = (
    ("celine", "CSO alone in Whatì, serves three communities"),
    ("lorraine", "CSO alone in Łutselk’e, half time, reached by air"),
    ("amira", "CSO in Yellowknife"),
    ("joseph", "itinerant CSO, North Slave"),
    ("helen", "manager, North Slave"),
    ("patricia", "manager, Sahtu"),
    ("ruth", "superintendent, North Slave"),
    ("daniel", "planner at headquarters"),
    ("greg", "administrator"),
)
"""User name and who it is, in the order in which `make run` prints them."""


def add_accounts(session: Session, people: list[Row], ids: dict[str, int]) -> None:
    """An account for everybody; the user name is the person's key.

    The hash is made once: a slow hash for each of the accounts would cost seconds and protect nothing, because the
    password is printed on the screen.
    """
    password_hash = PasswordHasher().hash(DEMONSTRATION_PASSWORD)
    for row in people:
        session.add(
            Account(
                person_id=ids[row["key"]],
                username=row["key"],
                password_hash=password_hash,
                role=Role(row["role"]),
                locale=row["locale"],
                session_key=secrets.token_hex(16),
            )
        )
