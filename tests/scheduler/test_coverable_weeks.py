"""The year strip says beforehand what the solver says when somebody asks."""

from datetime import date, timedelta

from sqlmodel import Session, select

from scheduler.coverable_weeks import refresh_after_decisions, refresh_coverable_weeks
from scheduler.relief_planning import answer_question
from scheduler.relief_question import gather_question
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import ask, person_id
from workload.records.coverable_weeks import coverable_weeks, coverable_weeks_left
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.leave_year import CoverableWeek
from workload.tables.people import CoverOption
from workload.vocabulary import CoverMode, LeaveKind, LeaveStatus, WeekState

NEW_YEAR = date(2027, 1, 4)


def solver_says(session: Session, person: int, week: date) -> bool:
    asked = LeaveRequest(
        id=9999, person_id=person, kind=LeaveKind.annual, first_day=week, last_day=week + timedelta(days=4), hours=37.5
    )
    return bool(answer_question(gather_question(session, asked, today=MONDAY), seconds=5)["possible"])


def test_strip_and_solver_agree_on_weeks_of_every_kind(session: Session) -> None:
    refresh_coverable_weeks(session, MONDAY)
    rows = session.exec(
        select(CoverableWeek).where(CoverableWeek.week > MONDAY).order_by(CoverableWeek.week, CoverableWeek.person_id)
    ).all()
    csos = [row for row in rows if row.state in ("tight", "not_coverable") and row.reason != "gives_cover"]
    refused = [row for row in csos if row.state is WeekState.not_coverable][:8]
    tight = [row for row in csos if row.state is WeekState.tight][:6]
    assert len(refused) >= 4
    assert [solver_says(session, row.person_id, row.week) for row in refused] == [False] * len(refused)
    assert [solver_says(session, row.person_id, row.week) for row in tight] == [True] * len(tight)


def test_nobody_who_may_cover_leaves_no_week_for_a_lone_officer(session: Session) -> None:
    for row in session.exec(select(CoverOption).where(CoverOption.office_id == "whati")).all():
        session.delete(row)
    celine = person_id(session, "Céline")
    refresh_coverable_weeks(session, MONDAY)
    strip = coverable_weeks(session, celine, MONDAY, date(2027, 3, 31))
    assert {row.reason for row in strip if row.days} == {"nobody_listed"}
    assert coverable_weeks_left(session, celine, today=MONDAY, until=date(2027, 3, 31)) == []


def test_leave_away_weeks_and_promised_cover_are_told_apart(session: Session) -> None:
    celine = person_id(session, "Céline")
    session.add(
        LeaveRequest(
            person_id=celine, kind=LeaveKind.annual, first_day=NEW_YEAR, last_day=NEW_YEAR + timedelta(days=4),
            hours=37.5, status=LeaveStatus.granted,
        )
    )  # fmt: skip
    promise = ReliefCover(
        request_id=1, person_id=celine, office_id="behchoko", day=date(2027, 1, 13), mode=CoverMode.remote, hours=3
    )
    session.add(promise)
    session.flush()
    refresh_coverable_weeks(session, MONDAY, mondays=[NEW_YEAR, date(2027, 1, 11)])
    away, promised = coverable_weeks(session, celine, NEW_YEAR, date(2027, 1, 15))
    assert away.state is WeekState.away
    assert (promised.state, promised.reason, promised.on_day) == (
        WeekState.not_coverable, "gives_cover", date(2027, 1, 13),
    )  # fmt: skip


def test_a_decision_changes_the_weeks_it_touches(session: Session) -> None:
    refresh_coverable_weeks(session, MONDAY)
    assert refresh_after_decisions(session, MONDAY) == 0
    request = ask(session, "Lorraine", date(2027, 3, 1), date(2027, 3, 5))
    refused = session.get_one(LeaveRequest, request)
    assert refresh_after_decisions(session, MONDAY) > 0
    assert refused.status is LeaveStatus.asked
    celine = person_id(session, "Céline")
    (touched,) = coverable_weeks(session, celine, date(2027, 3, 1), date(2027, 3, 5))
    assert (touched.state, touched.reason) == (WeekState.tight, "others_asked")
