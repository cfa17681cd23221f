"""The answer to one leave request as a page reads it: plain JSON, hours as numbers, days as ISO dates."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from scheduler.relief_question import ReliefQuestion
from scheduler.relief_still_holds import laid_out
from scheduler.solver.relief_check import Plan
from scheduler.solver.relief_problem import Assignment, Person
from workload.codes import person_id
from workload.estimates.calendar import monday_of
from workload.vocabulary import CoverMode


def describe_cover(question: ReliefQuestion, first: date, last: date, planned: Sequence[Assignment]) -> dict[str, Any]:
    """`cover` day by day, `days` with due, urgent and covered hours, `coverers` with each week before and after."""
    plan = laid_out(question, first, last, planned)
    travel_hours = {(p.person_id, p.office_id, p.mode): p.travel_quarters for p in plan.problem.cover}
    rows = sorted(planned, key=lambda a: (a.day, a.person_id))
    return {
        "cover": [
            {
                "day": a.day.isoformat(),
                "office_id": a.office_id,
                "person_id": person_id(a.person_id),
                "mode": a.mode,
                "hours": a.quarters / 4,
                "travel_hours": plan.travel(a, travel_hours) / 4,
            }
            for a in rows
        ],
        "days": [_day(question, plan, day) for day in working_days(question, plan, first, last)],
        "coverers": _coverers(plan, planned, travel_hours),
    }


def working_days(question: ReliefQuestion, plan: Plan, first: date, last: date) -> list[date]:
    """The days of the leave on which the applicant would have worked."""
    applicant = plan.person[question.applicant]
    return [day for day in plan.days if first <= day <= last and plan.hours(applicant, day)]


def who_is_the_limit(question: ReliefQuestion, first: date, last: date) -> list[dict[str, Any]]:
    """Day by day, why each person who is listed to cover here cannot: one code each, or `free`.

    Codes: not_qualified, conflict, away, delivery, covers_already, recovers, day_limit, week_full, free.
    """
    plan = laid_out(question, first, last, [])
    names = sorted({pair.person_id for pair in question.cover})
    return [
        {
            "day": day.isoformat(),
            "delivery": plan.kind[day] == "delivery",
            "people": [
                {"person_id": person_id(name), "code": _limit_on(question, plan, plan.person[name], day)}
                for name in names
            ],
        }
        for day in working_days(question, plan, first, last)
    ]


def _limit_on(question: ReliefQuestion, plan: Plan, person: Person, day: date) -> str:
    pairs = [pair for pair in question.cover if pair.person_id == person.person_id]
    least = plan.office[question.office_id].min_quarters
    journey = min((pair.travel_quarters if pair.mode == CoverMode.site else 0) for pair in pairs)
    facts = (
        ("not_qualified", not person.qualified),
        ("conflict", person.person_id in question.conflicted),
        ("away", not plan.at_work(person, day)),
        ("delivery", person.kind == "cso" and plan.kind[day] == "delivery"),
        ("covers_already", any(a.person_id == person.person_id and a.day == day for a in plan.assignments)),
        ("recovers", all((person.person_id, p.office_id, p.mode, day) in plan.problem.removed for p in pairs)),
        ("day_limit", person.max_cover_days == 0),
        ("week_full", _spare_quarters(plan, person, monday_of(day)) < least + journey),
    )
    return next((code for code, holds in facts if holds), "free")


def _day(question: ReliefQuestion, plan: Plan, day: date) -> dict[str, Any]:
    office = plan.office[question.office_id]
    due = plan.due(plan.person[question.applicant], day)
    return {
        "day": day.isoformat(),
        "delivery": plan.kind[day] == "delivery",
        "due": due / 4,
        "urgent": round(float(office.urgent_share * due) / 4, 2),
        "covered": plan.cover[office.office_id, day] / 4,
        "served": plan.served(office, day),
    }


def _coverers(
    plan: Plan, planned: Sequence[Assignment], travel_hours: dict[tuple[str, str, str], int]
) -> list[dict[str, Any]]:
    weeks = sorted({(a.person_id, monday_of(a.day)) for a in planned}, key=lambda found: (found[1], found[0]))
    found = []
    for name, monday in weeks:
        person = plan.person[name]
        mine = [a for a in planned if a.person_id == name and monday_of(a.day) == monday]
        extra = sum(a.quarters + plan.travel(a, travel_hours) for a in mine)
        days = _days_at_work(plan, person, monday)
        contract = sum(plan.hours(person, day) for day in days)
        after = contract - _spare_quarters(plan, person, monday)
        found.append(
            {
                "person_id": person_id(name),
                "week": monday.isoformat(),
                "contract": contract / 4,
                "before": (after - extra) / 4,
                "after": after / 4,
            }
        )
    return found


def _spare_quarters(plan: Plan, person: Person, monday: date) -> int:
    """Contract hours of the week's days at work, less own work, all cover and its journeys; below 0 when overloaded."""
    travel_hours = {(p.person_id, p.office_id, p.mode): p.travel_quarters for p in plan.problem.cover}
    spent = sum(
        a.quarters + plan.travel(a, travel_hours)
        for a in plan.assignments
        if a.person_id == person.person_id and monday_of(a.day) == monday
    )
    days = _days_at_work(plan, person, monday)
    return sum(plan.hours(person, day) - plan.due(person, day) for day in days) - spent


def _days_at_work(plan: Plan, person: Person, monday: date) -> list[date]:
    week = [monday + timedelta(days=n) for n in range(5)]
    return [day for day in week if day in plan.kind and plan.at_work(person, day)]
