"""Hours needed and hours there of every officer in a month."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from workload.records.cases import open_cases
from workload.records.cases_with_hours import with_hours
from workload.records.loads import load_of, loads
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.vocabulary import CoverMode, LeaveKind, LeaveStatus, Tier, Verdict

DECEMBER = date(2026, 12, 1)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield sent
    event.remove(session.get_bind(), "before_cursor_execute", note)


def id_of(session: Session, given_name: str) -> int:
    return session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0


def away(session: Session, person_id: int, first: date, last: date) -> LeaveRequest:
    leave = LeaveRequest(
        person_id=person_id, kind=LeaveKind.annual, first_day=first, last_day=last, hours=0, status=LeaveStatus.granted
    )
    session.add(leave)
    session.flush()
    return leave


def test_hours_needed_are_the_sum_of_the_cases(session: Session) -> None:
    celine = id_of(session, "Céline")
    found = load_of(session, celine, MONDAY, DECEMBER)
    assert found is not None
    one_by_one = with_hours(session, open_cases(session, officer_id=celine), MONDAY)
    assert found.load.needed == pytest.approx(sum(one.hours.hours for one in one_by_one))
    assert found.counts.cases == len(one_by_one)
    assert found.counts.tiers[Tier.complex] == sum(one.case.tier is Tier.complex for one in one_by_one)
    assert found.load.low < found.load.needed < found.load.high
    assert found.load.utilisation == pytest.approx(found.load.needed / found.load.there)


def test_somebody_away_all_month_is_uncovered(session: Session) -> None:
    celine = id_of(session, "Céline")
    needed = load_of(session, celine, MONDAY, DECEMBER)
    away(session, celine, date(2026, 11, 20), date(2027, 1, 15))
    found = load_of(session, celine, MONDAY, DECEMBER)
    assert needed is not None
    assert found is not None
    assert found.load.verdict is Verdict.uncovered
    assert found.load.utilisation is None, "an absent person has no percentage, least of all 0 %"
    assert found.load.needed == needed.load.needed > 100


def test_overlapping_leave_takes_each_day_once(session: Session) -> None:
    celine = id_of(session, "Céline")
    away(session, celine, date(2026, 12, 7), date(2026, 12, 11))
    once = load_of(session, celine, MONDAY, DECEMBER)
    away(session, celine, date(2026, 12, 9), date(2026, 12, 11))
    twice = load_of(session, celine, MONDAY, DECEMBER)
    assert once is not None
    assert twice is not None
    assert twice.load.there == once.load.there
    assert once.capacity is not None
    assert once.capacity.hours_on_leave == pytest.approx(5 * 7.5, rel=0.1)


def test_cases_nobody_holds_stand_as_uncovered(session: Session) -> None:
    vacant = [one for one in loads(session, MONDAY, DECEMBER, region_id="north-slave") if one.person_id is None]
    assert [one.office_id for one in vacant] == ["yellowknife"]
    assert vacant[0].load.verdict is Verdict.uncovered
    assert vacant[0].counts.cases == len(open_cases(session, region_id="north-slave", unassigned=True)) > 0
    assert vacant[0].load.utilisation is None


def test_cover_is_charged_to_who_gives_it(session: Session) -> None:
    joseph, celine = id_of(session, "Joseph"), id_of(session, "Céline")
    before = load_of(session, joseph, MONDAY, DECEMBER)
    leave = away(session, celine, date(2026, 12, 7), date(2026, 12, 8))
    for day in (7, 8):
        session.add(
            ReliefCover(
                request_id=leave.id or 0,
                person_id=joseph,
                office_id="whati",
                day=date(2026, 12, day),
                mode=CoverMode.site,
                hours=3.0,
                travel_hours=1.5,
            )
        )
    session.flush()
    after = load_of(session, joseph, MONDAY, DECEMBER)
    assert before is not None
    assert after is not None
    assert after.cover_hours == before.cover_hours + 9.0
    assert after.load.needed == pytest.approx(before.load.needed + 9.0)


def test_region_shows_only_its_people(session: Session) -> None:
    everybody = loads(session, MONDAY, DECEMBER)
    sahtu = [one.name for one in loads(session, MONDAY, DECEMBER, region_id="sahtu")]
    assert sahtu == [
        "Judith Cotchile", "Charmaine Edjericon-Low", "Lyle Horasse", "Mavis Betsedé", "Gordon Etchinel",
    ]  # fmt: skip
    assert set(sahtu) < {one.name for one in everybody}
    assert "Jolene Sabourne" not in {one.name for one in everybody}, "a reliever has no caseload"


def test_queries_do_not_grow_with_people(session: Session) -> None:
    with counted(session) as one_person:
        load_of(session, id_of(session, "Mavis"), MONDAY, DECEMBER)
    session.expunge_all()
    with counted(session) as one_region:
        sahtu = loads(session, MONDAY, DECEMBER, region_id="sahtu")
    session.expunge_all()
    with counted(session) as whole_territory:
        everybody = loads(session, MONDAY, DECEMBER)
    assert len(everybody) > 6 * len(sahtu)
    assert len(whole_territory) <= len(one_region) <= 16  # a region's cases are read from two indexes
    assert len(one_person) <= len(one_region)
