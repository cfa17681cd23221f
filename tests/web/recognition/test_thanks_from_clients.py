"""A client's thanks: they wait at the manager's desk, lose what shows the client, and reach the person."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.thanks_from_clients import days_to_tell
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.tables.recognition import RecognitionNote
from workload.vocabulary import Channel, ConcernCategory

SignIn = Callable[[str], FlaskClient]
SAID = "Céline explained every paper to me. Signed, Mary of the blue house."
CLEAN = "She explained every paper to me."


def number(session: Session, given_name: str) -> int:
    return int(session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0)


def client_said(session: Session, given_name: str = "Céline") -> int:
    person = session.exec(select(Person).where(Person.given_name == given_name)).one()
    concern = Concern(
        reference="T-1", office_id=person.office_id, opened_on=date(2026, 11, 12), category=ConcernCategory.other,
        channel=Channel.web, what_happened=SAID, promised_due=date(2026, 11, 16), ticked=["went_well"],
    )  # fmt: skip
    session.add(concern)
    session.commit()
    return int(concern.id or 0)


def note_of(session: Session, concern_id: int) -> RecognitionNote | None:
    session.expire_all()
    return session.exec(select(RecognitionNote).where(RecognitionNote.concern_id == concern_id)).first()


def test_the_manager_passes_a_clients_words_on_once(session: Session, sign_in: SignIn) -> None:
    concern, helen = client_said(session), sign_in("helen")
    page = words(helen.get("/thanks/from-clients"))
    assert "pass on by Mon 16 Nov 2026" in page
    for _twice in range(2):
        helen.post(f"/thanks/from-clients/{concern}", data={"to": number(session, "Céline"), "text": CLEAN})
    assert len(session.exec(select(RecognitionNote).where(col(RecognitionNote.concern_id) == concern)).all()) == 1
    assert "Nothing waits to be passed on." in words(helen.get("/thanks/from-clients"))
    assert CLEAN in words(sign_in("celine").get("/my-work"))


def test_without_a_person_what_was_typed_stays(session: Session, sign_in: SignIn) -> None:
    concern = client_said(session)
    answer = sign_in("helen").post(f"/thanks/from-clients/{concern}", data={"to": "", "text": CLEAN})
    assert answer.status_code == 422
    assert CLEAN in answer.text
    assert note_of(session, concern) is None


def test_another_regions_thanks_are_not_passed_on(session: Session, sign_in: SignIn) -> None:
    concern = client_said(session, "Judith")
    helen = sign_in("helen")
    assert SAID not in helen.get("/thanks/from-clients").text
    data = {"to": number(session, "Judith"), "text": CLEAN}
    assert helen.post(f"/thanks/from-clients/{concern}", data=data).status_code == 403


def test_thanks_that_complain_of_the_manager_are_not_read_by_the_manager(session: Session, sign_in: SignIn) -> None:
    concern = session.get_one(Concern, client_said(session))
    concern.about_id = number(session, "Helen")
    session.commit()
    helen = sign_in("helen")
    assert "blue house" not in words(helen.get("/thanks/from-clients"))
    sent = helen.post(f"/thanks/from-clients/{concern.id}", data={"to": number(session, "Céline"), "text": CLEAN})
    assert (sent.status_code, note_of(session, concern.id or 0)) == (404, None)


def test_time_to_tell_starts_when_the_client_spoke(session: Session, sign_in: SignIn) -> None:
    for note in session.exec(select(RecognitionNote)):
        session.delete(note)
    session.commit()
    concern = client_said(session)
    data = {"to": number(session, "Céline"), "text": CLEAN}
    sign_in("helen").post(f"/thanks/from-clients/{concern}", data=data)
    assert days_to_tell(session, ["north-slave"], MONDAY) is None
    sign_in("celine").get("/my-work")
    session.expire_all()
    assert days_to_tell(session, ["north-slave"], MONDAY) == (2.0, 1)


def test_own_notes_stand_on_one_page_to_print(sign_in: SignIn) -> None:
    page = words(sign_in("celine").get("/thanks/my-notes"))
    assert "Notes of thanks to Céline Rabescà" in page
    assert "save it as PDF" in page
