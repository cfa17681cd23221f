"""One case and who could hold it: compared, chosen otherwise than planned, excluded; and a new case given away."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from scheduler.caseload_candidates import candidates_for
from scheduler.caseload_problem import problem_of
from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from workload.codes import person_code
from workload.records.balance_facts import gather_balance
from workload.records.caseload_plans import agreed_in, current_plan, moves_of
from workload.records.cases import open_cases
from workload.tables.audit import AuditEntry
from workload.tables.caseloads import ExcludedOfficer
from workload.tables.cases import Case
from workload.tables.people import Person
from workload.tables.plans import PinnedCase, Plan, PlannedMove
from workload.vocabulary import MoveGround, MoveState, PlanStatus

pytestmark = pytest.mark.usefixtures("planned")
SignIn = Callable[[str], FlaskClient]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


@pytest.fixture
def move(planned: None, session: Session) -> PlannedMove:
    """A move of a case that a third person could hold as well."""
    plan = current_plan(session, REGION)
    assert plan is not None
    return next(
        one for one, case in moves_of(session, plan.id or 0)
        if sum(able.bar is None for able in candidates_for(session, case, MONDAY)) > 2
    )  # fmt: skip


@pytest.fixture
def manager(planned: None, sign_in: SignIn) -> FlaskClient:
    return sign_in("patricia")


def third(session: Session, move: PlannedMove) -> int:
    """Somebody who may hold the case, but neither holds it nor is to get it."""
    case = session.get_one(Case, move.case_id)
    able = [one.officer.id for one in candidates_for(session, case, MONDAY) if one.bar is None]
    return next(one for one in able if one not in (move.from_id, move.to_id))


def test_candidates_are_those_of_the_balance_itself(session: Session) -> None:
    facts = gather_balance(session, MONDAY, region_id=REGION)
    problem = problem_of(facts)
    for i in range(0, len(facts.cases), 12):
        case = session.get_one(Case, facts.cases[i].id)
        able = {person_code(one.officer.id) for one in candidates_for(session, case, MONDAY) if one.bar is None}
        assert able == {problem.officer_ids[j] for j in problem.eligible(i).tolist()}, case.reference


def test_four_officers_stand_side_by_side_with_effects(
    session: Session, manager: FlaskClient, move: PlannedMove
) -> None:
    case = session.get_one(Case, move.case_id)
    page = manager.get(f"/cases/{case.reference}/officers").text
    assert 2 < page.count("Load without and with this case") <= 4
    said = words(page)
    holder = next(one for one in candidates_for(session, case, MONDAY) if one.holds)
    assert f"{holder.share_without:.1%} → {holder.share_with:.1%}".replace("%", " %") in said
    assert "holds the case now" in said
    assert "the plan's choice" in said.replace("&#39;", "'")
    assert f"The plan would give it to {session.get_one(Person, move.to_id).name}" in said


def test_another_officer_is_chosen_with_a_reason_that_stays(
    session: Session, manager: FlaskClient, move: PlannedMove
) -> None:
    case, other, planned = session.get_one(Case, move.case_id), third(session, move), move.to_id
    form = {"officer": other, "ground": "knows_client", "note": "Coached her last winter", "decision": "choose"}
    page = words(manager.post(f"/cases/{case.reference}/officers", data=form, follow_redirects=True).text)
    assert "1 case changes hands on Fri 20 Nov 2026" in page
    assert "the reason to choose otherwise: works with the client already. Coached her last winter" in page
    session.refresh(move)
    assert (move.state, move.to_id, move.proposed_id, move.ground) == (
        MoveState.accepted, other, planned, MoveGround.knows_client,
    )  # fmt: skip
    assert session.exec(select(AuditEntry.why).where(AuditEntry.action == "accept_move")).one() == (
        "Coached her last winter"
    )
    manager.post(f"/caseloads/plan/moves/{move.id}/undo")
    session.refresh(move)
    assert (move.to_id, move.proposed_id, move.ground) == (planned, None, None), "taken back, the plan's word stands"


def test_a_decision_without_a_reason_is_refused(session: Session, manager: FlaskClient, move: PlannedMove) -> None:
    case = session.get_one(Case, move.case_id)
    form = {"officer": move.from_id, "note": "They get on well", "decision": "leave"}
    answer = manager.post(f"/cases/{case.reference}/officers", data=form)
    assert answer.status_code == 422
    assert "Choose a reason: it is kept with the decision" in words(answer.text)
    assert "They get on well" in answer.text, "what was typed stays"
    assert session.get(PinnedCase, case.id) is None


def test_leaving_a_case_keeps_its_reason(session: Session, manager: FlaskClient, move: PlannedMove) -> None:
    case = session.get_one(Case, move.case_id)
    form = {"ground": "client_wish", "note": "Asked to stay", "decision": "leave"}
    manager.post(f"/cases/{case.reference}/officers", data=form)
    pin = session.get_one(PinnedCase, case.id)
    assert (pin.person_id, pin.ground, pin.reason) == (move.from_id, MoveGround.client_wish, "Asked to stay")


def test_an_excluded_officer_gets_the_case_no_more(session: Session, manager: FlaskClient, move: PlannedMove) -> None:
    case = session.get_one(Case, move.case_id)
    form = {"officer": move.to_id, "ground": "staff_risk", "note": "", "decision": "exclude"}
    manager.post(f"/cases/{case.reference}/officers", data=form)
    assert session.get_one(ExcludedOfficer, (case.id, move.to_id)).ground is MoveGround.staff_risk
    facts = gather_balance(session, MONDAY, region_id=REGION)
    assert (case.reference, person_code(move.to_id)) in facts.conflicts
    asked = session.exec(select(Plan).where(Plan.status == PlanStatus.waiting)).one()
    assert asked.based_on == move.plan_id, "the plan is asked for around what stands"
    page = manager.get(f"/cases/{case.reference}/officers").text
    assert "Excluded by a manager" in page
    manager.post(f"/cases/{case.reference}/officers/{move.to_id}/allow")
    session.expire_all()
    assert session.get(ExcludedOfficer, (case.id, move.to_id)) is None


def test_a_new_case_goes_to_one_of_the_three_best(session: Session, sign_in: SignIn) -> None:
    helen = sign_in("helen")
    listed = helen.get("/caseloads/without-officer").text
    case = open_cases(session, region_id="north-slave", unassigned=True)[0]
    assert f'href="/cases/{case.reference}/officers"' in listed
    page = helen.get(f"/cases/{case.reference}/officers").text
    buttons = re.findall(r'action="(/cases/[^"]+/officers/(\d+)/assign)"', page)
    best = [one for one in candidates_for(session, case, MONDAY) if one.bar is None][:3]
    assert [int(person) for _address, person in buttons] == [one.officer.id for one in best]
    assert "has most room" in page
    done = words(helen.post(buttons[0][0], follow_redirects=True).text)
    assert f"holds case {case.reference} from today" in done
    session.refresh(case)
    assert (case.officer_id, case.officer_since) == (best[0].officer.id, MONDAY)
    late = words(helen.post(buttons[1][0], follow_redirects=True).text)
    assert "has changed officer" in late
    session.refresh(case)
    assert case.officer_id == best[0].officer.id


def test_only_the_regions_manager_compares_officers(session: Session, sign_in: SignIn, move: PlannedMove) -> None:
    case = session.get_one(Case, move.case_id)
    for username in ("helen", "ruth", "daniel", "judith"):
        someone = sign_in(username)
        assert someone.get(f"/cases/{case.reference}/officers").status_code == 403
        assert someone.post(f"/cases/{case.reference}/officers", data={}).status_code == 403
    assert agreed_in(session, REGION) == []
    assert session.exec(select(col(Case.officer_id)).where(Case.id == case.id)).one() == move.from_id
