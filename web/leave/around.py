"""What stands round a decision: who else could have covered before it, and who was told after it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from web.leave.pages import RequestPage
from workload.records.officers import person_names
from workload.tables.leave import LeaveRequest
from workload.tables.messages import Message
from workload.vocabulary import LeaveStatus, MessageKind

A_MOMENT = timedelta(seconds=5)
ABOUT_COVER = (MessageKind.cover_asked, MessageKind.cover_assigned)


@dataclass(frozen=True)
class AlsoFree:
    """Somebody listed to cover here who is free on so many days of the leave and is not in the plan."""

    name: str
    days: int
    of: int


@dataclass(frozen=True)
class Told:
    name: str
    kind: MessageKind


def also_free(page: RequestPage, names: Mapping[int, str]) -> tuple[AlsoFree, ...]:
    """Who could cover besides those in the plan, as it saw them, with the most days first. Each was looked at alone, a
    day at a time: only the plan weighs days and people together."""
    if page.plan is None or page.request.status is not LeaveStatus.asked or not page.possible:
        return ()
    limits = page.plan.answer.get("limits", [])
    days = Counter(
        one["person_id"]
        for row in limits
        for one in row["people"]
        if one["code"] == "free" and one["person_id"] not in page.coverers
    )
    found = [AlsoFree(names[number], count, len(limits)) for number, count in days.items()]
    return tuple(sorted(found, key=lambda one: (-one.days, one.name)))


def told(session: Session, request: LeaveRequest) -> tuple[Told, ...]:
    """Who got a message with or after the decision: the person, and whoever was asked or named to cover."""
    if request.decided_at is None:
        return ()
    query = (
        select(Message)
        .where(col(Message.created_at) >= request.decided_at - A_MOMENT)
        .order_by(col(Message.created_at), col(Message.id))
    )
    names = person_names(session)
    found = [
        Told(names[row.person_id], row.kind)
        for row in session.exec(query)
        if row.href == f"/leave/requests/{request.id}" or _about_this_cover(row, request)
    ]
    return tuple(dict.fromkeys(found))


def _about_this_cover(row: Message, request: LeaveRequest) -> bool:
    if row.kind not in ABOUT_COVER or row.values.get("away") != request.person_id:
        return False
    return request.first_day <= date.fromisoformat(row.values["first"]) <= request.last_day
