"""A `ReliefProblem` from the columns of the six files, and the rows that the answer's files hold."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from scheduler.solver.relief_problem import (
    CalendarDay,
    CoverPair,
    Leave,
    Office,
    Person,
    ReliefAnswer,
    ReliefProblem,
    Request,
)


class Rows(Protocol):
    def rows(self) -> Iterable[dict[str, Any]]: ...


class Tables(Protocol):
    """The checked files, as `workload.exchange.relief_files.read_relief` returns them."""

    @property
    def calendar(self) -> Rows: ...
    @property
    def offices(self) -> Rows: ...
    @property
    def people(self) -> Rows: ...
    @property
    def cover(self) -> Rows: ...
    @property
    def approved(self) -> Rows: ...
    @property
    def requests(self) -> Rows: ...


def problem_from_tables(tables: Tables) -> ReliefProblem:
    """The problem the files state; their hours are quarter-hours already."""
    return ReliefProblem(
        calendar=tuple(
            sorted((CalendarDay(row["date"], row["kind"]) for row in tables.calendar.rows()), key=lambda c: c.day)
        ),
        offices=tuple(
            Office(row["office_id"], row["region"], row["min_hours"], row["urgent_share"])
            for row in tables.offices.rows()
        ),
        people=tuple(_person(row) for row in tables.people.rows()),
        cover=tuple(
            CoverPair(row["person_id"], row["office_id"], row["mode"], row["travel_hours"])
            for row in tables.cover.rows()
        ),
        approved=tuple(Leave(row["person_id"], row["first_day"], row["last_day"]) for row in tables.approved.rows()),
        requests=_requests(tables.requests.rows()),
    )


def _person(row: Mapping[str, Any]) -> Person:
    return Person(
        person_id=row["person_id"],
        office_id=row["office_id"],
        kind=row["kind"],
        pattern=row["pattern"],
        own_quarters=row["own_hours"],
        own_quarters_delivery=row["own_hours_delivery"],
        service_years=row["service_years"],
        qualified=row["qualified"],
        max_cover_days=row["max_cover_days"],
        past_cover_days=row["past_cover_days"],
    )


def _requests(rows: Iterable[Mapping[str, Any]]) -> tuple[Request, ...]:
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["request_id"], []).append(row)
    return tuple(
        Request(
            request_id=name,
            person_id=group[0]["person_id"],
            kind=group[0]["kind"],
            refused_before=group[0]["refused_before"],
            options=tuple(
                (row["first_day"], row["last_day"]) for row in sorted(group, key=lambda row: int(row["option"]))
            ),
        )
        for name, group in grouped.items()
    )


def answer_tables(
    problem: ReliefProblem, answer: ReliefAnswer
) -> dict[str, tuple[Sequence[str], list[Sequence[object]]]]:
    """decisions, assignments, alternatives and changes: file name -> (header, rows)."""
    spans = {request.request_id: request.options for request in problem.requests}
    decisions: list[Sequence[object]] = []
    for d in answer.decisions:
        span: tuple[object, object] = spans[d.request_id][d.option - 1] if d.granted else ("", "")
        days = ";".join(day.isoformat() for day in d.days)
        outcome = "granted" if d.granted else "refused"
        decisions.append((d.request_id, d.option or "", *span, outcome, ";".join(d.rule), days, d.reason))
    return {
        "decisions.csv": (
            ("request_id", "option", "first_day", "last_day", "outcome", "rule", "days", "reason"),
            decisions,
        ),
        "assignments.csv": (
            ("date", "office_id", "person_id", "mode", "hours"),
            [(a.day, a.office_id, a.person_id, a.mode, hours_text(a.quarters)) for a in answer.assignments],
        ),
        "alternatives.csv": (
            ("request_id", "rank", "first_day", "last_day", "note"),
            [(a.request_id, a.rank, a.first_day, a.last_day, a.note) for a in answer.alternatives],
        ),
        "changes.csv": (
            ("request_id", "rank", "kind", "person_id", "office_id", "first_day", "last_day", "amount", "change"),
            [
                (
                    c.request_id,
                    c.rank,
                    c.kind,
                    c.person_id,
                    c.office_id,
                    c.first_day,
                    c.last_day,
                    hours_text(c.amount) if c.kind == "week_hours" else c.amount,
                    c.change,
                )
                for c in answer.changes
            ],
        ),
    }


def hours_text(quarters: int) -> str:
    """Quarter-hours as hours with as few decimals as they need: 6 -> 1.5."""
    return f"{quarters / 4:g}"


def report_text(problem: ReliefProblem, answer: ReliefAnswer, *, peak_mb: float, seed: int) -> str:
    """report.json: the measures, the bounds and the stages."""
    by_name = {stage.name: stage for stage in answer.stages}
    report = {
        "status": answer.status,
        "requests": len(problem.requests),
        "granted": sum(decision.granted for decision in answer.decisions),
        "granted_bound": by_name["granted"].bound,
        "breaches": answer.breaches,
        "breaches_bound": by_name["breaches"].bound,
        "unmet_urgent_hours": float(answer.unmet_hours),
        "cover_days": answer.cover_days,
        "worst_cover_share": answer.worst_cover_share,
        "travel_hours": answer.travel_quarters / 4,
        "seconds": round(answer.seconds, 3),
        "peak_mb": round(peak_mb, 1),
        "seed": seed,
        "stages": [
            {
                "stage": stage.stage,
                "name": stage.name,
                "value": stage.value,
                "bound": stage.bound,
                "status": stage.status,
                "seconds": round(stage.seconds, 3),
                "conditional": stage.conditional,
            }
            for stage in answer.stages
        ],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"
