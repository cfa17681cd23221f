"""The desk to come back to, on the page of a request: hours that wait on the day of return."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from scheduler.return_backlog import return_backlog
from web.leave.pages import RequestPage
from workload.estimates.calendar import DAY, next_open_day
from workload.estimates.leave_backlog import Backlog
from workload.records.calendar import calendar_facts
from workload.records.places import office
from workload.vocabulary import LeaveStatus

LONGEST_BREAK = 14 * DAY


@dataclass(frozen=True)
class Desk:
    """`back` is the first day at work again; `urgent_share` is the office's share of work that cannot wait."""

    back: date
    backlog: Backlog
    urgent_share: float


def desk_to_come_back_to(session: Session, page: RequestPage, today: date) -> Desk | None:
    """What waits after this leave with the cover that is planned or agreed; None where nothing can be said: the leave
    is over or refused, no cover is worked out yet, or the person has no cases."""
    row = page.request
    if row.last_day < today or page.looking or row.status not in (LeaveStatus.asked, LeaveStatus.granted):
        return None
    cover = {one.day: sum(line.hours for line in one.who) for one in page.days}
    found = return_backlog(session, row, cover, today)
    place = office(session, page.person.office_id)
    if found is None or place is None:
        return None
    calendar = calendar_facts(session, row.last_day, row.last_day + LONGEST_BREAK)
    back = next_open_day(row.last_day, calendar, page.person.office_id)
    for _day in range(7):  # the next day on which this person works
        if page.person.pattern[back.weekday()] > 0:
            break
        back = next_open_day(back, calendar, page.person.office_id)
    return Desk(back, found, place.urgent_share)
