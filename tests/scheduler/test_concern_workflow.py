"""A concern from its way to the right desk until it is closed, on the seeded territory."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from scheduler.concern_follow_up import finish_remedy
from scheduler.concern_waits import resume, wait
from scheduler.concern_workflow import (
    Refusal,
    Refused,
    accept,
    acknowledge,
    answer,
    close,
    confirm_route,
    reopen,
    second_stage,
    split_issue,
    tell_progress,
)
from tests.fixtures.territory import MONDAY
from workload.estimates.concern_triage import Route
from workload.estimates.service_clock import Standing
from workload.estimates.waits import Owner
from workload.records.concern_events import concern_clock, events_of
from workload.records.concern_people import possible_owners
from workload.records.concerns import record_concern
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.vocabulary import Channel, ConcernCategory, ConcernRoute, ConcernStatus, Finding, Handler, Naming

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3, 4))


def person(session: Session, given_name: str) -> int:
    return session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0


@pytest.fixture
def concern(session: Session) -> Concern:
    return record_concern(
        session,
        office_id="whati",
        opened_on=MONDAY,
        category=ConcernCategory.delay,
        channel=Channel.phone,
        what_happened="Nobody calls back.",
        reach="",
        recorded_by=None,
        promised_due=WEDNESDAY,
        promise="",
        handler=Handler.officer,
    )


@pytest.fixture
def helen(session: Session) -> int:
    return person(session, "Helen")


def answered(session: Session, concern: Concern, by: int, day: date, **more: object) -> None:
    answer(
        session, concern, finding=Finding.upheld, reason="It lay in the tray.", text="We are sorry.", by=by, today=day,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def refused(why: Refusal) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=f"^{why.value}$")


def test_only_a_named_new_paper_stops_the_clock(session: Session, concern: Concern, helen: int) -> None:
    service = Route(ConcernRoute.service, Handler.officer, 2)
    confirm_route(
        session, concern, route=ConcernRoute.service, handler=Handler.officer, suggested=service, reason="",
        about_id=None, held=["Bank statement"], by=helen, today=MONDAY,
    )  # fmt: skip

    def ask(item: str, day: date) -> None:
        wait(session, concern, owner=Owner.client, item=item, text="Please bring it.", by=helen, today=day)

    with refused(Refusal.no_item):
        ask("", MONDAY)
    with refused(Refusal.held_already):
        ask("bank statement", MONDAY)
    ask("rent receipt", TUESDAY)
    with refused(Refusal.waits_already):
        ask("birth certificate", TUESDAY)
    resume(session, concern, by=helen, today=THURSDAY)
    with refused(Refusal.asked_before):
        ask("Rent receipt", THURSDAY)
    clock = concern_clock(session, concern, events_of(session, concern.id or 0), FRIDAY)
    assert (clock.used, clock.waited, clock.due) == (2, 2, FRIDAY)
    assert concern.promised_due == FRIDAY, "two open days stood still, and the promise moves by them"
    kept = events_of(session, concern.id or 0)[-1].facts
    assert (kept["due_before"], kept["due"]) == (WEDNESDAY.isoformat(), FRIDAY.isoformat())


def test_days_at_headquarters_run_under_its_name(session: Session, concern: Concern, helen: int) -> None:
    wait(session, concern, owner=Owner.hq, item="", text="We asked headquarters.", by=helen, today=TUESDAY)
    resume(session, concern, by=helen, today=FRIDAY)
    answered(session, concern, helen, FRIDAY)
    clock = concern_clock(session, concern, events_of(session, concern.id or 0), FRIDAY)
    assert (clock.standing, clock.days[Owner.hq], clock.days[Owner.office]) == (Standing.missed, 3, 1)


def test_another_way_needs_a_reason_and_no_new_clock(session: Session, concern: Concern, helen: int) -> None:
    service = Route(ConcernRoute.service, Handler.officer, 2)

    def send(route: ConcernRoute, reason: str, day: date) -> None:
        confirm_route(
            session, concern, route=route, handler=Handler.manager, suggested=service, reason=reason, about_id=None,
            held=[], by=helen, today=day,
        )  # fmt: skip

    with refused(Refusal.needs_reason):
        send(ConcernRoute.policy, "", MONDAY)
    send(ConcernRoute.policy, "The rule leaves no choice.", MONDAY)
    with refused(Refusal.needs_reason):
        send(ConcernRoute.service, "", TUESDAY)
    send(ConcernRoute.service, "It was about the call after all.", TUESDAY)
    clock = concern_clock(session, concern, events_of(session, concern.id or 0), TUESDAY)
    assert (clock.used, clock.due) == (1, WEDNESDAY)
    assert events_of(session, concern.id or 0)[-1].facts["before"] == "policy"


def test_the_second_stage_is_for_somebody_else(session: Session, concern: Concern, helen: int) -> None:
    celine, ruth = person(session, "Céline"), person(session, "Ruth")
    acknowledge(session, concern, owner_id=celine, text="We look into it.", by=helen, today=MONDAY)
    with refused(Refusal.not_the_owner):
        accept(session, concern, by=helen, today=MONDAY)
    accept(session, concern, by=celine, today=MONDAY)
    answered(session, concern, helen, TUESDAY)
    second_stage(session, concern, text="Not satisfied.", by=helen, today=THURSDAY)
    assert (concern.stage, concern.handler, concern.owner_id) == (2, Handler.superintendent, None)
    assert concern.promised_due == date(2026, 12, 17)
    for before in (helen, celine):
        with refused(Refusal.same_handler):
            acknowledge(session, concern, owner_id=before, text="Again.", by=ruth, today=FRIDAY)
        with refused(Refusal.same_handler):
            answered(session, concern, before, FRIDAY)
    acknowledge(session, concern, owner_id=ruth, text="I look at all of it again.", by=ruth, today=FRIDAY)
    answered(session, concern, ruth, FRIDAY)
    clock = concern_clock(session, concern, events_of(session, concern.id or 0), FRIDAY)
    assert (clock.standing, clock.used) == (Standing.met, 1)


def test_opened_again_goes_on_where_it_stood(session: Session, concern: Concern, helen: int) -> None:
    answered(session, concern, helen, TUESDAY)
    close(session, concern, text="Thank you.", by=helen, today=TUESDAY)
    reopen(session, concern, text="The cheque did not come.", by=None, today=FRIDAY)
    assert (concern.status, concern.answered_on) == (ConcernStatus.received, None)
    events = events_of(session, concern.id or 0)
    clock = concern_clock(session, concern, events, FRIDAY)
    assert (clock.received, clock.used + clock.waited, clock.waited) == (MONDAY, 4, 3)
    before = {"first_due": "2026-11-18", "first_answered": "2026-11-17", "first_finding": "upheld"}
    assert events[-1].facts == before
    assert concern.promised_due == date(2026, 11, 23)


def test_nothing_closes_with_a_remedy_owed(session: Session, concern: Concern, helen: int) -> None:
    with refused(Refusal.no_answer_yet):
        close(session, concern, text="Bye.", by=helen, today=MONDAY)
    with refused(Refusal.remedy_needs_day):
        answered(session, concern, helen, MONDAY, remedy="We pay the late fee.")
    answered(session, concern, helen, MONDAY, remedy="We pay the late fee.", remedy_due=FRIDAY)
    with refused(Refusal.remedy_open):
        close(session, concern, text="Bye.", by=helen, today=TUESDAY)
    finish_remedy(session, concern, by=helen, today=WEDNESDAY)
    close(session, concern, text="Bye.", by=helen, today=WEDNESDAY)
    assert concern.status is ConcernStatus.closed


def test_conduct_never_goes_to_whom_it_is_about(session: Session, concern: Concern, helen: int) -> None:
    concern.route, concern.handler, concern.about_id = ConcernRoute.conduct, Handler.manager, helen
    owners = [one.id for one in possible_owners(session, concern, [])]
    assert helen not in owners
    assert person(session, "Céline") not in owners
    assert person(session, "Ruth") in owners
    with refused(Refusal.no_such_owner):
        acknowledge(session, concern, owner_id=helen, text="Mine.", by=helen, today=MONDAY)


def test_no_officer_owns_what_is_confidential(session: Session, concern: Concern) -> None:
    assert person(session, "Céline") in [one.id for one in possible_owners(session, concern, [])]
    concern.naming = Naming.confidential
    assert person(session, "Céline") not in [one.id for one in possible_owners(session, concern, [])]


def test_after_a_silent_week_the_person_hears_first(session: Session, concern: Concern, helen: int) -> None:
    after = MONDAY + timedelta(days=8)
    with refused(Refusal.silent_week):
        split_issue(session, concern, category=ConcernCategory.respect, what="He laughed.", by=helen, today=after)
    tell_progress(session, concern, text="We ask the bank.", by=helen, today=after)
    child = split_issue(session, concern, category=ConcernCategory.respect, what="He laughed.", by=helen, today=after)
    assert child.opened_on == concern.opened_on
