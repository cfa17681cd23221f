"""Training that fits: asked for, booked on days that are covered, out of capacity, and before an appointment."""

from collections.abc import Callable
from datetime import date, timedelta

from flask.testing import FlaskClient
from sqlmodel import Session, col, delete, select

from scheduler.course_days import CourseFault, proposals
from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.codes import person_code
from workload.records.cover_links import cover_links
from workload.records.entitlements import gather_entitlements, gather_fiscal_year
from workload.records.loads import load_of
from workload.records.officers import officer
from workload.records.relief_facts import gather_relief
from workload.tables.accounts import Account
from workload.tables.leave import LeaveEntry, LeaveRequest, ReliefCover
from workload.tables.leave_year import CoverableWeek
from workload.tables.people import Person
from workload.tables.training import TrainingBooking, TrainingRecord
from workload.vocabulary import BookingState, Course, CoverStatus, LeaveKind, LeaveStatus, WeekState

SignIn = Callable[[str], FlaskClient]
TUESDAY = date(2027, 1, 19)


def person(session: Session, given_name: str) -> Person:
    return session.exec(select(Person).where(Person.given_name == given_name)).one()


def proposed(session: Session, who: Person) -> tuple[date, date] | None:
    return proposals(session, who, [Course.refresher], MONDAY)[Course.refresher].days


def newest(session: Session) -> TrainingBooking:
    session.expire_all()
    found = session.exec(select(TrainingBooking).order_by(col(TrainingBooking.id).desc())).first()
    assert found is not None
    return found


def test_a_course_asked_for_is_booked_and_told(session: Session, sign_in: SignIn) -> None:
    data = {"course": "csp", "first_day": TUESDAY.isoformat(), "why": "New to this."}
    assert sign_in("amira").post("/training/", data=data).status_code == 303
    asked = newest(session).id
    helen = sign_in("helen")
    assert "New to this." in words(helen.get("/training/region"))
    helen.post(f"/training/{asked}/decide", data={"answer": "book"})
    assert newest(session).state is BookingState.booked
    assert "You have a place on a course: Tue 19 Jan 2027." in words(sign_in("amira").get("/messages/"))


def test_booked_days_are_no_days_to_carry_or_cover(session: Session, sign_in: SignIn) -> None:
    amira = person(session, "Amira").id or 0
    before = load_of(session, amira, MONDAY, TUESDAY)
    sign_in("helen").post(f"/training/people/{amira}", data={"course": "crisis_intervention", "first_day": TUESDAY})
    session.expire_all()
    after = load_of(session, amira, MONDAY, TUESDAY)
    assert before is not None
    assert after is not None
    assert after.load.there < before.load.there - 1.9
    away = gather_relief(session, MONDAY, first_day=TUESDAY, last_day=TUESDAY).approved
    assert any(one.first_day == TUESDAY and one.person_id.endswith(str(amira)) for one in away)


def test_a_course_takes_nothing_of_next_years_leave(session: Session) -> None:
    def days() -> float:
        facts = gather_fiscal_year(session, MONDAY, 2027)
        return next(
            row.days for row in gather_entitlements(session, facts, MONDAY) if row.person_id == person_code(amira)
        )

    amira = person(session, "Amira").id or 0
    before = days()
    row = TrainingBooking(
        person_id=amira, course=Course.conference, first_day=date(2027, 5, 4), last_day=date(2027, 5, 6),
        state=BookingState.booked, asked_on=MONDAY,
    )  # fmt: skip
    session.add(row)
    session.flush()
    assert days() == before + 3, "the three days stand among the days away, and the leave to place is what it was"


def test_whoever_covers_a_course_is_asked_and_may_say_no(session: Session, sign_in: SignIn) -> None:
    """A lone officer's course asks for consent as leave does; a no asks the next one, and a cancelled course nobody."""
    session.execute(delete(CoverableWeek))
    session.commit()
    celine, helen = person(session, "Céline"), sign_in("helen")
    data = {"course": "crisis_intervention", "first_day": TUESDAY}
    told = words(helen.post(f"/training/people/{celine.id}", data=data, follow_redirects=True))
    assert "(asked, no answer yet)" in told
    asked = session.exec(
        select(ReliefCover).where(ReliefCover.day == TUESDAY, ReliefCover.office_id == celine.office_id)
    ).one()
    assert asked.status is CoverStatus.proposed
    account = session.exec(select(Account).where(Account.person_id == asked.person_id)).one()
    coverer, number = sign_in(account.username), asked.request_id
    assert "You are asked to cover Whatì for Céline" in words(coverer.get("/cover/"))
    first = asked.person_id
    coverer.post(f"/cover/{number}/decline", data={"reason": "full_week"})
    session.expire_all()
    rows = session.exec(select(ReliefCover).where(ReliefCover.request_id == number)).all()
    assert first not in {row.person_id for row in rows}
    page = words(helen.get("/training/region"))
    assert "covered by" in page or "UNCOVERED: Whatì" in words(helen.get("/my-region"))
    assert session.exec(select(LeaveEntry).where(LeaveEntry.request_id == number)).first() is None
    assert "Tue 19 Jan 2027" not in words(sign_in("celine").get("/leave/"))
    helen.post(f"/training/{newest(session).id}/cancel")
    session.expire_all()
    assert session.exec(select(ReliefCover).where(ReliefCover.request_id == number)).all() == []
    assert session.get_one(LeaveRequest, number).status is LeaveStatus.cancelled


def test_days_are_proposed_where_the_office_is_covered(session: Session, sign_in: SignIn) -> None:
    celine = person(session, "Céline")
    session.execute(delete(CoverableWeek))
    states = {4: WeekState.tight, 5: WeekState.open, 6: WeekState.open, 8: WeekState.open}
    for week in range(53):
        state = states.get(week, WeekState.not_coverable)
        session.add(CoverableWeek(person_id=celine.id, week=MONDAY + timedelta(weeks=week), state=state, days=5))
    session.commit()
    assert proposed(session, celine) == (date(2027, 1, 11), date(2027, 1, 12)), (
        "the open weeks before are of delivery and holidays"
    )
    session.get_one(CoverableWeek, (celine.id, MONDAY + timedelta(weeks=8))).state = WeekState.not_coverable
    session.commit()
    assert proposed(session, celine) == (date(2026, 12, 14), date(2026, 12, 15)), "tight"
    refused = sign_in("helen").post(
        f"/training/people/{celine.id}", data={"course": "refresher", "first_day": "2026-12-08"}
    )
    assert refused.status_code == 422
    assert "Nobody could cover the office in the week of Tue 8 Dec 2026." in words(refused)
    assert 'value="2026-12-08"' in refused.text


def test_what_is_proposed_can_be_booked_and_says_why_not_sooner(session: Session, sign_in: SignIn) -> None:
    session.execute(delete(CoverableWeek))
    session.commit()
    celine, helen = person(session, "Céline"), sign_in("helen")
    sooner = proposed(session, celine)
    assert sooner is not None
    first, last = sooner
    for one in {link.person for link in cover_links(session, office_ids=[celine.office_id])}:
        leave = {"first_day": first, "last_day": last, "hours": 15.0, "status": LeaveStatus.granted}
        session.add(LeaveRequest(person_id=one, kind=LeaveKind.annual, **leave))
    session.commit()
    found = proposals(session, celine, [Course.refresher], MONDAY)[Course.refresher]
    assert found.days is not None
    assert found.days[0] > last
    assert {CourseFault.nobody_free} == {one.why for one in found.passed if one.first <= first <= one.last}
    page = words(helen.get(f"/training/people/{celine.id}"))
    assert "Why no earlier days?" in page
    assert "of those who may cover nobody is free: away, covering elsewhere, or a full week" in page
    data = {"course": "refresher", "first_day": first.isoformat()}
    refused = helen.post(f"/training/people/{celine.id}", data=data)
    assert "nobody is free on" in words(refused)
    data["first_day"] = found.days[0].isoformat()
    assert helen.post(f"/training/people/{celine.id}", data=data).status_code == 303
    assert (newest(session).first_day, newest(session).last_day) == found.days


def test_a_manager_who_carries_no_cases_needs_no_cover(session: Session, sign_in: SignIn) -> None:
    manager, helen = person(session, "Helen"), sign_in("helen")
    here = f"/training/people/{manager.id}"
    days = proposals(session, manager, [Course.conflict_resolution], MONDAY)[Course.conflict_resolution].days
    assert days is not None
    assert "conflict resolution" in words(helen.get(here))
    data = {"course": "conflict_resolution", "first_day": days[0].isoformat()}
    assert helen.post(here, data=data).status_code == 303
    assert (newest(session).person_id, newest(session).state) == (manager.id, BookingState.booked)


def test_no_course_on_a_delivery_day_or_on_leave(session: Session, sign_in: SignIn) -> None:
    session.execute(delete(CoverableWeek))
    session.commit()
    amira, helen = person(session, "Amira").id, sign_in("helen")
    on_delivery = helen.post(f"/training/people/{amira}", data={"course": "csp", "first_day": "2027-01-28"})
    assert "Thu 28 Jan 2027 is a delivery day: everybody is needed." in words(on_delivery)
    helen.post(f"/training/people/{amira}", data={"course": "csp", "first_day": TUESDAY.isoformat()})
    twice = helen.post(f"/training/people/{amira}", data={"course": "conference", "first_day": "2027-01-18"})
    assert "The person is away on Tue 19 Jan 2027 already" in words(twice)


def test_declining_needs_a_reason_that_is_read(session: Session, sign_in: SignIn) -> None:
    helen = sign_in("helen")
    asked = session.exec(select(TrainingBooking).where(TrainingBooking.state == BookingState.asked)).one()
    number = asked.id
    helen.post(f"/training/{number}/decide", data={"answer": "decline", "reason": " "})
    session.expire_all()
    assert session.get_one(TrainingBooking, number).state is BookingState.asked
    helen.post(f"/training/{number}/decide", data={"answer": "decline", "reason": "Joseph covers Gamètì that day."})
    assert "Reason: Joseph covers Gamètì that day." in words(sign_in("celine").get("/training/"))


def test_without_the_first_two_weeks_nobody_is_appointed(session: Session, sign_in: SignIn) -> None:
    amira = person(session, "Amira")
    number = amira.id or 0
    amira.appointed_on = None
    session.execute(delete(TrainingRecord).where(col(TrainingRecord.person_id) == number))
    session.commit()
    facts = officer(session, number, MONDAY)
    assert facts is not None
    assert not facts.appointed
    assert not next(one for one in gather_relief(session, MONDAY).people if one.id == number).qualified
    load = load_of(session, number, MONDAY, MONDAY)
    assert load is not None
    assert load.load.there == 0
    helen = sign_in("helen")
    post = {"appointed_on": "2026-11-16", "works_until": "", "communities": ["yellowknife"]}
    refused = helen.post(f"/caseloads/people/{number}/post", data=post)
    assert refused.status_code == 422
    assert "The two weeks of training at the start are not recorded yet." in words(refused)
    session.add(TrainingBooking(
        person_id=number, course=Course.initial, first_day=date(2026, 11, 2), last_day=date(2026, 11, 13),
        state=BookingState.booked, asked_on=MONDAY,
    ))  # fmt: skip
    session.commit()
    helen.post(f"/training/{newest(session).id}/done")
    assert helen.post(f"/caseloads/people/{number}/post", data=post).status_code == 303


def test_the_plan_counts_people_and_hours_and_hides_few(session: Session, sign_in: SignIn) -> None:
    daniel = sign_in("daniel")
    page = words(daniel.get("/training/plan"))
    officers_and_managers = len(
        [one for one in session.exec(select(Person)) if one.kind != "staff" or one.title.startswith("Manager")]
    )
    hours = f"{officers_and_managers * 15}"
    assert f"The two courses of recommendation 7 still take {hours} hours" in page
    table = daniel.get("/training/plan?format=csv").text
    row = next(line for line in table.splitlines() if line.startswith("accessible communication"))
    assert f",{officers_and_managers}," in row
    assert row.split(",")[-1] == "hidden", "one booked place is not told"


def test_a_course_taken_back_gives_its_days_back(session: Session, sign_in: SignIn) -> None:
    amira = sign_in("amira")
    amira.post("/training/", data={"course": "csp", "first_day": ""})
    row = newest(session)
    assert row.first_day >= MONDAY + timedelta(days=14)
    assert sign_in("celine").post(f"/training/{row.id}/cancel").status_code == 403
    amira.post(f"/training/{row.id}/cancel")
    assert newest(session).state is BookingState.cancelled
