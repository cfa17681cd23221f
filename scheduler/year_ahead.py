"""What the coming weeks hold, gathered once for everybody: who is at work, who is promised elsewhere, who may cover.

A week is looked at for all of its people before the next: what is worked out of a desk or of a coverer serves all their
colleagues, and is gone with the week.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session

from scheduler.relief_question import conflicts_of_officers, post_duties, quarters
from workload.codes import person_id
from workload.estimates.calendar import monday_of
from workload.estimates.officer_capacity import rules_from
from workload.estimates.week_cover import Coverer, WeekAtOffice
from workload.records.activity_table import activity_times
from workload.records.cover_links import covers_given
from workload.records.relief_facts import ReliefFacts, ReliefLink, ReliefOffice, ReliefPerson, gather_relief
from workload.tables.leave import ReliefCover
from workload.vocabulary import CoverMode, PersonKind

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class YearAhead:
    """Hours are quarter-hours."""

    facts: ReliefFacts
    people: dict[int, ReliefPerson]
    desk_of: dict[str, list[ReliefPerson]]
    """By office: those who can be at its desk."""
    office: dict[str, ReliefOffice]
    links_to: dict[str, list[ReliefLink]]
    reach_of: dict[int, set[str]]
    """By person: offices for which they are listed."""
    kind_of: dict[date, str]
    open_days: tuple[date, ...]
    place_of: dict[date, int]
    """Of an open day among them."""
    away: dict[int, frozenset[date]]
    given_by: dict[int, list[ReliefCover]]
    covered: frozenset[tuple[str, date]]
    """Offices on days for which cover is promised."""
    duties: dict[int, int]
    conflicted: dict[int, frozenset[str]]

    def at_work(self, one: ReliefPerson, day: date) -> bool:
        return (
            self.kind_of.get(day, "closed") != "closed"
            and one.pattern[day.weekday()] > 0
            and day not in self.away[one.id]
        )

    def next_to(self, day: date, step: int) -> date | None:
        """The open day before or after one; None outside the days that are known."""
        at = self.place_of[day] + step
        return self.open_days[at] if 0 <= at < len(self.open_days) else None


def gather_year_ahead(session: Session, today: date, weeks: int) -> YearAhead:
    """From the week before this one to two weeks after the last of them."""
    first = monday_of(today) - WEEK
    last = first + (weeks + 2) * WEEK - DAY
    facts = gather_relief(session, today, first_day=first, last_day=last)
    people = {one.id: one for one in facts.people}
    rules = rules_from(activity_times(session, today))
    away: dict[int, set[date]] = defaultdict(set)
    for leave in facts.approved:
        days = (leave.last_day - leave.first_day).days + 1
        away[person_id(leave.person_id)] |= {leave.first_day + n * DAY for n in range(days)}
    desk_of, links_to = defaultdict(list), defaultdict(list)
    reach_of, given_by = defaultdict(set), defaultdict(list)
    for one in facts.people:
        if one.kind is PersonKind.cso and one.qualified:
            desk_of[one.office_id].append(one)
    for link in facts.cover:
        links_to[link.office_id].append(link)
        reach_of[person_id(link.person_id)].add(link.office_id)
    given = covers_given(session, first - 13 * WEEK, last)
    for cover in given:
        given_by[cover.person_id].append(cover)
    open_days = tuple(one.day for one in facts.calendar if one.kind != "closed")
    return YearAhead(
        facts=facts,
        people=people,
        desk_of=desk_of,
        office={one.office_id: one for one in facts.offices},
        links_to=links_to,
        reach_of=reach_of,
        kind_of={one.day: one.kind for one in facts.calendar},
        open_days=open_days,
        place_of={day: at for at, day in enumerate(open_days)},
        away={number: frozenset(away[number]) for number in people},
        given_by=given_by,
        covered=frozenset((one.office_id, one.day) for one in given),
        duties={number: post_duties(one, rules) for number, one in people.items()},
        conflicted=conflicts_of_officers(session),
    )


@dataclass(frozen=True)
class WeekAhead:
    """One week from its Monday: its open `days`, desks and coverers."""

    ahead: YearAhead
    monday: date
    days: tuple[date, ...]
    _desks: dict[tuple[str, date], tuple[int, ...]] = field(default_factory=dict)
    _coverers: dict[tuple[int, CoverMode], tuple[tuple[tuple[int, int], ...], int, int]] = field(default_factory=dict)

    def at_office(self, one: ReliefPerson, *, away: bool) -> WeekAtOffice:
        """The person's office through the week, with or without them."""
        first, last = self.ahead.next_to(self.days[0], -1), self.ahead.next_to(self.days[-1], 1)
        return WeekAtOffice(
            delivery=tuple(self.ahead.kind_of[day] == "delivery" for day in self.days),
            there=tuple(self._served(one, day, away=away) for day in self.days),
            min_quarters=quarters(self.ahead.office[one.office_id].min_hours),
            served_before=self._served(one, first, away=False),
            served_after=self._served(one, last, away=False),
        )

    def coverers(self, one: ReliefPerson) -> Iterable[Coverer]:
        """Everybody listed for the person's office, with the days and hours that are left to them this week."""
        links = self.ahead.links_to[one.office_id]
        remote = {link.person_id for link in links if link.mode is CoverMode.remote}
        conflicted = self.ahead.conflicted.get(one.id, frozenset())
        for link in links:
            number = person_id(link.person_id)
            row = self.ahead.people.get(number)
            if row is None or number == one.id or not row.qualified or link.person_id in conflicted:
                continue
            if link.mode is CoverMode.site and link.person_id in remote:
                continue  # a journey never helps where the same person works at a distance
            days, spare, left = self._able(row, link.mode)
            travel = quarters(link.travel_hours) if link.mode is CoverMode.site else 0
            yield Coverer(number, days, spare, left, travel)

    def _able(self, row: ReliefPerson, mode: CoverMode) -> tuple[tuple[tuple[int, int], ...], int, int]:
        """A coverer's days with their hours, hours to spare and days of cover left, wherever it is for."""
        key = (row.id, mode)
        if key not in self._coverers:
            days = enumerate(self.days)
            able = tuple((at, quarters(row.pattern[day.weekday()])) for at, day in days if self._may(row, mode, day))
            self._coverers[key] = (able, self._spare(row), self._cover_days_left(row))
        return self._coverers[key]

    def _served(self, one: ReliefPerson, day: date | None, *, away: bool) -> bool:
        """Somebody of the office is at the desk, or agreed cover is there; True outside the days that are known."""
        if day is None or (one.office_id, day) in self.ahead.covered:
            return True
        there = self._at_desk(one.office_id, day)
        return any(number != one.id for number in there) if away else bool(there)

    def _at_desk(self, office_id: str, day: date) -> tuple[int, ...]:
        """Who of the office is at work there and not promised on site elsewhere."""
        key = (office_id, day)
        if key not in self._desks:
            self._desks[key] = tuple(
                row.id
                for row in self.ahead.desk_of[office_id]
                if self.ahead.at_work(row, day)
                and not any(one.day == day and one.mode is CoverMode.site for one in self.ahead.given_by[row.id])
            )
        return self._desks[key]

    def _may(self, row: ReliefPerson, mode: CoverMode, day: date) -> bool:
        ahead = self.ahead
        if not ahead.at_work(row, day) or (row.kind is PersonKind.cso and ahead.kind_of[day] == "delivery"):
            return False
        mine = ahead.given_by[row.id]
        if any(given.day == day for given in mine):
            return False
        if mode is CoverMode.remote:
            return True
        near = {ahead.next_to(day, -1), ahead.next_to(day, 1)}
        if any(given.day in near and given.mode is CoverMode.site for given in mine):
            return False  # back at the own office for a day after a stay elsewhere
        return row.kind is not PersonKind.cso or self._served(row, day, away=True)

    def _spare(self, row: ReliefPerson) -> int:
        """Quarter-hours of the week that own work, the post's duties and promised cover leave."""
        ahead = self.ahead
        working = [day for day in self.days if ahead.at_work(row, day)]
        own = sum(
            quarters(row.own_hours_delivery if ahead.kind_of[day] == "delivery" else row.own_hours)
            + ahead.duties[row.id]
            for day in working
        )
        mine = [given for given in ahead.given_by[row.id] if monday_of(given.day) == self.monday]
        given = sum(quarters(one.hours + one.travel_hours) for one in mine)
        return sum(quarters(row.pattern[day.weekday()]) for day in working) - own - given

    def _cover_days_left(self, row: ReliefPerson) -> int:
        quarter = _quarter(self.days[0])
        used = sum(_quarter(given.day) == quarter for given in self.ahead.given_by[row.id])
        return max(0, row.max_cover_days - used)


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


def weeks_ahead(ahead: YearAhead, mondays: Iterable[date]) -> Iterable[WeekAhead]:
    """These weeks, one after the other."""
    for monday in mondays:
        days = (monday + n * DAY for n in range(5))
        yield WeekAhead(ahead, monday, tuple(day for day in days if ahead.kind_of.get(day, "closed") != "closed"))
