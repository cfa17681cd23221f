"""Open cases, whose they are, and who may not hold them."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, Text, update
from sqlalchemy import case as cases_where
from sqlalchemy import cast as as_type
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from workload.estimates.case_tier import decide_tier
from workload.facts import CaseFacts
from workload.records.audit import note_action
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.places import Community, Office
from workload.tables.plans import PinnedCase
from workload.vocabulary import Driver, Stream, Tier

DAYS_A_MONTH = 365.25 / 12


class CaseLine(NamedTuple):
    """One open case as a balance asks for it; office and region are those that serve its community."""

    id: int
    reference: str
    community: str
    office: str
    region: str
    language: str
    stream: Stream
    tier: Tier
    officer: int | None
    officer_since: date | None


def case(session: Session, case_id: int) -> Case | None:
    return session.get(Case, case_id)


def case_by_reference(session: Session, reference: str) -> Case | None:
    return session.exec(select(Case).where(Case.reference == reference)).first()


def open_cases(
    session: Session,
    *,
    region_id: str | None = None,
    office_id: str | None = None,
    officer_id: int | None = None,
    unassigned: bool = False,
) -> list[Case]:
    """Cases that are open, by reference. Region and office are those that serve the community of the case."""
    query = (
        select(Case)
        .join(Community, col(Community.id) == col(Case.community_id))
        .join(Office, col(Office.id) == col(Community.office_id))
        .where(col(Case.closed_on).is_(None))
        .order_by(col(Case.reference))
    )
    if region_id is not None:
        query = query.where(Office.region_id == region_id)
    if office_id is not None:
        query = query.where(Community.office_id == office_id)
    if officer_id is not None:
        query = query.where(Case.officer_id == officer_id)
    if unassigned:
        query = query.where(col(Case.officer_id).is_(None))
    return list(session.exec(query))


def open_case_facts(
    session: Session,
    today: date,
    *,
    region_id: str | None = None,
    office_id: str | None = None,
    officer_id: int | None = None,
) -> dict[int, CaseFacts]:
    """The open cases as facts, by case id, in the order of their references."""
    office_of = dict(session.exec(select(Community.id, Community.office_id)).all())
    found = open_cases(session, region_id=region_id, office_id=office_id, officer_id=officer_id)
    return {one.id: _facts(one, office_of[one.community_id], today) for one in found if one.id is not None}


def open_case_lines(session: Session, *, region_id: str | None = None, case_id: int | None = None) -> list[CaseLine]:
    """What a balance asks of each open case (or of one), by reference: single columns, as a region may have ten
    thousand cases."""
    query = (
        columns(
            col(Case.id), col(Case.reference), col(Case.community_id), col(Community.office_id), col(Office.region_id),
            col(Case.language), col(Case.stream), col(Case.tier), col(Case.officer_id), col(Case.officer_since),
        )
        .join(Community, col(Community.id) == col(Case.community_id))
        .join(Office, col(Office.id) == col(Community.office_id))
        .where(col(Case.closed_on).is_(None))
        .order_by(col(Case.reference))
    )  # fmt: skip
    if region_id is not None:
        query = query.where(col(Office.region_id) == region_id)
    if case_id is not None:
        query = query.where(col(Case.id) == case_id)
    return [CaseLine(*row) for row in session.execute(query)]


def months_held(since: date | None, today: date) -> float:
    """Months with the present officer, two decimals; 0.0 when nobody holds the case."""
    return 0.0 if since is None else round(max(0, (today - since).days) / DAYS_A_MONTH, 2)


def open_answers(session: Session) -> list[tuple[dict[Driver, bool | None], Stream, int]]:
    """How many open cases have exactly these answers and this stream; many cases share theirs."""
    answers = as_type(Case.drivers, Text)
    still_open = func.sum(cases_where((col(Case.closed_on).is_(None), 1), else_=0))  # one pass over the whole table
    query = columns(answers, col(Case.stream), still_open).group_by(answers, col(Case.stream))
    return [
        ({Driver(word): known for word, known in json.loads(said).items()}, stream, count)
        for said, stream, count in session.execute(query)
        if count
    ]


def conflicts(session: Session) -> dict[int, frozenset[int]]:
    """Case id -> ids of the people with a declared conflict of interest."""
    found: dict[int, set[int]] = defaultdict(set)
    for row in session.exec(select(ConflictOfInterest)):
        found[row.case_id].add(row.person_id)
    return {case_id: frozenset(people) for case_id, people in found.items()}


def pinned(session: Session) -> dict[int, int]:
    """Case id -> the person with whom a manager has pinned it."""
    return {row.case_id: row.person_id for row in session.exec(select(PinnedCase))}


def give_case(
    session: Session,
    case_id: int,
    *,
    held_by: int | None,
    to: int | None,
    by: int | None,
    today: date,
    why: str = "",
    action: str = "give_case",
) -> bool:
    """Make `to` the officer of an open case from `today` (None: nobody) while it is still with `held_by`, and note it
    in the trail; False, and nothing changed, when somebody was faster."""
    values: dict[str, Any] = {"officer_id": to, "officer_since": today if to is not None else None}
    if held_by is not None:
        values["previous_officer_id"] = held_by
    holder = col(Case.officer_id).is_(None) if held_by is None else col(Case.officer_id) == held_by
    statement = update(Case).where(col(Case.id) == case_id, holder, col(Case.closed_on).is_(None)).values(**values)
    if cast(CursorResult[Any], session.execute(statement)).rowcount != 1:
        return False
    note_action(
        session, person_id=by, action=action, subject="case", subject_id=case_id,
        before={"officer": held_by}, after={"officer": to}, why=why,
    )  # fmt: skip
    return True


def set_drivers(
    session: Session, case_id: int, *, drivers: Mapping[Driver, bool | None], by: int | None, why: str = ""
) -> Case:
    """Store what makes the case take time (a driver left out is not known), and with it the tier by the rules."""
    one = _stored(session, case_id)
    decision = decide_tier(drivers, one.stream)
    before = {"drivers": one.drivers, "tier": one.tier.value, "provisional": one.provisional}
    one.drivers = {driver.value: drivers.get(driver) for driver in Driver}
    one.tier, one.provisional = decision.tier, decision.provisional
    session.add(one)
    after = {"drivers": one.drivers, "tier": one.tier.value, "provisional": one.provisional}
    note_action(
        session, person_id=by, action="set_drivers", subject="case", subject_id=case_id,
        before=before, after=after, why=why,
    )  # fmt: skip
    return one


def _stored(session: Session, case_id: int) -> Case:
    one = session.get(Case, case_id)
    if one is None:
        raise LookupError(f"there is no case {case_id}")
    return one


def _facts(one: Case, office_id: str, today: date) -> CaseFacts:
    return CaseFacts(
        reference=one.reference,
        community=one.community_id,
        office=office_id,
        language=one.language,
        stream=one.stream,
        drivers={Driver(word): known for word, known in one.drivers.items()},
        officer=one.officer_id,
        months_with_officer=months_held(one.officer_since, today),
    )


def cases_in_conflict(session: Session, person_id: int) -> set[int]:
    """Ids of the cases in which a person has declared a conflict of interest: not theirs to hold, cover or read."""
    return set(session.exec(select(ConflictOfInterest.case_id).where(ConflictOfInterest.person_id == person_id)))
