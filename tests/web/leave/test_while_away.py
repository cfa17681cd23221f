"""What a leave leaves behind: the desk to come back to, the handover, and the calendar on the wall."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.web.leave.cast import ask, solve, words
from workload.records.plans import plan_for_request
from workload.tables.bring_forwards import BringForward
from workload.tables.caseloads import CaseDate
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.vocabulary import CoverStatus

SignIn = Callable[[str], FlaskClient]


def id_of(session: Session, given_name: str) -> int:
    return session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0


@pytest.fixture
def covered(session: Session) -> LeaveRequest:
    """Céline is away from Monday to Friday of the second week of March; Joseph covers all five days."""
    first, last = date(2027, 3, 8), date(2027, 3, 12)
    leave = LeaveRequest(
        person_id=id_of(session, "Céline"), kind="annual", first_day=first, last_day=last, hours=37.5, status="granted"
    )
    session.add(leave)
    session.flush()
    for day in (8, 9, 10, 11, 12):
        session.add(
            ReliefCover(
                request_id=leave.id,
                person_id=id_of(session, "Joseph"),
                office_id="whati",
                day=date(2027, 3, day),
                mode="remote",
                hours=3.0,
                status=CoverStatus.agreed,
            )
        )
    session.commit()
    return leave


def test_both_read_the_hours_that_wait_on_return(sign_in: SignIn, session: Session) -> None:
    request_id = ask(sign_in("celine"))
    solve(session)
    pattern = r"On Mon 15 Mar 2027 about (\d+) h of work wait \((\d+) h to (\d+) h\)"
    said = [words(sign_in(name).get(f"/leave/requests/{request_id}")) for name in ("celine", "helen")]
    waits, low, high = (int(one) for one in re.search(pattern, said[0]).groups())  # type: ignore[union-attr]
    assert low < waits < high
    assert re.search(pattern, said[1])
    arrives, done = re.search(r"In these days (\d+) h arrive and (\d+) h are done by others", said[0]).groups()  # type: ignore[union-attr]
    assert abs(int(arrives) - int(done) - waits) <= 1
    plan = plan_for_request(session, request_id)
    assert plan is not None
    assert int(done) == pytest.approx(sum(row["hours"] for row in plan.answer["cover"]), abs=1)


def test_a_handover_lists_what_falls_due_by_reference(sign_in: SignIn, session: Session, covered: LeaveRequest) -> None:
    celine = id_of(session, "Céline")
    cases = session.exec(select(Case).where(Case.officer_id == celine, Case.closed_on == None)).all()  # noqa: E711
    for n, (kind, day, what) in enumerate(
        [
            ("clock", date(2027, 3, 9), "application complete"),
            ("document", date(2027, 2, 1), "proof of rent"),
            ("appointment", date(2027, 3, 11), "visit at ten"),
            ("appointment", date(2027, 3, 4), "before the leave"),
            ("clock", date(2027, 3, 22), "after the leave"),
        ]
    ):
        session.add(CaseDate(case_id=cases[n].id, kind=kind, day=day, what=what))
    session.add(
        BringForward(
            reference="BF-9",
            office_id="whati",
            person_id=celine,
            source="mla",
            asked_on=date(2027, 3, 5),
            needed_by=date(2027, 3, 10),
        )
    )
    session.commit()
    said = words(sign_in("celine").get(f"/leave/requests/{covered.id}/handover"))
    for text in (
        cases[0].reference,
        "application complete",
        "proof of rent",
        "visit at ten",
        "BF-9",
        "Joseph Wedawini",
    ):
        assert text in said
    assert "before the leave" not in said
    assert "after the leave" not in said


def test_the_coverer_opens_the_handover_the_day_before(
    sign_in: SignIn, session: Session, covered: LeaveRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/leave/requests/{covered.id}/handover"
    said = words(sign_in("joseph").get(page))
    assert "The handover opens for you on Sun 7 Mar 2027" in said
    assert "Who to call" not in said
    monkeypatch.setattr("web.leave.handover.today", lambda: date(2027, 3, 7))
    assert "Who to call" in words(sign_in("joseph").get(page))
    monkeypatch.setattr("web.leave.handover.today", lambda: date(2027, 3, 13))
    assert sign_in("joseph").get(page).status_code == 403
    assert sign_in("lorraine").get(page).status_code == 403
    assert sign_in("helen").get(page).status_code == 200


def test_a_coverer_in_conflict_does_not_see_the_case(
    sign_in: SignIn, session: Session, covered: LeaveRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = session.exec(select(Case).where(Case.officer_id == covered.person_id)).first()
    assert case is not None
    session.add(CaseDate(case_id=case.id, kind="clock", day=date(2027, 3, 9), what="application complete"))
    session.add(ConflictOfInterest(case_id=case.id, person_id=id_of(session, "Joseph"), declared_on=date(2026, 1, 5)))
    session.commit()
    monkeypatch.setattr("web.leave.handover.today", lambda: date(2027, 3, 8))
    said = words(sign_in("joseph").get(f"/leave/requests/{covered.id}/handover"))
    assert case.reference not in said
    assert "1 more case is not shown to you" in said


def test_the_wall_calendar_has_a_letter_for_each_day(sign_in: SignIn, session: Session, covered: LeaveRequest) -> None:
    page = sign_in("helen").get("/leave/calendar?month=2027-03&format=csv").get_data(as_text=True)
    lines = [row.split(",") for row in page.strip().splitlines()]
    letters = {(row[0], row[2]): row[3] for row in lines}
    assert letters["Céline Rabescà", "2027-03-09"] == "A"
    assert letters["Joseph Wedawini", "2027-03-09"] == "C"
    assert letters["Céline Rabescà", "2027-03-26"] == "H"  # Good Friday
    assert letters["Céline Rabescà", "2027-03-31"] == "D"
    assert ("Céline Rabescà", "2027-03-15") not in letters
    said = words(sign_in("helen").get("/leave/calendar?month=2026-12&months=3"))
    assert "Leave calendar, December 2026 to February 2027" in said
    assert "A away on leave" in said


@pytest.mark.parametrize("month", ["x", "2026-13", "1990-01", "2099-01", "2026-12-01"])
def test_a_made_up_month_is_not_found(sign_in: SignIn, month: str) -> None:
    assert sign_in("helen").get(f"/leave/calendar?month={month}").status_code == 404


def test_a_region_sees_its_own_wall_only(sign_in: SignIn) -> None:
    assert sign_in("celine").get("/leave/calendar").status_code == 403
    helens, patricias = (words(sign_in(name).get("/leave/calendar")) for name in ("helen", "patricia"))
    assert "Céline Rabescà" in helens
    assert "Céline Rabescà" not in patricias
