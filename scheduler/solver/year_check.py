"""The proposed year in plain arithmetic: every rule restated, every figure of the curve counted from the plan alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.solver.relief_check import Plan, check_plan, count_breaches
from scheduler.solver.relief_problem import Assignment, CoverPair, Leave, Person, ReliefProblem
from scheduler.solver.year_problem import HALF_YEAR, LONGEST_RUN, LOWER_BAND, Block, YearProblem, extra_person

DAY = timedelta(days=1)


@dataclass(frozen=True)
class YearMeasures:
    """Days that lack in all and to the person worst off, breaches of service, and days below the share by mid-year."""

    not_placed: int
    worst: int
    breaches: int
    below_band: int


def with_blocks(year: YearProblem, blocks: Sequence[Block], relievers: int) -> ReliefProblem:
    """The relief problem in which the proposed leave stands and the extra relievers are people."""
    relief = year.relief
    extras = tuple(extra_person(n, relief.offices[0]) for n in range(1, relievers + 1) if relief.offices)
    return replace(
        relief,
        people=relief.people + extras,
        cover=relief.cover + tuple(CoverPair(p.person_id, o.office_id, "site") for p in extras for o in relief.offices),
        approved=relief.approved + tuple(Leave(b.person_id, b.first_day, b.last_day) for b in blocks),
        requests=tuple(r for r in relief.requests if r.kind == "protected"),
    )


def laid_out(year: YearProblem, blocks: Sequence[Block], assignments: Sequence[Assignment], relievers: int) -> Plan:
    problem = with_blocks(year, blocks, relievers)
    return Plan(problem, {r.request_id: 1 for r in problem.requests}, assignments)


def measure_year(
    year: YearProblem, blocks: Sequence[Block], assignments: Sequence[Assignment], relievers: int
) -> YearMeasures:
    lacking = [_lacking(year, blocks, row.person_id) for row in year.entitlements]
    plan = laid_out(year, blocks, assignments, relievers)
    return YearMeasures(
        not_placed=sum(lacking),
        worst=max(lacking, default=0),
        breaches=count_breaches(plan),
        below_band=sum(_below_band(year, blocks, row.person_id) for row in year.entitlements),
    )


def check_year(
    year: YearProblem, blocks: Sequence[Block], assignments: Sequence[Assignment], relievers: int
) -> list[str]:
    """Every rule that the plan breaks, as sentences; none for a good plan."""
    problem = with_blocks(year, blocks, relievers)
    broken = check_plan(problem, {r.request_id: 1 for r in problem.requests}, assignments)
    for row in year.entitlements:
        broken += _check_person(year, blocks, row.person_id, row.days, row.min_block)
    return broken


def _check_person(
    year: YearProblem, blocks: Sequence[Block], person_id: str, days: int, min_block: int
) -> Iterable[str]:
    working = working_days(year, person_id)
    standing = standing_days(year, person_id)
    mine = [block for block in blocks if block.person_id == person_id]
    planned = {day for block in mine for day in working if block.first_day <= day <= block.last_day}
    if len(planned) != sum(block.days for block in mine) or planned & standing:
        yield f"leave of {person_id} overlaps or is miscounted"
    approved = approved_days(year, person_id)
    if planned and len(planned) + len(approved) > days:
        yield f"{person_id} gets {len(planned) + len(approved)} days of {days}"
    runs = runs_of(working, planned | standing)
    for run in runs:
        if run[-1] - run[0] >= LONGEST_RUN and set(run) & planned:
            yield f"{person_id} is away for more than five weeks from {run[0].isoformat()}"
    whole = len(planned) + len(approved) >= days > len(approved)
    if whole and max((len(run) for run in runs), default=0) < min_block:
        yield f"{person_id} has no block of {min_block} days"


def working_days(year: YearProblem, person_id: str) -> list[date]:
    """The person's own working days inside the horizon, leave or not."""
    person = _person(year, person_id)
    open_days = sorted(c.day for c in year.relief.calendar if c.kind != "closed")
    return [day for day in open_days if person.pattern[day.weekday()] > 0]


def approved_days(year: YearProblem, person_id: str) -> set[date]:
    """Working days of approved leave: they are part of the entitlement."""
    spans = [(a.first_day, a.last_day) for a in year.relief.approved if a.person_id == person_id]
    return _within(working_days(year, person_id), spans)


def standing_days(year: YearProblem, person_id: str) -> set[date]:
    """Working days of leave that is approved or protected."""
    spans = [r.options[0] for r in year.relief.requests if r.person_id == person_id and r.kind == "protected"]
    return approved_days(year, person_id) | _within(working_days(year, person_id), spans)


def runs_of(working: Sequence[date], away: set[date]) -> list[list[date]]:
    """Working days away that follow each other with no day at work between."""
    runs: list[list[date]] = []
    running = False
    for day in working:
        if day in away:
            if not running:
                runs.append([])
            runs[-1].append(day)
        running = day in away
    return runs


def blocks_of(year: YearProblem, person_id: str, planned: set[date]) -> list[Block]:
    """Planned days as blocks."""
    return [Block(person_id, run[0], run[-1], len(run)) for run in runs_of(working_days(year, person_id), planned)]


def _lacking(year: YearProblem, blocks: Sequence[Block], person_id: str) -> int:
    days = next(row.days for row in year.entitlements if row.person_id == person_id)
    placed = sum(block.days for block in blocks if block.person_id == person_id)
    return max(0, days - len(approved_days(year, person_id)) - placed)


def _below_band(year: YearProblem, blocks: Sequence[Block], person_id: str) -> int:
    """Days by which leave in the first half of the horizon stays under its share; 0 in a short horizon."""
    first, last = year.relief.calendar[0].day, year.relief.calendar[-1].day
    days = next(row.days for row in year.entitlements if row.person_id == person_id)
    if last - first < HALF_YEAR or days <= len(approved_days(year, person_id)):
        return 0
    middle = first + (last - first) / 2
    spans = [(block.first_day, block.last_day) for block in blocks if block.person_id == person_id]
    away = standing_days(year, person_id) | _within(working_days(year, person_id), spans)
    return max(0, int(LOWER_BAND * days) - sum(day <= middle for day in away))


def _within(days: Sequence[date], spans: Iterable[tuple[date, date]]) -> set[date]:
    spans = list(spans)
    return {day for day in days if any(first <= day <= last for first, last in spans)}


def _person(year: YearProblem, person_id: str) -> Person:
    return next(p for p in year.relief.people if p.person_id == person_id)
