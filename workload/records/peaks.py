"""The window test of one office around the delivery days of a month, on its own people, leave and cover."""

from collections import defaultdict
from datetime import date, timedelta

from sqlmodel import Session

from workload.estimates.calendar import month_of, open_days
from workload.estimates.peak_window import BindingWindow, binding_window
from workload.estimates.staffing_need import STANDARD_DAYS, URGENT_SHARE
from workload.records.calendar import promises
from workload.records.gaps import gather_days
from workload.tables.places import Office

AFTERWARDS = timedelta(days=10)  # long enough for the promise to run out after the last delivery day


def peak_of(session: Session, office_id: str, today: date, month: date) -> BindingWindow | None:
    """The days of that month whose reports, and what else cannot wait, bind most: a share of the other work
    (`URGENT_SHARE`) is taken not to wait. Hours there are those for cases of whoever is at work, and agreed cover."""
    first, last = month_of(month)
    until = last + AFTERWARDS
    region = session.get_one(Office, office_id).region_id
    facts = gather_days(session, today, first, until, region_ids=[region])
    came: dict[date, float] = defaultdict(float)
    there: dict[date, float] = defaultdict(float)
    people = [facts.days[number] for number in facts.own_people(office_id)]
    for days in (*people, facts.unheld.get(office_id, ())):
        ordinary = min((entry.due for entry in days if entry.day <= last), default=0.0)
        for entry in days:
            there[entry.day] += entry.there
            if entry.day <= last:
                came[entry.day] += entry.due - (1 - URGENT_SHARE) * ordinary
    for row in facts.cover_at(office_id, first, until):
        there[row.day] += row.hours
    standard = promises(session, "application", today)
    promised = standard[0].business_days if standard else STANDARD_DAYS
    return binding_window(came, there, open_days(first, until, facts.calendar, office_id), promised)
