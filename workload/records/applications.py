"""Applications as stored, and the promises they are held to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from workload.estimates.application_clocks import ApplicationFacts, Promise, Wait
from workload.estimates.waits import Owner
from workload.tables.applications import Application
from workload.tables.calendar import ServiceStandard
from workload.tables.places import Office

PROMISED = ("application", "payment")


def applications(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    region_ids: Sequence[str] | None = None,
    unpaid_only: bool = False,
) -> list[ApplicationFacts]:
    """Applications submitted between two days, both included, of some regions or (None) of all; the oldest first."""
    query = _columns().where(col(Application.submitted) >= first_day, col(Application.submitted) <= last_day)
    if region_ids is not None:
        query = query.join(Office).where(col(Office.region_id).in_(region_ids))
    if unpaid_only:
        query = query.where(col(Application.paid).is_(None))
    return _facts(session, query)


def decided_applications(session: Session, first_day: date, last_day: date) -> list[ApplicationFacts]:
    """Every application decided between two days, both included."""
    query = _columns().where(col(Application.decided) >= first_day, col(Application.decided) <= last_day)
    return _facts(session, query)


def _columns() -> Any:
    return select_columns(
        col(Application.case_id), col(Application.office_id), col(Application.submitted),
        col(Application.documents_complete), col(Application.verified), col(Application.decided),
        col(Application.paid), col(Application.waits),
    )  # fmt: skip


def _facts(session: Session, query: Any) -> list[ApplicationFacts]:
    return [
        ApplicationFacts(
            one.case_id, one.office_id, one.submitted, one.documents_complete, one.verified, one.decided, one.paid,
            read_waits(one.waits),
        )
        for one in session.execute(query.order_by(col(Application.submitted), col(Application.id)))
    ]  # fmt: skip


def application_of(session: Session, case_id: int, submitted: date) -> Application | None:
    query = select(Application).where(Application.case_id == case_id, Application.submitted == submitted)
    return session.exec(query).first()


def application_promises(session: Session) -> list[Promise]:
    """Every promise made of applications and payments, each with all its versions; the oldest promise first."""
    query = (
        select(ServiceStandard)
        .where(col(ServiceStandard.name).in_(PROMISED))
        .order_by(col(ServiceStandard.valid_from), col(ServiceStandard.id))
    )
    versions: dict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    for row in session.exec(query):
        versions[row.name, row.starts_when].append((row.valid_from, row.business_days))
    return [Promise(name, starts_when, tuple(rows)) for (name, starts_when), rows in versions.items()]


def read_waits(stored: Sequence[dict[str, Any]]) -> tuple[Wait, ...]:
    return tuple(
        Wait(
            Owner(one["owner"]),
            date.fromisoformat(one["first"]),
            date.fromisoformat(one["last"]) if one["last"] else None,
            one["item"],
        )
        for one in stored
    )


def stored_waits(waits: Sequence[Wait]) -> list[dict[str, Any]]:
    """Waits as the table keeps them, the earliest first."""
    return [
        {
            "owner": one.owner.value,
            "first": one.first.isoformat(),
            "last": one.last.isoformat() if one.last else None,
            "item": one.item,
        }
        for one in sorted(waits, key=lambda wait: (wait.first, wait.owner))
    ]
