"""Deciding: leave and its cover together or not at all, on the database of that moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import cast

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from scheduler.cover_today import who_answers_today
from scheduler.leave_decisions import Outcome, Result, approve_leave, refuse_leave
from scheduler.leave_requests import withdraw_leave
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import answer, ask, everybody_agrees, person_id, withdraw_everything
from workload.records.leave import leave_balance
from workload.records.plans import plan_for_request
from workload.tables.audit import AuditEntry
from workload.tables.leave import LeaveEntry, LeaveRequest, ReliefCover
from workload.tables.people import CoverOption, Person
from workload.tables.plans import Plan
from workload.vocabulary import LeaveStatus, LedgerReason, PersonKind, PlanStatus

WEEK = (date(2027, 3, 8), date(2027, 3, 12))


def grant(session: Session, request_id: int, plan: Plan) -> Outcome:
    outcome = approve_leave(
        session, request_id=request_id, plan_id=plan.id or 0, by=person_id(session, "Helen"), today=MONDAY
    )
    session.commit()
    return outcome


def test_granting_writes_leave_cover_ledger_and_audit(session: Session) -> None:
    request_id = ask(session, "Céline", *WEEK)
    plan = answer(session, request_id)
    before = leave_balance(session, person_id(session, "Céline"))
    assert grant(session, request_id, plan).done
    request = session.get_one(LeaveRequest, request_id)
    covers = session.exec(select(ReliefCover).where(ReliefCover.request_id == request_id)).all()
    entry = session.exec(select(LeaveEntry).where(LeaveEntry.request_id == request_id)).one()
    assert (request.status, request.decided_by) == (LeaveStatus.granted, person_id(session, "Helen"))
    assert {(c.day.isoformat(), c.person_id, c.hours) for c in covers} == {
        (row["day"], row["person_id"], row["hours"]) for row in plan.answer["cover"]
    }
    assert (entry.hours, entry.reason) == (-37.5, LedgerReason.taken)
    assert leave_balance(session, request.person_id) == before - 37.5
    assert session.get_one(Plan, plan.id).status == PlanStatus.accepted
    said = session.exec(select(AuditEntry).where(AuditEntry.action == "leave_granted")).one()
    assert said.subject_id == str(request_id)


def test_a_plan_that_no_longer_holds_is_planned_again(session: Session) -> None:
    request_id = ask(session, "Céline", *WEEK)
    plan = answer(session, request_id)
    gone = plan.answer["cover"][0]["person_id"]
    session.add(
        LeaveRequest(person_id=gone, kind="sick", first_day=WEEK[0], last_day=WEEK[1], hours=37.5, status="granted")
    )
    session.commit()
    outcome = grant(session, request_id, plan)
    assert outcome.result == Result.plan_fails
    assert {"code": "coverer", "person_id": gone, "rule": "c"} in outcome.why
    assert session.get_one(LeaveRequest, request_id).status == LeaveStatus.asked
    assert session.exec(select(ReliefCover).where(ReliefCover.request_id == request_id)).all() == []
    assert session.exec(select(LeaveEntry).where(LeaveEntry.request_id == request_id)).all() == []
    again = answer(session, request_id)
    assert again.id != plan.id
    assert gone not in {row["person_id"] for row in again.answer["cover"]}
    assert grant(session, request_id, again).done


def test_a_coverer_who_got_more_cases_is_noticed(session: Session) -> None:
    from workload.tables.cases import Case

    request_id = ask(session, "Céline", *WEEK)
    plan = answer(session, request_id)
    planned = [row["person_id"] for row in plan.answer["cover"]]
    full = next(one for one in planned if session.get_one(Person, one).kind is not PersonKind.pool)
    for case in session.exec(select(Case).where(col(Case.closed_on).is_(None)).limit(120)).all():
        case.officer_id = full
    session.commit()
    outcome = grant(session, request_id, plan)
    assert {"code": "coverer", "person_id": full, "rule": "e"} in outcome.why


def only_coverer(session: Session, given_name: str, offices: set[str]) -> None:
    """Of all who are listed for these offices, only one may cover."""
    kept = person_id(session, given_name)
    links = session.exec(select(CoverOption).where(col(CoverOption.office_id).in_(offices))).all()
    for link in links:
        if link.person_id != kept:
            session.get_one(Person, link.person_id).max_cover_days = 0
    session.commit()


def test_two_managers_approve_the_last_reliever_at_once(territory: Session) -> None:
    withdraw_everything(territory)
    only_coverer(territory, "Joseph", {"whati", "lutselke"})
    requests = [ask(territory, "Céline", *WEEK), ask(territory, "Lorraine", *WEEK)]
    plans = [answer(territory, number) for number in requests]
    joseph = person_id(territory, "Joseph")
    assert [{row["person_id"] for row in plan.answer["cover"]} for plan in plans] == [{joseph}, {joseph}]
    engine, both, by = cast(Engine, territory.get_bind()), Barrier(2), person_id(territory, "Helen")
    pairs = [(number, plan.id or 0) for number, plan in zip(requests, plans, strict=True)]
    territory.rollback()

    def approve(pair: tuple[int, int]) -> Outcome:
        with Session(engine) as session:
            both.wait()
            outcome = approve_leave(session, request_id=pair[0], plan_id=pair[1], by=by, today=MONDAY)
            session.commit()
            return outcome

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(approve, pairs))
    territory.expire_all()
    assert [o.done for o in outcomes].count(True) == 1
    assert {o.result for o in outcomes} <= {Result.done, Result.plan_fails, Result.plan_changed}
    loser = requests[[o.done for o in outcomes].index(False)]
    assert territory.get_one(LeaveRequest, loser).status == LeaveStatus.asked
    again = plan_for_request(territory, loser)
    assert again is not None
    assert again.status == PlanStatus.waiting
    days = territory.exec(
        select(ReliefCover.person_id, ReliefCover.day, func.count()).group_by(
            col(ReliefCover.person_id), col(ReliefCover.day)
        )
    ).all()
    assert max(count for *_, count in days) == 1


def test_a_request_is_decided_once_of_two_clicks(territory: Session) -> None:
    request_id = ask(territory, "Céline", *WEEK)
    plan_id = answer(territory, request_id).id or 0
    engine, both, by = cast(Engine, territory.get_bind()), Barrier(2), person_id(territory, "Helen")
    territory.rollback()

    def approve(_: int) -> Outcome:
        with Session(engine) as session:
            both.wait()
            outcome = approve_leave(session, request_id=request_id, plan_id=plan_id, by=by, today=MONDAY)
            session.commit()
            return outcome

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(o.result.value for o in pool.map(approve, range(2)))
    assert outcomes == ["decided_already", "done"]
    assert len(territory.exec(select(LeaveEntry).where(LeaveEntry.request_id == request_id)).all()) == 1


def test_requests_that_counted_on_a_taken_reliever_are_replanned(session: Session) -> None:
    withdraw_everything(session)
    only_coverer(session, "Joseph", {"whati", "lutselke"})
    first, second = ask(session, "Céline", *WEEK), ask(session, "Lorraine", *WEEK)
    plan, other = answer(session, first), answer(session, second)
    assert other.answer["possible"]
    assert grant(session, first, plan).done
    again = answer(session, second)
    assert again.id != other.id
    assert again.answer["possible"] is False


def test_a_refusal_for_lack_of_cover_is_counted(session: Session) -> None:
    for link in session.exec(select(CoverOption).where(CoverOption.office_id == "whati")).all():
        session.get_one(Person, link.person_id).max_cover_days = 0
    session.commit()
    request_id = ask(session, "Céline", *WEEK)
    answer(session, request_id)
    refuse_leave(session, request_id=request_id, by=person_id(session, "Helen"), reason="Nobody is free that week.")
    session.commit()
    request = session.get_one(LeaveRequest, request_id)
    assert (request.status, request.lacked_cover) == (LeaveStatus.refused, True)
    assert request.decision_reason == "Nobody is free that week."
    asked_again = ask(session, "Céline", *WEEK)
    assert session.get_one(LeaveRequest, asked_again).refused_before


def test_a_refusal_for_another_reason_is_not(session: Session) -> None:
    request_id = ask(session, "Céline", *WEEK)
    answer(session, request_id)
    refuse_leave(session, request_id=request_id, by=person_id(session, "Helen"), reason="Training is that week.")
    assert not session.get_one(LeaveRequest, request_id).lacked_cover


def test_what_was_withdrawn_cannot_be_granted(session: Session) -> None:
    request_id = ask(session, "Céline", *WEEK)
    plan = answer(session, request_id)
    withdraw_leave(session, request_id=request_id, by=person_id(session, "Céline"))
    session.commit()
    assert grant(session, request_id, plan).result == Result.decided_already


def test_cover_begins_and_ends_by_itself(session: Session) -> None:
    request_id = ask(session, "Céline", *WEEK)
    assert grant(session, request_id, answer(session, request_id)).done
    celine = person_id(session, "Céline")
    assert who_answers_today(session, WEEK[0], person_id=celine)[celine].covered_by == ()
    everybody_agrees(session, request_id)
    assert who_answers_today(session, date(2027, 3, 7), person_id=celine) == {}
    during = who_answers_today(session, WEEK[0], office_id="whati")[celine]
    assert during.covered_by
    assert during.back_after == WEEK[1]
    assert celine not in who_answers_today(session, date(2027, 3, 15))
