"""The week that the form offers: the next one, some weeks ahead, in which nothing speaks against leave."""

from datetime import date, timedelta

from sqlmodel import Session

from scheduler.leave_requests import check_request
from workload.estimates.calendar import monday_of
from workload.records.calendar import calendar_facts
from workload.tables.people import Person
from workload.vocabulary import DayPart

FIRST_WEEK = 3  # so that cover can be arranged
WEEKS_TRIED = 12


def suggested_week(session: Session, person: Person, today: date) -> tuple[date, date]:
    """Monday to Friday of the first week without delivery days that this person could ask for."""
    mondays = [monday_of(today) + timedelta(weeks=FIRST_WEEK + n) for n in range(WEEKS_TRIED)]
    calendar = calendar_facts(session, mondays[0], mondays[-1] + timedelta(weeks=1))
    for monday in mondays:
        friday = monday + timedelta(days=4)
        if any(monday <= day <= friday for day in calendar.delivery | calendar.closed):
            continue
        if not check_request(session, person, first_day=monday, last_day=friday, part=DayPart.whole, today=today):
            return monday, friday
    return mondays[0], mondays[0] + timedelta(days=4)
