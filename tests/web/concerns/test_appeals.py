"""An appeal that also speaks of the service: the service parts come back as concerns, the decision stays."""

from datetime import date

from flask.testing import FlaskClient
from sqlmodel import Session, col, func, select
from werkzeug.test import TestResponse

from tests.web.concerns.told import SignIn, newest, record, step
from tests.web.pages_read import words
from workload.records.concern_events import appeal_of, events_of, last_day_to_appeal
from workload.tables.concerns import Concern
from workload.vocabulary import Channel, ConcernCategory, ConcernRoute, Handler


def screen(client: FlaskClient, *ticked: str, **changed: str) -> TestResponse:
    form = {
        "appeal": "SA-2026-11",
        "came_on": "2026-11-12",
        "office": "whati",
        "text": "Nobody called back for three weeks, and my pay stubs were lost.",
    }
    return client.post("/concerns/appeal", data={**form, **changed, "ticked": list(ticked)})


def of_appeals(session: Session) -> list[Concern]:
    query = select(Concern).where(Concern.channel == Channel.appeal).order_by(col(Concern.id))
    return list(session.exec(query))


def test_service_parts_of_an_appeal_come_back(session: Session, sign_in: SignIn) -> None:
    helen = sign_in("helen")
    answer = screen(helen, "decision", "no_answer", "lost_papers", "rule")
    made = of_appeals(session)
    assert [(one.category, one.route, one.handler) for one in made] == [
        (ConcernCategory.no_answer, ConcernRoute.service, Handler.officer),
        (ConcernCategory.lost_papers, ConcernRoute.service, Handler.officer),
        (ConcernCategory.rule, ConcernRoute.policy, Handler.officer),
    ]
    assert {one.parent_id for one in made[1:]} == {made[0].id}
    assert "Your code" in words(helen.get(answer.headers["Location"]))
    page = words(helen.get(f"/concerns/{made[0].id}"))
    assert "Came with appeal SA-2026-11" in page
    assert made[1].reference in page


def test_the_clock_starts_when_the_appeal_came(session: Session, sign_in: SignIn) -> None:
    screen(sign_in("helen"), "delay")
    (made,) = of_appeals(session)
    assert (made.opened_on, made.promised_due) == (date(2026, 11, 12), date(2026, 11, 16)), "Thursday to Monday"
    assert appeal_of(events_of(session, made.id or 0)) == "SA-2026-11"


def test_a_decision_alone_stays_with_the_appeal(session: Session, sign_in: SignIn) -> None:
    page = words(screen(sign_in("helen"), "decision"))
    assert "All of it stays with the appeal" in page
    assert of_appeals(session) == []


def test_an_appeal_is_screened_once(session: Session, sign_in: SignIn) -> None:
    helen = sign_in("helen")
    screen(helen, "delay")
    (made,) = of_appeals(session)
    again = screen(helen, "delay", text="Typed anew.")
    assert again.headers["Location"].endswith(f"/concerns/{made.id}")
    assert len(of_appeals(session)) == 1


def test_a_day_to_come_is_named_and_the_words_kept(session: Session, sign_in: SignIn) -> None:
    before = session.exec(select(func.count()).select_from(Concern)).one()
    answer = screen(sign_in("helen"), "delay", came_on="2026-11-17")
    assert answer.status_code == 422
    assert "Enter a day of the past year, today at the latest" in words(answer)
    assert "my pay stubs were lost" in answer.text
    assert session.exec(select(func.count()).select_from(Concern)).one() == before
    assert sign_in("celine").get("/concerns/appeal").status_code == 403


def test_the_last_day_to_appeal_is_told_at_once(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"), category="decision")
    concern, helen = newest(session), sign_in("helen")
    step(helen, concern.id, "route", route="decision", handler="officer")
    assert "Tell the person so today" in words(helen.get(f"/concerns/{concern.id}"))
    told = {"owner": "17", "text": "You were cut off in October."}
    assert "the person must be told today" in words(step(helen, concern.id, "acknowledge", **told))
    step(helen, concern.id, "acknowledge", **told, appeal_until="2026-12-10")
    assert last_day_to_appeal(events_of(session, concern.id or 0)) == date(2026, 12, 10)
    letter = words(helen.get(f"/concerns/{concern.id}/letter/received?in=en"))
    assert "You can also appeal, until Thu 10 Dec 2026. The form comes with this." in letter
