"""An answer that is a plan with a day: it counts, it is followed, and what was found is owed by then."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from scheduler.concern_escalation import escalate
from scheduler.concern_waits import resume, wait
from scheduler.concern_workflow import Refusal, Refused, answer, close, days_of_a_plan, plan, second_stage
from tests.fixtures.territory import MONDAY
from tests.scheduler.test_concern_escalation import concern_of_celine, person, told
from workload.estimates.service_clock import Standing
from workload.estimates.waits import Owner
from workload.records.concern_events import concern_clock, events_of, progress_owed
from workload.records.concern_measures import evaluation
from workload.records.concern_needs import Owed, concern_needs
from workload.records.concern_promises import Promise, Promised, finding_clock, promises_of
from workload.records.concerns import Reader
from workload.tables.concerns import Concern
from workload.vocabulary import ConcernRoute, Finding, Handler

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
FRIDAY, NEXT_FRIDAY, NEXT_MONDAY = (MONDAY + timedelta(days=n) for n in (4, 11, 7))
TENTH, ELEVENTH = date(2026, 11, 30), date(2026, 12, 1)  # open days after Monday the 16th


@pytest.fixture
def concern(session: Session) -> Concern:
    return concern_of_celine(session)


@pytest.fixture
def helen(session: Session) -> int:
    return person(session, "Helen")


def planned(session: Session, concern: Concern, by: int, until: date, day: date = TUESDAY) -> None:
    plan(session, concern, by_day=until, text="We look through the file with you.", by=by, today=day)


def found(session: Session, concern: Concern, by: int, day: date) -> None:
    answer(session, concern, finding=Finding.upheld, reason="It lay there.", text="It lay there.", by=by, today=day)


def promise(session: Session, concern: Concern, today: date) -> Promise | None:
    session.flush()
    return promises_of(session, [concern], today).get(concern.id or 0)


def test_a_plan_with_a_day_is_an_answer_in_time(session: Session, concern: Concern, helen: int) -> None:
    planned(session, concern, helen, FRIDAY)
    clock = concern_clock(session, concern, events_of(session, concern.id or 0), NEXT_FRIDAY)
    assert (clock.standing, concern.answered_on) == (Standing.met, TUESDAY)
    assert promise(session, concern, TUESDAY) == Promise(Promised.plan, FRIDAY, FRIDAY)
    with pytest.raises(Refused, match=Refusal.no_finding.value):
        close(session, concern, text="Done.", by=helen, today=FRIDAY)
    found(session, concern, helen, FRIDAY)
    assert concern.answered_on == TUESDAY, "the first answer stands"
    assert promise(session, concern, FRIDAY) is None
    close(session, concern, text="Done.", by=helen, today=FRIDAY)


def test_no_plan_outlives_the_limit_of_what_was_found(session: Session, concern: Concern, helen: int) -> None:
    concern.route, concern.handler = ConcernRoute.conduct, Handler.manager
    assert days_of_a_plan(session, concern, TUESDAY) == (WEDNESDAY, TENTH)
    for day in (ELEVENTH, TUESDAY, date(2026, 11, 21)):  # past the limit, today, a Saturday
        with pytest.raises(Refused, match=Refusal.plan_day.value):
            planned(session, concern, helen, day)
    planned(session, concern, helen, TENTH)
    assert days_of_a_plan(session, concern, TENTH) is None, "once the limit is there, only an answer is left"
    found(session, concern, helen, ELEVENTH)
    clock = finding_clock(session, concern, events_of(session, concern.id or 0), ELEVENTH)
    assert clock is not None
    assert (clock.due, clock.standing) == (TENTH, Standing.missed)


def test_a_second_look_has_twenty_days_from_its_own_start(session: Session, concern: Concern, helen: int) -> None:
    found(session, concern, helen, TUESDAY)
    second_stage(session, concern, text="Not settled.", by=None, today=WEDNESDAY)
    clock = finding_clock(session, concern, events_of(session, concern.id or 0), WEDNESDAY)
    assert clock is not None
    assert (clock.received, clock.due, clock.standing) == (WEDNESDAY, date(2026, 12, 16), Standing.open)


def test_a_plan_whose_day_nears_reaches_whoever_owes_it(session: Session, concern: Concern, helen: int) -> None:
    planned(session, concern, helen, FRIDAY)

    def owed(today: date) -> list[tuple[Owed, date]]:
        session.flush()
        needs = concern_needs(session, today, region_ids=None, reader=Reader(0))
        return [(one.owed, one.by) for one in needs if one.line.concern.id == concern.id]

    assert owed(TUESDAY) == []
    assert owed(FRIDAY) == [(Owed.plan, FRIDAY)]
    found(session, concern, helen, FRIDAY)
    assert owed(FRIDAY) == []


def test_a_plan_that_passes_goes_further_up(session: Session, concern: Concern, helen: int) -> None:
    planned(session, concern, helen, FRIDAY)
    for days in range(1, 15):
        escalate(session, MONDAY + timedelta(days=days))
    steps = told(session, concern)
    assert [level for level, _who in steps] == ["half", "due", "missed", "two_past", "five_past"]
    assert "Ruth" in steps[3][1]
    assert concern.owner_id == helen, "the manager has it from the missed day on"


def test_the_person_hears_of_a_plan_on_the_way(session: Session, concern: Concern, helen: int) -> None:
    planned(session, concern, helen, NEXT_FRIDAY)
    assert progress_owed(session, concern, events_of(session, concern.id or 0)) == TUESDAY + timedelta(days=7)


def test_a_wait_for_the_client_moves_the_plan(session: Session, concern: Concern, helen: int) -> None:
    planned(session, concern, helen, FRIDAY)
    wait(session, concern, owner=Owner.client, item="lease", text="Please bring it.", by=helen, today=WEDNESDAY)
    waiting = promise(session, concern, NEXT_MONDAY)
    assert waiting is not None
    assert (waiting.by, waiting.now, waiting.waits) == (FRIDAY, date(2026, 11, 25), True)
    escalate(session, NEXT_MONDAY)
    assert told(session, concern) == []
    resume(session, concern, by=helen, today=NEXT_MONDAY)
    assert promise(session, concern, NEXT_MONDAY) == Promise(Promised.plan, waiting.now, waiting.now)


def test_a_second_plan_is_no_excuse_for_the_first(session: Session, concern: Concern, helen: int) -> None:
    def kept() -> tuple[int, int | None]:
        session.flush()
        rows = evaluation(session, MONDAY, MONDAY, ELEVENTH, region_ids=None).measures["responsive"]
        return next((one.count, one.of) for one in rows if one.key == "plan_kept")

    before = kept()
    planned(session, concern, helen, FRIDAY)
    planned(session, concern, helen, NEXT_FRIDAY, day=FRIDAY)
    found(session, concern, helen, NEXT_FRIDAY)
    assert kept() == (before[0], (before[1] or 0) + 1)
