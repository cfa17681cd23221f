"""First come, first served with any free coverer: what a leave tool with a coverage rule does.

A request is granted at the first option on which, every day, the own office keeps somebody or a listed coverer is
free. The tool knows who is away and who covers already; it knows no hours, journeys, delivery days or limits.
"""

from datetime import date, timedelta

from benchmarks.relief.peer_plan import PeerPlan
from scheduler.solver.relief_problem import Assignment, CoverPair, Person, ReliefProblem


class Desk:
    """Who is away and who covers, day by day."""

    def __init__(self, problem: ReliefProblem) -> None:
        self.problem = problem
        self.days = [c.day for c in problem.calendar if c.kind != "closed"]
        self.person = {p.person_id: p for p in problem.people}
        self.office = {o.office_id: o for o in problem.offices}
        self.away: set[tuple[str, date]] = set()
        self.busy: set[tuple[str, date]] = set()
        self.cover: list[Assignment] = []
        for leave in problem.approved:
            self.away |= {(leave.person_id, day) for day in dates(leave.first_day, leave.last_day)}

    def working(self, person: Person, day: date) -> bool:
        hours = day.weekday() < 5 and person.pattern[day.weekday()] > 0
        return hours and (person.person_id, day) not in self.away and (person.person_id, day) not in self.busy

    def cover_for(self, person: Person, first: date, last: date) -> list[Assignment] | None:
        """Cover for every day that would leave the office empty; None when nobody is free on one of them."""
        found = []
        for day in (d for d in self.days if first <= d <= last):
            mates = [p for p in self.problem.people if p.office_id == person.office_id and p.kind == "cso"]
            if person.kind != "cso" or any(self.working(p, day) for p in mates if p is not person):
                continue
            pair = next((c for c in self.problem.cover if self._free(c, person, day)), None)
            if pair is None:
                return None
            hours = max(1, self.office[person.office_id].min_quarters)
            found.append(Assignment(day, person.office_id, pair.person_id, pair.mode, hours))
        return found

    def _free(self, pair: CoverPair, person: Person, day: date) -> bool:
        coverer = self.person[pair.person_id]
        listed = pair.office_id == person.office_id and coverer is not person and coverer.qualified
        return listed and self.working(coverer, day)

    def grant(self, person: Person, first: date, last: date, cover: list[Assignment]) -> None:
        self.away |= {(person.person_id, day) for day in dates(first, last)}
        self.busy |= {(a.person_id, a.day) for a in cover}
        self.cover += cover


def dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def first_come(problem: ReliefProblem, seconds: float, workers: int) -> PeerPlan:
    """Protected and approved leave first, then the requests in the order of the file."""
    desk = Desk(problem)
    granted: dict[str, int] = {}
    for leave in problem.approved:
        person = desk.person[leave.person_id]
        desk.grant(
            person, leave.first_day, leave.last_day, desk.cover_for(person, leave.first_day, leave.last_day) or []
        )
    for request in sorted(problem.requests, key=lambda r: r.kind != "protected"):
        person = desk.person[request.person_id]
        for option, (first, last) in enumerate(request.options, 1):
            taken = any((person.person_id, day) in desk.away for day in dates(first, last))
            cover = desk.cover_for(person, first, last)
            if request.kind == "protected" or (not taken and cover is not None):
                desk.grant(person, first, last, cover or [])
                granted[request.request_id] = option
                break
    return PeerPlan(granted, [a for a in desk.cover if (a.person_id, a.day) not in desk.away])
