"""The stored calendar and the published standards, as they hold in a period or on a day."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from sqlmodel import Session, col, select

from workload.estimates.service_clock import Due, due
from workload.facts import CalendarFacts
from workload.tables.calendar import CalendarDay, ServiceStandard
from workload.vocabulary import DayKind

ANSWER_DAYS = 2  # the promise to answer a concern as the Ombud reports it, where no standard is stored
LOOK_AHEAD = timedelta(days=40)


def calendar_days(
    session: Session, first_day: date, last_day: date, *, kinds: Collection[DayKind] | None = None
) -> list[CalendarDay]:
    """The days with a meaning between two dates, both included, by date."""
    query = (
        select(CalendarDay)
        .where(col(CalendarDay.day) >= first_day, col(CalendarDay.day) <= last_day)
        .order_by(col(CalendarDay.day), col(CalendarDay.id))
    )
    if kinds is not None:
        query = query.where(col(CalendarDay.kind).in_(list(kinds)))
    return list(session.exec(query))


def calendar_facts(session: Session, first_day: date, last_day: date, *, for_clocks: bool = False) -> CalendarFacts:
    """Closed and delivery days of the territory, and each office's own closed days.

    Holidays, mandatory leave days and closures are closed; a day with an office closes that office only. `for_clocks`
    leaves mandatory leave days open: the department's own leave does not move what was promised to a client.
    """
    closed: set[date] = set()
    delivery: set[date] = set()
    own: dict[str, set[date]] = defaultdict(set)
    for row in calendar_days(session, first_day, last_day):
        if row.kind is DayKind.delivery:
            delivery.add(row.day)
        elif row.kind is DayKind.mandatory and for_clocks:
            continue
        elif row.office_id is None:
            closed.add(row.day)
        else:
            own[row.office_id].add(row.day)
    return CalendarFacts(
        closed=frozenset(closed),
        delivery=frozenset(delivery - closed),
        office_closed={office: frozenset(days) for office, days in own.items()},
    )


def closed_days(session: Session, first_day: date, last_day: date, office_id: str) -> dict[date, DayKind]:
    """The days on which an office does not work, weekends apart, with their kind; a holiday goes before the rest."""
    found: dict[date, DayKind] = {}
    for row in calendar_days(session, first_day, last_day):
        ours = row.office_id in (None, office_id) and row.kind is not DayKind.delivery
        if ours and found.get(row.day) is not DayKind.holiday:
            found[row.day] = row.kind
    return found


def service_standard(session: Session, name: str, on: date) -> ServiceStandard | None:
    """The promise named application, payment or concern that is in force on a day."""
    query = (
        select(ServiceStandard)
        .where(ServiceStandard.name == name, col(ServiceStandard.valid_from) <= on)
        .order_by(col(ServiceStandard.valid_from).desc())
    )
    return session.exec(query).first()


def concern_due(session: Session, told: date) -> Due:
    """By when a concern told on `told` is answered: business days of the territory, whichever office it is about. An
    office that is shut has others who answer."""
    standard = service_standard(session, "concern", told)
    days = standard.business_days if standard else ANSWER_DAYS
    return due(told, days, calendar_facts(session, told, told + LOOK_AHEAD, for_clocks=True))


def promises(session: Session, name: str, on: date) -> list[ServiceStandard]:
    """What is promised under that name on a day, the oldest promise first: a promise that starts at another moment
    (documents verified, not documents in) stands beside the older one and does not end it."""
    query = (
        select(ServiceStandard)
        .where(ServiceStandard.name == name, col(ServiceStandard.valid_from) <= on)
        .order_by(col(ServiceStandard.valid_from), col(ServiceStandard.id))
    )
    newest: dict[str, ServiceStandard] = {}
    for row in session.exec(query):
        newest[row.starts_when] = row
    return list(newest.values())
