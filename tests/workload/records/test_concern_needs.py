"""What is owed first of each open concern, and what reaches headquarters."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from scheduler.concern_waits import wait
from scheduler.concern_workflow import acknowledge, confirm_route, tell_progress
from tests.fixtures.territory import MONDAY
from workload.estimates.concern_triage import Route
from workload.estimates.waits import Owner
from workload.records.concern_events import add_event
from workload.records.concern_needs import Need, Owed, concern_needs
from workload.records.concerns import Reader, record_concern
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.vocabulary import Channel, ConcernCategory, ConcernRoute, ConcernStep, Handler

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def helen(session: Session) -> int:
    return session.exec(select(Person).where(Person.given_name == "Helen")).one().id or 0


def told(
    session: Session, due: date = MONDAY + timedelta(days=20), what: str = "Nobody called.", **more: object
) -> Concern:
    return record_concern(
        session, office_id="whati", opened_on=MONDAY, category=ConcernCategory.delay, channel=Channel.phone,
        what_happened=what, reach="", recorded_by=None, promised_due=due, promise="", **more,
    )  # fmt: skip


def need_of(session: Session, concern: Concern, today: date, *, at_headquarters: bool = False) -> Need | None:
    session.flush()
    needs = concern_needs(session, today, region_ids=None, reader=Reader(0), at_headquarters=at_headquarters)
    return next((one for one in needs if one.line.concern.id == concern.id), None)


def test_help_today_comes_before_everything(session: Session, helen: int) -> None:
    concern = told(session, due=MONDAY, urgent=True)
    assert need_of(session, concern, MONDAY) is not None
    assert need_of(session, concern, MONDAY).owed is Owed.help_today  # type: ignore[union-attr]
    acknowledge(session, concern, owner_id=helen, text="Somebody comes.", by=helen, today=MONDAY)
    assert need_of(session, concern, MONDAY).owed is Owed.answer  # type: ignore[union-attr]


def test_words_of_need_are_read_first_until_somebody_looked(session: Session, helen: int) -> None:
    concern = told(session, what="We have no food since Friday.")
    found = need_of(session, concern, MONDAY)
    assert found is not None
    assert (found.owed, found.by) == (Owed.first_look, MONDAY)
    confirm_route(
        session, concern, route=ConcernRoute.service, handler=Handler.manager,
        suggested=Route(ConcernRoute.service, Handler.manager, 2), reason="", about_id=None, held=[], by=helen,
        today=MONDAY,
    )  # fmt: skip
    assert need_of(session, concern, MONDAY) is None


def test_the_right_to_appeal_is_owed_the_same_day(session: Session, helen: int) -> None:
    concern = told(session, route=ConcernRoute.decision, handler=Handler.manager)
    found = need_of(session, concern, MONDAY)
    assert found is not None
    assert (found.owed, found.by) == (Owed.appeal_right, MONDAY)
    acknowledge(
        session, concern, owner_id=helen, text="We look.", appeal_until=date(2026, 12, 1), by=helen, today=MONDAY
    )
    assert need_of(session, concern, MONDAY) is None


def test_a_decision_owes_its_appeal_whichever_way_leads(session: Session, helen: int) -> None:
    by_phone = told(session)
    by_phone.category = ConcernCategory.decision  # nobody has said yet where it goes
    beside = told(session, urgent=True, route=ConcernRoute.urgent, ticked=["delay", "decision"])
    acknowledge(session, beside, owner_id=helen, text="Food is on its way.", by=helen, today=MONDAY)
    for concern in (by_phone, beside):
        assert need_of(session, concern, MONDAY).owed is Owed.appeal_right  # type: ignore[union-attr]
    add_event(session, beside, ConcernStep.routed, day=MONDAY, facts={"split": 1})
    assert need_of(session, beside, MONDAY) is None, "the issue that was split off says it"


def test_while_the_person_has_it_no_answer_is_overdue(session: Session, helen: int) -> None:
    concern = told(session, due=MONDAY)
    acknowledge(session, concern, owner_id=helen, text="We look.", by=helen, today=MONDAY)
    wait(session, concern, owner=Owner.client, item="rent receipt", text="Please bring it.", by=helen, today=MONDAY)
    assert need_of(session, concern, TUESDAY) is None


def test_an_owner_within_a_day_and_a_word_within_five(session: Session, helen: int) -> None:
    concern = told(session)
    assert need_of(session, concern, MONDAY) is None
    assert need_of(session, concern, TUESDAY).owed is Owed.owner  # type: ignore[union-attr]
    acknowledge(session, concern, owner_id=helen, text="We look.", by=helen, today=TUESDAY)
    assert need_of(session, concern, MONDAY + timedelta(days=7)) is None
    week_after = TUESDAY + timedelta(days=7)
    assert need_of(session, concern, week_after).owed is Owed.word  # type: ignore[union-attr]
    tell_progress(session, concern, text="The bank answers on Friday.", by=helen, today=week_after)
    assert need_of(session, concern, week_after) is None


def test_headquarters_sees_what_reached_it(session: Session) -> None:
    concern = told(session, due=MONDAY)
    assert need_of(session, concern, MONDAY, at_headquarters=True) is None
    add_event(session, concern, ConcernStep.escalated, day=MONDAY, facts={"level": "two_past"})
    assert need_of(session, concern, MONDAY, at_headquarters=True) is None
    add_event(session, concern, ConcernStep.escalated, day=MONDAY, facts={"level": "five_past"})
    assert need_of(session, concern, MONDAY, at_headquarters=True) is not None
