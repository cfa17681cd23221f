"""What the planning of leave is told: a horizon, who is there, who may cover, and what is asked."""

from datetime import date, timedelta

from sqlmodel import Session, select

from workload.records.relief_facts import gather_relief
from workload.tables.leave import LeaveRequest
from workload.vocabulary import DayPart, LeaveStatus

TODAY = date(2026, 11, 16)


def test_the_horizon_holds_every_date_and_every_request(session: Session) -> None:
    facts = gather_relief(session, TODAY)
    days = [one.day for one in facts.calendar]
    assert days[0] == TODAY
    assert days == [TODAY + timedelta(days=n) for n in range(len(days))]
    asked = session.exec(
        select(LeaveRequest).where(LeaveRequest.status == LeaveStatus.asked, LeaveRequest.part == DayPart.whole)
    ).all()
    assert {one.id for one in facts.requests} == {one.id for one in asked}
    assert days[-1] >= max(one.last_day for one in asked)


def test_days_asked_for_are_the_days_given(session: Session) -> None:
    facts = gather_relief(session, TODAY, first_day=date(2027, 7, 5), last_day=date(2027, 7, 18))
    assert [one.day for one in facts.calendar] == [date(2027, 7, 5) + timedelta(days=n) for n in range(14)]
    assert facts.requests == ()


def test_a_region_comes_with_whoever_may_cover_there(session: Session) -> None:
    facts = gather_relief(session, TODAY, region_id="sahtu")
    homes = {one.office_id for one in facts.people}
    assert homes - {"yellowknife"} == {"fort-good-hope", "norman-wells", "deline", "tulita"}
    assert [one.kind.value for one in facts.people if one.office_id == "yellowknife"] == ["pool"]
    assert {one.office_id for one in facts.cover} <= {one.office_id for one in facts.offices}


def test_own_hours_follow_the_cases_and_peak_at_delivery(session: Session) -> None:
    facts = gather_relief(session, TODAY)
    for one in facts.people:
        if one.kind == "pool":
            assert one.own_hours == one.own_hours_delivery == 0
        else:
            assert 0 < one.own_hours < one.own_hours_delivery
            assert (one.own_hours * 4).is_integer()


def test_leave_that_may_not_be_refused_is_protected(session: Session) -> None:
    special = session.exec(select(LeaveRequest).where(LeaveRequest.kind == "special")).one()
    assert special.id not in {one.id for one in gather_relief(session, TODAY).requests}  # an afternoon
    special.part = DayPart.whole
    session.flush()
    found = {one.id: one for one in gather_relief(session, TODAY).requests}
    assert found[special.id or 0].kind == "protected"
    assert {one.kind for one in found.values()} == {"planned", "protected"}
