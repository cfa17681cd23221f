"""Concerns as they are stored, listed and counted."""

from collections import Counter
from datetime import date

from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from workload.records.concerns import (
    count_concerns_by_month,
    list_concerns,
    record_concern,
)
from workload.tables.concerns import Concern
from workload.vocabulary import Channel, ConcernCategory, ConcernRoute, ConcernStatus


def told(session: Session, *, office: str = "whati", due: date = date(2026, 11, 18)) -> Concern:
    return record_concern(
        session,
        office_id=office,
        opened_on=MONDAY,
        category=ConcernCategory.delay,
        channel=Channel.phone,
        what_happened="Three weeks without an answer.",
        reach="",
        recorded_by=17,
        promised_due=due,
        promise="",
    )


def test_each_concern_gets_a_reference_of_its_own(session: Session) -> None:
    first, second = told(session), told(session)
    assert first.reference == f"CR-2026-{first.id:04d}"
    assert first.reference != second.reference


def test_concerns_due_first_stand_at_the_top(session: Session) -> None:
    late = told(session, due=date(2026, 11, 20))
    soon = told(session, due=date(2026, 11, 13))
    lines = list_concerns(session, region_ids=["north-slave"], status=ConcernStatus.received)
    ids = [line.concern.id for line in lines]
    assert ids.index(soon.id) < ids.index(late.id)
    assert all(line.region_id == "north-slave" for line in lines)


def test_counts_by_month_are_those_of_the_rows(session: Session) -> None:
    first = date(2026, 1, 1)
    counted = count_concerns_by_month(session, first_day=first, last_day=MONDAY)
    by_hand = Counter(
        (row.office_id, row.opened_on.replace(day=1), row.category.value)
        for row in session.exec(select(Concern))
        if first <= row.opened_on <= MONDAY and row.route is not ConcernRoute.thanks
    )
    assert {(row.office, row.month, row.kind): row.count for row in counted} == dict(by_hand)
    assert sum(by_hand.values()) > 100
