"""The nightly snapshot of gaps."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from scheduler.gap_snapshot import take_snapshot
from tests.fixtures.territory import MONDAY
from workload.database import connect
from workload.records.gaps import gather_days, office_week
from workload.tables import metadata
from workload.tables.snapshots import GapSnapshot


def test_a_night_keeps_thirteen_weeks_of_every_office(session: Session) -> None:
    assert take_snapshot(session, MONDAY) == 20 * 13
    kept = session.exec(select(GapSnapshot)).all()
    assert len(kept) == 260
    assert {row.taken_on for row in kept} == {MONDAY}
    monday = MONDAY + timedelta(weeks=1)
    now = office_week(gather_days(session, MONDAY, monday, monday + timedelta(days=6)), "tuktoyaktuk", monday)
    then = next(row for row in kept if row.office_id == "tuktoyaktuk" and row.week == monday)
    assert then.hours_short == pytest.approx(now.gap.short)
    assert then.hours_short > 0


def test_a_territory_that_nobody_entered_yet_has_no_gaps(empty_database: Engine) -> None:
    metadata.create_all(empty_database)
    with Session(empty_database) as session:
        assert take_snapshot(session, MONDAY) == 0


def test_two_nights_on_one_day_store_nothing_twice(session: Session) -> None:
    take_snapshot(session, MONDAY)
    session.commit()
    take_snapshot(session, MONDAY)
    session.commit()
    assert len(session.exec(select(GapSnapshot)).all()) == 260


@pytest.mark.postgres
def test_postgresql_keeps_the_same_snapshot_as_sqlite(session: Session, postgres_territory: str) -> None:
    take_snapshot(session, MONDAY)
    here = {(row.office_id, row.week): row for row in session.exec(select(GapSnapshot))}
    engine = connect(postgres_territory)
    with Session(engine) as other:
        take_snapshot(other, MONDAY)
        other.commit()
        there = {(row.office_id, row.week): row for row in other.exec(select(GapSnapshot))}
    engine.dispose()
    assert there.keys() == here.keys()
    for key, row in here.items():
        assert there[key].hours_short == pytest.approx(row.hours_short)
        assert there[key].hours_uncovered == pytest.approx(row.hours_uncovered)
