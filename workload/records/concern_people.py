"""Who may take up a concern, who took it up before, and whom a missed day is told."""

from collections.abc import Sequence

from sqlmodel import Session, and_, col, or_, select

from workload.tables.accounts import Account
from workload.tables.concerns import Concern, ConcernEvent
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import ConcernRoute, ConcernStep, Handler, Naming, Role

TOOK_UP = (ConcernStep.owner_accepted, ConcernStep.answered, ConcernStep.closed)
ROLES_FROM = {
    Handler.superintendent: (Role.superintendent, Role.hq),
    Handler.headquarters: (Role.hq,),
}


def possible_owners(session: Session, concern: Concern, events: Sequence[ConcernEvent]) -> list[Person]:
    """People who may own the concern: of its office and region and of headquarters, from the handler's level up. Never
    whom it is about, no officer where the person does not want that, and nobody of the first stage in the second."""
    roles: tuple[Role, ...] = ROLES_FROM.get(
        concern.handler or Handler.manager, (Role.manager, Role.superintendent, Role.hq)
    )
    if concern.stage > 1:
        roles = (Role.superintendent, Role.hq)
    elif concern.handler in (Handler.officer, Handler.on_duty) and officer_may_know(concern):
        roles = (Role.cso, *roles)
    barred = took_up_before(events) | {concern.about_id}
    return [one for one in people_of_roles(session, concern.office_id, roles) if one.id not in barred]


def people_of_roles(session: Session, office_id: str | None, roles: Sequence[Role]) -> list[Person]:
    """Active accounts of these roles: officers of the office, managers and superintendents of its region,
    everybody of headquarters."""
    office = session.get(Office, office_id) if office_id else None
    here = and_(
        col(Office.region_id) == (office.region_id if office else None),
        or_(col(Account.role) != Role.cso, col(Person.office_id) == office_id),
    )
    query = (
        select(Person, Account.role)
        .join(Account, col(Account.person_id) == col(Person.id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(col(Account.active), col(Account.role).in_(list(roles)), or_(col(Account.role) == Role.hq, here))
        .order_by(col(Person.sort_name))
    )
    return [person for person, _role in sorted(session.exec(query), key=lambda pair: roles.index(pair[1]))]


def took_up_before(events: Sequence[ConcernEvent]) -> set[int | None]:
    """Who owned, answered or closed it before the second stage; nobody in the first."""
    second = next((at + 1 for at, one in enumerate(events) if one.step is ConcernStep.second_stage), 0)
    earlier = events[:second]
    took = {one.by_id for one in earlier if one.step in TOOK_UP}
    owners = (one.facts.get("owner") for one in earlier)  # of a wait it is a word, such as the bank
    return took | {one for one in owners if isinstance(one, int)}


def officer_may_know(concern: Concern) -> bool:
    """Whether the person lets the officers of the office know, and it is not about how one of them behaved."""
    return concern.naming is Naming.named and concern.route is not ConcernRoute.conduct
