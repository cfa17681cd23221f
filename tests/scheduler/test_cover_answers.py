"""Consent of coverers without a veto on the leave: a decline passes to the next, silence comes to the manager."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import cast

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from scheduler.cover_answers import (
    CoverResult,
    agree_to_cover,
    ask_someone_else,
    ask_to_cover,
    decline_to_cover,
    name_to_cover,
    silent,
)
from scheduler.cover_finding import CoverDesk
from scheduler.leave_decisions import approve_leave
from scheduler.sick_calls import call_sick
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import answer, ask, person_id, withdraw_everything
from workload.records.cover_asked import answers_on
from workload.records.leave import covers_for, leave_balance
from workload.settings import Settings
from workload.tables.base import now
from workload.tables.leave import LeaveRequest
from workload.tables.messages import Message
from workload.tables.people import CoverOption, Person
from workload.vocabulary import CoverRefusal, CoverStatus, LeaveStatus, MessageKind

WEEK = (date(2027, 3, 8), date(2027, 3, 12))


def granted(session: Session, given_name: str = "Céline") -> int:
    """Leave granted with its planned cover, everybody asked and nobody has answered."""
    withdraw_everything(session)
    number = ask(session, given_name, *WEEK)
    plan = answer(session, number)
    by = person_id(session, "Helen")
    assert approve_leave(session, request_id=number, plan_id=plan.id or 0, by=by, today=MONDAY).done
    session.commit()
    return number


def coverers(session: Session, number: int) -> dict[date, tuple[int, CoverStatus]]:
    session.expire_all()
    return {row.day: (row.person_id, row.status) for row in covers_for(session, number)}


def kinds(session: Session, person: int) -> list[MessageKind]:
    return list(session.exec(select(Message.kind).where(Message.person_id == person).order_by(col(Message.id))))


def decline(session: Session, number: int, person: int) -> CoverResult:
    result = decline_to_cover(session, request_id=number, person_id=person, reason=CoverRefusal.full_week, today=MONDAY)
    session.commit()
    return result


def test_granting_asks_and_does_not_decide_for_the_coverer(session: Session) -> None:
    number = granted(session)
    standing = coverers(session, number)
    assert standing
    assert {status for _, status in standing.values()} == {CoverStatus.proposed}
    for person in {person for person, _ in standing.values()}:
        assert kinds(session, person) == [MessageKind.cover_asked]
    assert kinds(session, person_id(session, "Céline")) == [MessageKind.leave_granted]


def test_a_decline_asks_the_next_and_leave_stays(session: Session) -> None:
    number = granted(session)
    before = coverers(session, number)
    first = before[min(before)][0]
    balance = leave_balance(session, person_id(session, "Céline"))
    assert decline(session, number, first) is CoverResult.done
    after = coverers(session, number)
    assert session.get_one(LeaveRequest, number).status is LeaveStatus.granted
    assert leave_balance(session, person_id(session, "Céline")) == balance
    assert after.keys() == before.keys()
    assert first not in {person for person, _ in after.values()}
    assert {day: who for day, who in before.items() if who[0] != first}.items() <= after.items()
    assert (answers_on(session, number)[0].reason, answers_on(session, number)[0].person_id) == (
        CoverRefusal.full_week,
        first,
    )
    assert kinds(session, person_id(session, "Helen")) == [MessageKind.cover_replanned]
    assert decline(session, number, first) is CoverResult.gone


def test_nobody_who_declined_is_asked_again(session: Session) -> None:
    number = granted(session)
    declined: set[int] = set()
    while standing := coverers(session, number):
        nxt = standing[min(standing)][0]
        assert nxt not in declined
        decline(session, number, nxt)
        declined.add(nxt)
    assert len(declined) > 1
    assert session.get_one(LeaveRequest, number).status is LeaveStatus.granted
    assert kinds(session, person_id(session, "Helen"))[-1] is MessageKind.cover_missing
    desk = CoverDesk(session, session.get_one(LeaveRequest, number), today=MONDAY)
    assert len(desk.open_days()) == 5
    assert all(run.candidates == () for run in desk.runs())


def test_a_new_coverer_keeps_every_rule(session: Session) -> None:
    number = granted(session)
    standing = coverers(session, number)
    decline(session, number, standing[min(standing)][0])
    from scheduler.relief_question import gather_question, kept_in
    from scheduler.relief_still_holds import real_problem
    from scheduler.solver.relief_check import check_plan

    request = session.get_one(LeaveRequest, number)
    question = gather_question(session, request, today=MONDAY)
    problem = real_problem(question, *WEEK)
    kept = [row.assignment for row in kept_in(question, problem)]
    weeks = [text for text in check_plan(problem, {}, kept) if text.startswith(("e:", "d:"))]
    assert weeks == []


def test_silence_comes_to_the_manager_after_the_setting(session: Session, settings: Settings) -> None:
    number = granted(session)
    assert silent(session, settings, ["north-slave"], now()) == []
    for row in covers_for(session, number):
        row.asked_at = now() - timedelta(hours=settings.cover_answer_hours, minutes=1)
    session.commit()
    late = silent(session, settings, ["north-slave"], now())
    assert {one.request.id for one in late} == {number}
    assert silent(session, settings, ["dehcho"], now()) == []
    person = late[0].person_id
    helen = person_id(session, "Helen")
    assert ask_someone_else(session, request_id=number, person_id=person, by=helen, today=MONDAY) is CoverResult.done
    session.commit()
    assert person not in {who for who, _ in coverers(session, number).values()}
    assert kinds(session, person)[-1] is MessageKind.cover_ended


def test_for_a_sick_call_silence_is_an_hour(session: Session, settings: Settings) -> None:
    celine, helen = person_id(session, "Céline"), person_id(session, "Helen")
    request = call_sick(session, person_id=celine, last_day=MONDAY, by=celine, today=MONDAY)
    best = CoverDesk(session, request, today=MONDAY).runs()[0].candidates[0].person_id
    ask_to_cover(session, request_id=request.id or 0, person_id=best, by=helen, today=MONDAY)
    assert silent(session, settings, ["north-slave"], now() + timedelta(minutes=settings.sick_answer_minutes - 1)) == []
    assert (
        len(silent(session, settings, ["north-slave"], now() + timedelta(minutes=settings.sick_answer_minutes + 1)))
        == 1
    )


def test_the_manager_names_somebody_with_a_reason(session: Session) -> None:
    number, helen = granted(session), person_id(session, "Helen")
    standing = coverers(session, number)
    asked = {person for person, _ in standing.values()}
    query = select(CoverOption.person_id).where(CoverOption.office_id == "whati")
    named = next(one for one in session.exec(query) if one not in asked)
    session.get_one(Person, named).max_cover_days = 0  # a limit of plans, not of a manager
    done = name_to_cover(
        session, request_id=number, person_id=named, reason="We spoke and she will.", by=helen, today=MONDAY
    )
    session.commit()
    assert done is CoverResult.done
    row = next(one for one in covers_for(session, number) if one.person_id == named)
    assert (row.status, row.assigned_by, row.reason) == (CoverStatus.agreed, helen, "We spoke and she will.")
    assert kinds(session, named) == [MessageKind.cover_assigned]
    assert MessageKind.cover_ended in {kind for one in asked for kind in kinds(session, one)}


def test_nobody_is_named_against_a_conflict_or_twice_a_day(session: Session) -> None:
    number, helen = granted(session), person_id(session, "Helen")
    stranger = person_id(session, "Trina")
    result = name_to_cover(session, request_id=number, person_id=stranger, reason="Try", by=helen, today=MONDAY)
    assert result is CoverResult.not_free
    standing = coverers(session, number)
    busy = standing[min(standing)][0]
    agree_to_cover(session, request_id=number, person_id=busy, today=MONDAY)
    other = call_sick(session, person_id=person_id(session, "Lorraine"), last_day=MONDAY, by=helen, today=MONDAY)
    other.first_day, other.last_day = WEEK
    session.commit()
    name_to_cover(session, request_id=other.id or 0, person_id=busy, reason="Try", by=helen, today=MONDAY)
    session.commit()
    given = {day for day, (who, _) in standing.items() if who == busy}
    assert given
    assert given.isdisjoint(row.day for row in covers_for(session, other.id or 0) if row.person_id == busy)


def test_the_last_free_coverer_is_asked_for_one_of_two(territory: Session) -> None:
    """Two managers ask the same person for two offices at the same moment."""
    joseph, helen = person_id(territory, "Joseph"), person_id(territory, "Helen")
    for link in territory.exec(select(CoverOption).where(col(CoverOption.office_id).in_(["whati", "lutselke"]))).all():
        if link.person_id != joseph:
            territory.get_one(Person, link.person_id).max_cover_days = 0
    people = [person_id(territory, name) for name in ("Céline", "Lorraine")]
    calls = [call_sick(territory, person_id=one, last_day=MONDAY, by=one, today=MONDAY).id or 0 for one in people]
    territory.commit()
    engine, both = cast(Engine, territory.get_bind()), Barrier(2)

    def ask_joseph(number: int) -> CoverResult:
        with Session(engine) as session:
            both.wait()
            result = ask_to_cover(session, request_id=number, person_id=joseph, by=helen, today=MONDAY)
            session.commit()
            return result

    with ThreadPoolExecutor(2) as pool:
        results = sorted(one.value for one in pool.map(ask_joseph, calls))
    assert results == ["done", "not_free"]
