"""An answered plan as the page shows it: one point of its curve, people before and after, moves with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from scheduler.caseload_clashes import clash_from
from web.caseloads import plan_words
from web.caseloads.clash_words import ClashWords, clash_words
from web.caseloads.curve import Curve, curve_of
from web.caseloads.pool_words import PoolWords, pool_words
from workload.estimates.load import Load, load
from workload.records.case_decisions import agreed_moves
from workload.records.caseload_plans import moves_of
from workload.tables.cases import Case
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import MoveState

POOL_IS_OVER = 1.0  # only a pool above its hours needs to be told that sharing cannot help


@dataclass(frozen=True)
class PersonChange:
    """Hours a month of one person's cases, before and after, against the hours there."""

    name: str
    there: float
    before: Load
    after: Load
    cases_before: int
    cases_after: int


@dataclass(frozen=True)
class ShownMove:
    """A move with its reasons in words. `out_of_date`: the case is no longer where the plan took it from, or it is to
    change hands by another move."""

    move: PlannedMove
    case: Case
    why_case: str
    why_officer: str
    peak: str
    out_of_date: bool

    @property
    def can_undo(self) -> bool:
        return self.move.state is MoveState.accepted and self.move.effective_on is not None


@dataclass(frozen=True)
class MovesFrom:
    """The moves that take cases from one person, or give those that nobody holds."""

    name: str
    moves: tuple[ShownMove, ...]

    @property
    def hours(self) -> float:
        return sum(one.move.hours for one in self.moves)

    @property
    def begun(self) -> bool:
        """Something was decided here already."""
        return any(one.move.state is not MoveState.proposed or one.out_of_date for one in self.moves)


@dataclass(frozen=True)
class ShownPlan:
    """All that the page says of one point of an answered plan; `point` 0 is the recommended one."""

    plan_id: int
    point: int
    answer: str
    proof: str
    overload: str
    first_day: date
    last_day: date
    people: tuple[PersonChange, ...]
    moves: tuple[ShownMove, ...]
    groups: tuple[MovesFrom, ...]
    curve: Curve | None
    pools: tuple[PoolWords, ...]
    unplaceable: tuple[Mapping[str, str], ...]
    clashes: tuple[ClashWords, ...]
    around: bool
    top: float  # the highest utilisation, before or after: the scale of all bars

    @property
    def left(self) -> int:
        """Moves that can still be accepted."""
        return sum(one.move.state is MoveState.proposed and not one.out_of_date for one in self.moves)

    @property
    def accepted(self) -> list[ShownMove]:
        return [one for one in self.moves if one.move.state in (MoveState.accepted, MoveState.done)]


def shown_plan(
    session: Session, plan: Plan, names: Mapping[int, str], communities: Mapping[str, str], point: int = 0
) -> ShownPlan:
    """One point of the plan and its moves, as they stand now. Raises LookupError when the plan has no such point."""
    answer: dict[str, Any] = plan.answer
    rows = _people_at(answer, point)
    peaks = {row["person"]: row for row in rows}
    agreed = agreed_moves(session)
    moves = tuple(
        _move(move, case, agreed.get(move.case_id), peaks, names, communities)
        for move, case in moves_of(session, plan.id or 0, point)
    )
    people = tuple(_person(row, names) for row in rows)
    curve = curve_of(answer, point)
    recommended = point == 0
    return ShownPlan(
        plan_id=plan.id or 0,
        point=point,
        answer=plan_words.answer_sentence(answer, len(moves)) if recommended or curve is None else curve.words,
        proof=plan_words.proof_sentence(answer) if recommended else "",
        overload=plan_words.overload_sentence(answer) if recommended else "",
        first_day=date.fromisoformat(answer["period"][0]),
        last_day=date.fromisoformat(answer["period"][1]),
        people=people,
        moves=moves,
        groups=_groups(moves, names),
        curve=curve,
        pools=tuple(
            pool_words(pool, names, communities)
            for pool in answer["tiers"]
            if pool["utilisation"] > POOL_IS_OVER and pool["capacity"] >= 1
        ),
        unplaceable=tuple(answer["unplaceable"]),
        clashes=_clashes(session, answer, names),
        around=bool(answer.get("around")),
        top=max([load.utilisation or 0.0 for one in people for load in (one.before, one.after)] + [1.0]),
    )


def _clashes(session: Session, answer: Mapping[str, Any], names: Mapping[int, str]) -> tuple[ClashWords, ...]:
    """Decisions of which the plan could not keep all, as far as they are not too many hours kept on purpose."""
    clashes = [one for one in map(clash_from, answer.get("clashes", [])) if not one.may_stand]
    wanted = {decision.case_id for one in clashes for decision in one.decisions}
    references = {number: session.get_one(Case, number).reference for number in wanted}
    return tuple(clash_words(one, names, references) for one in clashes)


def _people_at(answer: Mapping[str, Any], point: int) -> list[Mapping[str, Any]]:
    """The people of the plan with their loads after one point of its curve."""
    if point == 0:
        return list(answer["people"])
    here = next((one for one in answer.get("curve", []) if one["point"] == point), None)
    if here is None:
        raise LookupError(f"the plan has no point {point}")
    return [row | after for row, after in zip(answer["people"], here["people"], strict=True)]


def _groups(moves: tuple[ShownMove, ...], names: Mapping[int, str]) -> tuple[MovesFrom, ...]:
    """Moves by the person they take cases from, most hours first; the cases without an officer stand on top."""
    by_sender: dict[int | None, list[ShownMove]] = {}
    for one in moves:
        by_sender.setdefault(one.move.from_id, []).append(one)
    groups = [(sender, MovesFrom(names.get(sender or 0, ""), tuple(some))) for sender, some in by_sender.items()]
    groups.sort(key=lambda pair: (pair[0] is not None, -pair[1].hours))
    return tuple(group for _sender, group in groups)


def _person(row: Mapping[str, Any], names: Mapping[int, str]) -> PersonChange:
    there = row["capacity"] if row["capacity"] >= 1 else 0.0
    return PersonChange(
        names[row["person"]],
        there,
        load(row["before"], there),
        load(row["after"], there),
        row["cases_before"],
        row["cases_after"],
    )


def _move(
    move: PlannedMove,
    case: Case,
    agreed: PlannedMove | None,
    peaks: Mapping[int, Mapping[str, Any]],
    names: Mapping[int, str],
    communities: Mapping[str, str],
) -> ShownMove:
    before = case.previous_officer_id
    elsewhere = agreed is not None and agreed.id != move.id
    moved = elsewhere or case.officer_id != move.from_id or case.closed_on is not None
    return ShownMove(
        move,
        case,
        " ".join(filter(None, (plan_words.why_case(move, names), plan_words.had_before(move, before, names)))),
        plan_words.why_officer(move, names, communities),
        plan_words.peak_sentence(move, peaks, names),
        out_of_date=move.state is MoveState.proposed and moved,
    )
