"""Who could step in on days of granted leave that nobody serves, ranked, with the effect on each.

Plain arithmetic on the facts of this moment; everything agreed or asked for stays as it is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from sqlmodel import Session, select

from scheduler.relief_answer import describe_cover
from scheduler.relief_question import ReliefQuestion, cover_days_used, gather_question, kept_in
from scheduler.relief_still_holds import real_problem
from scheduler.solver.relief_check import Plan
from scheduler.solver.relief_problem import Assignment, Leave, ReliefProblem
from scheduler.solver.relief_sick_call import Candidate, candidates
from workload.codes import person_code, person_id
from workload.tables.leave import CoverAnswer, LeaveRequest
from workload.vocabulary import CoverMode, CoverStatus

GONE = (CoverStatus.declined, CoverStatus.ended)


@dataclass(frozen=True)
class WeekHours:
    """A coverer's week from `monday` in hours, before and after, of `contract` at work."""

    monday: date
    before: float
    after: float
    contract: float


@dataclass(frozen=True)
class StepIn:
    """One person who could take days of a run, what it does to their weeks, and their cover days of the quarter."""

    person_id: int
    mode: CoverMode
    days: tuple[date, ...]
    days_left_open: tuple[date, ...]
    weeks: tuple[WeekHours, ...]
    cover_days: int


@dataclass(frozen=True)
class OpenRun:
    """Consecutive working days on which nobody serves the office, and up to three people who could, best first."""

    days: tuple[date, ...]
    candidates: tuple[StepIn, ...]


class CoverDesk:
    """The facts around one granted leave, or one that is only thought of: its open days, who could take them, and who
    must not be asked again."""

    def __init__(self, session: Session, request: LeaveRequest, *, today: date) -> None:
        self.request = request
        self.question: ReliefQuestion = _with_absence(gather_question(session, request, today=today), request)
        self.first = max(request.first_day, today)
        problem = replace(real_problem(self.question, request.first_day, request.last_day), requests=())
        self.kept = [row.assignment for row in kept_in(self.question, problem)]
        self.problem = _counted_once(problem, self.kept)
        self.used = cover_days_used(session, request)
        self.barred = {person_code(one) for one in turned_down(session, request)} | set(self.question.conflicted)

    def open_days(self) -> tuple[date, ...]:
        """Working days from today on that this absence leaves without anybody, counting whoever is asked."""
        absent = next((p for p in self.problem.people if p.person_id == self.question.applicant), None)
        if absent is None:
            return ()
        leave = Leave(absent.person_id, self.request.first_day, self.request.last_day)
        there = replace(self.problem, approved=tuple(one for one in self.problem.approved if one != leave))
        now, otherwise = Plan(self.problem, {}, self.kept), Plan(there, {}, self.kept)
        office = now.office[self.question.office_id]
        return tuple(
            day
            for day in now.days
            if self.first <= day <= self.request.last_day
            and now.hours(absent, day)
            and not now.served(office, day)
            and otherwise.served(office, day)
        )

    def runs(self) -> tuple[OpenRun, ...]:
        """The open days as runs, each with those who could step in."""
        before = Plan(self.problem, {}, []).before
        runs: list[list[date]] = []
        for day in self.open_days():
            if runs and before.get(day) == runs[-1][-1]:
                runs[-1].append(day)
            else:
                runs.append([day])
        return tuple(OpenRun(tuple(days), tuple(self._told(one) for one in self.ranked(days))) for days in runs)

    def taken_by(self, coverer: int) -> list[dict[str, Any]]:
        """What one of those who are offered would take of all runs together, as rows of a stored answer."""
        added: list[Assignment] = []
        for run in self.runs():
            offered = self.ranked(run.days, added)
            added += [a for one in offered if one.person_id == person_code(coverer) for a in one.assignments]
        return self.described(added)

    def ranked(
        self, days: Iterable[date], added: Iterable[Assignment] = (), also_barred: Collection[str] = ()
    ) -> tuple[Candidate, ...]:
        """Up to three people for these days, best first, beside what stands and what is added to it."""
        cover, barred = [*self.kept, *added], self.barred | set(also_barred)
        return candidates(self.problem, cover, self.question.office_id, list(days), but=barred, given=self.used)

    def fill(self, days: Iterable[date]) -> tuple[list[dict[str, Any]], tuple[date, ...]]:
        """Cover for these days, the best candidate first and open days to the next best; and what stays open."""
        open_days, asked = tuple(days), set[str]()
        added: list[Assignment] = []
        while open_days:
            ranked = self.ranked(open_days, added, asked)
            if not ranked:
                break
            added += ranked[0].assignments
            asked.add(ranked[0].person_id)
            open_days = ranked[0].days_left_open
        return self.described(added) if added else [], open_days

    def described(self, added: Iterable[Assignment]) -> list[dict[str, Any]]:
        """Cover as rows of a stored answer, with its journeys."""
        rows = describe_cover(self.question, self.request.first_day, self.request.last_day, list(added))["cover"]
        return cast(list[dict[str, Any]], rows)

    def _told(self, one: Candidate) -> StepIn:
        return StepIn(
            person_id=person_id(one.person_id),
            mode=CoverMode(one.mode),
            days=tuple(a.day for a in one.assignments),
            days_left_open=one.days_left_open,
            weeks=tuple(WeekHours(w.monday, w.before / 4, w.after / 4, w.contract / 4) for w in one.weeks),
            cover_days=one.cover_days,
        )


def _with_absence(question: ReliefQuestion, request: LeaveRequest) -> ReliefQuestion:
    """An absence that is only thought of, and stored nowhere, stands among the others too."""
    if request.id is not None:
        return question
    leave = Leave(question.applicant, request.first_day, request.last_day)
    return replace(question, approved=(*question.approved, leave))


def turned_down(session: Session, request: LeaveRequest) -> frozenset[int]:
    """Who declined to cover this leave, or was let go from it: they are not asked for it again."""
    query = select(CoverAnswer).where(CoverAnswer.request_id == request.id)
    return frozenset(row.person_id for row in session.exec(query) if row.answer in GONE)


def _counted_once(problem: ReliefProblem, kept: Collection[Assignment]) -> ReliefProblem:
    """Agreed cover stands among the assignments here, so it is not taken off the limits a second time."""
    count = {p.person_id: sum(a.person_id == p.person_id for a in kept) for p in problem.people}
    people = (
        replace(
            p,
            max_cover_days=p.max_cover_days + count[p.person_id],
            past_cover_days=max(0, p.past_cover_days - count[p.person_id]),
        )
        for p in problem.people
    )
    return replace(problem, people=tuple(people))
