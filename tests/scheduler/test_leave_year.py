"""Leave through the year: the pool curve from the queue, the guard's proposals, the annual round."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from scheduler.annual_round import RoundRefuses, give_wishes, open_round, publish_round, work_out
from scheduler.coverable_weeks import refresh_coverable_weeks
from scheduler.leave_guard import BlockGone, accept_block, ask_agreement, decline_block, look_after_leave
from scheduler.year_planning import ensure_curve
from tests.fixtures.answering import answer_waiting_plans
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import person_id
from workload.records.leave_year import guards, newest_plan, waiting_blocks
from workload.tables.leave import LeaveEntry, LeaveRequest
from workload.tables.leave_year import LeaveGuard, ReservedBlock
from workload.vocabulary import BlockState, GuardVerdict, LeaveStatus, LedgerReason, PlanKind, PlanStatus

JULY = (date(2027, 7, 5), date(2027, 7, 16))
AUGUST = (date(2027, 8, 9), date(2027, 8, 13))


def test_the_curve_is_asked_once_and_answered_for_the_coming_year(session: Session) -> None:
    assert ensure_curve(session, MONDAY)
    assert not ensure_curve(session, MONDAY)
    session.commit()
    assert answer_waiting_plans(session.get_bind(), today=MONDAY, seconds=4) == 1
    session.expire_all()
    plan = newest_plan(session, PlanKind.year, ready=True)
    assert plan is not None
    answer = plan.answer
    assert answer["fiscal_year"] == 2027
    lacking = [point["not_placed"] for point in answer["points"]]
    assert lacking == sorted(lacking, reverse=True)
    assert len(lacking) == 5
    assert sum(block["days"] for block in answer["blocks"]) == answer["days"] - lacking[0]
    assert answer["dependability"][0]["share"] > answer["dependability"][-1]["share"]
    assert not ensure_curve(session, MONDAY)  # nothing has changed


def test_whoever_has_few_coverable_weeks_gets_a_block_and_decides(session: Session) -> None:
    celine = person_id(session, "Céline")
    session.add(LeaveEntry(person_id=celine, day=date(2026, 4, 1), hours=350, reason=LedgerReason.carried))
    session.flush()
    refresh_coverable_weeks(session, MONDAY)
    assert look_after_leave(session, MONDAY) >= 1
    assert look_after_leave(session, MONDAY) >= 1
    guard = session.exec(select(LeaveGuard).where(LeaveGuard.person_id == celine)).one()
    assert guard.verdict is not GuardVerdict.safe
    assert guard.weeks_left < 2 * guard.weeks_needed
    assert guards(session, region_ids=["north-slave"])[0][1].given_name == "Céline"
    (block,) = waiting_blocks(session, MONDAY, person_id=celine)
    assert block.first_day >= MONDAY + timedelta(weeks=3)
    helen = person_id(session, "Helen")
    ask_agreement(session, block_id=block.id or 0, by=helen, today=MONDAY)
    assert block.state is BlockState.asked
    request = accept_block(session, block_id=block.id or 0, by=celine, today=MONDAY)
    assert (request.first_day, request.status) == (block.first_day, LeaveStatus.asked)
    with pytest.raises(BlockGone):
        decline_block(session, block_id=block.id or 0, by=celine, today=MONDAY)


def test_a_block_that_nobody_answered_lapses(session: Session) -> None:
    old = ReservedBlock(
        person_id=person_id(session, "Céline"), first_day=MONDAY, last_day=MONDAY, hours=7.5, proposed_on=MONDAY
    )
    session.add(old)
    look_after_leave(session, MONDAY)
    assert old.state is BlockState.lapsed


def test_wishes_are_taken_until_the_end_of_january(session: Session) -> None:
    celine, daniel = person_id(session, "Céline"), person_id(session, "Daniel")
    found = open_round(session, year=2027, by=daniel, today=MONDAY)
    with pytest.raises(RoundRefuses, match="open_already"):
        open_round(session, year=2027, by=daniel, today=MONDAY)
    round_id = found.id or 0
    for spans, code in (
        ([(JULY[1], JULY[0])], "last_before_first"),
        ([(date(2028, 7, 3), date(2028, 7, 7))], "outside_year"),
        ([(date(2027, 7, 10), date(2027, 7, 11))], "no_hours"),
        ([JULY, JULY], "overlaps"),
    ):
        with pytest.raises(RoundRefuses) as refused:
            give_wishes(session, round_id=round_id, person_id=celine, spans=spans, today=MONDAY)
        assert refused.value.code == code
    give_wishes(session, round_id=round_id, person_id=celine, spans=[JULY], today=date(2027, 1, 31))
    with pytest.raises(RoundRefuses, match="closed"):
        give_wishes(session, round_id=round_id, person_id=celine, spans=[JULY], today=date(2027, 2, 1))


def test_a_published_year_is_granted_leave_once(session: Session) -> None:
    celine, daniel = person_id(session, "Céline"), person_id(session, "Daniel")
    round_id = open_round(session, year=2027, by=daniel, today=MONDAY).id or 0
    give_wishes(session, round_id=round_id, person_id=celine, spans=[JULY, AUGUST], today=MONDAY)
    plan = work_out(session, round_id=round_id, by=daniel)
    with pytest.raises(RoundRefuses, match="not_ready"):
        publish_round(session, round_id=round_id, by=daniel, today=MONDAY)
    session.commit()
    assert answer_waiting_plans(session.get_bind(), today=MONDAY, seconds=4) == 1
    session.expire_all()
    session.refresh(plan)
    assert plan.status is PlanStatus.ready
    assert len(plan.answer["wishes"]) == 2
    assert plan.answer["points"][0]["not_placed"] == 0
    granted = publish_round(session, round_id=round_id, by=daniel, today=MONDAY)
    assert granted == len(plan.answer["blocks"])
    mine = session.exec(
        select(LeaveRequest).where(LeaveRequest.person_id == celine, LeaveRequest.first_day >= date(2027, 4, 1))
    ).all()
    assert any(row.first_day <= JULY[0] and JULY[1] <= row.last_day for row in mine)
    assert all(row.status is LeaveStatus.granted for row in mine)
    taken = session.exec(select(LeaveEntry).where(LeaveEntry.request_id == mine[0].id)).one()
    assert taken.hours == -mine[0].hours
    with pytest.raises(RoundRefuses):
        publish_round(session, round_id=round_id, by=daniel, today=MONDAY)
