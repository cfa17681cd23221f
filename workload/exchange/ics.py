"""A private calendar file (RFC 5545): whole days on which a person is away, and if wanted the days covered elsewhere.

It says «away» and never why. An event keeps its UID, counts its changes in SEQUENCE, and stays with the status
CANCELLED when the leave is cancelled, so that calendars which keep a copy take it out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Fairload//Leave//EN"
EVERY_HOURS = timedelta(hours=6)


@dataclass(frozen=True)
class AllDay:
    """Whole days, both ends included. `changed` is when they were last changed, with its time zone."""

    uid: str
    first_day: date
    last_day: date
    summary: str
    sequence: int
    changed: datetime
    cancelled: bool = False


def write_calendar(name: str, days: Iterable[AllDay]) -> bytes:
    """A calendar of all-day events, each free of time zones: DATE values, the end exclusive."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", EVERY_HOURS, parameters={"VALUE": "DURATION"})
    for one in days:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", one.changed)
        event.add("last-modified", one.changed)
        event.add("dtstart", one.first_day)
        event.add("dtend", one.last_day + timedelta(days=1))
        event.add("summary", one.summary)
        event.add("sequence", one.sequence)
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT" if one.cancelled else "OPAQUE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
