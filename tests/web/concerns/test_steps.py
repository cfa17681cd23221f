"""The steps of a concern on its page: the way it goes, its owner, the answer, the end."""

import re
from datetime import date, timedelta

from sqlmodel import Session, select

from scheduler.concern_waits import wait
from tests.fixtures.territory import MONDAY
from tests.web.concerns.told import ANSWER, STORY, SignIn, newest, record, step
from tests.web.pages_read import words
from workload.estimates.waits import Owner
from workload.tables.concerns import Concern, ConcernEvent
from workload.tables.people import Person
from workload.vocabulary import ConcernStatus, ConcernStep


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


def test_a_plan_and_its_day_reach_the_person(session: Session, sign_in: SignIn) -> None:
    celine = sign_in("celine")
    code = re.search(r"\d{4} \d{4} \d{4} \d{4}", celine.get(record(celine)).text)
    concern, helen = newest(session), sign_in("helen")
    late = words(step(helen, concern.id, "plan", text="We go through the file.", by_day="2027-03-01"))
    assert "Choose an open day between those named with the question" in late
    assert "from Tue 17 Nov 2026 to Mon 14 Dec 2026" in late
    assert "We go through the file." in late, "what was typed stays"
    step(helen, concern.id, "plan", text="We go through the file.", by_day="2026-11-20", minutes="10")
    page = words(helen.get(f"/concerns/{concern.id}"))
    assert "Answered on Mon 16 Nov 2026 with a plan. What was found is owed by Fri 20 Nov 2026." in page
    assert "answered in time · a plan, by Fri 20 Nov 2026" in page
    assert concern.reference in helen.get("/concerns/?status=promised").text
    assert concern.reference not in helen.get("/concerns/?status=open").text
    file = helen.get("/concerns/?status=promised&format=csv").text
    line = next(one for one in file.splitlines() if concern.reference in one)
    assert line.endswith('2026-11-20,"what was found, after a plan"')
    letter = words(helen.get(f"/concerns/{concern.id}/letter/plan?in=en"))
    assert "We go through the file. You know what we found by Fri 20 Nov 2026." in letter
    assert '<html lang="fr"' in helen.get(f"/concerns/{concern.id}/letter/plan?in=fr").text
    assert helen.get(f"/concerns/{concern.id}/letter/closing").status_code == 404, "nothing is found"
    assert code is not None
    told = words(helen.post("/tell-us/answer", data={"code": code.group()}))
    assert "We have a plan for you. You know what we found by Fri 20 Nov 2026." in told
    step(helen, concern.id, "answer", **ANSWER)
    assert "What was found is owed" not in words(helen.get(f"/concerns/{concern.id}"))


def test_only_the_regions_manager_answers(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    number = newest(session).id
    for username in ("celine", "patricia", "daniel", "ruth"):
        assert sign_in(username).post(f"/concerns/{number}/step/answer", data=ANSWER).status_code == 403
    session.expire_all()
    assert session.get_one(Concern, number).answered_on is None


def test_the_way_is_suggested_with_reasons(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"), category="decision", what_happened="They said I will be evicted on Friday.")
    number, helen = newest(session).id, sign_in("helen")
    assert "Read this first: «evicted»." in words(helen.get(f"/concerns/{number}"))
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


def test_an_advocate_reads_the_record_only_with_consent(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    number, helen = newest(session).id, sign_in("helen")
    assert helen.get(f"/concerns/{number}/letter/record").status_code == 404
    assert "Ask the person first" in words(step(helen, number, "share", reader="ombud"))
    step(helen, number, "acknowledge", owner="28", text="We have it.")
    step(helen, number, "accept")
    step(helen, number, "answer", **ANSWER)
    step(helen, number, "share", reader="ombud", consent="y")
    page = words(helen.get(f"/concerns/{number}/letter/record?in=en")).split("The record of a concern", 2)[2]
    assert "For the NWT Ombud, with the person's consent of Mon 16 Nov 2026." in page
    assert STORY in page
    assert ANSWER["text"] in page
    assert "somebody took it on" not in page, "what is our own work is not in it"


def test_a_concern_that_waits_for_the_client_is_not_overdue(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    concern = newest(session)
    number, helen = concern.id or 0, sign_in("helen")
    wait(session, concern, owner=Owner.client, item="Pay slip", text="Please bring it.", by=1, today=MONDAY)
    concern.opened_on, concern.promised_due = MONDAY - timedelta(days=7), MONDAY - timedelta(days=4)
    begun = session.exec(select(ConcernEvent).where(ConcernEvent.step == ConcernStep.waiting)).all()[-1]
    begun.day = MONDAY - timedelta(days=6)  # both days are left; Remembrance Day lies between
    session.commit()
    file = helen.get("/concerns/?format=csv").text
    line = next(one for one in file.splitlines() if concern.reference in one)
    assert "2026-11-17" in line
    assert "waits for the client" in line
    one = words(helen.get(f"/concerns/{number}"))
    assert "If it comes today, an answer is due by Tue 17 Nov 2026" in one
    assert "Overdue" not in one
    step(helen, number, "resume")
    session.expire_all()
    assert session.get_one(Concern, number).promised_due == date(2026, 11, 17)  # the day that was shown
