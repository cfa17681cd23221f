"""Plans that limit one person's contact, as those read them who decide and those who keep to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from workload.records.officers import person_names
from workload.tables.contact_plans import ContactPlan
from workload.tables.places import Office
from workload.vocabulary import ContactWay


@dataclass(frozen=True)
class ContactPlanLine:
    """A plan with its office, its ways, and the named contact, blank where there is none."""

    plan: ContactPlan
    office: str
    ways: tuple[ContactWay, ...]
    contact: str


def contact_plans(
    session: Session, *, region_ids: Sequence[str] | None = None, ended: bool = False
) -> list[ContactPlanLine]:
    """Plans of regions (None is every region), newest first: those that run, with `ended` the others."""
    query = (
        select(ContactPlan, Office)
        .join(Office, col(Office.id) == col(ContactPlan.office_id))
        .where(col(ContactPlan.ended_on).is_not(None) if ended else col(ContactPlan.ended_on).is_(None))
        .order_by(col(ContactPlan.decided_on).desc(), col(ContactPlan.id).desc())
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    rows = session.exec(query).all()
    names = person_names(session) if rows else {}
    return [_line(plan, office, names) for plan, office in rows]


def kept_by(session: Session, person_id: int, office_id: str, today: date) -> list[ContactPlanLine]:
    """Plans that hold today in this office, or whose named contact the person is."""
    return [
        line
        for line in contact_plans(session)
        if holds(line.plan, today) and (line.plan.office_id == office_id or line.plan.contact_id == person_id)
    ]


def contact_plan(session: Session, contact_plan_id: int) -> ContactPlanLine | None:
    plan = session.get(ContactPlan, contact_plan_id)
    return None if plan is None else _line(plan, session.get_one(Office, plan.office_id), person_names(session))


def holds(plan: ContactPlan, today: date) -> bool:
    """Whether the limits hold: the person was told, nobody ended them, and their review day has not passed."""
    return plan.told_on is not None and plan.ended_on is None and today <= plan.review_by


def last_decided_by(plan: ContactPlan) -> int:
    """Who made the plan, or renewed it last."""
    return plan.reviewed_by or plan.decided_by


def _line(plan: ContactPlan, office: Office, names: dict[int, str]) -> ContactPlanLine:
    ways = tuple(ContactWay(one) for one in plan.ways)
    return ContactPlanLine(plan, office.name, ways, names.get(plan.contact_id or 0, ""))
