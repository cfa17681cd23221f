"""One cell of the gap strip: why the office is short that week, who covers, and who could, at what cost to them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from web.staffing.strip import state_of
from workload.estimates.calendar import open_days
from workload.estimates.office_gap import LEAST, GapCause, PersonDay
from workload.estimates.peak_window import BindingWindow
from workload.facts import CoverLink
from workload.records.cover_links import cover_links
from workload.records.gaps import OfficeWeek, TerritoryDays, gather_days, office_week, unanswered_by_day
from workload.records.leave import asked_or_granted
from workload.records.officers import people_by_id, person_names, vacancies
from workload.records.peaks import peak_of
from workload.records.places import region_by_office
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.places import Office
from workload.vocabulary import CoverMode, LeaveStatus, PersonKind

CANDIDATES_SHOWN = 3


@dataclass(frozen=True)
class PersonWeek:
    """One person (or, without a name, the cases nobody holds) in this week: hours due and there, day by day."""

    name: str
    days: tuple[PersonDay, ...]
    due: float
    there: float

    def on(self, day: date) -> PersonDay | None:
        """The person's hours of one day; None where they do not work."""
        return next((entry for entry in self.days if entry.day == day), None)


@dataclass(frozen=True)
class CoverLine:
    cover: ReliefCover
    name: str


@dataclass(frozen=True)
class Candidate:
    """Somebody who may cover here. `hours` are what they would take over that week; `before` and `after` their own
    hours due and cover already given, without and with these and the journey; `there` the hours they have for all of
    it."""

    name: str
    place: str
    mode: CoverMode
    pool: bool
    hours: float
    travel: float
    before: float
    after: float
    there: float
    days: int


@dataclass(frozen=True)
class GapPage:
    """`cannot_wait` are the hours of the days nobody answers for that need an answer that day. `peak` is the window
    that binds around the delivery days, in a week that holds some; `leave` are requests of the office's people that
    touch the week, those not decided first."""

    office: Office
    week: OfficeWeek
    state: str
    open_days: tuple[date, ...]
    delivery_days: frozenset[date]
    people: tuple[PersonWeek, ...]
    vacant_posts: int
    cover: tuple[CoverLine, ...]
    cannot_wait: float
    candidates: tuple[Candidate, ...]
    leave: tuple[LeaveRequest, ...]
    peak: BindingWindow | None

    @property
    def causes(self) -> tuple[GapCause, ...]:
        return self.week.gap.causes


def gap_page(session: Session, office: Office, monday: date, today: date) -> GapPage:
    sunday = monday + timedelta(days=6)
    links = cover_links(session, office_ids=[office.id])
    region_of, helpers = region_by_office(session), people_by_id(session, {link.person for link in links})
    regions = {office.region_id, *(region_of[one.office_id] for one in helpers.values())}
    facts = gather_days(session, today, monday, sunday, region_ids=sorted(regions))
    week = office_week(facts, office.id, monday)
    names = person_names(session)
    urgent = hours_that_cannot_wait(facts, office, monday)
    return GapPage(
        office=office,
        week=week,
        state=state_of(week.uncovered, week.gap.short),
        open_days=tuple(open_days(monday, sunday, facts.calendar, office.id)),
        delivery_days=facts.calendar.delivery,
        people=_people(facts, office.id, monday, sunday, names),
        vacant_posts=len(vacancies(session, today, office_id=office.id)),
        cover=tuple(CoverLine(row, names[row.person_id]) for row in facts.cover if row.office_id == office.id),
        cannot_wait=sum(urgent.values()),
        candidates=candidates(facts, links, urgent, monday)[:CANDIDATES_SHOWN],
        leave=_leave_here(session, facts, office.id, monday, sunday),
        peak=_peak(session, facts, office, monday, today) if week.delivery else None,
    )


def _peak(session: Session, facts: TerritoryDays, office: Office, monday: date, today: date) -> BindingWindow | None:
    delivery = min(day for day in facts.calendar.delivery if monday <= day)
    return peak_of(session, office.id, today, delivery)


def _leave_here(
    session: Session, facts: TerritoryDays, office_id: str, monday: date, sunday: date
) -> tuple[LeaveRequest, ...]:
    here = set(facts.own_people(office_id))
    found = [row for row in asked_or_granted(session, monday, sunday) if row.person_id in here]
    return tuple(sorted(found, key=lambda row: (row.status is not LeaveStatus.asked, row.first_day)))


def hours_that_cannot_wait(facts: TerritoryDays, office: Office, monday: date) -> dict[date, float]:
    """Of each day for which nobody answers: the urgent share of the hours due, and at least the hours that make a day
    served, but not more than are due."""
    return {
        day: min(hours, max(office.min_hours, office.urgent_share * hours))
        for day, hours in unanswered_by_day(facts, office.id, monday).items()
    }


def candidates(
    facts: TerritoryDays, links: list[CoverLink], urgent: dict[date, float], monday: date
) -> tuple[Candidate, ...]:
    """Those who may cover, relievers first, then by how full their week would be; only whoever is there on a day that
    needs cover, and one line a person, in the way that costs them fewer hours."""
    if not urgent:
        return ()
    best: dict[int, Candidate] = {}
    for link in links:
        found = _candidate(facts, link, urgent, monday)
        if found is not None and (link.person not in best or found.after < best[link.person].after):
            best[link.person] = found
    return tuple(sorted(best.values(), key=lambda one: (not one.pool, -one.days, one.after / one.there, one.name)))


def _candidate(facts: TerritoryDays, link: CoverLink, urgent: dict[date, float], monday: date) -> Candidate | None:
    person = facts.people.get(link.person)
    if person is None or not person.appointed:
        return None
    sunday = monday + timedelta(days=6)
    own = [entry for entry in facts.days[person.id] if monday <= entry.day <= sunday]
    lent = facts.lent_by(person.id, monday, sunday)
    taken = {row.day for row in lent}
    free = {entry.day for entry in own if entry.there > LEAST} - taken
    if person.kind is PersonKind.cso:
        free -= facts.calendar.delivery  # at delivery a CSO covers nobody else
    days = [day for day in urgent if day in free]
    if not days:
        return None
    names = {one.id: one.name for one in facts.offices}
    hours = sum(urgent[day] for day in days)
    travel = link.travel_hours if link.mode is CoverMode.site else 0.0
    before = sum(entry.due * (1 - entry.away) for entry in own) + sum(row.hours + row.travel_hours for row in lent)
    return Candidate(
        name=person.name,
        place=names[person.office],
        mode=link.mode,
        pool=person.kind is PersonKind.pool,
        hours=hours,
        travel=travel,
        before=before,
        after=before + hours + travel,
        there=sum(entry.there for entry in own),
        days=len(days),
    )


def _people(
    facts: TerritoryDays, office_id: str, monday: date, sunday: date, names: dict[int, str]
) -> tuple[PersonWeek, ...]:
    by_person: dict[int | None, list[PersonDay]] = defaultdict(list)
    for entry in facts.days_of(office_id, monday, sunday):
        by_person[entry.person].append(entry)
    return tuple(
        PersonWeek(
            name=names[number] if number is not None else "",
            days=tuple(days),
            due=sum(entry.due for entry in days),
            there=sum(entry.there for entry in days),
        )
        for number, days in by_person.items()
    )
