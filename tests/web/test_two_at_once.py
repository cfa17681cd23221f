"""The same form sent twice is stored once; of two people who decide, the second reads what the first did."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from tests.fixtures.access_objects import GRANTED, things_of, things_of_everybody
from tests.fixtures.rows import stored
from tests.fixtures.territory import MONDAY
from workload.tables.accounts import Account
from workload.tables.people import Person
from workload.tables.sent_forms import SentForm
from workload.tables.training import TrainingBooking
from workload.tables.workload_model import WorkloadProposal

SignIn = Callable[[str], FlaskClient]
FAULT = re.compile(r"error-message[^>]*>(.*?)</p>", re.S)
SEEN = {"csrf_token": "one page"}  # a form's token is new with every page; here the same page is sent again
CHANGE = {"source": "Time study", "evidence": "estimate", "valid_from": "2027-01-04", "why": "Measured."}
REPORT = {f"{tier}_{what}": "9" for tier in ("simple", "standard", "complex") for what in ("times", "minutes")}


def person_of(session: Session, username: str) -> Person:
    return session.exec(
        select(Person).join(Account, Account.person_id == Person.id).where(Account.username == username)  # type: ignore[arg-type]
    ).one()


def create_forms(own: dict[str, Any], amira: int, lorraine: int, joseph: int) -> list[tuple[str, str, dict[str, Any]]]:
    """Who sends it, where to, and what is typed: every form that stores something new."""
    told = {"what_happened": "Nobody called back.", "category": "delay", "channel": "phone", "office": "whati"}
    leave = {"first_day": "2027-05-10", "last_day": "2027-05-14", "part": "whole"}
    rate = {"kind": "annual", "years_from": "41", "years_below": "", "per_paid_hour": "0.09", "source": "Art. 1"}
    asked = {"office": "whati", "question": "Paid?", "source": "mla", "needed_by": "2026-11-23"}
    return [
        ("", "/your-visit/", {"office": "whati", "respect": "yes"}),
        ("celine", "/concerns/new", told),
        ("celine", "/thanks/new", {"to": str(amira), "value": "taught", "text": "Thank you."}),
        ("celine", "/my/time", {"minutes": "30", "activity": "contact"}),
        ("celine", "/my/time/calls", {"more": "1"}),
        ("celine", f"/cases/{own['reference']}/dispute", {"reason": "Two interpreters"}),
        ("celine", "/my/unpaid-hours", {"minutes": "30", "back": "1"}),
        ("celine", "/my/unpaid-hours/share", {"with": str(amira)}),
        ("celine", "/my/talked", {}),
        ("celine", "/incidents/new", {"kind": "threat", "what_happened": "Shouts", "day": "2026-11-16"}),
        ("celine", "/training/", {"course": "csp", "first_day": "2027-01-19"}),
        ("celine", f"/bring-forwards/{own['bring_forward_id']}/minutes", {"work": "search", "minutes": "15"}),
        ("celine", f"/my/moves/{own['move_id']}/object", {"note": "I know this client well."}),
        ("celine", f"/thanks/{own['note_id']}/report", {"fault": "not_so"}),
        ("celine", "/leave/ask", leave),
        ("celine", f"/leave/changes/{own[GRANTED]}/cancel", {"reason": "The trip is off."}),
        ("celine", "/sick/", {"last_day": "2026-11-17", "kind": "sick"}),
        ("helen", "/sick/phoned", {"person": str(lorraine), "last_day": "2026-11-16", "kind": "special"}),
        ("helen", f"/training/people/{amira}", {"course": "crisis_intervention", "first_day": "2027-01-12"}),
        ("helen", "/deputies/", {"person": str(joseph), "first_day": "2026-11-18", "last_day": "2026-11-20"}),
        ("helen", f"/concerns/{own['concern_id']}/step/progress", {"text": "We have the file."}),
        ("helen", f"/concerns/{own['concern_id']}/step/split", {"category": "respect", "what": "And the tone."}),
        ("helen", f"/concerns/{own['concern_id']}/step/tried", {"part": "morning"}),
        ("helen", "/concerns/appeal", {
            "office": "whati", "appeal": "SA-9", "came_on": "2026-11-12", "ticked": ["delay"], "text": "Not heard.",
        }),
        ("helen", f"/signals/{amira}/talked", {}),
        ("helen", f"/incidents/{own['incident_id']}/support", {"what": "Talked for an hour."}),
        ("daniel", "/bring-forwards/send", asked | {"lane": "standard_note", "who": "officer"}),
        ("daniel", "/hours/activities/monthly_report", CHANGE | REPORT),
        ("daniel", "/hours/factors", CHANGE | {"reason": "A road is out", "multiplier": "1.2", "office": "whati"}),
        ("daniel", "/scenarios/", {"relievers": "2"}),
        ("daniel", "/scenarios/changes/new", {
            "name": "New system", "training_from": "2027-01-04", "go_live": "2027-03-08", "training_hours": "3",
            "friction": "1.05", "friction_weeks": "8", "major": "y", "anyway": "1", "why": "The law names the day",
        }),
        ("daniel", "/leave/rules", rate | {"valid_from": "2027-04-01"}),
        ("greg", "/take-in/", {"kind": "find_out", "file": b"region_id,name\nnew-one,New One\n"}),
    ]  # fmt: skip


def post(client: FlaskClient, address: str, typed: dict[str, Any]) -> TestResponse:
    data = {name: (io.BytesIO(one), "a.csv") if isinstance(one, bytes) else one for name, one in typed.items()}
    return client.post(address, data=data)


@pytest.fixture
def own(session: Session) -> dict[str, Any]:
    """Things of Céline's, and of nobody's."""
    things: dict[str, Any] = things_of(session, person_of(session, "celine"), MONDAY)
    things |= things_of_everybody(session, MONDAY)
    session.commit()
    return things


def test_the_same_form_sent_twice_is_stored_once(
    session: Session, sign_in: SignIn, client: FlaskClient, own: dict[str, Any]
) -> None:
    amira, lorraine, joseph = (person_of(session, one).id or 0 for one in ("amira", "lorraine", "joseph"))
    clients = {"": client} | {name: sign_in(name) for name in ("celine", "helen", "daniel", "greg")}
    wrong: dict[str, Any] = {}
    forms = create_forms(own, amira, lorraine, joseph)
    for who, address, typed in forms:
        before = stored(session)
        first = post(clients[who], address, typed | SEEN)
        once = stored(session)
        again = post(clients[who], address, typed | SEEN)
        if first.status_code != 303 or once == before:
            wrong[address] = (first.status_code, first.location, FAULT.findall(first.text))
        elif again.status_code != 303 or again.location != first.location or stored(session) != once:
            wrong[address] = (again.status_code, first.location, again.location)
    assert wrong == {}
    assert len(forms) >= 33
    kept = session.exec(select(SentForm)).all()
    assert len(kept) == len(forms)
    assert {(one.day, len(one.digest)) for one in kept} == {(MONDAY, 64)}, "a day, and nothing of who or when"


def test_the_same_words_of_a_new_page_are_stored_again(session: Session, sign_in: SignIn) -> None:
    celine, typed = sign_in("celine"), {"minutes": "30", "activity": "contact"}
    before = stored(session)["time_log_entry"]
    for page in ("first", "second", "second"):
        celine.post("/my/time", data=typed | {"csrf_token": page})
    assert stored(session)["time_log_entry"] == before + 2
    wrong = celine.post("/incidents/new", data=SEEN | {"kind": "threat"})
    assert wrong.status_code == 422
    assert celine.post("/incidents/new", data=SEEN | {"kind": "threat"}).status_code == 422, "a fault is said again"


def test_somebody_without_an_account_sends_twice_too(session: Session, client: FlaskClient) -> None:
    told = {"naming": "named", "what_happened": "Nobody called me back.", "form_key": "one form"}
    receipt, before = client.post("/tell-us/form", data=told), stored(session)
    assert "sent" in client.post("/tell-us/form", data=told).text
    (code,) = set(re.findall(r"\d{4} \d{4} \d{4} \d{4}", receipt.text))
    more = {"code": code, "text": "And the form was lost."}
    assert "And the form was lost." in client.post("/tell-us/more", data=more).text
    after = stored(session)
    assert after["concern_event"] == before["concern_event"] + 1
    assert {name for name in after if after[name] != before[name]} == {"concern_event", "message"}
    assert "And the form was lost." in client.post("/tell-us/more", data=more).text
    assert stored(session) == after, "nobody is told twice"


@dataclass(frozen=True)
class Decision:
    """A form that is decided once: who is first and second, what each sends, what stands, and what the second reads."""

    first: str
    second: str
    address: str
    one: dict[str, Any]
    other: dict[str, Any]
    reads: tuple[str, ...]


def decisions(own: dict[str, Any]) -> list[Decision]:
    mine = "My own words, not to be lost"
    answered, booking = {"text": "It was paid."}, f"/training/{own['booking_id']}"
    return [
        Decision(
            "daniel", "caroline", f"/hours/proposals/{own['proposal_id']}", {"answer": "No figures"},
            {"approve": "1", "answer": mine}, ("Daniel", "declined", mine),
        ),
        Decision("helen", "helen", f"/disputes/{own['dispute_id']}", {"answer": "It stands"}, {"answer": mine},
                 ("Helen", "answered", mine)),
        Decision("helen", "ruth", f"/thanks/reports/{own['report_id']}", {"outcome": "kept"},
                 {"outcome": "withdrawn", "text": mine}, ("Helen", "stays as it is", mine)),
        Decision("helen", "helen", f"{booking}/decide", {"answer": "decline", "reason": "Too near"},
                 {"answer": "decline", "reason": mine}, ("Helen", "declined", mine)),
        Decision("helen", "celine", f"{booking}/cancel", {}, {}, ("Helen", "declined")),
        Decision("celine", "helen", f"/bring-forwards/{own['bring_forward_id']}/look",
                 {"clarify": "Which month?", "seen": "/////"}, {"clarify": mine, "seen": "/////"},
                 ("Meanwhile somebody saved «Which month?» here", mine)),
        Decision("celine", "helen", f"/bring-forwards/{own['bring_forward_id']}/answer", answered, {"text": mine},
                 ("Céline", "answered", mine)),
        Decision("helen", "helen", f"/incidents/{own['incident_id']}/support", {"what": "Talked", "seen": "first"},
                 {"what": mine, "seen": "first"}, ("Helen", "Talked", mine)),
        Decision("helen", "helen", f"/caseloads/objections/{own['objection_id']}/answer",
                 {"keep": "no", "words": "Stays"}, {"keep": "yes", "words": mine},
                 ("Helen", "already answered the objection", mine)),
        Decision("daniel", "caroline", f"/scenarios/changes/{own['change_id']}/withdraw", {}, {},
                 ("Daniel", "taken off the calendar")),
        Decision("celine", "helen", f"/concerns/{own['concern_id']}/step/progress", {"text": "First", "seen": "{seen}"},
                 {"text": mine, "seen": "{seen}"}, ("Céline", "Tell how it is going", mine)),
    ]  # fmt: skip


def test_of_two_who_decide_the_second_reads_what_the_first_did(
    session: Session, sign_in: SignIn, own: dict[str, Any]
) -> None:
    session.get_one(TrainingBooking, own["booking_id"]).last_day = MONDAY
    session.commit()
    page = sign_in("helen").get(f"/concerns/{own['concern_id']}/step/progress").text
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', page)
    people = {name: sign_in(name) for name in ("celine", "helen", "ruth", "daniel", "caroline")}
    wrong: dict[str, Any] = {}
    for one in decisions(own):
        typed, other = ({k: v.replace("{seen}", seen) for k, v in form.items()} for form in (one.one, one.other))
        first = people[one.first].post(one.address, data=typed)
        before = stored(session)
        second = people[one.second].post(one.address, data=other, follow_redirects=True)
        lost = [text for text in one.reads if text not in second.text]
        if lost or stored(session) != before:
            wrong[one.address] = (first.status_code, second.status_code, lost)
    assert wrong == {}
    session.expire_all()
    assert session.get_one(WorkloadProposal, own["proposal_id"]).answer == "No figures"
    assert session.get_one(TrainingBooking, own["booking_id"]).reason == "Too near"
