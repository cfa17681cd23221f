"""Signals of strain as people see them: the person at once, the manager five business days after a signal began."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlmodel import Session, col, select

from workload.estimates.calendar import add_business_days
from workload.estimates.strain_signals import PRIVATE, Reading, strain_signals
from workload.records.calendar import calendar_facts
from workload.records.officers import officer
from workload.records.strain_facts import work_facts
from workload.tables.wellbeing import SignalStanding
from workload.vocabulary import Signal, SignalLevel

OWN_DAYS_FIRST = 5
"""Business days in which a signal is the person's alone. Ours."""

STANDS = (SignalLevel.amber, SignalLevel.red)


def signals_of(session: Session, person_id: int, today: date) -> tuple[Reading, ...]:
    """A person's own signals; none for somebody who carries no cases."""
    one = officer(session, person_id, today)
    return () if one is None else signals_in(session, one.region, today).get(person_id, ())


def signals_in(session: Session, region_id: str, today: date) -> dict[int, tuple[Reading, ...]]:
    """The signals of everybody of a region who carries cases."""
    return {number: strain_signals(facts, today) for number, facts in work_facts(session, region_id, today).items()}


def keep_standings(session: Session, readings: Mapping[int, tuple[Reading, ...]], today: date) -> None:
    """Note since when each signal stands; one that is calm again begins anew. Private ones are not kept."""
    stored = {
        (row.person_id, row.signal): row
        for row in session.exec(select(SignalStanding).where(col(SignalStanding.person_id).in_(list(readings))))
    }
    for number, found in readings.items():
        for one in found:
            row = stored.get((number, one.signal))
            if one.level in STANDS and one.signal not in PRIVATE:
                row = row or SignalStanding(person_id=number, signal=one.signal, level=one.level, since=today)
                row.level = one.level
                session.add(row)
            elif row is not None:
                session.delete(row)
    session.flush()


def standings(session: Session, person_id: int) -> dict[Signal, SignalStanding]:
    """What stands for a person, with what they say of it."""
    query = select(SignalStanding).where(SignalStanding.person_id == person_id)
    return {row.signal: row for row in session.exec(query)}


def told_until(session: Session, today: date) -> date:
    """Signals that began on this day or before may be read by the manager too."""
    calendar = calendar_facts(session, today - timedelta(days=40), today)
    day = today
    while add_business_days(day, OWN_DAYS_FIRST, calendar) > today:
        day -= timedelta(days=1)
    return day


def seen_by_manager(
    session: Session, readings: Mapping[int, tuple[Reading, ...]], today: date
) -> dict[int, list[tuple[Reading, SignalStanding]]]:
    """Of each person what stands long enough, with the person's own words; nobody for whom nothing stands."""
    until = told_until(session, today)
    query = select(SignalStanding).where(col(SignalStanding.person_id).in_(list(readings)))
    kept = {(row.person_id, row.signal): row for row in session.exec(query)}
    found: dict[int, list[tuple[Reading, SignalStanding]]] = {}
    for number, own in readings.items():
        for one in own:
            row = kept.get((number, one.signal))
            if row is None or one.level not in STANDS or one.signal in PRIVATE:
                continue
            if row.since <= until:
                found.setdefault(number, []).append((one, row))
    return found


def say_about(session: Session, person_id: int, signal: Signal, text: str) -> bool:
    """The person's own words about a signal that stands. False when it does not stand any more."""
    row = session.get(SignalStanding, (person_id, signal))
    if row is None:
        return False
    row.note = text
    session.add(row)
    return True
