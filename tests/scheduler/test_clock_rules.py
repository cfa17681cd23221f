"""The twelve rules of the clock, each by its number; the vectors of K1, K2, K4 and K5 are in test_waits and
test_service_clock."""

from datetime import date

from sqlmodel import Session

from scheduler.concern_workflow import close, reopen, split_issue
from tests.fixtures.rule_calendar import territory_calendar
from tests.fixtures.territory import MONDAY
from workload.estimates.service_clock import Standing, due
from workload.estimates.waits import Owner, Turn, run_clock
from workload.records.calendar import concern_due
from workload.records.concern_events import add_event, concern_clock, events_of
from workload.records.concerns import record_concern
from workload.tables.calendar import CalendarDay, ServiceStandard
from workload.tables.concerns import Concern
from workload.vocabulary import Channel, ConcernCategory, ConcernStatus, ConcernStep, DayKind, Finding

CALENDAR = territory_calendar(2025, 2027)
FRIDAY, TUESDAY = date(2026, 1, 30), date(2026, 2, 3)
TODAY = date(2026, 3, 2)


def told(session: Session, opened: date = MONDAY) -> Concern:
    return record_concern(
        session, office_id="whati", opened_on=opened, category=ConcernCategory.delay, channel=Channel.phone,
        what_happened="Nobody called.", reach="", recorded_by=None, promised_due=concern_due(session, opened).day,
        promise="",
    )  # fmt: skip


def test_k1_days_are_those_of_the_territorys_own_calendar(session: Session) -> None:
    assert concern_due(session, date(2026, 6, 19)).day == date(2026, 6, 24), "the holiday moved off Sunday counts"


def test_k2_the_day_of_receipt_is_day_nought() -> None:
    assert {due(day, 2, CALENDAR).day for day in (FRIDAY, date(2026, 1, 31), date(2026, 2, 1))} == {TUESDAY}


def test_k3_it_starts_when_anyone_is_told(session: Session) -> None:
    concern = told(session)
    add_event(session, concern, ConcernStep.acknowledged, day=date(2026, 11, 18))
    assert concern_clock(session, concern, events_of(session, concern.id or 0), date(2026, 11, 20)).received == MONDAY


def test_k4_one_pause_for_each_listed_paper() -> None:
    log = [Turn(date(2026, 2, 2), Owner.client, "lease"), Turn(date(2026, 2, 4), Owner.office),
           Turn(date(2026, 2, 5), Owner.client, "Lease")]  # fmt: skip
    found = run_clock(FRIDAY, 2, log, CALENDAR, TODAY)
    assert (found.waited, len(found.not_paused)) == (2, 1)


def test_k5_waits_for_others_run_on_in_their_name() -> None:
    for owner in (Owner.hq, Owner.bank, Owner.no_cover, Owner.outage):
        found = run_clock(FRIDAY, 2, [Turn(date(2026, 2, 2), owner)], CALENDAR, date(2026, 2, 4))
        assert (found.standing, found.days[owner]) == (Standing.overdue, 3)


def test_k6_an_evacuation_closes_the_day_for_all(session: Session) -> None:
    before = concern_due(session, MONDAY).day
    session.add(CalendarDay(day=before, kind=DayKind.closure, name="Evacuation", source="Director"))
    session.flush()
    assert concern_due(session, MONDAY).day > before


def test_k7_a_pause_counts_business_days() -> None:
    log = [Turn(date(2026, 2, 6), Owner.client, "lease"), Turn(date(2026, 2, 9), Owner.office)]
    assert run_clock(date(2026, 2, 5), 2, log, CALENDAR, TODAY).waited == 1, "Friday to Monday is one day, not three"


def test_k8_a_record_keeps_the_promise_of_its_day(session: Session) -> None:
    concern = told(session)
    session.add(
        ServiceStandard(
            name="concern", business_days=9, starts_when="told", valid_from=date(2026, 11, 17), source="new"
        )
    )
    session.flush()
    clock = concern_clock(session, concern, [], date(2026, 11, 17))
    assert clock.due == date(2026, 11, 18)
    assert concern_due(session, date(2026, 11, 17)).day > date(2026, 11, 25)


def test_k9_a_later_holiday_leaves_the_promise_as_told(session: Session) -> None:
    concern = told(session)
    session.add(CalendarDay(day=date(2026, 11, 17), kind=DayKind.holiday, name="A day of mourning", source="order"))
    session.flush()
    clock = concern_clock(session, concern, [], MONDAY)
    assert (concern.promised_due, clock.due) == (date(2026, 11, 18), date(2026, 11, 19)), "both are shown"


def test_k10_dates_only_and_no_hour_moves_a_clock() -> None:
    assert due(date(2026, 12, 24), 2, CALENDAR).day == date(2026, 12, 30)


def test_k11_every_day_on_the_way_is_explained() -> None:
    steps = due(date(2026, 4, 2), 2, CALENDAR).steps
    assert [(one.day.day, one.number) for one in steps] == [
        (2, None), (3, None), (4, None), (5, None), (6, None), (7, 1), (8, 2),
    ]  # fmt: skip
    assert all((one.number is None) != (one.why_not is None) for one in steps)


def test_k12_opening_again_or_splitting_starts_nothing_anew(session: Session) -> None:
    concern = told(session)
    child = split_issue(session, concern, category=ConcernCategory.respect, what="He laughed.", by=1, today=MONDAY)
    assert (child.opened_on, child.promised_due) == (concern.opened_on, concern.promised_due)
    concern.answered_on, concern.status = date(2026, 11, 17), ConcernStatus.answered
    concern.finding, concern.finding_reason = Finding.upheld, "It lay in the tray."
    add_event(session, concern, ConcernStep.answered, day=date(2026, 11, 17))
    close(session, concern, text="Thank you.", by=1, today=date(2026, 11, 17))
    reopen(session, concern, text="Not settled.", by=None, today=date(2026, 11, 18))
    clock = concern_clock(session, concern, events_of(session, concern.id or 0), date(2026, 11, 20))
    assert (clock.received, clock.used, clock.waited) == (MONDAY, 3, 1)
