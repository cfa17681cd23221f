"""The gap of every office, week by week: what is due, who is there, who is away and who answers for them.

Reading takes a dozen queries, whatever the number of offices. `gap_strip` counts many offices at once; `gather_days`
and `office_week` go into one person by person and day by day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlmodel import Session

from workload.estimates.calendar import is_open, month_of
from workload.estimates.office_gap import LEAST, OfficeGap, PersonDay, office_gap, person_days, vacant_days
from workload.estimates.office_weeks import Cover, Hours, WeekHours, office_weeks
from workload.estimates.officer_capacity import CapacityRules, rules_from
from workload.facts import Absence, CalendarFacts, OfficerFacts
from workload.records.absences import granted_absences
from workload.records.activity_table import activity_times
from workload.records.calendar import calendar_facts
from workload.records.cover_links import covers_given
from workload.records.month_hours import NONE, month_hours
from workload.records.officers import officers
from workload.records.places import offices
from workload.tables.leave import ReliefCover
from workload.tables.places import Office
from workload.tables.snapshots import GapSnapshot
from workload.vocabulary import CoverMode, CoverStatus, PersonKind

WEEKS_SHOWN = 13


@dataclass(frozen=True)
class TerritoryDays:
    """Every officer's working days from `first` to `last` (by person), and the days of cases that nobody holds (by
    office). Relievers are among the people, but their hours belong to no office."""

    first: date
    last: date
    calendar: CalendarFacts
    offices: tuple[Office, ...]
    people: Mapping[int, OfficerFacts]
    days: Mapping[int, tuple[PersonDay, ...]]
    unheld: Mapping[str, tuple[PersonDay, ...]]
    cover: tuple[ReliefCover, ...]
    absences: tuple[Absence, ...]

    def days_of(self, office_id: str, first: date, last: date) -> list[PersonDay]:
        found: list[PersonDay] = []
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            found.extend(self._entries.get((office_id, date.fromordinal(ordinal)), ()))
        return found

    def own_people(self, office_id: str) -> list[int]:
        """Ids of the officers whose hours are the office's own."""
        return self._own_people.get(office_id, [])

    def cover_at(self, office_id: str, first: date, last: date) -> list[ReliefCover]:
        """Agreed cover: somebody who is only asked answers for nobody yet."""
        return [row for row in self._agreed.get(office_id, ()) if first <= row.day <= last]

    def lent_by(self, person_id: int, first: date, last: date) -> list[ReliefCover]:
        return [row for row in self._lent.get(person_id, ()) if first <= row.day <= last]

    @cached_property
    def _own_people(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for one in self.people.values():
            if one.kind is not PersonKind.pool:
                found[one.office].append(one.id)
        return found

    @cached_property
    def _entries(self) -> dict[tuple[str, date], list[PersonDay]]:
        """The days of an office's own people, and of its cases that nobody holds, by office and day."""
        found: dict[tuple[str, date], list[PersonDay]] = defaultdict(list)
        for office_id in {one.id for one in self.offices}:
            own = [self.days[number] for number in self.own_people(office_id)]
            for entries in (*own, self.unheld.get(office_id, ())):
                for entry in entries:
                    found[office_id, entry.day].append(entry)
        return found

    @cached_property
    def _agreed(self) -> dict[str, list[ReliefCover]]:
        found: dict[str, list[ReliefCover]] = defaultdict(list)
        for row in self.cover:
            if row.status is CoverStatus.agreed:
                found[row.office_id].append(row)
        return found

    @cached_property
    def _lent(self) -> dict[int, list[ReliefCover]]:
        found: dict[int, list[ReliefCover]] = defaultdict(list)
        for row in self.cover:
            found[row.person_id].append(row)
        return found


@dataclass(frozen=True)
class OfficeWeek:
    """One office in one week, with its causes. `uncovered` are hours for which nobody answers (see
    `unanswered_by_day`). What colleagues or a coverer leave undone waits, and is part of `gap.short`."""

    office_id: str
    monday: date
    gap: OfficeGap
    uncovered: float
    delivery: bool
    open_days: int


@dataclass(frozen=True)
class _Stored:
    """What is stored of some days: people by id, hours of cases by officer and (nobody's) by office, leave, cover."""

    calendar: CalendarFacts
    rules: CapacityRules
    people: dict[int, OfficerFacts]
    held: dict[int, Hours]
    unheld: dict[str, Hours]
    absences: tuple[Absence, ...]
    cover: tuple[ReliefCover, ...]
    offices: tuple[Office, ...]


def _read(session: Session, today: date, first: date, last: date, region_ids: Sequence[str] | None) -> _Stored:
    people = {one.id: one for one in officers(session, today, region_ids=region_ids, skills=False)}
    held, unheld = month_hours(session, today, people, region_ids)
    return _Stored(
        calendar=calendar_facts(session, month_of(first)[0], month_of(last)[1]),
        rules=rules_from(activity_times(session, today)),
        people=people,
        held=held,
        unheld=unheld,
        absences=tuple(granted_absences(session, first, last, person_ids=None if region_ids is None else people)),
        cover=tuple(covers_given(session, first, last)),
        offices=tuple(offices(session)),
    )


def gather_days(
    session: Session, today: date, first: date, last: date, *, region_ids: Sequence[str] | None = None
) -> TerritoryDays:
    """The days from `first` to `last` of the officers of some regions (None: of all), on the cases, leave and cover as
    stored now. Cases that nobody holds are there for the offices of these regions."""
    stored = _read(session, today, first, last, region_ids)
    by_person: dict[int, list[Absence]] = defaultdict(list)
    for absence in stored.absences:
        by_person[absence.person].append(absence)
    days = {
        one.id: person_days(
            one, *stored.held.get(one.id, NONE), by_person[one.id], stored.calendar, first, last, stored.rules
        )
        for one in stored.people.values()
    }
    vacant = {
        office: vacant_days(*hours, stored.calendar, first, last, office) for office, hours in stored.unheld.items()
    }
    return TerritoryDays(
        first=first,
        last=last,
        calendar=stored.calendar,
        offices=stored.offices,
        people=stored.people,
        days={number: tuple(entries) for number, entries in days.items()},
        unheld={office: tuple(entries) for office, entries in vacant.items()},
        cover=stored.cover,
        absences=stored.absences,
    )


def office_week(facts: TerritoryDays, office_id: str, monday: date) -> OfficeWeek:
    """The gap of one office in the week that begins on `monday`."""
    week = (monday + timedelta(days=n) for n in range(7))
    open_days = [day for day in week if is_open(day, facts.calendar, office_id)]
    return OfficeWeek(
        office_id=office_id,
        monday=monday,
        gap=_gap_between(facts, office_id, monday, monday + timedelta(days=6)),
        uncovered=sum(unanswered_by_day(facts, office_id, monday).values(), 0.0),
        delivery=any(day in facts.calendar.delivery for day in open_days),
        open_days=len(open_days),
    )


def office_day(facts: TerritoryDays, office_id: str, day: date) -> OfficeGap:
    """The gap of one office on one day: what is due that day and is not done that day."""
    return _gap_between(facts, office_id, day, day)


def _gap_between(facts: TerritoryDays, office_id: str, first: date, last: date) -> OfficeGap:
    days = facts.days_of(office_id, first, last)
    cover = _by_day((row.day, row.hours) for row in facts.cover_at(office_id, first, last))
    lent = _by_day(
        (row.day, row.hours + row.travel_hours)
        for number in facts.own_people(office_id)
        for row in facts.lent_by(number, first, last)
    )  # also within the office: hours given to a colleague's cases are not there twice
    return office_gap(days, cover, lent, facts.calendar.delivery)


def unanswered_by_day(facts: TerritoryDays, office_id: str, monday: date) -> dict[date, float]:
    """Hours due in a week for which nobody answers, by day: those of cases that no officer holds, and those of people
    away on days when none of the office's own CSOs is at work there. A day on which someone covers is answered."""
    last = monday + timedelta(days=6)
    covered = {row.day for row in facts.cover_at(office_id, monday, last) if row.hours > LEAST}
    gone = {
        (row.person_id, row.day) for row in facts.cover if row.mode is CoverMode.site and row.office_id != office_id
    }
    days = [entry for entry in facts.days_of(office_id, monday, last) if entry.day not in covered]
    at_work = {
        entry.day
        for entry in days
        if entry.person is not None
        and facts.people[entry.person].kind is PersonKind.cso
        and entry.there > LEAST
        and (entry.person, entry.day) not in gone
    }
    hours = _by_day(
        (entry.day, entry.due * entry.away) for entry in days if entry.person is None or entry.day not in at_work
    )
    return {day: value for day, value in sorted(hours.items()) if value > LEAST}


def gap_strip(
    session: Session, today: date, first_monday: date, *, region_ids: Sequence[str] | None = None
) -> list[tuple[Office, list[WeekHours]]]:
    """The next thirteen weeks of each office of some regions (None: of all), offices from north to south."""
    last = first_monday + timedelta(days=7 * WEEKS_SHOWN - 1)
    stored = _read(session, today, first_monday, last, region_ids)
    shown = [one for one in stored.offices if region_ids is None or one.region_id in region_ids]
    cover = (
        Cover(
            row.person_id, row.office_id, row.day, row.hours, row.travel_hours, row.mode is CoverMode.site,
            row.status is CoverStatus.agreed,
        )
        for row in stored.cover
    )  # fmt: skip
    weeks = office_weeks(
        [one.id for one in shown], stored.people.values(), stored.held, stored.unheld, stored.absences, cover,
        stored.calendar, first_monday, WEEKS_SHOWN, stored.rules,
    )  # fmt: skip
    return [(one, weeks[one.id]) for one in shown]


def save_snapshot(session: Session, week: WeekHours, *, taken_on: date) -> None:
    """Keep what a cell looked like on a night; taken twice on a day, the later one stands."""
    session.merge(
        GapSnapshot(
            office_id=week.office,
            week=week.monday,
            taken_on=taken_on,
            hours_needed=week.needed,
            hours_there=week.there,
            hours_short=week.short,
            hours_uncovered=week.uncovered,
        )
    )


def _by_day(pairs: Iterable[tuple[date, float]]) -> dict[date, float]:
    total: dict[date, float] = defaultdict(float)
    for day, hours in pairs:
        total[day] += hours
    return dict(total)
