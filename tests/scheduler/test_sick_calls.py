"""Off sick: recorded at once, never refused; what it leaves open, and what the person owed others, is mended."""

import time
from datetime import date, timedelta
from typing import cast

import pytest
from sqlmodel import Session, col, select

from scheduler.cover_answers import CoverResult, agree_to_cover, ask_to_cover
from scheduler.cover_finding import CoverDesk
from scheduler.cover_today import who_answers_today
from scheduler.leave_changes import ChangeFault, come_back
from scheduler.sick_calls import CannotRecord, SickFault, call_sick
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import person, person_id
from workload.records.leave import covers_for
from workload.tables.leave import CoverAnswer, LeaveEntry, LeaveRequest, ReliefCover
from workload.tables.messages import Message
from workload.tables.people import CoverOption, Person
from workload.vocabulary import CoverMode, CoverStatus, LeaveKind, LeaveStatus, LedgerReason, MessageKind

WEDNESDAY = MONDAY + timedelta(days=2)


def sick(session: Session, given_name: str, last: date = WEDNESDAY, kind: LeaveKind = LeaveKind.sick) -> LeaveRequest:
    number = person_id(session, given_name)
    request = call_sick(session, person_id=number, last_day=last, by=number, today=MONDAY, kind=kind)
    session.commit()
    return request


def told(session: Session, given_name: str) -> list[MessageKind]:
    query = select(Message.kind).where(Message.person_id == person_id(session, given_name)).order_by(col(Message.id))
    return list(session.exec(query))


def test_a_sick_call_is_granted_with_its_ledger_line(session: Session) -> None:
    request = sick(session, "Céline")
    entry = session.exec(select(LeaveEntry).where(LeaveEntry.request_id == request.id)).one()
    assert (request.status, request.kind, request.first_day) == (LeaveStatus.granted, LeaveKind.sick, MONDAY)
    assert (entry.kind, entry.hours, entry.reason) == (LeaveKind.sick, -22.5, LedgerReason.taken)
    assert who_answers_today(session, MONDAY)[request.person_id].covered_by == ()
    assert told(session, "Helen") == [MessageKind.sick_called]
    assert told(session, "Patricia") == []


def test_three_ranked_people_could_step_in_within_two_seconds(session: Session) -> None:
    request = sick(session, "Céline")
    begun = time.monotonic()
    (run,) = CoverDesk(session, request, today=MONDAY).runs()
    assert time.monotonic() - begun < 2
    assert run.days == (MONDAY, MONDAY + timedelta(days=1), WEDNESDAY)
    assert len(run.candidates) == 3
    assert [len(one.days_left_open) for one in run.candidates] == sorted(len(c.days_left_open) for c in run.candidates)
    for one in run.candidates:
        assert all(week.before < week.after <= week.contract for week in one.weeks)
        assert one.cover_days >= len(one.days)


def test_whoever_is_asked_answers_only_after_saying_yes(session: Session) -> None:
    request = sick(session, "Céline")
    (run,) = CoverDesk(session, request, today=MONDAY).runs()
    best = run.candidates[0].person_id
    number, helen = cast(int, request.id), person_id(session, "Helen")
    assert ask_to_cover(session, request_id=number, person_id=best, by=helen, today=MONDAY) is CoverResult.done
    session.commit()
    assert {row.status for row in covers_for(session, number)} == {CoverStatus.proposed}
    assert who_answers_today(session, MONDAY)[request.person_id].covered_by == ()
    asked = session.exec(select(Message).where(Message.person_id == best)).one()
    assert (asked.kind, asked.urgent) == (MessageKind.cover_asked, True)
    assert agree_to_cover(session, request_id=number, person_id=best, today=MONDAY) is CoverResult.done
    assert [one.person_id for one in who_answers_today(session, MONDAY)[request.person_id].covered_by] == [best]
    assert CoverDesk(session, request, today=MONDAY).open_days() == ()
    again = ask_to_cover(session, request_id=number, person_id=best, by=helen, today=MONDAY)
    assert again is CoverResult.covered


def test_an_office_with_colleagues_needs_nobody(session: Session) -> None:
    request = sick(session, "Amira")
    assert CoverDesk(session, request, today=MONDAY).runs() == ()


def test_what_the_sick_person_owed_passes_to_the_next(session: Session) -> None:
    request, joseph = sick(session, "Céline"), person_id(session, "Joseph")
    number, helen = cast(int, request.id), person_id(session, "Helen")
    assert ask_to_cover(session, request_id=number, person_id=joseph, by=helen, today=MONDAY) is CoverResult.done
    agree_to_cover(session, request_id=number, person_id=joseph, today=MONDAY)
    session.commit()
    sick(session, "Joseph", last=MONDAY + timedelta(days=1))
    standing = {row.day: (row.person_id, row.status) for row in covers_for(session, number)}
    assert standing[WEDNESDAY] == (joseph, CoverStatus.agreed)
    for day in (MONDAY, MONDAY + timedelta(days=1)):
        assert standing[day][0] != joseph
        assert standing[day][1] is CoverStatus.proposed
    kept = session.exec(select(CoverAnswer).where(CoverAnswer.answer == CoverStatus.ended)).one()
    assert (kept.person_id, len(kept.days)) == (joseph, 2)
    assert MessageKind.cover_replanned in told(session, "Helen")


def test_nobody_left_to_ask_is_said_to_the_manager(session: Session) -> None:
    request, joseph = sick(session, "Céline"), person_id(session, "Joseph")
    ask_to_cover(session, request_id=request.id or 0, person_id=joseph, by=person_id(session, "Helen"), today=MONDAY)
    for link in session.exec(select(CoverOption).where(CoverOption.office_id == "whati")).all():
        session.get_one(Person, link.person_id).max_cover_days = 0
    session.commit()
    sick(session, "Joseph")
    assert told(session, "Helen")[1:] == [MessageKind.cover_missing, MessageKind.sick_called]
    assert CoverDesk(session, request, today=MONDAY).open_days()


def test_days_that_cannot_be_meant_are_named(session: Session) -> None:
    with pytest.raises(CannotRecord) as caught:
        sick(session, "Céline", last=MONDAY - timedelta(days=1))
    assert (caught.value.fault, caught.value.values) == (SickFault.last_before_today, {"first": MONDAY})
    session.rollback()
    with pytest.raises(CannotRecord) as caught:
        sick(session, "Céline", last=MONDAY + timedelta(days=200))
    assert caught.value.fault is SickFault.too_long


def test_calling_again_makes_it_longer(session: Session) -> None:
    first = sick(session, "Céline", last=MONDAY)
    second = sick(session, "Céline", last=WEDNESDAY, kind=LeaveKind.special)
    assert (first.last_day, second.first_day, second.kind) == (MONDAY, MONDAY + timedelta(days=1), LeaveKind.special)
    assert second.hours == 15


def test_back_early_gives_hours_back_and_frees_the_coverer(session: Session) -> None:
    request, helen = sick(session, "Céline"), person_id(session, "Helen")
    number, best = cast(int, request.id), CoverDesk(session, request, today=MONDAY).runs()[0].candidates[0].person_id
    ask_to_cover(session, request_id=number, person_id=best, by=helen, today=MONDAY)
    agree_to_cover(session, request_id=number, person_id=best, today=MONDAY)
    tuesday = MONDAY + timedelta(days=1)
    fault = come_back(session, request_id=number, from_day=tuesday, by=request.person_id, today=MONDAY)
    session.commit()
    assert fault is None
    assert (request.last_day, request.hours, request.status) == (MONDAY, 7.5, LeaveStatus.granted)
    hours = session.exec(select(LeaveEntry.hours).where(LeaveEntry.request_id == number)).all()
    assert sum(hours) == -7.5
    assert [row.day for row in covers_for(session, number)] == [MONDAY]
    query = select(Message.kind).where(Message.person_id == best).order_by(col(Message.id))
    assert session.exec(query).all()[-1] is MessageKind.cover_ended
    late = come_back(session, request_id=number, from_day=WEDNESDAY, by=request.person_id, today=MONDAY)
    assert late is ChangeFault.outside


def test_a_coverer_busy_elsewhere_is_not_offered(session: Session) -> None:
    request = sick(session, "Céline")
    joseph = person(session, "Joseph")
    other = LeaveRequest(
        person_id=person_id(session, "Lorraine"), kind="sick", first_day=MONDAY, last_day=WEDNESDAY, hours=9,
        status="granted",
    )  # fmt: skip
    session.add(other)
    session.flush()
    session.add(
        ReliefCover(
            request_id=other.id or 0, person_id=joseph.id or 0, office_id="lutselke", day=MONDAY,
            mode=CoverMode.remote, hours=3,
        )
    )  # fmt: skip
    session.commit()
    offers = CoverDesk(session, request, today=MONDAY).runs()[0].candidates
    mine = [one for one in offers if one.person_id == joseph.id]
    assert all(MONDAY not in one.days for one in mine)
