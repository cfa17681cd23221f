"""A place of any size, straight into a database: rows in bulk, no files, no checks.

The demonstration territory is loaded first (calendar, activity table, standards, a believable corner to look at); the
regions made here stand beside it. Everything is invented from one seed, as of `TODAY`.
"""

from collections.abc import Iterable
from datetime import date
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, text
from sqlmodel import Session, SQLModel

from benchmarks.load import staff as people
from benchmarks.load import work
from benchmarks.load.sizes import Size
from benchmarks.load.staff import Staff
from seed_data.load import load
from workload.migrations import upgrade
from workload.tables.accounts import Account
from workload.tables.applications import Application
from workload.tables.bring_forwards import BringForward
from workload.tables.cases import Case
from workload.tables.concerns import Concern, ConcernEvent
from workload.tables.leave import LeaveEntry, LeaveRequest
from workload.tables.people import CommunityServed, CoverOption, Person, Post
from workload.tables.places import Community, Office, Region
from workload.tables.recognition import RecognitionNote
from workload.tables.time_log import TimeLogEntry

TODAY = date(2026, 11, 16)
BATCH = 5_000


def make_place(engine: Engine, size: Size) -> list[Staff]:
    """Tables, the demonstration territory and `size` beside it, in an empty database. Returns who has an account."""
    upgrade(engine)
    with Session(engine) as session:
        load(session, TODAY)
        session.commit()
    with engine.begin() as connection:
        staff = _store_people(connection, size)
        _store_work(connection, size, staff)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))  # as its autovacuum does within minutes
    return staff


def _store_people(connection: Connection, size: Size) -> list[Staff]:
    offices, dice = people.office_rows(size), Random(7)
    staff = people.staff_of(size, first_id=_next_id(connection, Person))
    for table, rows in (
        (Region, people.region_rows(size)),
        (Office, offices),
        (Community, people.community_rows(offices)),
        (Person, people.person_rows(staff, dice, TODAY)),
        (Account, people.account_rows(staff)),
        (Post, people.post_rows(staff)),
        (CommunityServed, people.served_rows(staff)),
        (CoverOption, people.cover_rows(staff, offices)),
    ):
        _store(connection, table, rows)
    return staff


def _store_work(connection: Connection, size: Size, staff: list[Staff]) -> None:
    dice = Random(8)
    first_case, first_concern = _next_id(connection, Case), _next_id(connection, Concern)
    for table, rows in (
        (Case, work.case_rows(size, staff, dice, TODAY)),
        (Application, work.application_rows(size, staff, first_case, dice, TODAY)),
        (Concern, work.concern_rows(size, staff, dice, TODAY)),
        (ConcernEvent, work.event_rows(size, first_concern, TODAY)),
        (RecognitionNote, work.thanks_rows(size, staff, dice, TODAY)),
        (BringForward, work.bring_forward_rows(size, staff, dice, TODAY)),
        (LeaveRequest, work.leave_rows(staff, dice, TODAY)),
        (LeaveEntry, work.ledger_rows(staff, TODAY)),
        (TimeLogEntry, work.logged_rows(size, staff, dice, TODAY)),
    ):
        _store(connection, table, rows)


def _next_id(connection: Connection, table: Any) -> int:
    """The number that the next row will get: a database counts on from here, as nobody else writes."""
    return int(connection.scalar(select(func.coalesce(func.max(table.id), 0))) or 0) + 1


def _store(connection: Connection, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    waiting = iter(rows)
    while some := list(islice(waiting, BATCH)):
        connection.execute(insert(table), some)
