"""A concern told by phone or in person: recorded, dated, read by those it is for, answered."""

import re
import time
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, col, select
from werkzeug.test import TestResponse

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from web.concerns.due import due_date
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Activity, Channel, ConcernCategory, ConcernRoute, ConcernStatus, Handler, Naming, Role

STORY = "He handed in everything three weeks ago and heard nothing."
SignIn = Callable[[str], FlaskClient]


def record(client: FlaskClient, **changed: str) -> str:
    """Record a concern and return the address of its slip."""
    form = {
        "what_happened": STORY,
        "category": "delay",
        "reach": "",
        "channel": "phone",
        "office": "whati",
        "naming": "named",
    }
    answer = client.post("/concerns/new", data={**form, **changed})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def newest(session: Session) -> Concern:
    return session.exec(select(Concern).order_by(col(Concern.id).desc())).first()  # type: ignore[return-value]


def test_a_told_concern_shows_its_due_date_at_once(session: Session, sign_in: SignIn) -> None:
    celine = sign_in("celine")
    slip = words(celine.get(record(celine)))
    stored = newest(session)
    assert stored.reference in slip
    assert "An answer is due by Wed 18 Nov 2026." in slip
    assert "Day 1 is Tue 17 Nov 2026, day 2 is Wed 18 Nov 2026." in slip
    assert STORY not in slip
    assert (stored.office_id, stored.channel, stored.category) == ("whati", Channel.phone, ConcernCategory.delay)
    assert (stored.opened_on, stored.promised_due, stored.recorded_by) == (MONDAY, date(2026, 11, 18), 17)
    assert stored.promise.startswith("We answer within 2 business days.")


def test_phone_and_own_office_are_chosen_beforehand(sign_in: SignIn) -> None:
    page = sign_in("celine").get("/concerns/new").text
    assert '<option value="phone" selected' in page
    assert '<option value="whati" selected' in page


@pytest.mark.parametrize(
    ("told", "due", "named"),
    [
        (date(2026, 1, 30), date(2026, 2, 3), "the weekend"),
        (date(2026, 1, 31), date(2026, 2, 3), "the weekend"),
        (date(2026, 4, 2), date(2026, 4, 8), "Good Friday (3 Apr), the weekend, Easter Monday (6 Apr)"),
        (date(2026, 6, 19), date(2026, 6, 24), "the weekend, National Indigenous Peoples Day (22 Jun)"),
        (date(2026, 12, 24), date(2026, 12, 30), "Christmas Day (25 Dec), the weekend, Boxing Day (28 Dec)"),
    ],
)
def test_the_due_date_names_the_days_left_out(app: Flask, session: Session, told: date, due: date, named: str) -> None:
    with app.test_request_context():
        promised = due_date(session, told)
    assert promised.day == due
    assert named in promised.sentence


def test_a_missing_story_keeps_what_was_typed(session: Session, sign_in: SignIn) -> None:
    before = len(session.exec(select(Concern)).all())
    answer = sign_in("celine").post(
        "/concerns/new",
        data={
            "what_happened": "",
            "category": "respect",
            "reach": "after four",
            "channel": "in_person",
            "office": "behchoko",
        },
    )
    assert answer.status_code == 422
    page = answer.text
    assert "Write what happened" in words(answer)
    assert 'value="after four"' in page
    for chosen in ("respect", "in_person", "behchoko"):
        assert f'<option value="{chosen}" selected' in page
    assert len(session.exec(select(Concern)).all()) == before


def test_too_long_a_story_comes_back_whole(sign_in: SignIn) -> None:
    story = "a" * 4001
    answer = sign_in("celine").post(
        "/concerns/new", data={"what_happened": story, "category": "delay", "channel": "phone", "office": "whati"}
    )
    assert answer.status_code == 422
    assert "4,000 characters or less" in words(answer)
    assert story in answer.text


def test_the_words_are_for_writer_and_manager(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    address = f"/concerns/{newest(session).id}"
    assert STORY in words(sign_in("celine").get(address))
    assert STORY in words(sign_in("helen").get(address))
    assert STORY in words(sign_in("ruth").get(address))
    at_headquarters = words(sign_in("daniel").get(address))
    assert STORY not in at_headquarters
    assert "Wed 18 Nov 2026" in at_headquarters
    assert sign_in("patricia").get(address).status_code == 403
    assert sign_in("lorraine").get(address).status_code == 403


def test_a_colleague_sees_the_date_and_not_the_words(session: Session, sign_in: SignIn) -> None:
    record(sign_in("helen"), office="yellowknife")
    page = words(sign_in("amira").get(f"/concerns/{newest(session).id}"))
    assert STORY not in page
    assert "Only the office's manager and the person who wrote it down read the words." in page


ANSWER = {
    "finding": "upheld",
    "reason": "The papers lay in the tray for three weeks.",
    "text": "Your papers were here on the first day. We are sorry. The cheque goes out on Friday.",
}


def step(client: FlaskClient, number: int | None, name: str, **given: str) -> TestResponse:
    return client.post(f"/concerns/{number}/step/{name}", data=given, follow_redirects=True)


def test_the_manager_answers_and_then_closes(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    number = newest(session).id
    helen = sign_in("helen")
    assert "Answer the person first" in words(step(helen, number, "close", text="Thank you for telling us."))
    session.expire_all()
    assert session.get_one(Concern, number).status is ConcernStatus.received
    step(helen, number, "answer", **ANSWER)
    session.expire_all()
    assert session.get_one(Concern, number).answered_on == MONDAY
    page = words(helen.get(f"/concerns/{number}"))
    assert "answered in time" in page
    assert "the person was right" in page
    step(helen, number, "close", text="Thank you for telling us.")
    session.expire_all()
    assert session.get_one(Concern, number).status is ConcernStatus.closed


def test_only_the_regions_manager_answers(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    number = newest(session).id
    for username in ("celine", "patricia", "daniel", "ruth"):
        assert sign_in(username).post(f"/concerns/{number}/step/answer", data=ANSWER).status_code == 403
    session.expire_all()
    assert session.get_one(Concern, number).answered_on is None


def test_the_way_is_suggested_with_reasons(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"), category="decision")
    number, helen = newest(session).id, sign_in("helen")
    page = words(helen.get(f"/concerns/{number}/step/route"))
    assert "A decision or an amount can be appealed" in page
    assert "tell the person today that they can appeal" in page
    looked = words(helen.get(f"/concerns/{number}/step/route?looked=1&known=about_conduct&known=our_error"))
    assert "Whoever it is about never handles it." in looked
    assert "put it right within five open days" in looked
    refused = words(step(helen, number, "route", route="policy", handler="manager"))
    assert "Write why it goes another way than suggested" in refused
    step(helen, number, "route", route="policy", handler="manager", reason="The rule leaves no choice.")
    assert "a rule or policy, the regional manager" in words(helen.get(f"/concerns/{number}"))


def test_owner_and_due_date_reach_the_person(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    concern, helen = newest(session), sign_in("helen")
    step(helen, concern.id, "route", route="service", handler="officer")
    celine = session.exec(select(Person).where(Person.given_name == "Céline")).one()
    step(helen, concern.id, "acknowledge", owner=str(celine.id), text="The file waits since October.")
    letter = helen.get(f"/concerns/{concern.id}/letter/received?in=en")
    assert "Céline Rabescà looks at it. Your answer is due by Wed 18 Nov 2026." in words(letter)
    french = helen.get(f"/concerns/{concern.id}/letter/received?in=fr")
    assert '<html lang="fr"' in french.text
    at_work = sign_in("celine")
    step(at_work, concern.id, "accept")
    assert "Céline Rabescà" in words(at_work.get(f"/concerns/{concern.id}"))
    step(at_work, concern.id, "answer", **ANSWER)
    session.expire_all()
    assert session.get_one(Concern, concern.id).answered_on == MONDAY
    assert "Our answer to your concern" in words(helen.get(f"/concerns/{concern.id}/letter/closing?in=en"))


def test_a_confidential_concern_is_kept_from_officers(session: Session, sign_in: SignIn) -> None:
    record(sign_in("helen"))
    concern = newest(session)
    assert sign_in("celine").get(f"/concerns/{concern.id}").status_code == 200
    concern.naming = Naming.confidential
    session.commit()
    celine = sign_in("celine")
    assert celine.get(f"/concerns/{concern.id}").status_code == 404
    assert concern.reference not in words(celine.get("/concerns/"))
    refused = step(sign_in("helen"), concern.id, "route", route="service", handler="officer", reason="She knows.")
    assert "The officer cannot have this one" in words(refused)


def test_conduct_is_kept_from_whom_it_is_about(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    concern = newest(session)
    helen = session.exec(select(Person).where(Person.given_name == "Helen")).one()
    concern.route, concern.handler, concern.about_id = ConcernRoute.conduct, Handler.superintendent, helen.id
    session.commit()
    manager = sign_in("helen")
    assert manager.get(f"/concerns/{concern.id}").status_code == 404
    assert manager.get(f"/concerns/{concern.id}/step/answer").status_code == 404
    for address in ("/concerns/", "/my-region"):
        assert concern.reference not in manager.get(address).text
    above = sign_in("ruth")
    assert concern.reference in words(above.get("/concerns/"))
    assert "Answer it" in words(above.get(f"/concerns/{concern.id}"))


def test_hidden_issues_stay_hidden_when_split(session: Session, sign_in: SignIn) -> None:
    record(sign_in("helen"))
    concern = newest(session)
    concern.naming = Naming.confidential
    session.commit()
    helen = sign_in("helen")
    step(helen, concern.id, "split", category="respect", what="He laughed at her papers.")
    child = newest(session)
    assert (child.parent_id, child.opened_on, child.promised_due) == (concern.id, concern.opened_on, date(2026, 11, 18))
    assert child.reference in words(helen.get(f"/concerns/{concern.id}"))
    assert sign_in("celine").get(f"/concerns/{child.id}").status_code == 404


def test_lists_reach_as_far_as_the_role(
    session: Session, sign_in: SignIn, as_role: Callable[[Role], FlaskClient]
) -> None:
    record(sign_in("celine"))
    reference = newest(session).reference
    for role in (Role.cso, Role.manager, Role.superintendent, Role.hq):
        assert reference in words(as_role(role).get("/concerns/"))
    assert reference not in words(sign_in("patricia").get("/concerns/"))
    assert reference not in words(sign_in("amira").get("/concerns/"))
    assert reference not in words(sign_in("helen").get("/concerns/?status=closed"))


def test_the_list_is_a_file_without_the_words(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    answer = sign_in("helen").get("/concerns/?format=csv")
    assert answer.mimetype == "text/csv"
    assert newest(session).reference in answer.text
    assert STORY not in answer.text


def test_a_form_sent_twice_is_one_concern(session: Session, sign_in: SignIn) -> None:
    celine = sign_in("celine")
    first = record(celine)
    assert record(celine) == first
    assert record(celine, what_happened=STORY + " He called again.") != first
    assert len(session.exec(select(Concern).where(Concern.what_happened == STORY)).all()) == 1


def test_an_old_page_opens_no_closed_concern(session: Session, sign_in: SignIn) -> None:
    closed = session.exec(
        select(Concern).where(Concern.status == ConcernStatus.closed, Concern.office_id == "yellowknife")
    ).first()
    assert closed is not None
    before = (closed.answered_on, closed.closed_on)
    helen = sign_in("helen")
    for name, given in (("answer", ANSWER), ("close", {"text": "Thank you."})):
        assert "This concern is closed. Open it again first." in words(step(helen, closed.id, name, **given))
        session.expire_all()
        assert (closed.status, closed.answered_on, closed.closed_on) == (ConcernStatus.closed, *before)


def test_the_slip_shows_a_code_once(session: Session, sign_in: SignIn) -> None:
    celine = sign_in("celine")
    slip = record(celine, read_back="y", naming="anonymous", reach="next door", begun=str(int(time.time()) - 600))
    shown = re.search(r"Your code (\d{4} \d{4} \d{4} \d{4})", words(celine.get(slip)))
    assert shown is not None
    assert "Your code" not in words(celine.get(slip))
    stored = newest(session)
    assert (stored.naming, stored.reach, stored.minutes) == (Naming.anonymous, "", 10)
    assert stored.recorded_at.hour == stored.recorded_at.minute == 0
    answer = celine.post("/tell-us/answer", data={"code": shown[1]})
    assert "Your answer is due by Wed 18 Nov 2026." in words(answer)


def test_the_talk_is_logged_as_time(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"), begun=str(int(time.time()) - 900))
    logged = session.exec(select(TimeLogEntry).where(TimeLogEntry.person_id == 17, TimeLogEntry.day == MONDAY)).all()
    assert [(one.activity, one.minutes) for one in logged] == [(Activity.concern, 15)]


def test_who_is_told_of_oneself_stores_nothing(session: Session, sign_in: SignIn) -> None:
    before = len(session.exec(select(Concern)).all())
    celine = sign_in("celine")
    assert "I should not take this" in words(celine.get("/concerns/new"))
    page = words(celine.get("/concerns/not-mine"))
    assert "Helen" in page
    assert "A blank sheet to print" in page
    assert len(session.exec(select(Concern)).all()) == before
