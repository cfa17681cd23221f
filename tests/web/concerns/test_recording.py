"""A concern told by phone or in person is written down, dated and handed back on a slip."""

import re
import time
from datetime import date

from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.concerns.told import STORY, SignIn, newest, record
from tests.web.pages_read import words
from workload.tables.concerns import Concern
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import AboutWhen, Activity, Channel, ConcernCategory, Naming


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


def test_a_form_sent_twice_is_one_concern(session: Session, sign_in: SignIn) -> None:
    celine = sign_in("celine")
    first = record(celine)
    assert record(celine) == first
    assert record(celine, what_happened=STORY + " He called again.") != first
    assert len(session.exec(select(Concern).where(Concern.what_happened == STORY)).all()) == 1


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


def test_about_when_may_be_noted_and_may_stay_empty(session: Session, sign_in: SignIn) -> None:
    celine = sign_in("celine")
    record(celine)
    assert newest(session).about_when is None
    record(celine, what_happened="Nobody was at the desk.", about_when="earlier")
    session.expire_all()
    assert newest(session).about_when is AboutWhen.earlier
