"""The gaps of many offices over many weeks at once, as matrices of people and days.

What `office_gap` and `officer_capacity` say of one person and day, for a province's thousands: people of the same
schedule and closed days share one row of hours, worked out day by day once, and an absence changes only its own days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workload.estimates.calendar import is_open
from workload.estimates.delivery_peak import due_hours_by_day
from workload.estimates.office_gap import FULL_TIME, LEAST
from workload.estimates.officer_capacity import CapacityRules, case_hours_by_day
from workload.facts import Absence, CalendarFacts, OfficerFacts
from workload.vocabulary import DayPart, PersonKind

Array = NDArray[Any]
Hours = tuple[float, float]
"""Of a month: all hours of the cases, and the part that falls on delivery days."""


@dataclass(frozen=True)
class Cover:
    """Hours that a person works for an office on a day. `agreed` cover comes to it; what is only asked keeps its place
    in the person's own week as well. `on_site`: the person is at that office that day."""

    person: int
    office: str
    day: date
    hours: float
    travel_hours: float
    on_site: bool
    agreed: bool


@dataclass(frozen=True)
class WeekHours:
    """Hours of one office (or of several, added up) in one week: due, there, short (due that exceed those there), and
    `uncovered`, for which nobody answers. `delivery`: the week holds delivery days that are open here."""

    office: str
    monday: date
    needed: float
    there: float
    short: float
    uncovered: float
    delivery: bool
    open_days: int


def office_weeks(
    offices: Sequence[str],
    people: Iterable[OfficerFacts],
    held: Mapping[int, Hours],
    unheld: Mapping[str, Hours],
    absences: Iterable[Absence],
    cover: Iterable[Cover],
    calendar: CalendarFacts,
    monday: date,
    count: int,
    rules: CapacityRules | None = None,
) -> dict[str, list[WeekHours]]:
    """The weeks of each office from that of `monday` on. `held` are the hours of each officer's cases, `unheld` those
    of an office's cases that nobody holds; relievers among the people belong to no office."""
    days = [monday + timedelta(days=n) for n in range(7 * count)]
    number = {office: place for place, office in enumerate(offices)}
    own = [one for one in people if one.kind is not PersonKind.pool and one.office in number]
    own.sort(key=lambda one: number[one.office])
    table = _People(own, held, tuple(absences), calendar, days, rules)
    at = np.array([number[one.office] for one in own], dtype=int)
    by_office = partial(_by_office, at, len(offices))
    needed, there, left = by_office(table.due), by_office(table.there), table.due * table.away
    waits, nobodys = by_office(left * table.holds), by_office(left * ~table.holds)
    vacant = _vacant(offices, unheld, calendar, days)
    comes, lent, gone = _cover(tuple(cover), number, {one.id: row for row, one in enumerate(own)}, own, days)
    officers = np.array([one.kind is PersonKind.cso for one in own], dtype=bool)
    at_work = table.holds & (table.there > LEAST) & ~gone & officers[:, None]
    alone = by_office(at_work) == 0
    unanswered = np.where(comes > LEAST, 0.0, nobodys + vacant + waits * alone)
    unanswered[unanswered <= LEAST] = 0.0
    due_weeks = _by_week(needed + vacant)
    there_weeks = np.maximum(0.0, _by_week(there + comes - lent))
    uncovered, short = _by_week(unanswered), np.maximum(0.0, due_weeks - there_weeks)
    return {
        office: [
            WeekHours(
                office, begins, float(due_weeks[row, week]), float(there_weeks[row, week]), float(short[row, week]),
                float(uncovered[row, week]), any(day in calendar.delivery for day in open_here), len(open_here),
            )
            for week, begins in enumerate(days[::7])
            for open_here in [[day for day in days[7 * week : 7 * week + 5] if is_open(day, calendar, office)]]
        ]
        for row, office in enumerate(offices)
    }  # fmt: skip


def added(place: str, weeks: Sequence[WeekHours]) -> WeekHours:
    """The same week of several offices together, under the name of a place; open when one of them is."""
    return WeekHours(
        office=place,
        monday=weeks[0].monday,
        needed=sum(one.needed for one in weeks),
        there=sum(one.there for one in weeks),
        short=sum(one.short for one in weeks),
        uncovered=sum(one.uncovered for one in weeks),
        delivery=any(one.delivery for one in weeks),
        open_days=max(one.open_days for one in weeks),
    )


class _People:
    """Matrices of people and days: hours `due` and `there`, the share `away`, and whether the person `holds` the
    post on the day."""

    def __init__(
        self,
        people: Sequence[OfficerFacts],
        held: Mapping[int, Hours],
        absences: tuple[Absence, ...],
        calendar: CalendarFacts,
        days: Sequence[date],
        rules: CapacityRules | None,
    ) -> None:
        self._calendar, self._days, self._rules = calendar, days, rules
        self._rows: dict[Any, tuple[Array, ...]] = {}
        row_of = {one.id: row for row, one in enumerate(people)}
        halves = np.zeros((2, len(people), len(days)), dtype=bool)
        courses: dict[int, list[Absence]] = {}
        for absence in absences:
            row = row_of.get(absence.person, -1)
            if row < 0:
                continue
            span = self._span(absence.first_day, absence.last_day)
            if absence.part is not DayPart.afternoon:
                halves[0, row, span] = True
            if absence.part is not DayPart.morning:
                halves[1, row, span] = True
            if absence.course:
                courses.setdefault(absence.person, []).append(absence)
        shape = (len(people), len(days))
        self.holds, share = np.ones(shape, dtype=bool), np.ones(shape)
        plain, reports, full, half = (np.zeros(shape) for _ in range(4))
        for row, one in enumerate(people):
            plain[row], reports[row], full[row], half[row] = self._shared(one, courses.get(one.id, ()))
            if one.works_from is not None and one.works_from > days[0]:
                self.holds[row, self._span(days[0], one.works_from - timedelta(days=1))] = False
            if one.works_until is not None and one.works_until < days[-1]:
                self.holds[row, self._span(one.works_until + timedelta(days=1), days[-1])] = False
            if one.steps and one.steps[-1][0] > days[0]:
                share[row] = 0.0
                for begins, part in one.steps:
                    share[row, self._span(begins, days[-1])] = part
            elif one.steps:
                share[row] = one.steps[-1][1]
            elif not one.appointed:
                share[row] = 0.0
        month = np.array([held.get(one.id, (0.0, 0.0)) for one in people]).reshape(-1, 2)
        self.due = plain * month[:, :1] + reports * month[:, 1:]
        self.away = np.where(self.holds, halves.sum(axis=0) / 2, 1.0)
        self.there = np.where(self.away == 0, full, np.where(self.away == 1, 0.0, half)) * share

    def _span(self, first: date, last: date) -> slice:
        begin = self._days[0].toordinal()
        return slice(max(0, first.toordinal() - begin), max(0, last.toordinal() - begin + 1))

    def _shared(self, one: OfficerFacts, courses: Sequence[Absence]) -> tuple[Array, ...]:
        """The rows of everybody with this schedule, these closed days and these courses: what an hour of cases a month
        makes due on each day, what an hour of reports adds, and hours for cases of whoever is there, or half of it."""
        closed = self._calendar.office_closed.get(one.office, frozenset())
        key = (one.pattern, closed, tuple((course.first_day, course.last_day) for course in courses))
        if key not in self._rows:
            first, last = self._days[0], self._days[-1]
            like = OfficerFacts(one.id, "", one.office, one.region, one.kind, one.pattern)
            mornings = Absence(one.id, first, last, DayPart.morning)
            self._rows[key] = (
                self._row(due_hours_by_day(1.0, 0.0, one.pattern, self._calendar, first, last, one.office)),
                self._row(due_hours_by_day(0.0, 1.0, one.pattern, self._calendar, first, last, one.office)),
                self._row(case_hours_by_day(like, courses, self._calendar, first, last, self._rules)),
                self._row(case_hours_by_day(like, (*courses, mornings), self._calendar, first, last, self._rules)),
            )
        return self._rows[key]

    def _row(self, hours: Mapping[date, float]) -> Array:
        return np.array([hours.get(day, 0.0) for day in self._days])


def _vacant(
    offices: Sequence[str], unheld: Mapping[str, Hours], calendar: CalendarFacts, days: Sequence[date]
) -> Array:
    """Hours due of cases that nobody holds, by office and day."""
    found, rows = np.zeros((len(offices), len(days))), {}
    for row, office in enumerate(offices):
        if office not in unheld:
            continue
        closed = calendar.office_closed.get(office, frozenset())
        if closed not in rows:
            each = [
                due_hours_by_day(*hours, FULL_TIME, calendar, days[0], days[-1], office)
                for hours in ((1.0, 0.0), (0.0, 1.0))
            ]
            rows[closed] = np.array([[hours.get(day, 0.0) for day in days] for hours in each])
        found[row] = np.array(unheld[office]) @ rows[closed]
    return found


def _cover(
    cover: tuple[Cover, ...],
    number: Mapping[str, int],
    row_of: Mapping[int, int],
    own: Sequence[OfficerFacts],
    days: Sequence[date],
) -> tuple[Array, Array, Array]:
    """Hours that come and hours lent, by office and day, and who of the people is gone to another office."""
    comes, lent = np.zeros((len(number), len(days))), np.zeros((len(number), len(days)))
    gone = np.zeros((len(own), len(days)), dtype=bool)
    for one in cover:
        day = (one.day - days[0]).days
        if one.agreed and one.office in number:
            comes[number[one.office], day] += one.hours
        if one.person in row_of:
            home = own[row_of[one.person]].office
            lent[number[home], day] += one.hours + one.travel_hours
            gone[row_of[one.person], day] |= one.on_site and one.office != home
    return comes, lent, gone


def _by_office(at: Array, count: int, values: Array) -> Array:
    """Sums of the rows of each office's people, who stand together; of yes and no, whether any is yes."""
    found, here = np.zeros((count, values.shape[1])), np.unique(at)
    if len(here):
        found[here] = np.add.reduceat(values, np.searchsorted(at, here), axis=0)
    return found


def _by_week(values: Array) -> Array:
    return values.reshape(len(values), values.shape[1] // 7, 7).sum(axis=2)
