"""Thanks: written, refused to oneself, read by those the recipient chose."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.tables.audit import AuditEntry
from workload.tables.people import Person
from workload.tables.recognition import RecognitionNote
from workload.vocabulary import Giver, Value, Visibility

TEXT = "You took my calls on the worst day of the month, and my client got her heat back."
SignIn = Callable[[str], FlaskClient]


def number(session: Session, given_name: str) -> int:
    return int(session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0)


def newest(session: Session) -> RecognitionNote:
    session.expire_all()
    return session.exec(select(RecognitionNote).order_by(col(RecognitionNote.id).desc())).first()  # type: ignore[return-value]


def thank(client: FlaskClient, to: int, **changed: str) -> None:
    answer = client.post("/thanks/new", data={"to": str(to), "text": TEXT, "value": "covered", **changed})
    assert answer.status_code == 303, words(answer)


def test_thanks_reach_the_persons_home_whole(session: Session, sign_in: SignIn) -> None:
    thank(sign_in("amira"), number(session, "Céline"))
    note = newest(session)
    assert (note.giver, note.value, note.visibility) == (Giver.peer, Value.covered, Visibility.manager)
    assert note.told_on is None
    page = words(sign_in("celine").get("/my-work"))
    assert TEXT in page
    assert "Amira Haddadi, Yellowknife" in page
    assert newest(session).told_on == MONDAY


def test_newest_thanks_stand_first(session: Session, sign_in: SignIn) -> None:
    celine = number(session, "Céline")
    thank(sign_in("amira"), celine, text="Earlier words.")
    thank(sign_in("amira"), celine, text="Later words.")
    page = words(sign_in("celine").get("/my-work"))
    assert page.index("Later words.") < page.index("Earlier words.")


def test_a_partner_organization_is_named_and_nobody_else(session: Session, sign_in: SignIn) -> None:
    celine, amira = number(session, "Céline"), sign_in("amira")
    both = amira.post("/thanks/new", data={"to": str(celine), "text": TEXT, "partner": "RCMP", "for_client": "y"})
    assert both.status_code == 422
    assert "Either a client or an organization said it." in words(both)
    assert TEXT in both.text
    thank(amira, celine, partner="Whatì health centre")
    note = newest(session)
    assert (note.giver, note.giver_id, note.partner) == (Giver.partner, None, "Whatì health centre")
    page = words(sign_in("celine").get("/my-work"))
    assert "Whatì health centre, written down by a colleague" in page
    assert "Amira Haddadi, Yellowknife" not in page.split(TEXT)[1][:80]


def test_the_thanked_person_may_be_chosen_beforehand(session: Session, sign_in: SignIn) -> None:
    tyler = number(session, "Tyler")
    page = sign_in("celine").get(f"/thanks/new?to={tyler}&value=covered").text
    assert f'<option value="{tyler}" selected' in page
    assert '<option value="covered" selected' in page


def test_a_name_shows_with_post_and_place(sign_in: SignIn) -> None:
    page = words(sign_in("celine").get("/thanks/new"))
    assert "Lorraine Dezé, Client Service Officer (part-time), Łutselk’e" in page


def test_nobody_can_thank_themselves(session: Session, sign_in: SignIn) -> None:
    before = newest(session).id
    celine = number(session, "Céline")
    assert f'<option value="{celine}"' not in sign_in("celine").get("/thanks/new").text
    answer = sign_in("celine").post("/thanks/new", data={"to": str(celine), "text": TEXT, "for_client": "y"})
    assert answer.status_code == 422
    assert "You cannot thank yourself. Choose a colleague." in words(answer)
    assert TEXT in answer.text
    assert newest(session).id == before


def test_a_long_text_comes_back_whole(session: Session, sign_in: SignIn) -> None:
    before, text = newest(session).id, "b" * 601
    answer = sign_in("celine").post("/thanks/new", data={"to": str(number(session, "Tyler")), "text": text})
    assert answer.status_code == 422
    assert "600 characters at most" in words(answer)
    assert text in answer.text
    assert newest(session).id == before


def test_a_clients_thanks_name_no_writer(session: Session, sign_in: SignIn) -> None:
    thank(sign_in("amira"), number(session, "Céline"), for_client="y")
    note = newest(session)
    assert (note.giver, note.giver_id) == (Giver.client, None)
    page = words(sign_in("celine").get("/my-work"))
    assert "A client, written down by a colleague" in page
    written = session.exec(select(AuditEntry).where(AuditEntry.action == "recognition.thank")).all()
    assert [entry.person_id for entry in written] == [number(session, "Amira")]


def test_a_manager_and_a_buddy_thank_as_such(session: Session, sign_in: SignIn) -> None:
    thank(sign_in("helen"), number(session, "Céline"))
    assert newest(session).giver is Giver.manager
    thank(sign_in("celine"), number(session, "Bernadette"))
    assert newest(session).giver is Giver.buddy


def test_only_the_recipient_chooses_the_readers(session: Session, sign_in: SignIn) -> None:
    thank(sign_in("amira"), number(session, "Céline"))
    number_of_note = newest(session).id
    for username in ("amira", "helen", "daniel"):
        answer = sign_in(username).post(f"/thanks/{number_of_note}/readers", data={"visibility": "everyone"})
        assert answer.status_code == 403
    sign_in("celine").post(f"/thanks/{number_of_note}/readers", data={"visibility": "everyone"})
    assert newest(session).visibility is Visibility.everyone


def test_each_role_reads_what_was_shared_with_it(session: Session, sign_in: SignIn) -> None:
    thank(sign_in("daniel"), number(session, "Tyler"))
    note = newest(session)
    readers = {
        Visibility.me: set(),
        Visibility.manager: {"helen", "ruth"},
        Visibility.team: {"helen", "ruth", "amira"},
        Visibility.everyone: {"helen", "ruth", "amira", "patricia", "celine", "caroline"},
    }
    for visibility, allowed in readers.items():
        note = newest(session)
        note.visibility = visibility
        session.add(note)
        session.commit()
        for username in ("helen", "ruth", "amira", "patricia", "celine", "caroline"):
            page = words(sign_in(username).get("/thanks/"))
            assert (TEXT in page) is (username in allowed), f"{username} when shared with {visibility}"
        at_headquarters = words(sign_in("caroline").get("/territory"))
        assert (TEXT in at_headquarters) is (visibility is Visibility.everyone)


def test_notes_not_yet_told_are_the_managers_number(session: Session, sign_in: SignIn) -> None:
    for note in session.exec(select(RecognitionNote).where(col(RecognitionNote.told_on).is_(None))):
        note.told_on = MONDAY
        session.add(note)
    late = RecognitionNote(
        recipient_id=number(session, "Céline"),
        giver=Giver.client,
        value=Value.found_a_way,
        text=TEXT,
        written_on=MONDAY.replace(day=9),
    )
    session.add(late)
    session.commit()
    assert "1 note has not reached its person yet" in words(sign_in("helen").get("/my-region"))
    sign_in("celine").get("/my-work")
    assert "has not reached" not in words(sign_in("helen").get("/my-region"))


def test_a_form_sent_twice_is_one_note(session: Session, sign_in: SignIn) -> None:
    amira, celine = sign_in("amira"), number(session, "Céline")
    for changed in ({}, {}, {"for_client": "y"}, {"for_client": "y"}):
        thank(amira, celine, **changed)
    notes = session.exec(select(RecognitionNote).where(RecognitionNote.text == TEXT)).all()
    assert sorted(note.giver.value for note in notes) == ["client", "peer"]


def test_many_people_are_found_by_name(session: Session, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.recognition.colleagues.MOST_LISTED", 3)
    celine, patricia = (f'<option value="{number(session, name)}"' for name in ("Céline", "Patricia"))
    browser = sign_in("amira")
    assert celine in browser.get("/thanks/new?name=rabesca").text
    page = browser.get("/thanks/new?name=no-such-name").text
    assert "Nobody has this name" in page
    assert patricia not in page  # of another region
    thank(browser, number(session, "Patricia"))  # whoever is chosen is taken, listed or not
    assert patricia in browser.get("/my/unpaid-hours?name=Lafontine").text
