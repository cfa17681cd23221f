"""The entitlement guard, proposed blocks and the annual round, read for pages and use cases."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from workload.tables.leave_year import LeaveGuard, LeaveRound, LeaveWish, ReservedBlock
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.plans import Plan
from workload.vocabulary import BlockState, GuardVerdict, PlanKind, PlanStatus

WAITING = (BlockState.proposed, BlockState.asked)


def guards(session: Session, *, region_ids: Collection[str] | None = None) -> list[tuple[LeaveGuard, Person, Office]]:
    """The newest look at everyone, fewest coverable weeks for each week to take first."""
    query = _newest(select(LeaveGuard, Person, Office), region_ids)
    found = [(looked, someone, office) for looked, someone, office in session.exec(query)]
    return sorted(found, key=lambda row: (row[0].weeks_left - 2 * row[0].weeks_needed, row[1].sort_name))


def guards_by_region(session: Session) -> dict[str, dict[GuardVerdict, int]]:
    """How many people of each region the newest look found so; a region without people is not in it."""
    region, verdict = col(Office.region_id), col(LeaveGuard.verdict)
    found: dict[str, dict[GuardVerdict, int]] = defaultdict(lambda: dict.fromkeys(GuardVerdict, 0))
    for place, said, many in session.execute(_newest(columns(region, verdict, func.count())).group_by(region, verdict)):
        found[place][said] = many
    return dict(found)


def _newest(query: Any, region_ids: Collection[str] | None = None) -> Any:
    """Of everybody's looks the last one only: one row a person and fiscal year is stored."""
    last = (
        columns(col(LeaveGuard.person_id), func.max(LeaveGuard.fiscal_year).label("year"))
        .group_by(col(LeaveGuard.person_id))
        .subquery()
    )
    query = (
        query.select_from(LeaveGuard)
        .join(last, (last.c.person_id == col(LeaveGuard.person_id)) & (last.c.year == col(LeaveGuard.fiscal_year)))
        .join(Person, col(Person.id) == col(LeaveGuard.person_id))
        .join(Office, col(Office.id) == col(Person.office_id))
    )
    return query if region_ids is None else query.where(col(Office.region_id).in_(list(region_ids)))


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
