"""The ledger of each kind of leave: what a month earns, the winter bonus, and rates that headquarters enters."""

from datetime import date, timedelta
from typing import cast

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as quick
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from scheduler.leave_ledger import balance_today, credit_earned_leave, credit_winter_bonus, hours_at_year_end
from scheduler.leave_requests import hours_of
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import person, person_id
from workload.estimates.calendar import fiscal_year, gnwt_holidays
from workload.estimates.leave_ledger import RATES, completed_years
from workload.records.calendar import calendar_facts
from workload.records.leave import leave_balance, leave_rates, ledger
from workload.tables.leave import AccrualRate, LeaveEntry, LeaveRequest
from workload.vocabulary import DayPart, LeaveKind, LeaveStatus, LedgerReason

DECEMBER_2 = date(2026, 12, 2)


def grant(session: Session, name: str, first: date, last: date, part: DayPart = DayPart.whole) -> LeaveRequest:
    one = person(session, name)
    hours = hours_of(session, one, first, last, part)
    row = LeaveRequest(person_id=cast(int, one.id), kind=LeaveKind.annual, first_day=first, last_day=last, part=part)
    row.hours, row.status = hours, LeaveStatus.granted
    session.add(row)
    session.flush()
    session.add(
        LeaveEntry(person_id=row.person_id, day=first, hours=-hours, reason=LedgerReason.taken, request_id=row.id)
    )
    session.flush()
    return row


def bonuses(session: Session, name: str) -> list[LeaveEntry]:
    return [one for one in ledger(session, person_id(session, name)) if one.reason == LedgerReason.bonus]


@pytest.mark.parametrize(("kind", "days"), [(LeaveKind.sick, 15.0), (LeaveKind.special, 5.0)])
def test_a_full_time_year_earns_the_published_days(kind: LeaveKind, days: float) -> None:
    (rate,) = RATES[kind]
    assert rate.per_paid_hour * 1950 / 7.5 == pytest.approx(days, abs=0.01)
    assert rate.days_a_year == days


def test_sick_and_special_leave_have_ledgers_of_their_own(session: Session) -> None:
    celine = person_id(session, "Céline")
    annual = leave_balance(session, celine)
    sick = leave_balance(session, celine, LeaveKind.sick)
    session.add(LeaveEntry(person_id=celine, kind=LeaveKind.sick, day=MONDAY, hours=-7.5, reason=LedgerReason.taken))
    session.flush()
    assert leave_balance(session, celine, LeaveKind.sick) == pytest.approx(sick - 7.5)
    assert leave_balance(session, celine) == annual
    months = [one for one in ledger(session, celine, LeaveKind.sick) if one.reason == LedgerReason.earned]
    assert [one.day.month for one in months] == [4, 5, 6, 7, 8, 9, 10]
    assert months[-1].hours == pytest.approx(22 * 7.5 * 0.057693, abs=0.001)  # October 2026 has 22 weekdays


def test_crediting_twice_writes_nothing_twice(session: Session) -> None:
    assert credit_earned_leave(session, today=DECEMBER_2) > 0
    assert credit_earned_leave(session, today=DECEMBER_2) == 0


def test_a_rate_entered_later_holds_from_its_day(session: Session) -> None:
    celine = person(session, "Céline")
    years = completed_years(celine.service_since, MONDAY)
    session.add(
        AccrualRate(
            years_from=years,
            years_below=years + 5,
            per_paid_hour=0.2,
            valid_from=date(2026, 11, 17),
            source="new round",
        )
    )
    session.flush()
    assert leave_rates(session)[LeaveKind.annual][-1].days_a_year == pytest.approx(52.0)
    credit_earned_leave(session, today=DECEMBER_2)
    earned = [one.hours for one in ledger(session, cast(int, celine.id)) if one.reason == LedgerReason.earned]
    assert earned[-1] == pytest.approx(10 * 7.5 * 0.2)
    assert max(earned[:-1]) < 23 * 7.5 * 0.2


def test_a_winter_week_earns_its_bonus_the_night_after(session: Session) -> None:
    leave = grant(session, "Céline", date(2027, 2, 8), date(2027, 2, 12))
    credit_winter_bonus(session, today=date(2027, 2, 12))
    assert bonuses(session, "Céline") == []
    credit_winter_bonus(session, today=date(2027, 2, 13))
    assert credit_winter_bonus(session, today=date(2027, 2, 13)) == 0
    (bonus,) = bonuses(session, "Céline")
    assert (bonus.day, bonus.hours, bonus.request_id) == (date(2027, 2, 12), 7.5, leave.id)


def test_the_fifth_bonus_of_a_winter_is_not_given(session: Session) -> None:
    grant(session, "Céline", date(2027, 1, 4), date(2027, 2, 12))
    credit_winter_bonus(session, today=date(2027, 3, 1))
    assert len(bonuses(session, "Céline")) == 4


def test_a_bonus_is_written_also_after_the_new_year(session: Session) -> None:
    grant(session, "Céline", date(2027, 3, 22), date(2027, 3, 31))  # Good Friday and Easter Monday among them
    credit_winter_bonus(session, today=date(2027, 4, 1))
    assert len(bonuses(session, "Céline")) == 1


def test_the_year_end_counts_what_is_granted(session: Session) -> None:
    celine = person(session, "Céline")
    before = hours_at_year_end(session, celine, MONDAY)
    assert before > balance_today(session, celine, MONDAY) - 75
    grant(session, "Céline", date(2027, 3, 1), date(2027, 3, 5))
    assert hours_at_year_end(session, celine, MONDAY) == pytest.approx(before - 37.5)
    grant(session, "Céline", date(2027, 4, 5), date(2027, 4, 9))
    assert hours_at_year_end(session, celine, MONDAY) == pytest.approx(before - 37.5)


NIGHTS = st.lists(st.integers(0, 500), min_size=1, max_size=4)
SPANS = st.lists(st.tuples(st.integers(0, 480), st.integers(0, 25), st.sampled_from(list(DayPart))), max_size=3)


@given(nights=NIGHTS, spans=SPANS)
@quick(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_balance_is_the_sum_of_signed_lines(
    session: Session, nights: list[int], spans: list[tuple[int, int, DayPart]]
) -> None:
    """Whatever is granted and however the nights fall: no line twice, holidays free, half days half."""
    session.rollback()
    celine = person(session, "Céline")
    number = cast(int, celine.id)
    opening = leave_balance(session, number)
    taken = 0.0
    for start, length, part in spans:
        first = MONDAY + timedelta(days=start)
        last = first if part is not DayPart.whole else first + timedelta(days=length)
        taken += grant(session, "Céline", first, last, part).hours
    assert taken == pytest.approx(sum_of_days(session, celine.pattern, spans))
    for night in sorted(nights):
        credit_earned_leave(session, today=MONDAY + timedelta(days=night))
        credit_winter_bonus(session, today=MONDAY + timedelta(days=night))
    lines = session.exec(
        select(LeaveEntry).where(LeaveEntry.person_id == number, col(LeaveEntry.kind) == LeaveKind.annual)
    ).all()
    assert leave_balance(session, number) == pytest.approx(sum(one.hours for one in lines), abs=1e-3)
    months = [one.day for one in lines if one.reason == LedgerReason.earned]
    assert len(months) == len(set(months))
    assert leave_balance(session, number) >= opening - taken - 1e-6
    session.rollback()


def sum_of_days(session: Session, pattern: tuple[float, ...], spans: list[tuple[int, int, DayPart]]) -> float:
    """Hours of leave counted a day at a time by hand: weekdays that are neither holiday nor December leave."""
    facts = calendar_facts(session, MONDAY, MONDAY + timedelta(days=520))
    holidays = {one.day for year in (2026, 2027, 2028) for one in gnwt_holidays(year)}
    assert holidays - facts.closed == {day for day in holidays if not MONDAY <= day <= MONDAY + timedelta(days=520)}
    closed = facts.closed | facts.office_closed.get("whati", frozenset())
    total = 0.0
    for start, length, part in spans:
        days = [MONDAY + timedelta(days=start + n) for n in range(1 if part is not DayPart.whole else length + 1)]
        hours = sum(pattern[day.weekday()] for day in days if day.weekday() < 5 and day not in closed)
        total += hours if part is DayPart.whole else hours / 2
    return total


def test_thirteen_holidays_in_2026_are_never_charged(session: Session) -> None:
    amira = person(session, "Amira")
    holidays = gnwt_holidays(2026)
    assert len(holidays) == 13
    for one in holidays:
        assert hours_of(session, amira, one.day, one.day, DayPart.whole) == 0.0
    first, last = fiscal_year(2026)
    days = {one.day for year in (2026, 2027) for one in gnwt_holidays(year) if first <= one.day <= last}
    weekdays = sum((first + timedelta(days=n)).weekday() < 5 for n in range((last - first).days + 1))
    mandatory = 5
    assert hours_of(session, amira, first, last, DayPart.whole) == pytest.approx(
        (weekdays - len(days) - mandatory) * 7.5
    )


def test_a_community_day_is_free_where_it_is_kept(session: Session) -> None:
    feast = date(2026, 12, 4)
    assert hours_of(session, person(session, "Céline"), feast, feast, DayPart.whole) == 0.0  # Whatì
    assert hours_of(session, person(session, "Amira"), feast, feast, DayPart.whole) == 7.5  # Yellowknife
