"""One leave request as a question for the relief solver: everybody's hours, leave and agreed cover around its days.

What files cannot say is said here: own work of those who cover includes the duties of their post (meetings,
administration), not only their cases; agreed cover is fixed and uses up its coverer's hours; a coverer with a declared
conflict of interest with a case of the absent person is kept out; after a stay on site the coverer is back at the own
office for a day before covering anywhere else.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlmodel import Session, col, select

from scheduler.cover_rest import days_of_rest, days_too_far
from scheduler.solver.relief_problem import Assignment, CalendarDay, CoverPair, Leave, Office, Person, ReliefProblem
from scheduler.solver.relief_problem import Request as Wanted
from workload.codes import person_code, person_id, request_code
from workload.estimates.calendar import fiscal_year, fiscal_year_of, monday_of
from workload.estimates.officer_capacity import CapacityRules, rules_from
from workload.records.absences import granted_absences
from workload.records.activity_table import activity_times
from workload.records.cover_balance import cover_days_given
from workload.records.cover_links import cover_links, covers_given
from workload.records.officers import officers
from workload.records.relief_facts import ReliefPerson, gather_relief
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person as PersonRow
from workload.vocabulary import CoverMode, DayPart, PersonKind

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
OPEN_DAYS_A_YEAR = 248
RECOVERY_DAYS = 1  # open days at the own office after a stay on site, before covering elsewhere


@dataclass(frozen=True)
class Kept:
    """Agreed cover of other leave, in quarter-hours. It is never moved."""

    assignment: Assignment
    travel: int


@dataclass(frozen=True)
class ReliefQuestion:
    """The facts around one request. `calendar` reaches some weeks to both sides, so that other dates can be asked."""

    request_id: int
    person_id: int
    office_id: str
    first_day: date
    last_day: date
    refused_before: bool
    calendar: tuple[CalendarDay, ...]
    offices: tuple[Office, ...]
    people: tuple[Person, ...]
    cover: tuple[CoverPair, ...]
    approved: tuple[Leave, ...]
    kept: tuple[Kept, ...]
    conflicted: frozenset[str]

    @property
    def applicant(self) -> str:
        return person_code(self.person_id)

    @property
    def request_code(self) -> str:
        return request_code(self.request_id)

    def fingerprint(self) -> str:
        """A hash of everything the solver is told."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def gather_question(session: Session, request: LeaveRequest, *, today: date, weeks_around: int = 1) -> ReliefQuestion:
    """Read the facts for a request, and for `weeks_around` weeks before and after it."""
    person = session.get_one(PersonRow, request.person_id)
    first = monday_of(request.first_day) - weeks_around * WEEK
    last = monday_of(request.last_day) + (weeks_around + 1) * WEEK - DAY
    promised = _kept(session, first, last)
    listed = {link.person for link in cover_links(session, office_ids=[person.office_id])}
    away_from_home = listed | {person_id(one.assignment.person_id) for one in promised}
    home_of = {person_code(one.id): one.office for one in officers(session, today, person_ids=away_from_home)}
    kept = [one for one in promised if one.assignment.person_id in home_of]  # others have left
    homes = {home_of[code] for code in map(person_code, listed) if code in home_of} | {person.office_id}
    homes |= {home_of[k.assignment.person_id] for k in kept if k.assignment.office_id in homes}
    facts = gather_relief(session, today, office_ids=homes, first_day=first, last_day=last)
    people = facts.people
    cover = [row for row in facts.cover if row.office_id == person.office_id]
    coverers = {row.person_id for row in cover}
    used = cover_days_used(session, request)
    carried = _carried(session, request.first_day, today)
    rules = rules_from(activity_times(session, today))
    applicant = person_code(request.person_id)
    duties = {row.person_id: post_duties(row, rules) if row.person_id != applicant else 0 for row in people}
    codes = {row.person_id for row in people}
    return ReliefQuestion(
        request_id=request.id or 0,
        person_id=request.person_id,
        office_id=person.office_id,
        first_day=request.first_day,
        last_day=request.last_day,
        refused_before=request.refused_before,
        calendar=tuple(CalendarDay(row.day, row.kind) for row in facts.calendar),
        offices=tuple(
            Office(row.office_id, row.region, quarters(row.min_hours), Fraction(str(row.urgent_share)))
            for row in facts.offices
        ),
        people=tuple(
            Person(
                row.person_id,
                row.office_id,
                str(row.kind),
                _week_quarters(row.pattern),
                quarters(row.own_hours) + duties[row.person_id],
                quarters(row.own_hours_delivery) + duties[row.person_id],
                Fraction(str(row.service_years)),
                bool(row.qualified),
                max(0, row.max_cover_days - used.get(row.person_id, 0)),
                row.past_cover_days + carried.get(row.id, 0) + used.get(row.person_id, 0),
            )
            for row in people
        ),
        cover=tuple(CoverPair(r.person_id, r.office_id, str(r.mode), quarters(r.travel_hours)) for r in cover),
        approved=tuple(
            Leave(person_code(a.person), a.first_day, a.last_day)
            for a in granted_absences(session, first, last, person_ids=[one.id for one in people])
            if a.part == DayPart.whole or person_code(a.person) in coverers
        ),
        kept=tuple(row for row in kept if row.assignment.person_id in codes),
        conflicted=conflicts_of_officers(session, request.person_id).get(request.person_id, frozenset()),
    )


def problem_for(question: ReliefQuestion, first: date, last: date, *, asked: bool = True) -> ReliefProblem:
    """The plain problem of leave on these days: the weeks it touches and one week to each side, cover only on its days.

    Agreed cover is not in it; `asked` False leaves the request out.
    """
    span = (monday_of(first) - WEEK, monday_of(last) + 2 * WEEK - DAY)
    calendar = tuple(c for c in question.calendar if span[0] <= c.day <= span[1])
    allowed = {c.day for c in calendar if first <= c.day <= last}
    conflicts = frozenset(question.conflicted)
    cover = tuple(pair for pair in question.cover if pair.person_id not in conflicts)
    standing = [row.assignment for row in question.kept]
    home_of = {one.person_id: one.office_id for one in question.people}
    open_days = [c.day for c in question.calendar if c.kind != "closed"]
    rest = days_of_rest(standing, home_of, open_days)
    resting = {False: rest, True: rest | days_too_far(standing, home_of, open_days)}

    def travels(pair: CoverPair) -> bool:
        return pair.mode == CoverMode.site and pair.office_id != home_of.get(pair.person_id)

    return ReliefProblem(
        calendar=calendar,
        offices=question.offices,
        people=question.people,
        cover=cover,
        approved=question.approved,
        requests=(
            Wanted(question.request_code, question.applicant, "planned", question.refused_before, ((first, last),)),
        )
        if asked
        else (),
        removed=frozenset(
            (pair.person_id, pair.office_id, pair.mode, c.day)
            for pair in cover
            for c in calendar
            if c.day not in allowed
            or _taken(question, pair, c.day)
            or (pair.person_id, c.day) in resting[travels(pair)]
        ),
    )


def kept_in(question: ReliefQuestion, problem: ReliefProblem) -> list[Kept]:
    days = {c.day for c in problem.calendar}
    return [row for row in question.kept if row.assignment.day in days]


def post_duties(person: ReliefPerson, rules: CapacityRules) -> int:
    """Quarter-hours of a working day that belong to the post and to no case; relievers have none."""
    days = [hours for hours in person.pattern if hours]
    if person.kind == PersonKind.pool or not days:
        return 0
    days_a_month = OPEN_DAYS_A_YEAR / 12 * len(days) / 5
    return quarters(rules.fixed_hours / days_a_month + rules.variable_share * sum(days) / len(days))


def quarters(hours: float) -> int:
    return round(hours * 4)


def _taken(question: ReliefQuestion, pair: CoverPair, day: date) -> bool:
    """The coverer covers somewhere that day already, or recovers from a stay elsewhere, or would start one unrested."""
    open_days = [c.day for c in question.calendar if c.kind != "closed"]
    near = {day}
    if day in open_days and pair.mode == CoverMode.site:
        place = open_days.index(day)
        near |= set(open_days[max(0, place - RECOVERY_DAYS) : place + RECOVERY_DAYS + 1])
    for row in question.kept:
        kept = row.assignment
        if kept.person_id != pair.person_id or kept.day not in near:
            continue
        if kept.day == day or (kept.mode == CoverMode.site and kept.office_id != pair.office_id):
            return True
    return False


def _kept(session: Session, first: date, last: date) -> list[Kept]:
    return [
        Kept(
            Assignment(row.day, row.office_id, person_code(row.person_id), row.mode.value, quarters(row.hours)),
            quarters(row.travel_hours),
        )
        for row in covers_given(session, first, last)
    ]


def cover_days_used(session: Session, request: LeaveRequest) -> dict[str, int]:
    """Cover days agreed or asked for in the quarter in which the leave begins, by person."""
    first = _quarter(request.first_day)
    last = (first + timedelta(days=95)).replace(day=1) - DAY
    used: dict[str, int] = {}
    for row in covers_given(session, first, last):
        used[person_code(row.person_id)] = used.get(person_code(row.person_id), 0) + 1
    return used


def _carried(session: Session, day: date, today: date) -> dict[int, int]:
    """Cover days since the last fiscal year began and before the quarter of a day, by person: who has covered much is
    asked later, also in the next year."""
    since, _ = fiscal_year(fiscal_year_of(today) - 1)
    return cover_days_given(session, since, _quarter(day) - DAY)


def _quarter(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def conflicts_of_officers(session: Session, person_id: int | None = None) -> dict[int, frozenset[str]]:
    """Who has a declared conflict of interest with an open case of each officer, or of one; others are not in it."""
    query = (
        select(Case.officer_id, ConflictOfInterest.person_id)
        .join(ConflictOfInterest, col(Case.id) == col(ConflictOfInterest.case_id))
        .where(col(Case.officer_id).is_not(None), col(Case.closed_on).is_(None))
    )
    if person_id is not None:
        query = query.where(Case.officer_id == person_id)
    found: dict[int, set[str]] = {}
    for officer, conflicted in session.exec(query):
        found.setdefault(officer or 0, set()).add(person_code(conflicted))
    return {officer: frozenset(codes) for officer, codes in found.items()}


def _week_quarters(pattern: Iterable[float]) -> tuple[int, int, int, int, int]:
    monday, tuesday, wednesday, thursday, friday = (quarters(hours) for hours in pattern)
    return monday, tuesday, wednesday, thursday, friday
