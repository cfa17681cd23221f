"""The stored calendar: closed days, delivery days, an office's own days, and the promise in force."""

from datetime import date

from sqlmodel import Session

from workload.records.calendar import calendar_facts, service_standard


def test_december_is_closed_on_holidays_and_leave_days(session: Session) -> None:
    december = calendar_facts(session, date(2026, 12, 1), date(2026, 12, 31))
    assert {day.day for day in december.closed} == {23, 24, 25, 28, 29, 30, 31}
    assert {day.day for day in december.delivery} == {16, 17, 18, 21, 22}


def test_an_office_has_closed_days_of_its_own(session: Session) -> None:
    december = calendar_facts(session, date(2026, 12, 1), date(2026, 12, 31))
    assert december.office_closed == {"whati": frozenset({date(2026, 12, 4)})}


def test_the_promise_is_the_newest_that_has_begun(session: Session) -> None:
    before = service_standard(session, "application", date(2023, 6, 1))
    since = service_standard(session, "application", date(2026, 6, 1))
    assert before is not None
    assert since is not None
    assert (before.business_days, before.starts_when) == (2, "all documents are in")
    assert (since.business_days, since.starts_when) == (3, "the documents are verified")
    assert service_standard(session, "parking", date(2026, 6, 1)) is None
