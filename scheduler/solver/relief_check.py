"""Every rule of leave and relief restated in plain arithmetic, and every objective counted from the answer alone.

Knows nothing of the solver or its model: dates, dictionaries and sums. Runs on each answer before anyone sees it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from scheduler.solver.relief_problem import STAGE_NAMES, Assignment, Change, Office, Person, ReliefProblem, UnmetDay

NO_HOURS = Fraction(0)


class RuleBroken(Exception):
    """An answer breaks the rules; our own failure. Carries every breach of a rule as a sentence."""

    def __init__(self, broken: Sequence[str]) -> None:
        super().__init__("\n".join(broken))
        self.broken = list(broken)


@dataclass(frozen=True)
class Measures:
    """The ten objectives, counted from decisions and assignments. Hours and shares are exact."""

    breaches: int
    refused_before: int
    left_with_nothing: int
    granted: int
    service: Fraction
    options: int
    unmet: Fraction
    worst_cover_share: Fraction
    cover_days: int
    travel: Fraction
    unmet_days: tuple[UnmetDay, ...]

    def in_order(self) -> tuple[Fraction, ...]:
        """The values of stages 1 to 10, as they are reported."""
        return tuple(Fraction(getattr(self, name)) for name in STAGE_NAMES)


class Plan:
    """Leave and cover laid out by date, to be questioned rule by rule.

    `extra_served` holds (office, day) that count as served, for changes such as phone-only days.
    """

    def __init__(self, problem: ReliefProblem, granted: Mapping[str, int], assignments: Sequence[Assignment]) -> None:
        self.problem = problem
        self.kind = {c.day: c.kind for c in problem.calendar}
        self.days = sorted(when for when, kind in self.kind.items() if kind != "closed")
        self.before = dict(zip(self.days[1:], self.days, strict=False))
        self.person: dict[str, Person] = {p.person_id: p for p in problem.people}
        self.office: dict[str, Office] = {o.office_id: o for o in problem.offices}
        self.spans = _leave_spans(problem, granted)
        self.away = {
            person_id: {when for first, last, _ in spans for when in _dates(first, last)}
            for person_id, spans in self.spans.items()
        }
        self.members: dict[str, list[Person]] = defaultdict(list)
        for p in problem.people:
            self.members[p.office_id].append(p)
        self.assignments = assignments
        self.cover: dict[tuple[str, date], int] = defaultdict(int)
        self.site: dict[tuple[str, date], str] = {}
        for a in assignments:
            self.cover[a.office_id, a.day] += a.quarters
            if a.mode == "site":
                self.site[a.person_id, a.day] = a.office_id

    def hours(self, person: Person, when: date) -> int:
        return person.pattern[when.weekday()] if when.weekday() < 5 and self.kind.get(when) != "closed" else 0

    def at_work(self, person: Person, when: date) -> bool:
        """Rule a."""
        return self.hours(person, when) > 0 and when not in self.away.get(person.person_id, ())

    def due(self, person: Person, when: date) -> int:
        if not self.hours(person, when):
            return 0
        return person.own_quarters_delivery if self.kind[when] == "delivery" else person.own_quarters

    def travel(self, a: Assignment, travel_hours: Mapping[tuple[str, str, str], int]) -> int:
        """The journey of rule e: charged unless the non-closed day before was a site day at the same office."""
        if a.mode != "site":
            return 0
        before = self.before.get(a.day)
        stayed = before is not None and self.site.get((a.person_id, before)) == a.office_id
        return 0 if stayed else travel_hours[a.person_id, a.office_id, a.mode]

    def served(self, office: Office, when: date) -> bool:
        """Rule g."""
        if self.cover[office.office_id, when] >= office.min_quarters:
            return True
        return any(
            person.kind == "cso"
            and person.qualified
            and self.at_work(person, when)
            and self.site.get((person.person_id, when), office.office_id) == office.office_id
            for person in self.members[office.office_id]
        )


def _leave_spans(problem: ReliefProblem, granted: Mapping[str, int]) -> dict[str, list[tuple[date, date, str]]]:
    """Leave by person: approved rows united first, then every granted option with its request's name."""
    spans: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for leave in problem.approved:
        spans[leave.person_id].append((leave.first_day, leave.last_day, ""))
    for request in problem.requests:
        if option := granted.get(request.request_id, 0):
            first, last = request.options[option - 1]
            spans[request.person_id].append((first, last, request.request_id))
    return spans


def _dates(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=i) for i in range((last - first).days + 1))


def _monday(when: date) -> date:
    return when - timedelta(days=when.weekday())


def check_plan(
    problem: ReliefProblem,
    granted: Mapping[str, int],
    assignments: Sequence[Assignment],
    changes: Sequence[Change] = (),
) -> list[str]:
    """Every rule that a plan breaks, as sentences; none for a good plan. Breaches are measured, not judged.

    `changes` are what a manager would do: a consent, a higher limit or longer weeks then break no rule.
    """
    plan = Plan(problem, granted, assignments)
    return [
        *_check_requests(problem, granted),
        *_check_overlaps(plan),
        *_check_coverers(plan, changes),
        *_check_hours(plan, changes),
    ]


def _check_requests(problem: ReliefProblem, granted: Mapping[str, int]) -> Iterable[str]:
    for request in problem.requests:
        option = granted.get(request.request_id, 0)
        if not 0 <= option <= len(request.options):
            yield f"request {request.request_id} has no option {option}"
        if request.kind == "protected" and option != 1:
            yield f"protected request {request.request_id} is not granted at option 1"
    for name in granted.keys() - {request.request_id for request in problem.requests}:
        yield f"decision on {name}, which nobody asked for"


def _check_overlaps(plan: Plan) -> Iterable[str]:
    """Rule b."""
    for person_id, spans in plan.spans.items():
        for index, (first, last, name) in enumerate(spans):
            for other_first, other_last, other in spans[:index]:
                if (name or other) and first <= other_last and other_first <= last:
                    yield f"leave of {person_id} overlaps: {name or 'approved'} and {other or 'approved'} ({first})"


def days_served_by(changes: Iterable[Change]) -> set[tuple[str, date]]:
    """(office, day) that count as served: a reliever comes, or phone-only service is announced."""
    kinds = ("relief_day", "phone_only")
    return {(c.office_id, when) for c in changes if c.kind in kinds for when in _dates(c.first_day, c.last_day)}


def _check_coverers(plan: Plan, changes: Sequence[Change]) -> Iterable[str]:
    """Rules c, d and f, and hours of at least a quarter."""
    consents = [c for c in changes if c.kind == "delivery_consent"]
    agreed = {(c.person_id, when) for c in consents for when in _dates(c.first_day, c.last_day)}
    more: dict[str, int] = defaultdict(int)
    for c in changes:
        more[c.person_id] += c.amount if c.kind == "cover_limit" else 0
    listed = {(p.person_id, p.office_id, p.mode) for p in plan.problem.cover}
    seen = set()
    days: dict[str, int] = defaultdict(int)
    for a in plan.assignments:
        person = plan.person[a.person_id]
        where = f"{a.person_id} at {a.office_id} on {a.day.isoformat()}"
        days[a.person_id] += 1
        if (a.person_id, a.day) in seen:
            yield f"c: {where} covers twice that day"
        seen.add((a.person_id, a.day))
        if a.quarters < 1:
            yield f"c: {where} covers less than a quarter of an hour"
        if not plan.at_work(person, a.day):
            yield f"c: {where} is not at work"
        if not person.qualified:
            yield f"c: {where} is not qualified"
        if (a.person_id, a.office_id, a.mode) not in listed:
            yield f"c: {where} is not listed for {a.mode}"
        if (a.person_id, a.office_id, a.mode, a.day) in plan.problem.removed:
            yield f"c: {where} may not cover that day ({a.mode})"
        if person.kind == "cso" and plan.kind.get(a.day) == "delivery" and (a.person_id, a.day) not in agreed:
            yield f"d: {where} covers on a delivery day"
    for person_id, count in days.items():
        if count > plan.person[person_id].max_cover_days + more[person_id]:
            yield f"f: {person_id} covers {count} days, the limit is {plan.person[person_id].max_cover_days}"


def _check_hours(plan: Plan, changes: Sequence[Change]) -> Iterable[str]:
    """Rule e: the day's pattern holds cover and journey; the week's also the own work."""
    more = {
        (c.person_id, _monday(when)): c.amount
        for c in changes
        if c.kind == "week_hours"
        for when in _dates(c.first_day, c.last_day)
    }
    travel_hours = {(p.person_id, p.office_id, p.mode): p.travel_quarters for p in plan.problem.cover}
    weeks: dict[tuple[str, date], int] = defaultdict(int)
    for a in plan.assignments:
        spent = a.quarters + plan.travel(a, travel_hours)
        if spent > plan.hours(plan.person[a.person_id], a.day):
            yield f"e: {a.person_id} on {a.day.isoformat()} spends {spent / 4:g} h, more than the day's pattern"
        weeks[a.person_id, _monday(a.day)] += spent
    for (person_id, monday), spent in weeks.items():
        person = plan.person[person_id]
        at_work = [when for when in _dates(monday, monday + timedelta(days=4)) if plan.at_work(person, when)]
        at_work = [when for when in at_work if when in plan.kind]
        contract = sum(plan.hours(person, when) for when in at_work)
        own = sum(plan.due(person, when) for when in at_work)
        if own + spent > contract + more.get((person_id, monday), 0):
            message = f"own work {own / 4:g} h and cover {spent / 4:g} h exceed the {contract / 4:g} h of those days"
            yield f"e: {person_id} in the week of {monday.isoformat()}: {message}"


def measure(problem: ReliefProblem, granted: Mapping[str, int], assignments: Sequence[Assignment]) -> Measures:
    """Count all ten objectives."""
    plan = Plan(problem, granted, assignments)
    travel_hours = {(p.person_id, p.office_id, p.mode): p.travel_quarters for p in problem.cover}
    asked = {r.person_id for r in problem.requests if r.kind == "planned"}
    got = {r.person_id for r in problem.requests if r.kind == "planned" and granted.get(r.request_id, 0)}
    given = [r for r in problem.requests if granted.get(r.request_id, 0)]
    unmet_days = tuple(_unmet_days(plan))
    return Measures(
        breaches=count_breaches(plan),
        refused_before=sum(r.refused_before for r in given),
        left_with_nothing=len(asked - got),
        granted=len(given),
        service=sum((plan.person[r.person_id].service_years for r in given), NO_HOURS),
        options=sum(granted[r.request_id] - 1 for r in given),
        unmet=sum((u.hours for u in unmet_days), NO_HOURS),
        worst_cover_share=_worst_share(plan),
        cover_days=len(assignments),
        travel=Fraction(sum(plan.travel(a, travel_hours) for a in assignments), 4),
        unmet_days=unmet_days,
    )


def count_breaches(plan: Plan, counts_as_served: Iterable[tuple[str, date]] = ()) -> int:
    """Unserved delivery days plus pairs of consecutive non-closed days both unserved, over offices with a CSO."""
    extra = set(counts_as_served)
    with_cso = {p.office_id for p in plan.problem.people if p.kind == "cso"}
    total = 0
    for office in plan.problem.offices:
        if office.office_id not in with_cso:
            continue
        served_before = True
        for when in plan.days:
            served = (office.office_id, when) in extra or plan.served(office, when)
            if not served:
                total += (plan.kind[when] == "delivery") + (not served_before)
            served_before = served
    return total


def _unmet_days(plan: Plan) -> Iterable[UnmetDay]:
    for office in plan.problem.offices:
        members = plan.members[office.office_id]
        for when in plan.days:
            due = sum(plan.due(p, when) for p in members if when in plan.away.get(p.person_id, ()))
            short = office.urgent_share * due - plan.cover[office.office_id, when]
            if short > 0:
                yield UnmetDay(office.office_id, when, Fraction(short) / 4)


def _worst_share(plan: Plan) -> Fraction:
    days: dict[str, int] = defaultdict(int)
    for a in plan.assignments:
        days[a.person_id] += 1
    return max(
        (
            Fraction(p.past_cover_days + days[p.person_id], p.max_cover_days)
            for p in plan.problem.people
            if p.max_cover_days > 0
        ),
        default=NO_HOURS,
    )
