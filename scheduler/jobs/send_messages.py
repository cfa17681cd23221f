"""Sends the e-mails that are due."""

from scheduler.jobs.prepare_plans import PlanDesk
from scheduler.messages import send_due
from workload.tables.base import now


def send_messages(desk: PlanDesk) -> None:
    send_due(desk.engine, desk.settings, now())
