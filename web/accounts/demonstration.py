"""The accounts that the sign-in page of a demonstration offers to try. Nowhere else are they shown."""

from typing import Any

from sqlmodel import select

from seed_data.accounts import DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD
from web.edge import db, settings
from web.language import word
from workload.tables.accounts import Account
from workload.tables.people import Person
from workload.tables.places import Office


def demonstration_accounts() -> dict[str, Any]:
    """`tryable`, rows of name, role and place in the order of the seed, and the `password` that opens all of them."""
    if not settings().demonstration:
        return {"tryable": [], "password": ""}
    order = [username for username, _who in DEMONSTRATION_ACCOUNTS]
    statement = (
        select(Account, Person, Office)
        .join(Person, Account.person_id == Person.id)  # type: ignore[arg-type]
        .join(Office, Person.office_id == Office.id)  # type: ignore[arg-type]
        .where(Account.username.in_(order))  # type: ignore[attr-defined]
    )
    found = sorted(db().exec(statement).all(), key=lambda row: order.index(row[0].username))
    rows = [
        [account.username, f"{person.name}, {word(account.role)}", office.name] for account, person, office in found
    ]
    return {"tryable": rows, "password": DEMONSTRATION_PASSWORD}
