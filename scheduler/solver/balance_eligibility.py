"""Who may hold which case, and which rule stands in the way where nobody may.

An officer may hold a case when the case's community is among the officer's, the language is `en` or among the
officer's, an icm case meets an icm officer, no conflict of interest is declared, the pair is not excluded, and the
case is not pinned to somebody else. Ten thousand cases ask the same few questions, so each is answered once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.solver.balance_problem import (
    NOBODY,
    BalanceCase,
    BalanceOfficer,
    BalanceProblem,
    Bools,
    Floats,
    Ints,
)


@dataclass(frozen=True)
class CaseColumns:
    """The cases as columns of equal length: what a file of 250,000 rows is read into."""

    case_id: Sequence[str]
    community: Sequence[str]
    language: Sequence[str]
    icm: Sequence[bool]
    hours: Sequence[float] | Floats
    weight: Sequence[float] | Floats
    current_officer: Sequence[str]


def columns_of(cases: Iterable[BalanceCase]) -> CaseColumns:
    rows = list(cases)
    return CaseColumns(
        [case.case_id for case in rows],
        [case.community for case in rows],
        [case.language for case in rows],
        [case.icm for case in rows],
        [case.hours for case in rows],
        [case.weight for case in rows],
        [case.current_officer for case in rows],
    )


def build_problem(
    cases: CaseColumns | Iterable[BalanceCase],
    officers: Sequence[BalanceOfficer],
    *,
    conflicts: Iterable[tuple[str, str]] = (),
    excluded: Iterable[tuple[str, str]] = (),
    pinned: Mapping[str, str] | None = None,
) -> BalanceProblem:
    """The problem that the solver takes, from facts of a file or of the database.

    `conflicts` and `excluded` are pairs (case_id, officer_id) that may not be; `pinned` gives the only officer a case
    may be with (a pin does not set aside the other rules). Raises ValueError for an unknown or repeated id, hours or
    weight or capacity that are not positive, or an officer id that nobody has.
    """
    columns = cases if isinstance(cases, CaseColumns) else columns_of(cases)
    case_number = _numbered(columns.case_id, "case")
    officer_number = _numbered([officer.officer_id for officer in officers], "officer")
    hours = _positive(columns.hours, columns.case_id, "hours")
    weight = _positive(columns.weight, columns.case_id, "weight")
    capacity = _positive([o.capacity_hours for o in officers], [o.officer_id for o in officers], "capacity_hours")
    current = np.fromiter(
        (NOBODY if not name else _known(officer_number, name, "officer") for name in columns.current_officer),
        np.int32,
        len(columns.case_id),
    )
    barred: dict[int, set[int]] = {}
    in_conflict: set[tuple[int, int]] = set()
    for pairs, is_conflict in ((conflicts, True), (excluded, False)):
        for case_id, officer_id in pairs:
            pair = (_known(case_number, case_id, "case"), _known(officer_number, officer_id, "officer"))
            barred.setdefault(pair[0], set()).add(pair[1])
            if is_conflict:
                in_conflict.add(pair)
    pins = {
        _known(case_number, case_id, "case"): _known(officer_number, officer_id, "officer")
        for case_id, officer_id in (pinned or {}).items()
    }
    del case_number
    rules = _Rules(officers)
    case_class, start, members = _classes(columns, rules, barred, pins)
    no_holder = {
        i: rules.why_nobody(
            columns.community[i], columns.language[i], columns.icm[i], i, barred.get(i, set()), in_conflict, pins.get(i)
        )
        for i in np.flatnonzero(case_class < 0).tolist()
    }
    return BalanceProblem(
        columns.case_id,
        hours,
        weight,
        current,
        case_class,
        start,
        members,
        [officer.officer_id for officer in officers],
        capacity,
        no_holder,
        columns.community,
        columns.language,
    )


class _Rules:
    """The officers of each community, of each language, and of the ICM stream, as rows of yes and no."""

    def __init__(self, officers: Sequence[BalanceOfficer]) -> None:
        self.size = len(officers)
        self.none = np.zeros(self.size, bool)
        self.community: dict[str, Bools] = {}
        self.language: dict[str, Bools] = {"en": np.ones(self.size, bool)}
        for j, officer in enumerate(officers):
            for table, words in ((self.community, officer.communities), (self.language, officer.languages)):
                for word in words:
                    if word not in table:
                        table[word] = np.zeros(self.size, bool)
                    table[word][j] = True
        self.icm = np.array([officer.icm for officer in officers], bool)

    def holders(self, community: str, language: str, icm: bool) -> Bools:
        able = self.community.get(community, self.none) & self.language.get(language, self.none)
        return able & self.icm if icm else able

    def why_nobody(
        self,
        community: str,
        language: str,
        icm: bool,
        case: int,
        barred: set[int],
        in_conflict: set[tuple[int, int]],
        pin: int | None,
    ) -> str:
        """The first rule, in the order of the checks, after which nobody is left."""
        left = self.community.get(community, self.none)
        if not left.any():
            return "community"
        left = left & self.language.get(language, self.none)
        if not left.any():
            return "language"
        if icm and not (left & self.icm).any():
            return "icm"
        able = np.flatnonzero(left & self.icm if icm else left).tolist()
        able = [j for j in able if (case, j) not in in_conflict]
        if not able:
            return "conflict"
        able = [j for j in able if j not in barred]
        return "pin" if able and pin is not None else "excluded"


def _classes(
    columns: CaseColumns, rules: _Rules, barred: Mapping[int, set[int]], pins: Mapping[int, int]
) -> tuple[Ints, Ints, Ints]:
    """Case -> class, and the officers of every class (start offsets and members)."""
    kinds: dict[tuple[str, str, bool], int] = {}
    by_holders: dict[bytes, int] = {}
    members: list[Ints] = []

    def class_of(able: Bools) -> int:
        if not able.any():
            return -1
        key = np.packbits(able).tobytes()
        if key not in by_holders:
            by_holders[key] = len(members)
            members.append(np.flatnonzero(able).astype(np.int32))
        return by_holders[key]

    case_class = np.empty(len(columns.case_id), np.int32)
    rows = zip(columns.community, columns.language, columns.icm, strict=True)
    for i, kind in enumerate(rows):
        if i in barred or i in pins:
            able = rules.holders(*kind)
            able[list(barred.get(i, ()))] = False
            if i in pins:
                only = rules.none.copy()
                only[pins[i]] = able[pins[i]]
                able = only
            case_class[i] = class_of(able)
            continue
        if kind not in kinds:
            kinds[kind] = class_of(rules.holders(*kind))
        case_class[i] = kinds[kind]
    start = np.zeros(len(members) + 1, np.int32)
    np.cumsum([len(row) for row in members], out=start[1:])
    return case_class, start, np.concatenate(members) if members else np.zeros(0, np.int32)


def _numbered(ids: Sequence[str], what: str) -> dict[str, int]:
    numbers = {name: i for i, name in enumerate(ids)}
    if len(numbers) != len(ids):
        twice = next(name for i, name in enumerate(ids) if numbers[name] != i)
        raise ValueError(f"the {what} '{twice}' is given twice")
    return numbers


def _known(numbers: Mapping[str, int], name: str, what: str) -> int:
    if name not in numbers:
        raise ValueError(f"the {what} '{name}' is not known")
    return numbers[name]


def _positive(values: Sequence[float] | Floats, ids: Sequence[str], what: str) -> Floats:
    numbers = np.array(values, np.float64)
    bad = np.flatnonzero(~(np.isfinite(numbers) & (numbers > 0)))
    if len(bad):
        raise ValueError(f"{what} of '{ids[bad[0]]}' must be a number above 0, not {numbers[bad[0]]:g}")
    return numbers
