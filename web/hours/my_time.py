"""A person's own time today, for My work and for the page of logged time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlmodel import Session

from web.formats import figure
from web.language import word
from workload.records.time_log import OrdinaryDay, calls_on, likely_activities, logged_on, ordinary_day
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Activity

MINUTES = (15, 30, 60, 120)
GUESSES = 3


@dataclass(frozen=True)
class MyTime:
    """`likely` are the activities offered with one tap. `ordinary` is None when it cannot be told or is logged."""

    lines: tuple[TimeLogEntry, ...]
    likely: tuple[Activity, ...]
    ordinary: OrdinaryDay | None
    confirmed: bool
    calls: int

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)


def my_time(session: Session, person_id: int, today: date) -> MyTime:
    lines = tuple(logged_on(session, person_id, today, today))
    confirmed = any(line.ordinary_day for line in lines)
    return MyTime(
        lines=lines,
        likely=tuple(likely_activities(session, person_id, GUESSES)),
        ordinary=None if confirmed else ordinary_day(session, person_id, today),
        confirmed=confirmed,
        calls=calls_on(session, person_id, today),
    )


def spent_words(minutes: Mapping[Activity, int]) -> str:
    """«monthly report 2 h 15 min, calls and visits 45 min»."""
    return ", ".join(f"{word(activity)} {_clock(spent)}" for activity, spent in minutes.items())


def _clock(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    if not whole:
        return _("%(minutes)s min", minutes=figure(rest))
    if not rest:
        return _("%(hours)s h", hours=figure(whole))
    return _("%(hours)s h %(minutes)s min", hours=figure(whole), minutes=figure(rest))
