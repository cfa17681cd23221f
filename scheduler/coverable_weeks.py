"""Which weeks can each person be away? Computed ahead, so that the year strip is there before anyone asks.

Everything agreed stands: granted leave, cover that is promised, declared conflicts of interest, the duties of the post.
A request for part of a week, or one that two coverers serve together, can still be possible where the week is not.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import String, cast, func
from sqlmodel import Session, col, delete, select

from scheduler.relief_question import conflicted_people, post_duties, quarters
from workload.codes import person_id
from workload.estimates.calendar import monday_of
from workload.estimates.officer_capacity import rules_from
from workload.estimates.week_cover import Coverer, WeekAtOffice, best_cover
from workload.records.activity_table import activity_times
from workload.records.cover_links import covers_given
from workload.records.relief_facts import ReliefFacts, ReliefLink, ReliefOffice, ReliefPerson, gather_relief
from workload.tables.audit import AuditEntry
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.leave_year import CoverableWeek
from workload.vocabulary import CoverMode, PersonKind, WeekState

WEEKS_AHEAD = 53
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class YearAhead:
    """What the coming weeks hold, gathered once for everybody. Hours are quarter-hours."""

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


def refresh_coverable_weeks(session: Session, today: date, *, mondays: Collection[date] | None = None) -> int:
    """Compute and store the weeks anew, all of the coming year or only these; how many rows were written."""
    ahead = gather_year_ahead(session, today)
    weeks = [monday_of(today) + n * WEEK for n in range(WEEKS_AHEAD)]
    wanted = weeks if mondays is None else [week for week in weeks if week in set(mondays)]
    rows = [week_of(ahead, one, week) for one in ahead.people.values() for week in wanted]
    gone = (
        delete(CoverableWeek) if mondays is None else delete(CoverableWeek).where(col(CoverableWeek.week).in_(wanted))
    )
    session.execute(gone)
    session.bulk_save_objects(rows)  # many rows, and while this writes, nobody else can on SQLite
    return len(rows)


def gather_year_ahead(session: Session, today: date) -> YearAhead:
    first = monday_of(today) - WEEK
    last = first + (WEEKS_AHEAD + 2) * WEEK - DAY
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
        conflicted={number: conflicted_people(session, number) for number in people},
    )


def week_of(ahead: YearAhead, one: ReliefPerson, monday: date) -> CoverableWeek:
    """The state of one week for one person."""
    days = [monday + n * DAY for n in range(5) if ahead.kind_of.get(monday + n * DAY, "closed") != "closed"]
    mine = [day for day in days if ahead.at_work(one, day)]
    row = CoverableWeek(person_id=one.id, week=monday, state=WeekState.open, days=len(mine))
    if not mine:
        away = any(one.pattern[day.weekday()] > 0 for day in days)
        row.state = WeekState.away if away else WeekState.closed
        return row
    promised = sorted(given.day for given in ahead.given_by[one.id] if given.day in days)
    if promised:
        return _not(row, "gives_cover", promised[0])
    if one.kind is not PersonKind.cso:
        return row
    coverers = list(_coverers(ahead, one, days))
    allowed = best_cover(_week(ahead, one, days, away=False), coverers).breaches
    week = _week(ahead, one, days, away=True)
    found = best_cover(week, coverers)
    if found.breaches > allowed:
        return _not(row, *_why_not(ahead, one, days, week, coverers))
    for number in {person for _, person in found.cover}:
        others = [coverer for coverer in coverers if coverer.person != number]
        if best_cover(week, others).breaches > allowed:
            row.state, row.reason = WeekState.tight, "one_person"
            row.on_day = days[min(day for day, person in found.cover if person == number)]
            return row
    if _others_asked(ahead, one, days, {person for _, person in found.cover}):
        row.state, row.reason = WeekState.tight, "others_asked"
    return row


def _others_asked(ahead: YearAhead, one: ReliefPerson, days: list[date], coverers: Collection[int]) -> bool:
    """A colleague whom the same people may cover has asked for days of this week."""
    reach = {office for number in coverers for office in ahead.reach_of[number]}
    return any(
        asked.first_day <= days[-1]
        and days[0] <= asked.last_day
        and person_id(asked.person_id) != one.id
        and ahead.people[person_id(asked.person_id)].office_id in reach
        for asked in ahead.facts.requests
    )


def _not(row: CoverableWeek, reason: str, day: date | None) -> CoverableWeek:
    row.state, row.reason, row.on_day = WeekState.not_coverable, reason, day
    return row


def _week(ahead: YearAhead, one: ReliefPerson, days: list[date], *, away: bool) -> WeekAtOffice:
    return WeekAtOffice(
        delivery=tuple(ahead.kind_of[day] == "delivery" for day in days),
        there=tuple(_served(ahead, one, day, away=away) for day in days),
        min_quarters=quarters(ahead.office[one.office_id].min_hours),
        served_before=_served(ahead, one, _next_to(ahead, days[0], -1), away=False),
        served_after=_served(ahead, one, _next_to(ahead, days[-1], 1), away=False),
    )


def _served(ahead: YearAhead, one: ReliefPerson, day: date | None, *, away: bool) -> bool:
    """Somebody of the office is at the desk, or agreed cover is there; True outside the days that are known."""
    if day is None:
        return True
    if (one.office_id, day) in ahead.covered:
        return True
    return any(
        not (away and row.id == one.id)
        and ahead.at_work(row, day)
        and not any(given.day == day and given.mode is CoverMode.site for given in ahead.given_by[row.id])
        for row in ahead.desk_of[one.office_id]
    )


def _next_to(ahead: YearAhead, day: date, step: int) -> date | None:
    at = ahead.place_of[day] + step
    return ahead.open_days[at] if 0 <= at < len(ahead.open_days) else None


def _coverers(ahead: YearAhead, one: ReliefPerson, days: list[date]) -> Iterable[Coverer]:
    """Everybody listed for the office, with the days and hours that are left to them this week."""
    links = ahead.links_to[one.office_id]
    remote = {link.person_id for link in links if link.mode is CoverMode.remote}
    for link in links:
        number = person_id(link.person_id)
        row = ahead.people.get(number)
        if row is None or number == one.id or not row.qualified or link.person_id in ahead.conflicted[one.id]:
            continue
        if link.mode is CoverMode.site and link.person_id in remote:
            continue  # a journey never helps where the same person works at a distance
        able = {
            at: quarters(row.pattern[day.weekday()]) for at, day in enumerate(days) if _may(ahead, row, link.mode, day)
        }
        yield Coverer(
            person=number,
            days=tuple(able.items()),
            spare=_spare(ahead, row, days[0]),
            days_left=_cover_days_left(ahead, row, days[0]),
            travel=quarters(link.travel_hours) if link.mode is CoverMode.site else 0,
        )


def _may(ahead: YearAhead, row: ReliefPerson, mode: CoverMode, day: date) -> bool:
    if not ahead.at_work(row, day) or (row.kind is PersonKind.cso and ahead.kind_of[day] == "delivery"):
        return False
    mine = ahead.given_by[row.id]
    if any(given.day == day for given in mine):
        return False
    if mode is CoverMode.remote:
        return True
    near = {_next_to(ahead, day, -1), _next_to(ahead, day, 1)}
    if any(given.day in near and given.mode is CoverMode.site for given in mine):
        return False  # back at the own office for a day after a stay elsewhere
    return row.kind is not PersonKind.cso or _served(ahead, row, day, away=True)


def _spare(ahead: YearAhead, row: ReliefPerson, day: date) -> int:
    """Quarter-hours of the week that own work, the post's duties and promised cover leave."""
    monday = monday_of(day)
    working = [monday + n * DAY for n in range(5) if ahead.at_work(row, monday + n * DAY)]
    own = sum(
        quarters(row.own_hours_delivery if ahead.kind_of[day] == "delivery" else row.own_hours) + ahead.duties[row.id]
        for day in working
    )
    given = sum(
        quarters(one.hours + one.travel_hours) for one in ahead.given_by[row.id] if monday_of(one.day) == monday
    )
    return sum(quarters(row.pattern[day.weekday()]) for day in working) - own - given


def _cover_days_left(ahead: YearAhead, row: ReliefPerson, day: date) -> int:
    quarter = (day.year, (day.month - 1) // 3)
    used = sum((given.day.year, (given.day.month - 1) // 3) == quarter for given in ahead.given_by[row.id])
    return max(0, row.max_cover_days - used)


def _why_not(
    ahead: YearAhead, one: ReliefPerson, days: list[date], week: WeekAtOffice, coverers: list[Coverer]
) -> tuple[str, date]:
    """The first day nobody can serve, and what most of those who are listed lack on it."""
    able = {at for coverer in coverers for at, _ in coverer.days if coverer.spare > 0 and coverer.days_left > 0}
    uncovered = [at for at, there in enumerate(week.there) if not there and at not in able]
    at = next((at for at in uncovered if week.delivery[at]), uncovered[0] if uncovered else None)
    if at is None:
        first = next(at for at, there in enumerate(week.there) if not there)
        return "coverers_full", days[first]
    if not coverers:
        return "nobody_listed", days[at]
    return Counter(_limit(ahead, coverer, days[at]) for coverer in coverers).most_common(1)[0][0], days[at]


def _limit(ahead: YearAhead, coverer: Coverer, day: date) -> str:
    row = ahead.people[coverer.person]
    if not ahead.at_work(row, day):
        return "coverers_away"
    if row.kind is PersonKind.cso and ahead.kind_of[day] == "delivery":
        return "delivery"
    if any(given.day == day for given in ahead.given_by[row.id]):
        return "coverers_taken"
    return "cover_days_used" if coverer.days_left == 0 else "coverers_full"


def refresh_after_decisions(session: Session, today: date) -> int:
    """Compute anew the weeks of leave that was asked, decided or changed since the last time; how many rows."""
    last = session.exec(select(func.max(CoverableWeek.computed_at))).one()
    if last is None:
        return refresh_coverable_weeks(session, today)
    changed = session.exec(
        select(LeaveRequest)
        .join(AuditEntry, col(AuditEntry.subject_id) == cast(col(LeaveRequest.id), String))
        .where(AuditEntry.subject == "leave_request", col(AuditEntry.at) > last)
    ).all()
    mondays = {
        monday_of(row.first_day) + n * WEEK
        for row in changed
        for n in range(-1, (row.last_day - row.first_day).days // 7 + 3)
    }
    return refresh_coverable_weeks(session, today, mondays=mondays) if mondays else 0
