"""The entitlement guard, proposed blocks and the annual round, read for pages and use cases."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from workload.tables.leave_year import LeaveGuard, LeaveRound, LeaveWish, ReservedBlock
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.plans import Plan
from workload.vocabulary import BlockState, PlanKind, PlanStatus

WAITING = (BlockState.proposed, BlockState.asked)


def guards(session: Session, *, region_ids: Collection[str] | None = None) -> list[tuple[LeaveGuard, Person, Office]]:
    """The newest look at everyone, fewest coverable weeks for each week to take first."""
    query = (
        select(LeaveGuard, Person, Office)
        .join(Person, col(Person.id) == col(LeaveGuard.person_id))
        .join(Office, col(Office.id) == col(Person.office_id))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    newest: dict[int, tuple[LeaveGuard, Person, Office]] = {}
    for row in session.exec(query.order_by(col(LeaveGuard.looked_on))):
        newest[row[0].person_id] = (row[0], row[1], row[2])
    return sorted(newest.values(), key=lambda row: (row[0].weeks_left - 2 * row[0].weeks_needed, row[1].sort_name))


def waiting_blocks(session: Session, today: date, *, person_id: int | None = None) -> list[ReservedBlock]:
    """Blocks that are proposed or sent and still lie ahead, by first day."""
    query = select(ReservedBlock).where(col(ReservedBlock.state).in_(WAITING), col(ReservedBlock.first_day) > today)
    if person_id is not None:
        query = query.where(ReservedBlock.person_id == person_id)
    return list(session.exec(query.order_by(col(ReservedBlock.first_day), col(ReservedBlock.id))))


def rounds(session: Session) -> list[LeaveRound]:
    """Every annual round, the newest year first."""
    return list(session.exec(select(LeaveRound).order_by(col(LeaveRound.fiscal_year).desc())))


def wishes_of(session: Session, round_id: int, *, person_id: int | None = None) -> list[LeaveWish]:
    """Wishes of a round by person and rank."""
    query = select(LeaveWish).where(LeaveWish.round_id == round_id)
    if person_id is not None:
        query = query.where(LeaveWish.person_id == person_id)
    return list(session.exec(query.order_by(col(LeaveWish.person_id), col(LeaveWish.rank))))


def newest_plan(session: Session, kind: PlanKind, *, ready: bool = False) -> Plan | None:
    """The plan of this kind that was asked last; with `ready`, the last that has an answer."""
    query = select(Plan).where(Plan.kind == kind)
    if ready:
        query = query.where(col(Plan.answered_at).is_not(None), Plan.status != PlanStatus.failed)
    return session.exec(query.order_by(col(Plan.id).desc())).first()
