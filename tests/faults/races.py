"""`python -m tests.faults.races 5`: every form sent twice, and every decision made by two people, in the same moment.

On SQLite and on PostgreSQL two threads send at once, each time to a new copy of the same filled database. What is
stored afterwards must be what is stored when the one comes after the other, in either order: nothing twice, nothing
by half, nothing lost. Whoever came second reads who was first, and gets their words back.
"""

import io
import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, make_url, select, text
from sqlmodel import Session, update
from werkzeug.test import TestResponse

from seed_data.accounts import DEMONSTRATION_PASSWORD
from seed_data.load import load
from tests.faults.processes import Installation, postgres_server
from tests.faults.race_forms import Race, Sent, races
from tests.fixtures.access_objects import GRANTED, things_of, things_of_everybody
from tests.fixtures.territory import MONDAY
from tests.web.test_two_at_once import person_of
from web import create_app
from workload.settings import Settings
from workload.tables import metadata
from workload.tables.accounts import Account
from workload.tables.leave import LeaveRequest
from workload.tables.training import TrainingBooking

PEOPLE = ("celine", "amira", "helen", "ruth", "daniel", "caroline", "greg")
OUR_OWN = ("sent_form", "audit_seal")
BY_CHANCE = ("subject_id", "code_key", "code_hash", "password_hash", "session_key", "digest")  # other each time
NUMBERS = re.compile(r"(?<=/)\d+")  # of new rows, in addresses: on PostgreSQL one that was not stored leaves a gap
BEATEN = re.compile("first|already|meanwhile", re.IGNORECASE)  # how a page tells the second, whoever that was
MOST_APART = 0.01  # seconds between the two at most, at random


@dataclass
class Ground:
    """A filled database that can be put back as it was, and the service on it with somebody signed in for each name."""

    app: Flask
    own: dict[str, Any]
    put_back: Callable[[], None]
    clients: dict[str, FlaskClient]

    @property
    def engine(self) -> Engine:
        engine: Engine = self.app.extensions["engine"]
        return engine

    def send(self, sent: Sent, *, second: bool = False) -> TestResponse:
        """By the sender, or by the same person in another window."""
        data = {name: (io.BytesIO(one), "a.csv") if isinstance(one, bytes) else one for name, one in sent.typed.items()}
        client = self.clients[sent.who + ("'" if second else "")]
        return client.post(sent.address, data=data, follow_redirects=True)


def state(engine: Engine) -> Counter[str]:
    """Every row of every table, but for when it was and for the numbers of rows, which say nothing of what stands."""
    rows: Counter[str] = Counter()
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            numbers = {*table.primary_key.columns, *(key.parent for key in table.foreign_keys)}
            said = [
                one for one in table.columns
                if one.name not in BY_CHANCE and not (one in numbers and one.type.python_type is int)
            ]  # fmt: skip
            for row in connection.execute(select(*said)) if said and table.name not in OUR_OWN else ():
                plain = ["then" if isinstance(one, datetime) else one for one in row]
                rows[table.name + NUMBERS.sub("", repr(plain))] += 1
    return rows


def ended(ground: Ground, race: Race) -> tuple[Counter[str], list[str]]:
    """Both at once on a new copy: what is stored, and the pages that the two read."""
    ground.put_back()
    start, pages = threading.Barrier(2), ["", ""]

    def go(place: int) -> None:
        start.wait()
        time.sleep(random.uniform(0, MOST_APART))
        answer = ground.send((race.one, race.other)[place], second=place == 1)
        assert answer.status_code < 500, f"{race.name}: {answer.status_code}"
        pages[place] = answer.text

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(go, (0, 1)))
    return state(ground.engine), pages


def one_by_one(ground: Ground, race: Race) -> list[Counter[str]]:
    """What is stored after the one and then the other, and after the other and then the one."""
    found = []
    for order in ((race.one, race.other), (race.other, race.one)):
        ground.put_back()
        for number, sent in enumerate(order):
            ground.send(sent, second=number == 1)
        found.append(state(ground.engine))
    return found


def words_of(sent: Sent) -> list[str]:
    return [one for one in sent.typed.values() if isinstance(one, str) and " " in one]


def tried(ground: Ground, all_races: list[Race], rounds: int) -> Counter[str]:
    """Each race so many times; counts. AssertionError says which race ended otherwise than one after the other."""
    came: Counter[str] = Counter()
    for race in all_races:
        wanted = one_by_one(ground, race)
        assert wanted[0] != before(ground), f"{race.name}: nothing is stored at all"
        for _round in range(rounds):
            stands, pages = ended(ground, race)
            if stands not in wanted:
                gone, added = wanted[0] - stands, stands - wanted[0]
                raise AssertionError(f"{race.name}: missing {list(gone)[:4]}, besides {list(added)[:4]}")
            came["twice the same" if race.one == race.other else "two decisions"] += 1
            if race.reads:
                first, second = pages
                told = [
                    stands == wanted[0] and all(one in second for one in race.reads),
                    stands == wanted[1] and BEATEN.search(first) and all(one in first for one in words_of(race.one)),
                ]
                assert any(told), f"{race.name}: the second does not read who was first and their own words"
                came["second told"] += 1
    return came


def before(ground: Ground) -> Counter[str]:
    ground.put_back()
    return state(ground.engine)


def fill(engine: Engine) -> dict[str, Any]:
    """The demonstration with one thing of every kind of Céline's; their numbers."""
    metadata.create_all(engine)
    with Session(engine) as session:
        load(session, MONDAY)
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(DEMONSTRATION_PASSWORD)
        session.execute(update(Account).values(password_hash=quick))  # signing in is not what is tried here
        return with_things(session)


def with_things(session: Session) -> dict[str, Any]:
    own: dict[str, Any] = things_of(session, person_of(session, "celine"), MONDAY)
    own |= things_of_everybody(session, MONDAY)
    session.get_one(TrainingBooking, own["booking_id"]).last_day = MONDAY
    own["granted_from"] = session.get_one(LeaveRequest, own[GRANTED]).first_day.isoformat()
    session.commit()
    return own


def ground_on(app: Flask, own: dict[str, Any], put_back: Callable[[], None], names: Sequence[str] = PEOPLE) -> Ground:
    """Everybody signed in twice, as in two windows."""
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    clients = {}
    for name in ("", *names):
        for window in (name, name + "'"):
            clients[window] = app.test_client()
            clients[window].environ_base["HTTP_ORIGIN"] = "http://localhost"
            if name:
                typed = {"username": name, "password": DEMONSTRATION_PASSWORD}
                assert clients[window].post("/sign-in", data=typed).status_code == 303
    return Ground(app, own, put_back, clients)


def on_sqlite(app: Flask, own: dict[str, Any], folder: Path, names: Sequence[str] = PEOPLE) -> Ground:
    """Put back by copying the file."""
    file, kept = folder / "fairload.db", folder / "kept.db"
    with app.extensions["engine"].connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    app.extensions["engine"].dispose()
    shutil.copyfile(file, kept)

    def put_back() -> None:
        app.extensions["engine"].dispose()
        for rest in folder.glob("fairload.db*"):
            rest.unlink()
        shutil.copyfile(kept, file)

    return ground_on(app, own, put_back, names)


def on_postgres(app: Flask, own: dict[str, Any], address: str) -> Ground:
    """Put back from a template."""
    name = make_url(address).database
    admin = create_engine(make_url(address).set(database="postgres"), isolation_level="AUTOCOMMIT")
    app.extensions["engine"].dispose()

    def run(words: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(words))

    run(f'ALTER DATABASE "{name}" RENAME TO kept')

    def put_back() -> None:
        app.extensions["engine"].dispose()
        run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        run(f'CREATE DATABASE "{name}" TEMPLATE kept')

    put_back()
    return ground_on(app, own, put_back)


@contextmanager
def ground(database: str) -> Iterator[tuple[Ground, list[Race]]]:
    with tempfile.TemporaryDirectory() as name, postgres_server(Path(name)) as server:
        address = ""
        if database == "postgresql":
            address = (
                make_url(server.get_uri())
                .set(drivername="postgresql+psycopg", database="raced")
                .render_as_string(False)
            )
            admin = create_engine(make_url(address).set(database="postgres"), isolation_level="AUTOCOMMIT")
            with admin.connect() as connection:
                connection.execute(text("CREATE DATABASE raced"))
        os.environ |= Installation(Path(name), address).environment()
        app = create_app(Settings())
        own = fill(app.extensions["engine"])
        with Session(app.extensions["engine"]) as session:
            found = races(own, session)
        yield (on_postgres(app, own, address) if address else on_sqlite(app, own, Path(name))), found


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for kind in sys.argv[2:3] or ("sqlite", "postgresql"):
        with ground(kind) as (place, all_of_them):
            print(kind, len(all_of_them), dict(tried(place, all_of_them, count)), flush=True)
