"""Off sick on the pages: at once for the person, one click for the manager, also by telephone."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import person_id
from tests.web.leave.cast import words
from workload.records.gaps import gather_days, office_week
from workload.records.leave import covers_for
from workload.records.loads import load_of
from workload.tables.leave import LeaveEntry, LeaveRequest
from workload.vocabulary import LeaveKind, LeaveStatus

SignIn = Callable[[str], FlaskClient]
WEDNESDAY = (MONDAY + timedelta(days=2)).isoformat()


def newest(session: Session) -> LeaveRequest:
    session.expire_all()
    found = session.exec(select(LeaveRequest).order_by(LeaveRequest.id.desc())).first()  # type: ignore[union-attr]
    assert found is not None
    return found


def hours_of_cover(session: Session, person: int) -> float:
    found = load_of(session, person, MONDAY, MONDAY)
    assert found is not None
    return found.cover_hours


def test_a_sick_call_is_covered_by_one_click_of_the_manager(sign_in: SignIn, session: Session) -> None:
    celine, helen = sign_in("celine"), sign_in("helen")
    sent = celine.post("/sick/", data={"last_day": WEDNESDAY, "kind": "sick"}, follow_redirects=True)
    assert "You are recorded as away until Wed 18 Nov 2026" in words(sent)
    request = newest(session)
    assert (request.kind, request.status) == (LeaveKind.sick, LeaveStatus.granted)
    region = helen.get("/my-region")
    assert "UNCOVERED: Whatì on Mon 16 to Wed 18 Nov 2026, while Céline Rabescà is away" in words(region)
    page = f"/cover/leave/{request.id}"
    assert page in region.get_data(as_text=True)
    offered = words(helen.get(page))
    assert "would be at" in offered
    assert "Cover day" in offered
    joseph = person_id(session, "Joseph")
    asked = helen.post(f"{page}/ask/{joseph}", follow_redirects=True)
    assert "Asked, without an answer yet: Joseph Wedawini" in words(asked)
    assert "UNCOVERED" not in words(helen.get("/my-region")).split("Gaps in the next")[0]
    coverer = sign_in("joseph")
    assert "You are asked to cover Whatì for Céline Rabescà" in words(coverer.get("/my-work"))
    coverer.post(f"/cover/{request.id}/agree")
    assert "Covered by Joseph Wedawini" in words(helen.get(page))
    assert "Joseph Wedawini answers for you today" in words(celine.get("/sick/"))


def test_the_office_shows_uncovered_until_somebody_agrees(sign_in: SignIn, session: Session) -> None:
    helen = sign_in("helen")
    sign_in("celine").post("/sick/", data={"last_day": WEDNESDAY, "kind": "sick"})
    number, joseph = newest(session).id, person_id(session, "Joseph")
    helen.post(f"/cover/leave/{number}/ask/{joseph}")
    facts = gather_days(session, MONDAY, MONDAY, MONDAY + timedelta(days=6))
    assert office_week(facts, "whati", MONDAY).uncovered > 0
    before = hours_of_cover(session, joseph)
    sign_in("joseph").post(f"/cover/{number}/agree")
    session.expire_all()
    facts = gather_days(session, MONDAY, MONDAY, MONDAY + timedelta(days=6))
    assert office_week(facts, "whati", MONDAY).uncovered == 0
    assert hours_of_cover(session, joseph) == before + 9  # three days of three hours are credited


def test_somebody_phones_in(sign_in: SignIn, session: Session) -> None:
    helen, number = sign_in("helen"), person_id(session, "Lorraine")
    data = {"person": str(number), "last_day": MONDAY.isoformat(), "kind": "special"}
    answer = helen.post("/sick/phoned", data=data)
    request = newest(session)
    assert answer.location.endswith(f"/cover/leave/{request.id}")
    assert (request.person_id, request.kind) == (number, LeaveKind.special)
    assert request.decided_by == person_id(session, "Helen")
    far = person_id(session, "Trina")
    refused = helen.post("/sick/phoned", data=data | {"person": str(far)})
    assert refused.status_code == 422
    assert "Choose who phoned" in words(refused)


def test_days_that_cannot_be_meant_keep_what_was_typed(sign_in: SignIn) -> None:
    answer = sign_in("celine").post("/sick/", data={"last_day": "2026-11-15", "kind": "special"})
    assert answer.status_code == 422
    assert "This day has passed" in words(answer)
    assert 'value="2026-11-15"' in answer.get_data(as_text=True)


def test_back_today_with_one_click(sign_in: SignIn, session: Session) -> None:
    celine = sign_in("celine")
    celine.post("/sick/", data={"last_day": WEDNESDAY, "kind": "sick"})
    request = newest(session)
    answer = celine.post(f"/sick/{request.id}/back", follow_redirects=True)
    assert "Welcome back" in words(answer)
    session.expire_all()
    assert request.status is LeaveStatus.cancelled
    hours = session.exec(select(LeaveEntry.hours).where(LeaveEntry.request_id == request.id)).all()
    assert sum(hours) == 0
    assert sign_in("joseph").post(f"/sick/{request.id}/back").status_code == 403


def test_colleagues_never_read_which_leave_it_is(sign_in: SignIn, session: Session) -> None:
    sign_in("celine").post("/sick/", data={"last_day": WEDNESDAY, "kind": "sick"})
    number, joseph = newest(session).id, person_id(session, "Joseph")
    sign_in("helen").post(f"/cover/leave/{number}/ask/{joseph}")
    coverer = sign_in("joseph")
    for page in ("/my-work", "/cover/", "/messages/", "/leave/cover"):
        text = words(coverer.get(page)).replace("I'm off sick", "")
        assert "sick" not in text.lower().replace("for a colleague off sick is sent", "")
    assert covers_for(session, number or 0)
