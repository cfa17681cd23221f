"""Who is away and who covers, from the stored leave."""

from datetime import date

from sqlmodel import Session, select

from workload.facts import Absence
from workload.records.absences import granted_absences, next_leave
from workload.records.cover_links import cover_links, covers_given
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import CoverMode, LeaveStatus


def _id(session: Session, given_name: str) -> int:
    return session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0


def test_leave_that_reaches_into_the_period_counts(session: Session) -> None:
    roberta = _id(session, "Roberta")
    found = granted_absences(session, date(2026, 12, 11), date(2026, 12, 20), person_ids={roberta})
    assert found == [Absence(roberta, date(2026, 12, 7), date(2026, 12, 11))]


def test_a_request_nobody_decided_is_no_absence(session: Session) -> None:
    celine = _id(session, "Céline")
    day = date(2026, 12, 8)
    assert granted_absences(session, day, day, person_ids={celine}) == []
    request = session.exec(
        select(LeaveRequest).where(LeaveRequest.person_id == celine, LeaveRequest.status == LeaveStatus.asked)
    ).one()
    request.status = LeaveStatus.granted
    session.flush()
    assert len(granted_absences(session, day, day, person_ids={celine})) == 1
    assert next_leave(session, celine, date(2026, 11, 16)) == request


def test_cover_is_given_day_by_day_with_the_journey_first(session: Session) -> None:
    marcy = _id(session, "Marcy")
    covers = covers_given(session, date(2026, 12, 7), date(2026, 12, 11), person_id=marcy)
    assert [one.day.day for one in covers] == [7, 8, 9, 10, 11]
    assert [one.travel_hours for one in covers] == [4.5, 0, 0, 0, 0]
    assert all(one.office_id == "fort-mcpherson" and one.mode is CoverMode.site for one in covers)


def test_a_lone_post_can_be_covered_from_elsewhere(session: Session) -> None:
    links = cover_links(session, office_ids={"whati"})
    assert {(one.person, one.mode) for one in links} >= {
        (_id(session, "Joseph"), CoverMode.site),
        (_id(session, "Bernadette"), CoverMode.remote),
        (_id(session, "Jolene"), CoverMode.site),
    }
    assert _id(session, "Céline") not in {one.person for one in links}
