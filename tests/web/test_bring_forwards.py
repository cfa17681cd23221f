"""Bring-forwards: the price before one is sent, minutes by tap, the first look, the report of a month."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlmodel import Session, col, delete, select

from scheduler.bring_forwards import clarify, displaced_by
from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.bring_forwards import queue_of
from workload.tables.bring_forwards import BringForward, BringForwardMinutes
from workload.tables.people import Person
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Activity

SignIn = Callable[[str], FlaskClient]
ASKED = {"office": "whati", "question": "When was the file paid?", "source": "mla", "needed_by": "2026-11-23"}


def newest(session: Session) -> BringForward:
    session.expire_all()
    return session.exec(select(BringForward).order_by(col(BringForward.id).desc())).first()  # type: ignore[return-value]


def sent(client: FlaskClient, **changed: str) -> None:
    told = {**ASKED, "lane": "standard_note", "who": "officer", **changed}
    assert client.post("/bring-forwards/send", data=told).status_code == 303


def test_the_price_shows_before_anything_is_sent(session: Session, sign_in: SignIn) -> None:
    before = newest(session).id
    page = words(sign_in("daniel").post("/bring-forwards/price", data=ASKED))
    assert "from Céline Rabescà" in page
    assert "The middle of the last 12 for the same asker" in page
    assert "The only officer of this office." in page
    assert "Modelled." in page
    assert "Helen" in page
    assert "A day later" in page
    assert newest(session).id == before


def test_what_was_quoted_is_kept_with_it(session: Session, sign_in: SignIn) -> None:
    daniel = sign_in("daniel")
    sent(daniel)
    row = newest(session)
    assert None not in (row.quoted_minutes, row.quoted_low, row.quoted_high)
    assert row.quoted_low <= row.quoted_minutes <= row.quoted_high
    assert row.quoted_late is not None
    assert (row.asked_on, row.reference) == (MONDAY, f"BF-2026-{row.id:04d}")
    sent(daniel, who="manager")
    helen = session.exec(select(Person).where(Person.given_name == "Helen")).one()
    assert (newest(session).person_id, newest(session).quoted_late) == (helen.id, 0)


def test_a_question_is_needed_and_kept(sign_in: SignIn) -> None:
    answer = sign_in("daniel").post("/bring-forwards/price", data={**ASKED, "office": ""})
    assert answer.status_code == 422
    assert "Choose the office" in words(answer)
    assert ASKED["question"] in answer.text


def test_minutes_by_tap_reach_the_workload_model(session: Session, sign_in: SignIn) -> None:
    sent(sign_in("daniel"))
    row, celine = newest(session), sign_in("celine")
    for minutes in ("15", "60"):
        celine.post(f"/bring-forwards/{row.id}/minutes", data={"work": "search", "minutes": minutes})
    celine.post(f"/bring-forwards/{row.id}/minutes", data={"work": "search", "minutes": "7"})
    sign_in("daniel").post(f"/bring-forwards/{row.id}/minutes", data={"work": "headquarters", "minutes": "30"})
    assert newest(session).minutes == 75
    logged = session.exec(
        select(TimeLogEntry.minutes).where(
            TimeLogEntry.person_id == row.person_id, TimeLogEntry.day == MONDAY,
            TimeLogEntry.activity == Activity.bring_forward,
        )
    ).all()  # fmt: skip
    assert list(logged) == [15, 60]
    sign_in("helen").post(f"/bring-forwards/{row.id}/minutes", data={"work": "review", "minutes": "15"})
    page = words(celine.get(f"/bring-forwards/{row.id}"))
    assert "30 min" in page
    assert "15 min, reviewing, Helen Quirkmoor (region)" in page
    assert "Time so far office 1.2 h, region 0.2 h, headquarters 0.5 h" in page


def test_the_avoidable_ones_make_the_checklist(session: Session, sign_in: SignIn) -> None:
    daniel, celine = sign_in("daniel"), sign_in("celine")
    for table in (BringForwardMinutes, BringForward):
        session.execute(delete(table))
    session.commit()
    sent(daniel)
    row = newest(session)
    celine.post(f"/bring-forwards/{row.id}/look", data={"spoke_to_office": "no", "solved_before": "yes"})
    assert "A call first would have done yes" in words(celine.get(f"/bring-forwards/{row.id}"))
    page = words(daniel.get("/bring-forwards/month?month=2026-11"))
    assert "Has the person called or visited the office?" in page
    assert "When did the person last hear from the office?" in page
    assert "1 / 1" in page
    for who, minutes in ((celine, "60"), (sign_in("helen"), "15"), (daniel, "30")):
        who.post(f"/bring-forwards/{row.id}/minutes", data={"work": "write", "minutes": minutes})
    page = words(daniel.get("/bring-forwards/month?month=2026-11"))
    assert "It took offices 1 h, regions 0.2 h and headquarters 0.5 h." in page
    file = daniel.get("/bring-forwards/month?month=2026-11&format=csv").text
    assert '"Hours, office","Hours, region","Hours, headquarters"' in file
    assert "1,1.0,0.25,0.5,1,1" in file


def test_a_vague_one_waits_for_headquarters(session: Session, sign_in: SignIn) -> None:
    daniel, celine = sign_in("daniel"), sign_in("celine")
    sent(daniel, question="The CSO gave me the runaround.")
    number = newest(session).id
    celine.post(f"/bring-forwards/{number}/look", data={"clarify": "What happened, and when?"})
    assert "waits for headquarters" in words(daniel.get("/bring-forwards/"))
    daniel.post(f"/bring-forwards/{number}/clarify", data={"text": "The cheque of October."})
    page = words(celine.get(f"/bring-forwards/{number}"))
    assert "The cheque of October." in page
    assert "waits for headquarters" not in page
    celine.post(f"/bring-forwards/{number}/answer", data={"text": "It was sent on the 3rd."})
    assert newest(session).answered_on == MONDAY


def test_displaced_files_are_named_to_those_who_carry_them(session: Session, sign_in: SignIn) -> None:
    sent(sign_in("daniel"))
    row, celine = newest(session), sign_in("celine")
    for _tap in range(8):
        celine.post(f"/bring-forwards/{row.id}/minutes", data={"work": "write", "minutes": "120"})
    found = displaced_by(session, newest(session))
    assert found is not None
    assert (found.hours, found.more_late > 0, found.quiet_days > 0) == (16.0, True, True)
    first = found.slipped[0]
    page = celine.get(f"/bring-forwards/{row.id}")
    assert f'href="/cases/{first}"' in page.text
    assert "Which files, of Céline Rabescà" in words(page)
    assert f'href="/cases/{first}"' in sign_in("helen").get(f"/bring-forwards/{row.id}").text
    above = sign_in("daniel").get(f"/bring-forwards/{row.id}")
    assert first not in above.text, "headquarters sees how many, not which"
    assert f"{found.more_late} more files past their day" in words(above)


def test_the_file_asked_about_is_not_a_quiet_one(session: Session, sign_in: SignIn) -> None:
    sent(sign_in("daniel"))
    row, celine = newest(session), sign_in("celine")
    queue = queue_of(session, row.person_id or 0, MONDAY)
    about = queue.files[0].reference
    assert all(one.quiet for one in queue.files)
    unknown = celine.post(f"/bring-forwards/{row.id}/look", data={"case": "C-0", "concern": "CR-2026-9999"})
    assert "We know no file «C-0» here." in words(unknown)
    assert "We know no concern «CR-2026-9999» of this office." in words(unknown)
    assert newest(session).case_id is None
    celine.post(f"/bring-forwards/{row.id}/look", data={"case": about})
    assert newest(session).case_id is not None
    assert [one.reference for one in queue_of(session, row.person_id or 0, MONDAY).files if not one.quiet] == [about]


def test_an_officer_sees_only_what_is_asked_of_them(session: Session, sign_in: SignIn) -> None:
    sent(sign_in("daniel"))
    number = newest(session).id
    assert sign_in("amira").get(f"/bring-forwards/{number}").status_code == 403
    assert sign_in("patricia").get(f"/bring-forwards/{number}").status_code == 403
    assert sign_in("celine").post("/bring-forwards/price", data=ASKED).status_code == 403
    assert sign_in("celine").get("/bring-forwards/").status_code == 200


def test_both_ends_are_told_and_one_question_moves_the_day(session: Session, sign_in: SignIn) -> None:
    daniel, celine = sign_in("daniel"), sign_in("celine")
    late = daniel.post("/bring-forwards/price", data={**ASKED, "needed_by": "2026-11-13"})
    assert late.status_code == 422
    assert "Choose today or a later day" in words(late)
    sent(daniel)
    row = newest(session)
    assert f"Headquarters asks for an answer by Mon 23 Nov 2026: {row.reference}." in words(celine.get("/messages/"))
    celine.post(f"/bring-forwards/{row.id}/look", data={"clarify": "Which file?"})
    assert f"cannot answer {row.reference} as it is" in words(daniel.get("/messages/"))
    row = newest(session)
    clarify(session, row, "The one of October.", today=MONDAY + timedelta(days=2))
    session.commit()
    assert newest(session).needed_by.isoformat() == "2026-11-25", "two open days were headquarters'"
    twice = celine.post(f"/bring-forwards/{row.id}/look", data={"clarify": "And which month?"})
    assert twice.status_code == 422
    assert "Headquarters has answered one question." in words(twice)
    celine.post(f"/bring-forwards/{row.id}/answer", data={"text": "Paid on Friday."})
    assert f"has answered {row.reference}." in words(daniel.get("/messages/"))
