"""What the clock does at night. Each job may run twice without doing anything twice."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from scheduler.caseload_balancing import ensure_plans
from scheduler.gap_snapshot import take_snapshot
from scheduler.jobs.prepare_plans import PlanDesk
from scheduler.leave_ledger import credit_earned_leave, credit_winter_bonus
from scheduler.leave_requests import ask_missing_plans
from scheduler.staffing_scenarios import QUARTER_OF_THE_DAY
from workload.records.concern_access import access_of
from workload.records.daily_figures import Daily
from workload.records.logged_times import HOURS_OF_THE_DAY, LEARNED_OF_THE_DAY
from workload.records.officers import MOST_TOGETHER, officer_ids
from workload.records.places import region_names
from workload.records.quality_said import release_quality
from workload.records.refused_leave import refused_leave
from workload.records.releases import quarter_of
from workload.records.retention import keep_to_rules
from workload.records.standards import standards
from workload.records.strain_by_region import strain_by_region
from workload.records.territory import TERRITORY_OF_THE_DAY
from workload.records.thanks_beside_concerns import release_by_region
from workload.records.tier_rules import RULES_OF_THE_DAY

DAILY: tuple[Daily[Any], ...] = (
    RULES_OF_THE_DAY,
    LEARNED_OF_THE_DAY,
    HOURS_OF_THE_DAY,
    TERRITORY_OF_THE_DAY,
    QUARTER_OF_THE_DAY,  # of that territory
)


def credit_leave(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        credit_earned_leave(session, today=desk.settings.current_day())
        session.commit()  # before the bonus is looked for: while this writes, nobody else can on SQLite
        credit_winter_bonus(session, today=desk.settings.current_day())
        session.commit()


def queue_missing_plans(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        today = desk.settings.current_day()
        ask_missing_plans(session, today=today)
        ensure_plans(session, today)
        session.commit()


def snapshot_gaps(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        take_snapshot(session, desk.settings.current_day())
        session.commit()


def keep_daily_figures(desk: PlanDesk) -> None:
    """For a large service only; in others a page reckons them as it is opened."""
    with Session(desk.engine) as session:
        today = desk.settings.current_day()
        if len(officer_ids(session, today)) > MOST_TOGETHER:
            for figures in DAILY:
                figures.keep(session, today)
                session.commit()


def keep_retention_rules(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        keep_to_rules(session, desk.settings, desk.settings.current_day())
        session.commit()


def release_counts(desk: PlanDesk) -> None:
    """The territory's tables, then each region's, north to south. What is there for the month or quarter stays."""
    today = desk.settings.current_day()
    quarter = quarter_of(today)
    with Session(desk.engine) as session:
        for make in (release_by_region, refused_leave, strain_by_region, standards):
            make(session, today)
            session.commit()  # one by one: while this writes, nobody else can on SQLite
        for region_ids in (None, *([one] for one in region_names(session))):
            release_quality(session, today, region_ids=region_ids)
            for first in (quarter_of(quarter - timedelta(days=1)), quarter):
                last = quarter_of(first + timedelta(days=95)) - timedelta(days=1)
                access_of(session, first, today, last=last, region_ids=region_ids)
            session.commit()
