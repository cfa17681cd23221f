"""Who looked at private facts of whom: kept once a day for a pair and a kind of fact, shown to the person concerned."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from workload.database import short_waits
from workload.tables.people import Person
from workload.tables.wellbeing import PrivateLook
from workload.vocabulary import PrivateFact


@dataclass(frozen=True)
class Look:
    """`by_id` saw a fact of `person_id` on a day."""

    by_id: int
    day: date
    person_id: int
    fact: PrivateFact


@dataclass(frozen=True)
class LooksLine:
    """On how many days somebody looked at one kind of fact, and when last."""

    name: str
    fact: PrivateFact
    days: int
    last: date


def keep_looks(session: Session, looks: Collection[Look]) -> None:
    """Keep the looks that are new in one statement, in a transaction of its own; nothing is written when none is.

    Raises sqlalchemy.exc.DBAPIError while the database is locked, read-only or away; nothing is kept then.
    """
    query = select(PrivateLook).where(
        col(PrivateLook.by_id).in_({one.by_id for one in looks}), col(PrivateLook.day).in_({one.day for one in looks})
    )
    kept = {Look(row.by_id, row.day, row.person_id, row.fact) for row in session.exec(query)}
    new = [asdict(one) for one in looks if one not in kept]
    if new:
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        with short_waits(session):
            session.execute(insert(PrivateLook).on_conflict_do_nothing(), new)


def looks_at(session: Session, person_id: int) -> list[LooksLine]:
    """Who looked at what is private to a person, those who looked last first."""
    days, last = func.count(), func.max(col(PrivateLook.day))
    query = (
        select(Person, col(PrivateLook.fact), days, last)
        .join(PrivateLook, col(PrivateLook.by_id) == col(Person.id))
        .where(PrivateLook.person_id == person_id)
        .group_by(col(Person.id), col(PrivateLook.fact))
        .order_by(last.desc(), col(Person.sort_name), col(PrivateLook.fact))
    )
    return [LooksLine(by.name, fact, count, day) for by, fact, count, day in session.exec(query)]


def days_of_looks(session: Session, person_id: int, fact: PrivateFact) -> dict[int, list[date]]:
    """For everybody who looked at this fact of a person, the days, the newest first."""
    query = select(PrivateLook).where(PrivateLook.person_id == person_id, PrivateLook.fact == fact)
    found: dict[int, list[date]] = defaultdict(list)
    for row in session.exec(query.order_by(col(PrivateLook.day).desc())):
        found[row.by_id].append(row.day)
    return found
