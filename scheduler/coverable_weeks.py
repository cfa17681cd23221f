"""Which weeks can each person be away? Computed ahead, so that the year strip is there before anyone asks.

Everything agreed stands: granted leave, cover that is promised, declared conflicts of interest, the duties of the post.
A request for part of a week, or one that two coverers serve together, can still be possible where the week is not.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import String, cast, func, insert
from sqlmodel import Session, col, delete, select

from scheduler.year_ahead import WEEK, WeekAhead, YearAhead, gather_year_ahead, weeks_ahead
from workload.codes import person_id
from workload.estimates.calendar import monday_of
from workload.estimates.week_cover import Coverer, WeekAtOffice, best_cover
from workload.records.relief_facts import ReliefPerson
from workload.tables.audit import AuditEntry
from workload.tables.base import now
from workload.tables.leave import LeaveRequest
from workload.tables.leave_year import CoverableWeek
from workload.vocabulary import PersonKind, WeekState

WEEKS_AHEAD = 53
AT_ONCE = 10_000  # rows
State = tuple[WeekState, int, str, date | None]
"""How a week is, working days that are no leave yet, and a reason with the day it speaks of."""


def refresh_coverable_weeks(session: Session, today: date, *, mondays: Collection[date] | None = None) -> int:
    """Compute and store the weeks anew, all of the coming year or only these; how many rows were written."""
    ahead = gather_year_ahead(session, today, WEEKS_AHEAD)
    weeks = [monday_of(today) + n * WEEK for n in range(WEEKS_AHEAD)]
    wanted = weeks if mondays is None else [week for week in weeks if week in set(mondays)]
    rows = [
        (one.id, week.monday, *state_of(ahead, week, one))
        for week in weeks_ahead(ahead, wanted)
        for one in ahead.people.values()
    ]
    gone = (
        delete(CoverableWeek) if mondays is None else delete(CoverableWeek).where(col(CoverableWeek.week).in_(wanted))
    )
    columns, at = ("person_id", "week", "state", "days", "reason", "on_day"), now()
    session.execute(gone)  # many rows, and while this writes, nobody else can on SQLite
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        session.execute(
            insert(CoverableWeek), [dict(zip(columns, row, strict=True), computed_at=at) for row in some]
        )  # fmt: skip
    return len(rows)


def state_of(ahead: YearAhead, week: WeekAhead, one: ReliefPerson) -> State:
    """The state of one week for one person."""
    mine = [day for day in week.days if ahead.at_work(one, day)]
    if not mine:
        away = any(one.pattern[day.weekday()] > 0 for day in week.days)
        return WeekState.away if away else WeekState.closed, 0, "", None
    promised = sorted(given.day for given in ahead.given_by[one.id] if given.day in week.days)
    if promised:
        return WeekState.not_coverable, len(mine), "gives_cover", promised[0]
    if one.kind is not PersonKind.cso:
        return WeekState.open, len(mine), "", None
    without = week.at_office(one, away=True)
    if all(without.there):
        return WeekState.open, len(mine), "", None  # the office is served by those who stay: nobody is asked
    coverers = list(week.coverers(one))
    allowed = best_cover(week.at_office(one, away=False), coverers).breaches
    found = best_cover(without, coverers)
    if found.breaches > allowed:
        return WeekState.not_coverable, len(mine), *_why_not(ahead, week, without, coverers)
    for number in {person for _, person in found.cover}:
        others = [coverer for coverer in coverers if coverer.person != number]
        if best_cover(without, others).breaches > allowed:
            day = min(day for day, person in found.cover if person == number)
            return WeekState.tight, len(mine), "one_person", week.days[day]
    if _others_asked(ahead, one, week.days, {person for _, person in found.cover}):
        return WeekState.tight, len(mine), "others_asked", None
    return WeekState.open, len(mine), "", None


def _others_asked(ahead: YearAhead, one: ReliefPerson, days: Sequence[date], coverers: Collection[int]) -> bool:
    """A colleague whom the same people may cover has asked for days of this week."""
    reach = {office for number in coverers for office in ahead.reach_of[number]}
    return any(
        asked.first_day <= days[-1]
        and days[0] <= asked.last_day
        and person_id(asked.person_id) != one.id
        and ahead.people[person_id(asked.person_id)].office_id in reach
        for asked in ahead.facts.requests
    )


def _why_not(ahead: YearAhead, week: WeekAhead, office: WeekAtOffice, coverers: Sequence[Coverer]) -> tuple[str, date]:
    """The first day nobody can serve, and what most of those who are listed lack on it."""
    able = {at for coverer in coverers for at, _ in coverer.days if coverer.spare > 0 and coverer.days_left > 0}
    uncovered = [at for at, there in enumerate(office.there) if not there and at not in able]
    at = next((at for at in uncovered if office.delivery[at]), uncovered[0] if uncovered else None)
    if at is None:
        first = next(at for at, there in enumerate(office.there) if not there)
        return "coverers_full", week.days[first]
    if not coverers:
        return "nobody_listed", week.days[at]
    return Counter(_limit(ahead, coverer, week.days[at]) for coverer in coverers).most_common(1)[0][0], week.days[at]


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
