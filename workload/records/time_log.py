"""Logged time: a person's own lines, what they are likely to log next, their ordinary day, and calls counted by tap."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from workload.tables.time_log import PhoneTally, TimeLogEntry
from workload.vocabulary import Activity, Tier

LAST_LINES = 40
FADING = 0.9  # what a line says about the next one, against the line after it
ORDINARY_DAYS = 10
LEAST_DAYS = 3
STEP = 15  # minutes to which an ordinary day is told
USUAL = (Activity.contact, Activity.monthly_report, Activity.notes)  # before anything is logged


@dataclass(frozen=True)
class OrdinaryDay:
    """Minutes by activity of a day like the person's last logged ones, of which there were `days`."""

    minutes: dict[Activity, int]
    days: int

    @property
    def total(self) -> int:
        return sum(self.minutes.values())


def log_time(
    session: Session,
    *,
    person_id: int,
    day: date,
    activity: Activity,
    minutes: int,
    tier: Tier | None = None,
    case_id: int | None = None,
) -> TimeLogEntry:
    """One piece of work by itself."""
    entry = TimeLogEntry(
        person_id=person_id, day=day, activity=activity, minutes=minutes, tier=tier, case_id=case_id
    )  # fmt: skip
    session.add(entry)
    return entry


def logged_on(session: Session, person_id: int, first_day: date, last_day: date) -> list[TimeLogEntry]:
    """A person's own lines between two days, both included, the newest first."""
    query = (
        select(TimeLogEntry)
        .where(TimeLogEntry.person_id == person_id, col(TimeLogEntry.day) >= first_day)
        .where(col(TimeLogEntry.day) <= last_day)
        .order_by(col(TimeLogEntry.day).desc(), col(TimeLogEntry.id).desc())
    )
    return list(session.exec(query))


def take_back(session: Session, *, person_id: int, entry_id: int, today: date) -> bool:
    """Undo a line of today; every line of the ordinary day when it is one of them. False when it is not there."""
    entry = session.get(TimeLogEntry, entry_id)
    if entry is None or entry.person_id != person_id or entry.day != today:
        return False
    lines = (
        [one for one in logged_on(session, person_id, today, today) if one.ordinary_day] if entry.ordinary_day else []
    )
    for line in lines or [entry]:
        session.delete(line)
    return True


def likely_activities(session: Session, person_id: int, count: int) -> list[Activity]:
    """What the person is likely to log next: what the last lines were, the newest weighing most."""
    query = (
        select(col(TimeLogEntry.activity))
        .where(TimeLogEntry.person_id == person_id, col(TimeLogEntry.ordinary_day).is_(False))
        .order_by(col(TimeLogEntry.day).desc(), col(TimeLogEntry.id).desc())
        .limit(LAST_LINES)
    )
    weight: dict[Activity, float] = defaultdict(float)
    for place, activity in enumerate(session.exec(query)):
        weight[activity] += FADING**place
    likely = sorted(weight, key=lambda one: (-weight[one], one))
    return list(dict.fromkeys([*likely, *USUAL]))[:count]


def ordinary_day(session: Session, person_id: int, today: date) -> OrdinaryDay | None:
    """The mean of the last days that the person logged line by line; None until there are three of them."""
    query = (
        select(TimeLogEntry)
        .where(TimeLogEntry.person_id == person_id, col(TimeLogEntry.day) < today)
        .where(col(TimeLogEntry.ordinary_day).is_(False))
        .order_by(col(TimeLogEntry.day).desc())
        .limit(ORDINARY_DAYS * 30)
    )
    by_day: dict[date, dict[Activity, int]] = {}
    for line in session.exec(query):
        if line.day not in by_day and len(by_day) == ORDINARY_DAYS:
            break
        minutes = by_day.setdefault(line.day, {})
        minutes[line.activity] = minutes.get(line.activity, 0) + line.minutes
    return _mean_day(by_day.values())


def confirm_ordinary_day(session: Session, *, person_id: int, today: date) -> list[TimeLogEntry]:
    """Log today as an ordinary day, less what is logged already. Nothing when there is no ordinary day to tell, or when
    it was confirmed before."""
    usual = ordinary_day(session, person_id, today)
    lines = logged_on(session, person_id, today, today)
    if usual is None or any(line.ordinary_day for line in lines):
        return []
    already: dict[Activity, int] = defaultdict(int)
    for line in lines:
        already[line.activity] += line.minutes
    added = [
        TimeLogEntry(
            person_id=person_id, day=today, activity=activity, minutes=minutes - already[activity], ordinary_day=True
        )
        for activity, minutes in usual.minutes.items()
        if minutes > already[activity]
    ]
    session.add_all(added)
    return added


def calls_on(session: Session, person_id: int, day: date) -> int:
    tally = session.get(PhoneTally, (person_id, day))
    return tally.calls if tally is not None else 0


def count_call(session: Session, *, person_id: int, day: date, more: int = 1) -> int:
    """One call more, or with -1 one less; never below none. The new number."""
    tally = session.get(PhoneTally, (person_id, day)) or PhoneTally(person_id=person_id, day=day)
    tally.calls = max(0, tally.calls + more)
    session.add(tally)
    return tally.calls


def _mean_day(days: Iterable[dict[Activity, int]]) -> OrdinaryDay | None:
    days = list(days)
    if len(days) < LEAST_DAYS:
        return None
    total: dict[Activity, int] = defaultdict(int)
    for minutes in days:
        for activity, spent in minutes.items():
            total[activity] += spent
    rounded = {activity: STEP * round(spent / len(days) / STEP) for activity, spent in total.items()}
    kept = {one: rounded[one] for one in sorted(rounded, key=lambda one: (-rounded[one], one)) if rounded[one]}
    return OrdinaryDay(kept, len(days)) if kept else None


def calls_counted(session: Session, first_day: date, last_day: date) -> tuple[int, int]:
    """Calls counted by everybody between two days, and on how many days of people."""
    query = select(func.coalesce(func.sum(PhoneTally.calls), 0), func.count()).where(
        col(PhoneTally.day) >= first_day, col(PhoneTally.day) <= last_day, col(PhoneTally.calls) > 0
    )
    calls, days = session.exec(query).one()
    return int(calls), int(days)
