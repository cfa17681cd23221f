"""Pins and exclusions that cannot all hold, found before anything is stored: the smallest set of them, to lift one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from scheduler.caseload_problem import parts_of
from workload.codes import person_code, person_id
from workload.records.audit import note_action
from workload.records.balance_facts import BalanceFacts, gather_balance, pairs_of
from workload.records.case_decisions import agreed_moves, exclusions
from workload.records.cases import conflicts, pinned
from workload.tables.caseloads import ExcludedOfficer
from workload.tables.plans import PinnedCase

Pair = tuple[int, int]  # case and person, by id


@dataclass(frozen=True)
class Decision:
    """A pin of a case to a person, or the exclusion of the person from the case."""

    case_id: int
    person_id: int
    excludes: bool

    @property
    def pair(self) -> Pair:
        return self.case_id, self.person_id


@dataclass(frozen=True)
class Clash:
    """Decisions of which one must go; `kind`, `rule`, `hours` and `limit` as in `balance_pins.PinConflict`."""

    kind: str
    pins: tuple[Pair, ...]
    exclusions: tuple[Pair, ...]
    rule: str
    hours: float
    limit: float

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return (
            *(Decision(case, person, excludes=False) for case, person in self.pins),
            *(Decision(case, person, excludes=True) for case, person in self.exclusions),
        )

    @property
    def may_stand(self) -> bool:
        """Too many hours pinned to one person make loads uneven; the others cannot be at all."""
        return self.kind == "too_much"


def clashes_with(
    session: Session, today: date, region_id: str, new: Decision, lifted: Decision | None = None
) -> tuple[Clash, ...]:
    """What cannot hold if a manager decides `new`, and lifts a decision for it: only clashes that `new` is part of."""
    facts = gather_balance(session, today, region_id=region_id)
    pins, excluded = _standing(session)
    if lifted is not None:
        (excluded if lifted.excludes else pins).discard(lifted.pair)
    if new.excludes:
        excluded.add(new.pair)
    else:
        pins = {pair for pair in pins if pair[0] != new.case_id} | {new.pair}
    return tuple(one for one in _clashes(session, facts, pins, excluded) if new in one.decisions)


def standing_clashes(session: Session, facts: BalanceFacts) -> tuple[Clash, ...]:
    """What cannot all hold of the decisions that stand, such as a pin to somebody who declared a conflict since."""
    return _clashes(session, facts, *_standing(session))


def clash_from(stored: Mapping[str, Any]) -> Clash:
    """A clash as it stands in the answer of a plan."""
    pairs = {name: tuple((case, person) for case, person in stored[name]) for name in ("pins", "exclusions")}
    return Clash(**(dict(stored) | pairs))


def lift(session: Session, decision: Decision, *, by: int) -> bool:
    """Take back a pin or an exclusion, without asking for a new plan; False when it does not stand any more."""
    row: PinnedCase | ExcludedOfficer | None
    if decision.excludes:
        row = session.get(ExcludedOfficer, decision.pair)
    else:
        row = session.get(PinnedCase, decision.case_id)
    if row is None or row.person_id != decision.person_id:
        return False
    session.delete(row)
    session.flush()
    note_action(
        session, person_id=by, action="allow_officer" if decision.excludes else "unpin_case", subject="case",
        subject_id=decision.case_id, before={"officer": decision.person_id},
    )  # fmt: skip
    return True


def _standing(session: Session) -> tuple[set[Pair], set[Pair]]:
    """Pins and exclusions of the whole territory."""
    excluded = {(case, person) for case, people in exclusions(session).items() for person in people}
    return set(pinned(session).items()), excluded


def _clashes(session: Session, facts: BalanceFacts, pins: set[Pair], excluded: set[Pair]) -> tuple[Clash, ...]:
    from scheduler.solver.balance_pins import conflicting_pins

    number = {case.case_id: case.id for case in facts.cases}
    code, known = {case.id: case.case_id for case in facts.cases}, {one.id for one in facts.officers}

    def pairs(found: set[Pair]) -> list[tuple[str, str]]:
        """Those of this region's cases and people, in the words of the solver."""
        return sorted((code[case], person_code(who)) for case, who in found if case in code and who in known)

    def back(found: tuple[tuple[str, str], ...]) -> tuple[Pair, ...]:
        return tuple((number[case], person_id(who)) for case, who in found)

    cases, officers = parts_of(facts)
    agreed = {case: move.to_id for case, move in agreed_moves(session).items()}
    given = pairs_of(facts.cases, known, conflicts(session), agreed)
    return tuple(
        Clash(one.kind, back(one.pins), back(one.exclusions), one.rule, one.hours, one.limit)
        for one in conflicting_pins(cases, officers, pins=pairs(pins), excluded=pairs(excluded), conflicts=given)
    )
