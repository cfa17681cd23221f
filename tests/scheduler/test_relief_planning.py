"""Planning the cover of one leave: who covers inside the own week, or why nobody can and what would work."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlmodel import Session, col, select

from scheduler.leave_decisions import approve_leave
from scheduler.leave_requests import ask_for_leave
from scheduler.relief_question import gather_question
from scheduler.relief_still_holds import assignments_of, broken_promises
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import answer, ask, person_id, withdraw_everything
from workload.records.relief_facts import gather_relief
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import CoverOption, Person
from workload.tables.places import Office
from workload.vocabulary import DayPart, PlanStatus

TWO_WEEKS = (date(2027, 3, 1), date(2027, 3, 12))


def monday(text: str) -> date:
    day = date.fromisoformat(text)
    return day - timedelta(days=day.weekday())


def test_a_lone_office_is_never_two_days_without_service(session: Session) -> None:
    plan = answer(session, ask(session, "Céline", *TWO_WEEKS))
    assert plan.status == PlanStatus.ready
    assert plan.answer["possible"]
    days = plan.answer["days"]
    assert len(days) == 10
    assert not [one for one, other in pairwise(days) if not one["served"] and not other["served"]]
    assert not [one for one in days if one["delivery"] and not one["served"]]
    for one in days:
        hours = sum(row["hours"] for row in plan.answer["cover"] if row["day"] == one["day"])
        assert one["covered"] == hours
        assert one["served"] == (hours >= session.get_one(Office, "whati").min_hours)


def test_a_coverers_week_counts_the_duties_of_the_post(session: Session) -> None:
    request = session.get_one(LeaveRequest, ask(session, "Céline", *TWO_WEEKS))
    question = gather_question(session, request, today=MONDAY)
    cases = {row.person_id: row for row in gather_relief(session, MONDAY).people}
    for one in question.people:
        duties = one.own_quarters / 4 - cases[one.person_id].own_hours
        none = one.kind == "pool" or one.person_id == question.applicant
        assert duties == 0 if none else 0.5 <= duties <= 1.5


def test_no_coverer_works_more_than_the_contract(session: Session) -> None:
    plan = answer(session, ask(session, "Céline", *TWO_WEEKS))
    spent: dict[tuple[int, date], float] = defaultdict(float)
    for row in plan.answer["cover"]:
        spent[row["person_id"], monday(row["day"])] += row["hours"] + row["travel_hours"]
    weeks = {(row["person_id"], date.fromisoformat(row["week"])): row for row in plan.answer["coverers"]}
    assert weeks.keys() == spent.keys()
    for key, row in weeks.items():
        assert row["after"] <= row["contract"] == sum(session.get_one(Person, key[0]).pattern)
        assert row["after"] - row["before"] == spent[key]


def test_agreed_cover_is_kept_and_its_hours_are_gone(session: Session) -> None:
    withdraw_everything(session)
    first = ask(session, "Céline", *TWO_WEEKS)
    plan = answer(session, first)
    assert approve_leave(
        session, request_id=first, plan_id=plan.id or 0, by=person_id(session, "Helen"), today=MONDAY
    ).done
    session.commit()
    second = answer(session, ask(session, "Lorraine", *TWO_WEEKS)).answer
    busy = {(row["person_id"], row["day"]) for row in plan.answer["cover"]}
    assert second["cover"]
    assert not busy & {(row["person_id"], row["day"]) for row in second["cover"]}
    stored = session.exec(select(ReliefCover).where(ReliefCover.request_id == first)).all()
    assert {(row.person_id, row.day.isoformat()) for row in stored} == busy
    for row in second["coverers"]:
        given = [
            c
            for c in stored
            if c.person_id == row["person_id"] and monday(c.day.isoformat()).isoformat() == row["week"]
        ]
        assert row["before"] >= sum(c.hours + c.travel_hours for c in given)
        assert row["after"] <= row["contract"]


def nobody_may_cover(session: Session, office: str) -> None:
    """Everybody listed for the office has given all cover days of the quarter."""
    for link in session.exec(select(CoverOption).where(CoverOption.office_id == office)).all():
        session.get_one(Person, link.person_id).max_cover_days = 0
    session.commit()


def refused(session: Session) -> dict[str, Any]:
    nobody_may_cover(session, "whati")
    plan = answer(session, ask(session, "Céline", *TWO_WEEKS))
    assert plan.status == PlanStatus.ready
    assert plan.answer["possible"] is False
    return plan.answer


def test_a_coverer_who_leaves_the_service_is_replaced(session: Session) -> None:
    withdraw_everything(session)
    first = ask(session, "Céline", *TWO_WEEKS)
    plan_id = answer(session, first).id or 0
    approve_leave(session, request_id=first, plan_id=plan_id, by=person_id(session, "Helen"), today=MONDAY)
    session.commit()
    last_day = select(ReliefCover.person_id).where(ReliefCover.request_id == first, ReliefCover.day == TWO_WEEKS[1])
    gone = session.get_one(Person, session.exec(last_day).one())
    gone.works_until = MONDAY - timedelta(days=1)
    session.commit()
    plan = answer(session, ask(session, "Céline", date(2027, 3, 15), date(2027, 3, 19)))
    assert plan.status == PlanStatus.ready
    assert gone.id not in {row["person_id"] for row in plan.answer["cover"]}


def test_a_refusal_names_the_limit_of_each_coverer(session: Session) -> None:
    said = refused(session)
    codes = {one["code"] for row in said["limits"] for one in row["people"]}
    assert "day_limit" in codes
    assert "free" not in codes
    assert said["short_days"] == [row["day"] for row in said["days"]]


def test_a_refusal_offers_the_smallest_changes(session: Session) -> None:
    said = refused(session)
    kinds = {row["kind"] for rows in said["changes"] for row in rows}
    assert 1 <= len(said["changes"]) <= 3
    assert kinds <= {"relief_day", "delivery_consent", "cover_limit", "week_hours", "phone_only"}


def busy_that_week(session: Session, office: str, first: date, last: date) -> None:
    """Everybody listed for the office is on leave on these days."""
    for link in session.exec(select(CoverOption).where(CoverOption.office_id == office)).all():
        session.add(
            LeaveRequest(
                person_id=link.person_id, kind="annual", first_day=first, last_day=last, hours=37.5, status="granted"
            )
        )
    session.commit()


def test_other_dates_are_the_closest_that_can_be_covered(session: Session) -> None:
    first, last = date(2027, 3, 8), date(2027, 3, 12)
    busy_that_week(session, "whati", first, last)
    offered = answer(session, ask(session, "Céline", first, last)).answer["other_dates"]
    assert 1 <= len(offered) <= 3
    weeks_away = [abs((date.fromisoformat(one["first_day"]) - first).days) // 7 for one in offered]
    assert weeks_away == sorted(weeks_away)
    assert weeks_away[0] == 1
    for one in offered:
        request = LeaveRequest(
            id=9000,
            person_id=person_id(session, "Céline"),
            kind="annual",
            first_day=date.fromisoformat(one["first_day"]),
            last_day=date.fromisoformat(one["last_day"]),
            hours=37.5,
        )
        question = gather_question(session, request, today=MONDAY)
        from scheduler.relief_planning import answer_question

        solved = answer_question(question, seconds=10)
        assert solved["possible"]
        assert broken_promises(question, request.first_day, request.last_day, assignments_of(solved)) == []


def test_a_conflict_of_interest_keeps_a_coverer_out(session: Session) -> None:
    withdraw_everything(session)
    request_id = ask(session, "Céline", *TWO_WEEKS)
    covering = {row["person_id"] for row in answer(session, request_id).answer["cover"]}
    case = session.exec(select(Case).where(Case.officer_id == person_id(session, "Céline"))).first()
    assert case is not None
    out = min(covering)
    session.add(ConflictOfInterest(case_id=case.id or 0, person_id=out, declared_on=MONDAY))
    session.get_one(LeaveRequest, request_id).status = "withdrawn"  # type: ignore[assignment]
    session.commit()
    again = answer(session, ask(session, "Céline", *TWO_WEEKS))
    assert out not in {row["person_id"] for row in again.answer["cover"]}


def test_only_appointed_officers_cover(session: Session) -> None:
    request_id = ask(session, "Céline", *TWO_WEEKS)
    covering = {row["person_id"] for row in answer(session, request_id).answer["cover"]}
    for number in covering:
        session.get_one(Person, number).appointed_on = None
    session.get_one(LeaveRequest, request_id).status = "withdrawn"  # type: ignore[assignment]
    session.commit()
    again = answer(session, ask(session, "Céline", *TWO_WEEKS))
    assert not covering & {row["person_id"] for row in again.answer["cover"]}


def test_half_a_day_needs_no_cover(session: Session) -> None:
    request = ask_for_leave(
        session,
        person_id=person_id(session, "Céline"),
        first_day=TWO_WEEKS[0],
        last_day=TWO_WEEKS[0],
        part=DayPart.afternoon,
        today=MONDAY,
    )
    plan = answer(session, request.id or 0)
    assert plan.answer["possible"]
    assert plan.answer["cover"] == []
    assert request.hours == 3.75


def test_leave_that_was_withdrawn_is_not_planned(session: Session) -> None:
    request_id = ask(session, "Céline", *TWO_WEEKS)
    session.get_one(LeaveRequest, request_id).status = "withdrawn"  # type: ignore[assignment]
    plan = answer(session, request_id)
    assert (plan.status, plan.error) == (PlanStatus.failed, "decided")


def test_officers_stay_with_their_clients_on_delivery_days(session: Session) -> None:
    plan = answer(session, ask(session, "Céline", date(2027, 2, 22), date(2027, 2, 26)))
    officers = {row.id for row in session.exec(select(Person).where(col(Person.kind) == "cso"))}
    delivery = {row["day"] for row in plan.answer["days"] if row["delivery"]}
    assert delivery
    assert not [row for row in plan.answer["cover"] if row["day"] in delivery and row["person_id"] in officers]
