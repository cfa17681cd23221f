"""What a modeller writes down first: the rules as one CP-SAT model, solved stage after stage or with weights.

Every listed way of covering on every open day is a Boolean with its hours; nothing is decomposed, warm starts
aside. It shares no code with Fairload's own model, so the two can be held against each other.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from math import lcm
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.relief.peer_plan import PeerPlan
from scheduler.solver.relief_problem import Assignment, Person, ReliefProblem

Terms = Any
"""A linear expression of OR-Tools, or a plain number where nothing varies."""
EARLY = ("refused_before", "left_with_nothing", "granted", "service", "options")
LATE = ("unmet", "worst_cover_share", "cover_days", "travel")


class Flat:
    """x request options, y covered days, z quarter-hours, t journeys, un unserved days; all objectives as sums."""

    def __init__(self, problem: ReliefProblem, *, deciding: bool, late: bool) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.kind = {c.day: c.kind for c in problem.calendar}
        self.days = sorted(day for day, kind in self.kind.items() if kind != "closed")
        self.office = {o.office_id: o for o in problem.offices}
        self.person = {p.person_id: p for p in problem.people}
        self.members: dict[str, list[Person]] = defaultdict(list)
        for p in problem.people:
            self.members[p.office_id].append(p)
        self.x: dict[tuple[str, int], cp_model.IntVar] = {}
        self.fixed_away: set[tuple[str, date]] = set()
        self.off: dict[tuple[str, date], list[cp_model.IntVar]] = defaultdict(list)
        self._leave(deciding)
        self._cover()
        self._served()
        self.terms: dict[str, Terms] = {"breaches": sum(self.breach_terms)}
        self._decisions()
        if late:
            self._late()

    def hours(self, p: Person, day: date) -> int:
        return p.pattern[day.weekday()] if day.weekday() < 5 else 0

    def due(self, p: Person, day: date) -> int:
        if not self.hours(p, day):
            return 0
        return p.own_quarters_delivery if self.kind[day] == "delivery" else p.own_quarters

    def _leave(self, deciding: bool) -> None:
        spans: dict[str, list[tuple[date, date, cp_model.IntVar | None]]] = defaultdict(list)
        stands = [(leave.person_id, leave.first_day, leave.last_day) for leave in self.problem.approved]
        stands += [(r.person_id, *r.options[0]) for r in self.problem.requests if r.kind == "protected"]
        for name, first, last in stands:
            self.fixed_away |= {(name, day) for day in self.days if first <= day <= last}
            spans[name].append((first, last, None))
        for r in self.problem.requests:
            if r.kind == "protected":
                continue
            for option, (first, last) in enumerate(r.options, 1):
                x = self.model.new_bool_var("")
                self.x[r.request_id, option] = x
                if not deciding or any(a <= last and first <= b for a, b, other in spans[r.person_id] if other is None):
                    self.model.add(x == 0)
                for a, b, other in spans[r.person_id]:
                    if other is not None and a <= last and first <= b:
                        self.model.add_at_most_one(x, other)
                spans[r.person_id].append((first, last, x))
                for day in self.days:
                    if first <= day <= last:
                        self.off[r.person_id, day].append(x)
            self.model.add_at_most_one(self.x[r.request_id, o] for o in range(1, len(r.options) + 1))

    def _cover(self) -> None:
        self.y: dict[tuple[str, str, str, date], cp_model.IntVar] = {}
        self.z: dict[tuple[str, str, str, date], cp_model.IntVar] = {}
        self.journey: list[Terms] = []
        self.at: dict[tuple[str, date], list[Terms]] = defaultdict(list)
        self.lent: dict[tuple[str, date], list[cp_model.IntVar]] = defaultdict(list)
        self.per_day: dict[tuple[str, date], list[cp_model.IntVar]] = defaultdict(list)
        self.count: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        spent: dict[tuple[str, date], list[Terms]] = defaultdict(list)
        for pair in self.problem.cover:
            p = self.person[pair.person_id]
            before: cp_model.IntVar | None = None
            for day in self.days:
                pattern = self.hours(p, day)
                allowed = p.qualified and pattern > 0 and (p.person_id, day) not in self.fixed_away
                if not allowed or (p.kind == "cso" and self.kind[day] == "delivery"):
                    before = None
                    continue
                key = (pair.person_id, pair.office_id, pair.mode, day)
                y = self.y[key] = self.model.new_bool_var("")
                z = self.z[key] = self.model.new_int_var(0, pattern, "")
                self.model.add(z <= pattern * y)
                self.model.add(z >= y)
                self.at[pair.office_id, day].append(z)
                self.per_day[p.person_id, day].append(y)
                self.count[p.person_id].append(y)
                use: Terms = z
                if pair.mode == "site":
                    self.lent[p.person_id, day].append(y)
                    if pair.travel_quarters:
                        t = self.model.new_bool_var("")
                        self.model.add(t >= y - (before if before is not None else 0))
                        self.journey.append(pair.travel_quarters * t)
                        use = z + pair.travel_quarters * t
                        self.model.add(use <= pattern)
                spent[p.person_id, day].append(use)
                before = y
        for (name, day), ys in self.per_day.items():
            self.model.add_at_most_one([*ys, *self.off[name, day]])
        weeks: dict[tuple[str, date], list[date]] = defaultdict(list)
        for name, day in self.per_day:
            weeks[name, day - timedelta(days=day.weekday())].append(day)
        for (name, monday), covered in weeks.items():
            p = self.person[name]
            covers = self.model.new_bool_var("")
            for day in covered:
                for y in self.per_day[name, day]:
                    self.model.add_implication(y, covers)
            room: Terms = 0
            for day in (d for d in self.days if monday <= d < monday + timedelta(days=7)):
                if (name, day) not in self.fixed_away and self.hours(p, day):
                    room += (self.hours(p, day) - self.due(p, day)) * (1 - sum(self.off[name, day]))
            use = sum(sum(spent[name, day]) for day in covered)
            self.model.add(use <= room).only_enforce_if(covers)
        for name, ys in self.count.items():
            self.model.add(sum(ys) <= self.person[name].max_cover_days)

    def _served(self) -> None:
        self.breach_terms: list[cp_model.IntVar] = []
        for o in self.problem.offices:
            csos = [p for p in self.members[o.office_id] if p.kind == "cso"]
            before: cp_model.IntVar | None = None
            for day in self.days if csos else ():
                unserved, covered = self.model.new_bool_var(""), self.model.new_bool_var("")
                self.model.add(sum(self.at[o.office_id, day]) >= o.min_quarters).only_enforce_if(covered)
                ways = [unserved, covered]
                for p in csos:
                    if p.qualified and self.hours(p, day) and (p.person_id, day) not in self.fixed_away:
                        here = self.model.new_bool_var("")
                        self.model.add_at_most_one([here, *self.off[p.person_id, day], *self.lent[p.person_id, day]])
                        ways.append(here)
                self.model.add_bool_or(ways)
                if self.kind[day] == "delivery":
                    self.breach_terms.append(unserved)
                if before is not None:
                    pair = self.model.new_bool_var("")
                    self.model.add_bool_or([before.negated(), unserved.negated(), pair])
                    self.breach_terms.append(pair)
                before = unserved

    def _decisions(self) -> None:
        planned = [r for r in self.problem.requests if r.kind == "planned"]
        any_of = {r.request_id: sum(self.x[r.request_id, o] for o in range(1, len(r.options) + 1)) for r in planned}
        nothing = []
        for name in sorted({r.person_id for r in planned}):
            none = self.model.new_bool_var("")
            self.model.add(sum(any_of[r.request_id] for r in planned if r.person_id == name) + none >= 1)
            nothing.append(none)
        scale = lcm(1, *(p.service_years.denominator for p in self.problem.people))
        years = {p.person_id: int(p.service_years * scale) for p in self.problem.people}
        self.terms |= {
            "refused_before": -sum(any_of[r.request_id] for r in planned if r.refused_before),
            "left_with_nothing": sum(nothing),
            "granted": -sum(any_of.values()),
            "service": -sum(years[r.person_id] * any_of[r.request_id] for r in planned),
            "options": sum((o - 1) * self.x[name, o] for name, o in self.x),
        }

    def _late(self) -> None:
        self.scale = lcm(1, *(o.urgent_share.denominator for o in self.problem.offices))
        unmet = []
        for o in self.problem.offices:
            share = int(o.urgent_share * self.scale)
            for day in self.days:
                due: Terms = 0
                most = 0
                for p in self.members[o.office_id]:
                    if (p.person_id, day) in self.fixed_away:
                        due, most = due + share * self.due(p, day), most + share * self.due(p, day)
                    elif self.off[p.person_id, day]:
                        due += share * self.due(p, day) * sum(self.off[p.person_id, day])
                        most += share * self.due(p, day)
                if most:
                    short = self.model.new_int_var(0, most, "")
                    self.model.add(short >= due - self.scale * sum(self.at[o.office_id, day]))
                    unmet.append(short)
        counted = [p for p in self.problem.people if p.max_cover_days > 0]
        top = lcm(1, *(p.max_cover_days for p in counted))
        worst = self.model.new_int_var(0, 10 * top, "")
        for p in counted:
            self.model.add(worst * p.max_cover_days >= top * (p.past_cover_days + sum(self.count[p.person_id])))
        self.terms |= {
            "unmet": sum(unmet),
            "worst_cover_share": worst,
            "cover_days": sum(self.y.values()),
            "travel": sum(self.journey),
        }

    def plan(self, value: Sequence[int]) -> PeerPlan:
        granted = {r.request_id: 1 for r in self.problem.requests if r.kind == "protected"}
        granted |= {name: o for (name, o), x in self.x.items() if value[x.index]}
        cover = [Assignment(d, o, k, mode, value[z.index]) for (k, o, mode, d), z in self.z.items() if value[z.index]]
        return PeerPlan(granted, cover)


def run(flat: Flat, terms: Terms, seconds: float, workers: int) -> tuple[str, list[int], float]:
    """Minimise from the values of the run before: status, values and objective."""
    flat.model.minimize(terms)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    status = solver.status_name(solver.solve(flat.model)).lower()
    if status not in ("optimal", "feasible"):
        return status, [], 0.0
    values = list(solver.response_proto.solution)
    flat.model.clear_hints()
    for index, value in enumerate(values):
        flat.model.add_hint(flat.model.get_int_var_from_proto_index(index), value)
    return status, values, solver.objective_value


def flat_stages(problem: ReliefProblem, seconds: float, workers: int) -> PeerPlan:
    """Stage after stage; each may use a third of the time left. The early stages do without the late variables."""
    began = time.monotonic()

    def share() -> float:
        return max(0.5, (seconds - (time.monotonic() - began)) / 3)

    standing = Flat(problem, deciding=False, late=False)
    status, values, value = run(standing, standing.terms["breaches"], share(), workers)
    least = int(value) if values else len(standing.breach_terms)
    proven, unbroken = int(status == "optimal"), status == "optimal"
    early = Flat(problem, deciding=True, late=False)
    early.model.add(early.terms["breaches"] <= least)
    for index, value in enumerate(values):
        early.model.add_hint(early.model.get_int_var_from_proto_index(index), value)
    late: Flat | None = None
    early_seconds, reached = 0.0, dict[str, int]()
    plan = standing.plan(values) if values else PeerPlan({}, [])
    for name in (*EARLY, *LATE):
        if name == "unmet":
            early_seconds = time.monotonic() - began
            late = Flat(problem, deciding=True, late=True)
            late.model.add(late.terms["breaches"] <= least)
            for kept in reached:
                late.model.add(late.terms[kept] <= reached[kept])
            for (key, o), x in late.x.items():
                late.model.add_hint(x, int(plan.granted.get(key, 0) == o))
            cover = {(a.person_id, a.office_id, a.mode, a.day): a.quarters for a in plan.assignments}
            for step, y in late.y.items():
                late.model.add_hint(y, int(step in cover))
                late.model.add_hint(late.z[step], cover.get(step, 0))
        flat = late or early
        status, values, value = run(flat, flat.terms[name], share(), workers)
        unbroken = unbroken and status == "optimal"
        proven += int(unbroken)
        if values:
            reached[name] = int(value)
            flat.model.add(flat.terms[name] <= reached[name])
            found = flat.plan(values)
            plan.granted, plan.assignments = found.granted, found.assignments
    return PeerPlan(plan.granted, plan.assignments, proven, early_seconds)


def flat_weighted(problem: ReliefProblem, seconds: float, workers: int) -> PeerPlan:
    """One model with one weighted sum: the order of objectives as far as weights can express it."""
    flat = Flat(problem, deciding=True, late=True)
    weights = {"breaches": 10**6, "refused_before": 30_000, "left_with_nothing": 10_000, "granted": 5_000,
               "service": 10, "options": 10, "unmet": 1, "cover_days": 1}  # fmt: skip
    total = sum(weight * flat.terms[name] for name, weight in weights.items())
    status, values, _ = run(flat, total, seconds, workers)
    plan = flat.plan(values) if values else PeerPlan({}, [])
    plan.proven = int(status == "optimal")
    return plan
