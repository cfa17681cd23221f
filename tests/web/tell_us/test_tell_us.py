"""What a client can do without an account, and what we do not keep of them."""

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from scheduler.concern_workflow import answer
from tests.web.pages_read import reading_grade, words
from web.concerns.suggestion import suggested_routes
from workload.records.concern_events import add_event, events_of
from workload.records.concerns import count_concerns_by_month
from workload.settings import Settings
from workload.tables.accounts import Account
from workload.tables.concerns import Concern
from workload.tables.messages import Message
from workload.vocabulary import (
    AboutWhen,
    ConcernCategory,
    ConcernRoute,
    ConcernStep,
    Finding,
    Handler,
    MailState,
    MessageKind,
)

PAGES = ["/tell-us/", "/tell-us/form", "/tell-us/answer", "/tell-us/when", "/tell-us/sheet", "/tell-us/standards"]


def send(client: FlaskClient, **fields: object):
    return client.post("/tell-us/form", data={"naming": "named", "what_happened": "Nobody called me back."} | fields)


def code_on(page: str) -> str:
    found = re.search(r'class="tell-code">([0-9 ]{19})<', page)
    assert found
    return found[1]


def newest(session: Session) -> Concern:
    session.expire_all()
    found = session.exec(select(Concern).order_by(col(Concern.id).desc())).first()
    assert found is not None
    return found


def test_one_box_is_enough(client: FlaskClient, session: Session) -> None:
    page = send(client).text
    concern = newest(session)
    assert concern.reference in page
    assert (concern.office_id, concern.category, concern.handler) == (None, ConcernCategory.other, Handler.officer)
    code = code_on(page)
    answer = client.post("/tell-us/answer", data={"code": code.replace(" ", "-")})
    assert "Your answer is due by" in answer.text
    assert code.replace(" ", "") not in "".join(str(value) for value in concern.model_dump().values())


def test_without_words_nothing_else_that_was_ticked_is_lost(client: FlaskClient) -> None:
    answer = send(client, what_happened="", ticked=["delay"], reach="867-555-0100", office="whati")
    assert (answer.status_code, "A few words are enough" in answer.text) == (422, True)
    assert 'value="867-555-0100"' in answer.text
    assert re.search(r'value="delay"[^>]*checked', answer.text)


def test_nobody_can_be_found_in_an_anonymous_concern(
    client: FlaskClient, session: Session, settings: Settings, territory_db: Path
) -> None:
    page = send(client, naming="anonymous", reach="867-555-0199", needs=["interpreter"], what_happened="It was ǫ̀.").text
    assert "You gave no name" in page
    concern = newest(session)
    assert (concern.reach, concern.needs, concern.recorded_by) == ("", [], None)
    assert (concern.recorded_at.hour, concern.recorded_at.minute, concern.recorded_at.second) == (0, 0, 0)
    kept = b"".join(path.read_bytes() for path in territory_db.glob("fairload.db*"))
    for trace in ("867-555-0199", "127.0.0.1", code_on(page), code_on(page).replace(" ", "")):
        assert trace.encode() not in kept


def test_the_office_worker_is_not_told_what_is_confidential(client: FlaskClient, session: Session, sign_in) -> None:
    send(client, naming="confidential", office="whati", what_happened="I am afraid to come to the desk.")
    number = newest(session).id
    assert newest(session).handler is Handler.manager
    celine = sign_in("celine")  # of that office
    assert "afraid" not in celine.get(f"/concerns/{number}").text
    assert "afraid" in sign_in("helen").get(f"/concerns/{number}").text


def test_a_decision_goes_with_its_appeal(client: FlaskClient, session: Session) -> None:
    send(client, ticked=["decision", "delay"])
    assert newest(session).route is ConcernRoute.decision


def test_help_today_comes_first(client: FlaskClient, session: Session) -> None:
    page = send(client, urgent="y").text
    assert (newest(session).route, newest(session).handler) == (ConcernRoute.urgent, Handler.on_duty)
    assert "reads this first" in page


def test_a_form_sent_twice_is_one_concern(client: FlaskClient, session: Session) -> None:
    key = re.search(r'name="form_key"[^>]*value="([0-9a-f]{32})"', client.get("/tell-us/form").text)
    assert key
    send(client, form_key=key[1])
    first = newest(session).id
    again = send(client, form_key=key[1])
    assert "We have this already" in again.text
    assert newest(session).id == first


def test_a_person_writes_again_with_the_code(client: FlaskClient) -> None:
    code = code_on(send(client).text)
    more = client.post("/tell-us/more", data={"code": code, "text": "And the form was lost <b>"})
    assert "We have added it" in more.text
    assert "And the form was lost &lt;b&gt;" in client.post("/tell-us/answer", data={"code": code}).text
    assert client.post("/tell-us/more", data={"code": "1" * 16, "text": "x"}).status_code == 422


@pytest.mark.parametrize("typed", ["", "12", "0000 0000 0000 0000", "x" * 500, "１２３４" * 4])
def test_a_wrong_code_says_what_to_do(client: FlaskClient, typed: str) -> None:
    answer = client.post("/tell-us/answer", data={"code": typed})
    assert answer.status_code == 422
    assert "Check the figures" in answer.text or "Type the 16 figures" in answer.text


def test_guessing_codes_is_stopped(client: FlaskClient) -> None:
    answers = [client.post("/tell-us/answer", data={"code": f"{n:016d}"}).status_code for n in range(21)]
    assert answers[-1] == 429


def test_the_calculator_explains_easter(client: FlaskClient) -> None:
    page = client.get("/tell-us/when?day=2026-04-02").text
    assert "Wed 8 Apr 2026" in page
    assert "Good Friday" in page
    assert client.get("/tell-us/when?day=soon").status_code == 422
    assert client.get("/tell-us/when?day=1900-01-01").status_code == 422


@pytest.mark.parametrize("address", PAGES)
def test_the_words_are_for_everyone(client: FlaskClient, address: str) -> None:
    """Reading grade (Flesch-Kincaid) of at most 6, whole sentences counted."""
    assert reading_grade(client.get(address).text) <= 6


def test_pages_for_clients_are_light_and_public(client: FlaskClient) -> None:
    for address in PAGES:
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 200)
        assert len(answer.data) < 40_000


def test_the_promise_is_the_standard_of_that_day(client: FlaskClient, session: Session, settings: Settings) -> None:
    send(client)
    concern = newest(session)
    assert concern.promised_due == settings.current_day() + timedelta(days=2)
    assert "business days" in concern.promise


def test_the_promises_hang_in_every_office_in_plain_words(client: FlaskClient) -> None:
    page = words(client.get("/tell-us/standards"))
    assert "treat you with respect" in page
    assert "It takes 3 open days at most. We count from the day we have checked all your papers." in page
    assert "It takes 2 open days at most. We count from the day you tell us." in page


def test_thanks_alone_are_not_counted_as_a_concern(client: FlaskClient, session: Session, settings: Settings) -> None:
    today = settings.current_day()

    def counted() -> int:
        session.expire_all()
        return sum(one.count for one in count_concerns_by_month(session, first_day=today, last_day=today))

    before = counted()
    send(client, office="whati", ticked=["went_well"])
    assert [one.route for one in suggested_routes(newest(session), None)] == [ConcernRoute.thanks]
    assert counted() == before
    send(client, office="whati", ticked=["went_well", "delay"])
    assert counted() == before + 1


def test_help_today_is_told_at_once_and_tells_no_hour(client: FlaskClient, session: Session, sign_in) -> None:
    def told() -> dict[str, Message]:
        href = f"/concerns/{newest(session).id}"
        query = select(Account.username, Message).join(Account, col(Account.person_id) == col(Message.person_id))
        return dict(session.exec(query.where(Message.href == href)).all())

    send(client, urgent="y", office="whati")
    assert set(told()) == {"celine", "helen"}
    here = f"/concerns/{newest(session).id}"
    assert "Nobody called me back." in words(sign_in("celine").get(here)), "who must act reads why"
    assert sign_in("celine").get(f"{here}/step/acknowledge").status_code == 200
    assert all(one.urgent and one.kind is MessageKind.concern_urgent for one in told().values())
    send(client, urgent="y", office="whati", naming="anonymous")
    (kept,) = told().values()  # the manager alone
    assert (kept.created_at.hour, kept.created_at.minute, kept.created_at.second) == (0, 0, 0)
    assert kept.mail is MailState.unwanted, "the hour of an e-mail would tell when it was written"


def test_an_answer_that_does_not_help_goes_to_somebody_else(client: FlaskClient, session: Session, sign_in) -> None:
    code = code_on(send(client, office="whati").text)
    number = newest(session).id
    assert "Someone else should look at it" not in client.post("/tell-us/answer", data={"code": code}).text
    concern = newest(session)
    concern.owner_id = session.exec(select(Account.person_id).where(Account.username == "helen")).one()
    session.add(concern)
    add_event(session, concern, ConcernStep.acknowledged, day=concern.opened_on, facts={"owner": concern.owner_id})
    answer(
        session, concern, finding=Finding.explained, reason="The rule.", text="Here is why.", by=concern.owner_id,
        today=concern.opened_on,
    )  # fmt: skip
    session.commit()
    page = client.post("/tell-us/answer", data={"code": code}).text
    assert "The answer does not help me. Someone else should look at it." in page
    more = {"code": code, "heard": "no", "again": "y", "text": "Nobody asked me."}
    assert "We have added it" in client.post("/tell-us/more", data=more).text
    again = newest(session)
    assert (again.stage, again.owner_id, again.handler, again.answered_on) == (2, None, Handler.superintendent, None)
    said = [one.step for one in events_of(session, again.id or 0)]
    assert said[-2:] == [ConcernStep.view_given, ConcernStep.second_stage]
    assert f"/concerns/{number}" in sign_in("ruth").get("/messages/").text
    client.post("/tell-us/more", data={"code": code, "text": "And my rent is due."})
    assert newest(session).stage == 2


def test_the_sheet_asks_what_the_form_asks(client: FlaskClient) -> None:
    page, sheet = client.get("/tell-us/form").text, words(client.get("/tell-us/sheet"))
    asked = re.findall(r"<(?:legend|label)[^>]*>\s*(?:<[^>]*>)?\s*([^<]+?)\s*<", page)
    assert len(asked) > 20
    missing = {html.unescape(one) for one in asked if html.unescape(one) not in sheet}
    assert missing == {"Which office is it about?"}, "the paper has room for «Office»"


def test_whatever_was_ticked_is_there_for_whoever_answers(client: FlaskClient, session: Session, sign_in) -> None:
    send(
        client, office="whati", ticked=["delay", "lost_papers"], wants=["fix"], needs=["interpreter"], language="dgr",
        talked="yes_late", urgent="y",
    )  # fmt: skip
    page = words(sign_in("helen").get(f"/concerns/{newest(session).id}"))
    for said in (
        "It took too long; My papers were lost", "Fix it", "Someone who speaks my language", "Tłı̨chǫ",
        "Yes, but the answer came late or not at all", "The person needs help today.",
    ):  # fmt: skip
        assert said in page


def test_about_when_is_asked_no_finer_than_a_word(client: FlaskClient, session: Session, sign_in) -> None:
    send(client, naming="anonymous", office="whati", about_when="this_week")
    concern = newest(session)
    assert concern.about_when is AboutWhen.this_week
    assert "About when, seen from that day this week" in words(sign_in("helen").get(f"/concerns/{concern.id}"))
    assert "this week" not in words(sign_in("daniel").get(f"/concerns/{concern.id}"))  # as the words themselves
    send(client, office="whati")
    assert newest(session).about_when is None
    assert send(client, about_when="2026-11-12").status_code == 422
    assert "About when was it?" in client.get("/tell-us/sheet").text
