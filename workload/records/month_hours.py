"""Hours a month that open cases take: by officer, and by office of the cases that nobody there holds."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col, func, or_

from workload.estimates.case_hours import hours_by_tier, report_hours_by_tier
from workload.estimates.office_weeks import Hours
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.officers import officers_there
from workload.records.places import office_by_community
from workload.tables.cases import Case
from workload.tables.places import Community, Office

NONE = (0.0, 0.0)


def month_hours(
    session: Session, today: date, people: Collection[int], region_ids: Sequence[str] | None
) -> tuple[dict[int, Hours], dict[str, Hours]]:
    """Of the officers of some regions (None: of all), whose ids `people` are, wherever their cases are; and of cases
    at the offices of these regions that no officer holds."""
    every = _counts()
    if region_ids is None:
        return _added(session, today, people, [every])
    served = columns(col(Community.id)).join(Office).where(col(Office.region_id).in_(list(region_ids)))
    nobodys = or_(col(Case.officer_id).is_(None), col(Case.officer_id).not_in(officers_there(today)))
    held = every.where(col(Case.officer_id).in_(list(people)))
    return _added(session, today, people, [held, every.where(col(Case.community_id).in_(served), nobodys)])


def officer_hours(session: Session, today: date, people: Collection[int]) -> dict[int, Hours]:
    """Of these officers; who holds no case is not in it."""
    return _added(session, today, people, [_counts().where(col(Case.officer_id).in_(list(people)))])[0]


def _counts() -> Any:
    """How many open cases each officer, community and tier has; those of a few are read from an index alone."""
    group = (col(Case.officer_id), col(Case.community_id), col(Case.tier))
    return columns(*group, func.count()).where(col(Case.closed_on).is_(None)).group_by(*group)


def _added(
    session: Session, today: date, people: Collection[int], queries: Sequence[Any]
) -> tuple[dict[int, Hours], dict[str, Hours]]:
    """Hours of all the case work and of the reports in it; what none of these people holds stands under its office."""
    times, factors = activity_times(session, today), office_multipliers(session, today)
    plain, reports = hours_by_tier(times), report_hours_by_tier(times)
    office_of, known = office_by_community(session), frozenset(people)
    held: dict[int, Hours] = {}
    unheld: dict[str, Hours] = {}
    for query in queries:
        for officer_id, community_id, tier, count in session.execute(query):
            office_id = office_of[community_id]
            factor = factors.get(office_id, 1.0) * count
            more = (plain[tier] * factor, reports[tier] * factor)
            if officer_id in known:
                held[officer_id] = _sum(held.get(officer_id, NONE), more)
            else:
                unheld[office_id] = _sum(unheld.get(office_id, NONE), more)
    return held, unheld


def _sum(one: Hours, more: Hours) -> Hours:
    return one[0] + more[0], one[1] + more[1]
