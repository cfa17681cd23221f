"""Pins and exclusions that cannot all hold: said at once, in words, with what lifts each; nothing typed is lost."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from scheduler.caseload_candidates import candidates_for
from scheduler.caseload_clashes import standing_clashes
from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from workload.codes import person_code
from workload.records.balance_facts import gather_balance
from workload.records.caseload_plans import current_plan, moves_of
from workload.tables.caseloads import ExcludedOfficer
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.plans import PinnedCase, Plan, PlannedMove
from workload.vocabulary import MoveGround, MoveState, PlanStatus

pytestmark = pytest.mark.usefixtures("planned")
SignIn = Callable[[str], FlaskClient]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ").replace("&#39;", "'")


def forms(page: str) -> list[dict[str, str]]:
    """The hidden fields of the buttons that carry the decision on."""
    return [
        dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', one))
        for one in re.findall(r"<form method=\"post\".*?</form>", page, re.DOTALL)
        if 'name="lift"' in one
    ]


@pytest.fixture
def manager(planned: None, sign_in: SignIn) -> FlaskClient:
    return sign_in("patricia")


@pytest.fixture
def moves(planned: None, session: Session) -> list[tuple[PlannedMove, Case]]:
    plan = current_plan(session, REGION)
    assert plan is not None
    return [(move, case) for move, case in moves_of(session, plan.id or 0) if move.from_id is not None]


def waiting(session: Session) -> int:
    return len(session.exec(select(Plan).where(Plan.status == PlanStatus.waiting)).all())


def test_excluding_everybody_is_refused_in_words(
    session: Session, manager: FlaskClient, moves: list[tuple[PlannedMove, Case]]
) -> None:
    _move, case = moves[0]
    able = [one.officer.id for one in candidates_for(session, case, MONDAY) if one.bar is None]
    session.add_all(ExcludedOfficer(case_id=case.id or 0, person_id=one, ground=MoveGround.other) for one in able[1:])
    session.commit()
    form = {"officer": able[0], "ground": "staff_risk", "note": "A threat on the phone", "decision": "exclude"}
    answer = manager.post(f"/cases/{case.reference}/officers", data=form)
    assert answer.status_code == 409
    assert "nobody is left who may hold it" in words(answer.text)
    assert (waiting(session), session.get(ExcludedOfficer, (case.id, able[0]))) == (0, None), (
        "before anything is stored"
    )
    offers = forms(answer.text)
    assert {one["lift"] for one in offers} == {f"exclusion.{case.id}.{one}" for one in able[1:]}
    assert offers[0]["note"] == "A threat on the phone", "what was typed goes on"
    manager.post(f"/cases/{case.reference}/officers", data=offers[0])
    session.expire_all()
    lifted = int(offers[0]["lift"].rpartition(".")[2])
    left = set(session.exec(select(ExcludedOfficer.person_id).where(ExcludedOfficer.case_id == case.id)))
    assert left == set(able) - {lifted}
    assert session.get_one(ExcludedOfficer, (case.id, able[0])).note == "A threat on the phone"
    assert waiting(session) == 1


def test_a_pinned_officer_is_excluded_only_after_the_pin_is_off(
    session: Session, manager: FlaskClient, moves: list[tuple[PlannedMove, Case]]
) -> None:
    move, case = moves[0]
    session.add(PinnedCase(case_id=case.id or 0, person_id=move.from_id or 0))
    session.commit()
    form = {"officer": move.from_id, "ground": "conflict", "note": "", "decision": "exclude"}
    answer = manager.post(f"/cases/{case.reference}/officers", data=form)
    assert answer.status_code == 409
    assert f"Take the pin off {case.reference}" in words(answer.text)
    manager.post(f"/cases/{case.reference}/officers", data=forms(answer.text)[0])
    session.expire_all()
    assert session.get(PinnedCase, case.id) is None
    assert session.get(ExcludedOfficer, (case.id, move.from_id)) is not None


def test_an_excluded_officer_is_chosen_after_being_allowed(
    session: Session, manager: FlaskClient, moves: list[tuple[PlannedMove, Case]]
) -> None:
    move, case = next(
        (move, case) for move, case in moves
        if sum(one.bar is None for one in candidates_for(session, case, MONDAY)) > 2
    )  # fmt: skip
    other = next(
        one.officer.id for one in candidates_for(session, case, MONDAY)
        if one.bar is None and one.officer.id not in (move.from_id, move.to_id)
    )  # fmt: skip
    session.add(ExcludedOfficer(case_id=case.id or 0, person_id=other, ground=MoveGround.other))
    session.commit()
    form = {"officer": other, "ground": "language", "note": "", "decision": "choose"}
    answer = manager.post(f"/cases/{case.reference}/officers", data=form)
    assert answer.status_code == 409
    assert "is excluded from it" in words(answer.text)
    manager.post(f"/cases/{case.reference}/officers", data=forms(answer.text)[0])
    session.expire_all()
    assert (session.get_one(PlannedMove, move.id).state, session.get_one(PlannedMove, move.id).to_id) == (
        MoveState.accepted, other,
    )  # fmt: skip
    assert session.get(ExcludedOfficer, (case.id, other)) is None


def pin_until_full(session: Session, person_id: int, last: int) -> None:
    """Pin what fits into the fairest load of a person, so that one case more, `last`, does not."""
    facts = gather_balance(session, MONDAY, region_id=REGION)
    theirs = {one.id: one.hours for one in facts.cases if one.current_officer == person_code(person_id)}
    session.add_all(PinnedCase(case_id=one, person_id=person_id) for one in theirs)
    session.flush()
    (clash,) = standing_clashes(session, facts)
    room = clash.limit - clash.hours + sum(theirs[case] for case, _person in clash.pins)
    for one in sorted(theirs, key=lambda number: -theirs[number]):
        if one == last or theirs[one] > room:
            session.delete(session.get_one(PinnedCase, one))
        else:
            room -= theirs[one]
    session.commit()
    assert standing_clashes(session, facts) == ()


def test_pins_beyond_a_fair_load_name_the_fewest(
    session: Session, manager: FlaskClient, moves: list[tuple[PlannedMove, Case]]
) -> None:
    move, case = moves[0]
    pin_until_full(session, move.from_id or 0, case.id or 0)
    address = f"/caseloads/plan/moves/{move.id}/pin"
    answer = manager.post(address, data={"why": "Since school"})
    assert answer.status_code == 409
    assert re.search(r"would keep [\d.]+ h a month with \d+ pinned cases .* the smallest set", words(answer.text))
    *lifts, keep = forms(answer.text)
    assert (keep["lift"], keep["why"]) == ("keep", "Since school")
    pinned = set(session.exec(select(PinnedCase.case_id)))
    assert {int(one["lift"].split(".")[1]) for one in lifts} <= pinned
    assert case.id not in pinned
    manager.post(address, data=lifts[0])
    session.expire_all()
    now = set(session.exec(select(PinnedCase.case_id)))
    assert now == (pinned | {case.id}) - {int(lifts[0]["lift"].split(".")[1])}
    assert session.get_one(PinnedCase, case.id).reason == "Since school"


def test_pins_beyond_a_fair_load_may_stay_on_purpose(
    session: Session, manager: FlaskClient, moves: list[tuple[PlannedMove, Case]]
) -> None:
    move, case = moves[0]
    pin_until_full(session, move.from_id or 0, case.id or 0)
    before = len(session.exec(select(PinnedCase)).all())
    manager.post(f"/caseloads/plan/moves/{move.id}/pin", data={"why": "", "lift": "keep"})
    session.expire_all()
    assert len(session.exec(select(PinnedCase)).all()) == before + 1
    assert waiting(session) == 1


def test_a_pin_that_no_longer_may_be_stands_in_the_plan(
    session: Session, manager: FlaskClient, moves: list[tuple[PlannedMove, Case]]
) -> None:
    move, case = moves[0]
    session.add(PinnedCase(case_id=case.id or 0, person_id=move.from_id or 0))
    session.add(ConflictOfInterest(case_id=case.id or 0, person_id=move.from_id or 0, declared_on=MONDAY))
    session.commit()
    (clash,) = standing_clashes(session, gather_balance(session, MONDAY, region_id=REGION))
    assert (clash.kind, clash.rule, clash.pins) == ("may_not_hold", "conflict", ((case.id, move.from_id),))
    plan = session.get_one(Plan, move.plan_id)
    plan.answer = plan.answer | {"clashes": json.loads(json.dumps([asdict(clash)]))}
    session.commit()
    page = words(manager.get("/caseloads/plan").text)
    assert "Decisions that cannot all hold" in page
    assert f"Case {case.reference} is pinned to" in page
    assert f"Take the pin off {case.reference}" in page
