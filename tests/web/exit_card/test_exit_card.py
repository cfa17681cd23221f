"""The card after a contact: counted without a name, and nothing kept that could lead back to anybody."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, delete, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import reading_grade, words
from workload.tables.exit_cards import ExitCardCount
from workload.vocabulary import ExitQuestion, Said

PAGES = ["/your-visit/", "/your-visit/thank-you", "/your-visit/slip"]
NOVEMBER = MONDAY.replace(day=1)


@pytest.fixture(autouse=True)
def no_cards(session: Session) -> None:
    session.exec(delete(ExitCardCount))
    session.commit()


def counted(session: Session) -> dict[tuple[str, str], int]:
    session.expire_all()
    return {(row.question.value, row.said.value): row.count for row in session.exec(select(ExitCardCount))}


def test_two_cards_are_counts_and_no_cards(client: FlaskClient, session: Session, territory_db: Path) -> None:
    for clear in ("yes", "no"):
        answer = client.post("/your-visit/", data={"office": "whati", "respect": "yes", "clear": clear})
        assert (answer.status_code, answer.location) == (303, "/your-visit/thank-you")
    assert counted(session) == {("respect", "yes"): 2, ("clear", "yes"): 1, ("clear", "no"): 1}
    row = session.exec(select(ExitCardCount)).first()
    assert row is not None
    assert row.model_dump().keys() == {"office_id", "month", "question", "said", "count"}
    assert row.month == NOVEMBER
    assert b"127.0.0.1" not in b"".join(path.read_bytes() for path in territory_db.glob("fairload.db*"))


def test_one_answer_is_enough_and_none_is_not(client: FlaskClient, session: Session) -> None:
    client.post("/your-visit/", data={"office": "whati", "clear": "partly"})
    assert counted(session) == {("clear", "partly"): 1}
    empty = client.post("/your-visit/", data={"office": "whati"})
    assert (empty.status_code, "Answer one of the two questions" in empty.text) == (422, True)
    assert 'value="whati" selected' in empty.text
    nowhere = client.post("/your-visit/", data={"respect": "yes", "office": "atlantis"})
    assert nowhere.status_code == 422
    assert counted(session) == {("clear", "partly"): 1}


def test_the_slip_leads_to_the_card_of_its_office(client: FlaskClient) -> None:
    slip = client.get("/your-visit/slip?office=whati")
    assert slip.text.count("<svg") >= 4
    assert words(slip).count("Were you treated with respect?") == 4
    assert 'value="whati" selected' in client.get("/your-visit/?office=whati").text
    assert client.get("/your-visit/slip?office=atlantis").status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_the_card_is_light_and_for_everyone(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, len(answer.data) < 40_000) == (200, True)
    assert reading_grade(answer.text) <= 6


def test_a_machine_that_sends_cards_is_stopped(client: FlaskClient, session: Session) -> None:
    sent = [client.post("/your-visit/", data={"office": "whati", "respect": "no"}).status_code for _ in range(61)]
    assert sent[-1] == 429
    assert counted(session) == {("respect", "no"): 60}


def test_every_question_has_its_field_and_words(client: FlaskClient) -> None:
    page = client.get("/your-visit/").text
    for question in ExitQuestion:
        for said in Said:
            assert f'name="{question.value}" type="radio" value="{said.value}"' in page
