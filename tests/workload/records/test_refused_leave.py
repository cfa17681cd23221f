"""Leave refused for lack of cover: counted once a month, hidden where few people stand behind it."""

from collections import defaultdict
from datetime import timedelta

from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from workload.records.refused_leave import SUBJECT, YEAR, refused_leave
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import LeaveStatus


def test_regions_with_few_refused_people_are_hidden(session: Session) -> None:
    region = dict(session.exec(select(Office.id, Office.region_id)).all())
    home = dict(session.exec(select(Person.id, Person.office_id)).all())
    requests, whose = defaultdict(list), defaultdict(set)
    for row in session.exec(select(LeaveRequest)):
        if row.status is LeaveStatus.refused and row.lacked_cover and abs(row.first_day - MONDAY) <= YEAR:
            requests[region[home[row.person_id]]].append(row.hours)
            whose[region[home[row.person_id]]].add(row.person_id)
    figures = refused_leave(session, MONDAY).figures
    shown = figures[SUBJECT]["shown"]
    assert sum(map(len, requests.values())) > 3
    for place in set(region.values()):
        if len(whose[place]) < 5:
            assert shown[place] is None
            assert place not in figures["hours"]
        elif shown[place] is not None:
            assert (shown[place], figures["hours"][place]) == (len(requests[place]), sum(requests[place]))


def test_one_refusal_more_is_not_seen_until_next_month(session: Session) -> None:
    before = refused_leave(session, MONDAY).figures
    row = session.exec(select(LeaveRequest).where(LeaveRequest.status == LeaveStatus.granted)).first()
    assert row is not None
    row.status, row.lacked_cover = LeaveStatus.refused, True
    session.flush()
    assert refused_leave(session, MONDAY + timedelta(days=1)).figures == before
