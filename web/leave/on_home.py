"""What the homes show of leave: a CSO's own, and what waits for a manager. Drawn by templates/leave/_on_home.html."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from scheduler.leave_ledger import balance_today
from web.leave.cover import AgreedCover, agreed_cover
from web.leave.pages import RequestPage, cover_sentence, request_page, request_pages
from web.leave.year_strip import YearStrip, year_strip
from workload.estimates.winter_bonus import usual_day
from workload.records.absences import next_leave
from workload.records.leave import requests_of, undecided_requests
from workload.records.places import office_names
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import LeaveStatus

COVER_SOON = timedelta(weeks=2)


@dataclass(frozen=True)
class MyLeave:
    """A person's leave: hours and working days left, what waits, the next granted leave and its cover, cover given."""

    balance: float
    days_left: float
    waiting: tuple[LeaveRequest, ...]
    next: RequestPage | None
    covers: tuple[AgreedCover, ...]
    covers_today: tuple[AgreedCover, ...]
    strip: YearStrip


@dataclass(frozen=True)
class ToDecide:
    """A request that waits for a decision, with the answer in one sentence. `possible` None while it is worked out."""

    request: LeaveRequest
    name: str
    office: str
    sentence: str
    possible: bool | None


def my_leave(session: Session, person_id: int, today: date) -> MyLeave:
    """Everything the leave part of «My work» shows."""
    person = session.get_one(Person, person_id)
    balance = balance_today(session, person, today)
    coming = next_leave(session, person_id, today)
    covers = tuple(agreed_cover(session, today, person_id=person_id))
    return MyLeave(
        balance=balance,
        days_left=balance / usual_day(person.pattern),
        waiting=tuple(row for row in requests_of(session, person_id) if row.status == LeaveStatus.asked),
        next=None if coming is None else request_page(session, coming),
        covers=tuple(line for line in covers if line.day <= today + COVER_SOON),
        covers_today=tuple(line for line in covers if line.day == today and not line.asked),
        strip=year_strip(session, person, today),
    )


def leave_to_decide(session: Session, region_ids: Collection[str] | None, today: date) -> list[ToDecide]:
    """Requests that wait in these regions (None: all), longest waiting first."""
    names = office_names(session)
    return [
        ToDecide(page.request, page.person.name, names[page.person.office_id], cover_sentence(page), page.possible)
        for page in request_pages(session, undecided_requests(session, region_ids=region_ids))
    ]
