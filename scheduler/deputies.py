"""Who decides in a manager's place while the manager is away: only from the first to the last day that was named."""

from datetime import date
from enum import StrEnum
from typing import cast

from sqlalchemy import or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from workload.records.audit import note_action
from workload.records.messages import write_message
from workload.records.officers import managers
from workload.tables.accounts import Account
from workload.tables.base import now
from workload.tables.deputies import Deputy
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import MessageKind, Role

MANAGING = (Role.manager, Role.superintendent)


class DeputyFault(StrEnum):
    """Why somebody cannot be named."""

    last_before_first = "last_before_first"
    in_the_past = "in_the_past"
    not_possible = "not_possible"
    named_already = "named_already"


def possible_deputies(session: Session, manager_id: int, region_id: str, today: date) -> list[Person]:
    """Managers and superintendents anywhere and the CSOs of the region, with an account, without the manager."""
    of_the_region = (col(Account.role) == Role.cso) & (col(Office.region_id) == region_id)
    query = (
        select(Person)
        .join(Account, col(Account.person_id) == col(Person.id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(
            col(Account.active),
            Person.id != manager_id,
            or_(col(Account.role).in_(MANAGING), of_the_region),
            or_(col(Person.works_until).is_(None), col(Person.works_until) >= today),
        )
        .order_by(col(Account.role) == Role.cso, col(Person.sort_name))
    )
    return list(session.exec(query))


def name_deputy(
    session: Session, *, manager_id: int, deputy_id: int, region_id: str, first_day: date, last_day: date, today: date
) -> DeputyFault | None:
    """A manager names who decides in their place; None when it is done."""
    if last_day < first_day:
        return DeputyFault.last_before_first
    if last_day < today:
        return DeputyFault.in_the_past
    if deputy_id not in {one.id for one in possible_deputies(session, manager_id, region_id, today)}:
        return DeputyFault.not_possible
    others = [one for one in deputies_of(session, manager_id, today) if one.deputy_id == deputy_id]
    if any(one.first_day <= last_day and first_day <= one.last_day for one in others):
        return DeputyFault.named_already
    row = Deputy(
        manager_id=manager_id,
        deputy_id=deputy_id,
        region_id=region_id,
        first_day=first_day,
        last_day=last_day,
        named_by=manager_id,
    )
    session.add(row)
    session.flush()
    write_message(
        session,
        [deputy_id],
        MessageKind.deputy_named,
        href="/deputies/desk",
        who=manager_id,
        first=first_day.isoformat(),
        last=last_day.isoformat(),
    )
    _note(session, row, "deputy_named", by=manager_id)
    return None


def end_deputy(session: Session, row: Deputy, *, by: int) -> None:
    """From this moment on the deputy decides nothing any more; the days that were named stay on record."""
    if row.ended_at is None:
        row.ended_at = now()
        _note(session, row, "deputy_ended", by=by)


def deputies_of(session: Session, manager_id: int, today: date) -> list[Deputy]:
    """Who stands in for a manager today or later."""
    query = select(Deputy).where(
        Deputy.manager_id == manager_id, col(Deputy.ended_at).is_(None), col(Deputy.last_day) >= today
    )
    return list(session.exec(query.order_by(col(Deputy.first_day), col(Deputy.id))))


def standing_in(session: Session, deputy_id: int, today: date) -> dict[str, Deputy]:
    """The regions in which a person decides today in somebody's place, by region."""
    query = _in_force(today).where(Deputy.deputy_id == deputy_id)
    return {row.region_id: row for row in session.exec(query.order_by(col(Deputy.id)))}


def instead_of(session: Session, by: int, person_id: int, today: date) -> dict[str, int]:
    """For the audit trail: the manager in whose place somebody acts on a person; empty when in nobody's place."""
    office = session.get_one(Person, person_id).office_id
    row = standing_in(session, by, today).get(session.get_one(Office, office).region_id)
    return {} if row is None else {"instead_of": row.manager_id}


def deciders(session: Session, office_id: str, today: date) -> list[int]:
    """Ids of those who decide for an office today: the managers of its region and whoever stands in for them."""
    region = session.get_one(Office, office_id).region_id
    standing = session.exec(_in_force(today).where(Deputy.region_id == region))
    return [*(cast(int, one.id) for one in managers(session, region)), *(row.deputy_id for row in standing)]


def _in_force(today: date) -> SelectOfScalar[Deputy]:
    """Namings of today. One ends with the manager: whoever left, lost the account or manages another region gives
    nobody the right to decide here."""
    return (
        select(Deputy)
        .join(Person, col(Person.id) == col(Deputy.manager_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .join(Account, col(Account.person_id) == col(Person.id))
        .where(
            col(Deputy.ended_at).is_(None),
            col(Deputy.first_day) <= today,
            col(Deputy.last_day) >= today,
            col(Account.active),
            col(Account.role) == Role.manager,
            col(Office.region_id) == col(Deputy.region_id),
            or_(col(Person.works_until).is_(None), col(Person.works_until) >= today),
        )
    )


def _note(session: Session, row: Deputy, action: str, *, by: int) -> None:
    after = {"deputy_id": row.deputy_id, "region": row.region_id}
    after |= {"first_day": row.first_day.isoformat(), "last_day": row.last_day.isoformat()}
    note_action(session, person_id=by, action=action, subject="deputy", subject_id=row.id, after=after)
