"""Good work nobody thanked for, notes that somebody finds wrong, thanks that did not arrive, notes to take away."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlmodel import Session, col, delete, select, update

from scheduler.jobs.tell_thanks import tell_managers
from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.note_care import only_cut, tell_of_late_thanks
from workload.tables.concerns import Concern
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.messages import Message
from workload.tables.people import Person
from workload.tables.recognition import NoteReport, RecognitionNote, UnthankedDeed
from workload.vocabulary import (
    Channel,
    ConcernCategory,
    ConcernRoute,
    CoverMode,
    CoverStatus,
    Giver,
    MessageKind,
    NoteOutcome,
    Value,
    Visibility,
)

SignIn = Callable[[str], FlaskClient]
TEXT = "You sat with the mother from the blue house until Behchokǫ̀ answered. Mahsı̀, ᒪᕐᓯ, Łutselk'e says so too."


def number(session: Session, given_name: str) -> int:
    return int(session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0)


def noted(session: Session, to: str, **changed: object) -> RecognitionNote:
    values: dict[str, object] = {
        "recipient_id": number(session, to), "giver_id": number(session, "Amira"), "giver": Giver.peer,
        "value": Value.covered, "text": TEXT, "written_on": MONDAY, "visibility": Visibility.everyone,
    }  # fmt: skip
    note = RecognitionNote(**(values | changed))
    session.add(note)
    session.commit()
    return note


def covered(session: Session, who: str, days: int) -> None:
    """`who` covered Whatì for Céline on so many open days before the anchor, and nobody wrote a word."""
    celine, helper = number(session, "Céline"), number(session, who)
    leave = LeaveRequest(
        person_id=celine, kind="annual", first_day=date(2026, 11, 2), last_day=date(2026, 11, 13), hours=75
    )
    session.add(leave)
    session.execute(delete(RecognitionNote).where(col(RecognitionNote.recipient_id) == helper))
    session.flush()
    open_days = [date(2026, 11, 2) + timedelta(days=at) for at in range(12)]
    for day in [day for day in open_days if day.weekday() < 5][:days]:
        session.add(
            ReliefCover(
                request_id=leave.id, person_id=helper, office_id="whati", day=day, mode=CoverMode.remote, hours=3,
                status=CoverStatus.agreed,
            )
        )  # fmt: skip
    session.commit()


def test_a_manager_is_told_facts_and_never_words(session: Session, sign_in: SignIn) -> None:
    covered(session, "Joseph", 9)
    tell_managers(session, MONDAY)
    session.commit()
    page = sign_in("helen").get("/thanks/missed")
    assert "Joseph Wedawini covered 9 days in Whatì, since Mon 2 Nov 2026. Nobody has thanked them since." in words(
        page
    )
    form = sign_in("helen").get(f"/thanks/new?to={number(session, 'Joseph')}").text
    assert '<textarea class="govuk-textarea" id="text" name="text" rows="4"' in form
    assert form.split('name="text"')[1].split("</textarea>")[0].split(">", 1)[1].strip() == ""
    assert "Joseph Wedawini covered" not in words(sign_in("patricia").get("/thanks/missed"))
    for username in ("celine", "ruth", "daniel"):
        assert sign_in(username).get("/thanks/missed").status_code == 403


def test_a_fact_goes_once_somebody_has_thanked(session: Session, sign_in: SignIn) -> None:
    covered(session, "Joseph", 9)
    tell_managers(session, MONDAY)
    noted(session, "Joseph", visibility=Visibility.me)
    assert "Joseph Wedawini covered" not in words(sign_in("helen").get("/thanks/missed"))


def test_no_more_than_three_a_week_and_one_a_person_in_thirty_days(session: Session) -> None:
    session.execute(delete(RecognitionNote))
    covered(session, "Joseph", 9)
    for week in range(4):
        for _twice in range(2):
            tell_managers(session, MONDAY + timedelta(weeks=week))
    rows = session.exec(select(UnthankedDeed)).all()
    regions: dict[tuple[str, date], int] = {}
    for row in rows:
        office = session.get_one(Person, row.person_id).office_id
        region = "north-slave" if office in ("yellowknife", "whati", "behchoko", "lutselke") else office
        regions[region, row.told_on] = regions.get((region, row.told_on), 0) + 1
    assert max(regions.values()) == 3
    assert len({row.person_id for row in rows}) == len(rows) > 3


def test_a_manager_may_ask_for_no_message(session: Session, sign_in: SignIn) -> None:
    covered(session, "Joseph", 9)
    sign_in("helen").post("/thanks/missed/mute", data={"mute": "yes"})
    tell_managers(session, MONDAY)
    session.commit()
    kinds = session.exec(select(Message.kind).where(Message.person_id == number(session, "Helen"))).all()
    assert MessageKind.unthanked_deeds not in kinds
    assert "covered 9 days" in words(sign_in("helen").get("/thanks/missed")), "the page stays open"


def test_who_was_not_thanked_is_the_managers_alone(session: Session, sign_in: SignIn) -> None:
    session.execute(delete(RecognitionNote).where(col(RecognitionNote.recipient_id) == number(session, "Lorraine")))
    session.commit()
    assert "Lorraine Dezé" in words(sign_in("helen").get("/thanks/missed"))
    noted(session, "Lorraine", visibility=Visibility.me)
    assert "Lorraine Dezé" not in words(sign_in("helen").get("/thanks/missed"))


def test_thanks_not_read_in_two_business_days_are_told_once(session: Session) -> None:
    session.execute(delete(RecognitionNote))
    session.execute(delete(Message))
    session.execute(update(Concern).values(ticked=[]))
    noted(session, "Céline", written_on=date(2026, 11, 12))  # a Thursday: its second open day is Monday the 16th
    tell_of_late_thanks(session, MONDAY)
    assert session.exec(select(Message)).all() == []
    for _twice in range(2):
        tell_of_late_thanks(session, MONDAY + timedelta(days=1))
    told = session.exec(select(Message)).all()
    assert [(one.kind, one.person_id) for one in told] == [(MessageKind.thanks_untold, number(session, "Helen"))]


def test_a_thank_you_sends_its_recipient_a_message(session: Session, sign_in: SignIn) -> None:
    celine = number(session, "Céline")
    sign_in("amira").post("/thanks/new", data={"to": str(celine), "text": TEXT, "value": "covered"})
    assert "You were thanked in writing, Mon 16 Nov 2026." in words(sign_in("celine").get("/messages/"))


def test_a_reported_note_is_read_by_its_recipient_only(session: Session, sign_in: SignIn) -> None:
    note = noted(session, "Tyler").id
    assert TEXT in sign_in("daniel").get("/thanks/").text.replace("&#39;", "'")
    sign_in("celine").post(f"/thanks/{note}/report", data={"fault": "client_details"})
    for username, sees in (("daniel", False), ("helen", False), ("celine", False), ("amira", True)):
        assert ("until Behchokǫ̀" in sign_in(username).get("/thanks/").text) is sees, username
    cut = TEXT.replace("the mother from the blue house", "[…]")
    report = session.exec(select(NoteReport)).one().id
    helen = sign_in("helen")
    assert "reported on Mon 16 Nov 2026" in words(helen.get("/thanks/reports"))
    worse = {"outcome": "redacted", "text": cut.replace("answered", "did nothing")}
    refused = helen.post(f"/thanks/reports/{report}", data=worse)
    assert refused.status_code == 422
    assert "did nothing" in refused.text
    helen.post(f"/thanks/reports/{report}", data={"outcome": "redacted", "text": cut})
    session.expire_all()
    assert session.get_one(RecognitionNote, note).text == cut
    assert session.get_one(NoteReport, report).outcome is NoteOutcome.redacted
    assert "You sat with […] until" in words(sign_in("daniel").get("/thanks/"))


def test_only_words_may_be_cut_from_a_note() -> None:
    assert only_cut("You helped Mary at home.", "You helped […] at home.")
    assert only_cut("You helped Mary at home.", "[…] at home.")
    assert not only_cut("You helped Mary at home.", "You helped Mary.")
    assert not only_cut("You helped Mary at home.", "You never helped […] at home.")
    assert not only_cut("You helped Mary at home.", "You helped […]. Too late.")


def test_who_wrote_a_note_does_not_decide_about_it(session: Session, sign_in: SignIn) -> None:
    note = noted(session, "Tyler", giver_id=number(session, "Helen"), giver=Giver.manager).id
    sign_in("celine").post(f"/thanks/{note}/report", data={"fault": "not_meant_well"})
    report = session.exec(select(NoteReport)).one().id
    sign_in("helen").post(f"/thanks/reports/{report}", data={"outcome": "kept"})
    session.expire_all()
    assert session.get_one(NoteReport, report).outcome is None
    sign_in("ruth").post(f"/thanks/reports/{report}", data={"outcome": "withdrawn"})
    session.expire_all()
    assert session.get_one(RecognitionNote, note).visibility is Visibility.me


def test_thanks_wait_for_the_team_while_conduct_is_looked_into(session: Session, sign_in: SignIn) -> None:
    noted(session, "Céline")
    session.add(
        Concern(
            reference="T-9", office_id="whati", opened_on=MONDAY, category=ConcernCategory.respect,
            channel=Channel.phone, promised_due=MONDAY, about_id=number(session, "Céline"), route=ConcernRoute.conduct,
        )
    )  # fmt: skip
    session.commit()
    assert "until Behchokǫ̀" not in sign_in("daniel").get("/thanks/").text
    assert "until Behchokǫ̀" in sign_in("celine").get("/thanks/").text


def test_nobody_but_the_recipient_deletes_a_note(session: Session, sign_in: SignIn) -> None:
    note = noted(session, "Céline").id
    assert sign_in("helen").post(f"/thanks/{note}/delete").status_code == 403
    sign_in("celine").post(f"/thanks/{note}/delete")
    session.expire_all()
    assert session.get(RecognitionNote, note) is None


def test_own_notes_as_pdf_keep_every_letter(session: Session, sign_in: SignIn) -> None:
    noted(session, "Céline")
    answer = sign_in("celine").get("/thanks/my-notes.pdf")
    assert answer.mimetype == "application/pdf"
    read = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages).split())
    assert TEXT in read
    assert "Notes of thanks to Céline Rabescà" in read
    assert "Amira Haddadi, Yellowknife · Mon 16 Nov 2026" in read
    assert len(answer.data) < 100_000


def test_a_nomination_takes_only_what_was_agreed_to(session: Session, sign_in: SignIn) -> None:
    note = noted(session, "Céline").id
    assert "until Behchokǫ̀" not in sign_in("daniel").get("/thanks/awards?format=csv").text
    assert sign_in("helen").post(f"/thanks/{note}/awards", data={"agreed": "yes"}).status_code == 403
    sign_in("celine").post(f"/thanks/{note}/awards", data={"agreed": "yes"})
    table = sign_in("daniel").get("/thanks/awards?format=csv").text
    assert "until Behchokǫ̀" in table
    assert "Not for appraisal and not for discipline." in table
    assert "until Behchokǫ̀" not in sign_in("patricia").get("/thanks/awards?format=csv").text, "another region"
    sign_in("celine").post(f"/thanks/{note}/awards", data={"agreed": "no"})
    assert "until Behchokǫ̀" not in sign_in("daniel").get("/thanks/awards?format=csv").text


def test_whom_thanks_reach_hides_small_groups(session: Session, sign_in: SignIn) -> None:
    session.execute(delete(RecognitionNote))
    everyone = session.exec(select(Person).order_by(col(Person.id))).all()
    helper = next(one for one in everyone if one.given_name == "Daniel")
    thanked = [one for one in everyone[::2] if one.office_id != helper.office_id]
    for one in thanked:
        noted(session, one.given_name, recipient_id=one.id, giver_id=helper.id)
    page = words(sign_in("daniel").get("/thanks/reach"))
    assert f"Territory {len(everyone)} {len(thanked)} " in page
    assert "Sahtu 6 too few to tell" in page
    assert "itinerant 4 too few to tell" in page
