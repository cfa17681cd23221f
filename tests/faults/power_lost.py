"""`python -m tests.faults.power_lost 200`: a machine with SQLite loses its power while something is written.

What this does: a process writes through the service's own engine, three lines of the time log and one of the trail in
each transaction, and says a number once the commit has returned. At a random moment it is stopped in the midst of
whatever it does (SIGSTOP), and the database with its log is copied as the files stand. Of the copy, what the log holds
after the last commit that was said is then taken away from any byte on, or filled with other bytes: it was not synced.
Opened again, everything that was said must be there, no transaction by half, and `fairload check` must find it sound.
A third of the copies lose more, from any byte of the log on, as with a disk that says it has synced and has not: then
the newest writes are gone, but what is there must be a sound beginning without a gap. Only where such a disk loses what
SQLite was just moving from the log into the database file, because it was told that the log is safe, nothing can be
promised: these copies are counted by themselves.

What it does not do: cut real power, lose pages of the database file that a checkpoint had handed to the system and not
synced, or fail as hardware does. PostgreSQL's own log is not tried.
"""

import os
import random
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session

from tests.faults.processes import ROOT, Installation
from tests.fixtures.territory import MONDAY
from workload.database import connect
from workload.records.audit import note_action
from workload.records.soundness import unsound
from workload.tables.base import now
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Activity

ON_ONE = 20  # cuts; then a new database, since reading all of one that grows takes longer each time
LINES = 3
LEAST_MINUTES = 1000  # nothing of the demonstration takes so long
PERSON = 1
KINDS = ("cut", "other bytes", "disk that lied")
MOVED = slice(128, 132)  # of the -shm file: how many pages of the log were, or are being, moved into the database file
BROKEN = "broken by a disk that lied while the log was moved"


def write(address: str) -> None:
    """Write until killed; each number that is printed was committed."""
    engine = connect(address)
    for number in range(1, 1_000_000):
        with Session(engine) as session:
            for line in range(LINES):
                day, minutes = MONDAY - timedelta(days=line), LEAST_MINUTES + number
                session.add(TimeLogEntry(person_id=PERSON, day=day, activity=Activity.contact, minutes=minutes))
            note_action(session, person_id=PERSON, action="try", subject="try", subject_id=number)
            session.commit()
        print(number, flush=True)


def commit_ends(log: bytes) -> list[int]:
    """Where each transaction ends in a write-ahead log (the format of sqlite.org/fileformat2.html, part 4)."""
    ends, at = [0], 32
    if len(log) < at:
        return ends
    size, salt = struct.unpack(">I", log[8:12])[0], log[16:24]
    while at + 24 + size <= len(log) and log[at + 8 : at + 16] == salt:
        committed = struct.unpack(">I", log[at + 4 : at + 8])[0]
        at += 24 + size
        if committed:
            ends.append(at)
    return ends


def put(folder: Path, database: bytes, log: bytes) -> Path:
    for old in folder.iterdir():
        old.unlink()
    (folder / "fairload.db").write_bytes(database)
    (folder / "fairload.db-wal").write_bytes(log)
    return folder / "fairload.db"


def written(file: Path) -> dict[int, int]:
    """How many lines of each number are there, and of the trail."""
    with closing(sqlite3.connect(file)) as opened:
        lines = "SELECT minutes - ?, count(*) FROM time_log_entry WHERE minutes > ? GROUP BY 1"
        trail = "SELECT CAST(subject_id AS INTEGER), count(*) FROM audit_entry WHERE action = 'try' GROUP BY 1"
        found = Counter(dict(opened.execute(lines, (LEAST_MINUTES, LEAST_MINUTES)).fetchall()))
        found.update(dict(opened.execute(trail).fetchall()))
    return dict(found)


def one_cut(folder: Path, database: bytes, log: bytes, said: int, kind: str, chance: random.Random) -> int:
    """Lose the power once; how many numbers are there afterwards. AssertionError says what is lost or unsound."""
    there = {end: max(written(put(folder, database, log[:end])), default=0) for end in commit_ends(log)[-3:]}
    synced = next((end for end, newest in there.items() if newest >= said), None)
    assert synced is not None, f"{said} was said, the log ends with {there}"
    cut = chance.randint(0, synced) if kind == "disk that lied" else chance.randint(synced, len(log))
    left = log[:cut] + (chance.randbytes(len(log) - cut) if kind == "other bytes" else b"")
    file = put(folder, database, left)
    found = written(file)
    assert sorted(found) == list(range(1, len(found) + 1)), f"{kind}: a gap in {sorted(found)[-5:]}"
    assert set(found.values()) <= {LINES + 1}, f"{kind}: a transaction by half"
    assert kind == "disk that lied" or len(found) >= said, f"{kind}: {said} was said, {len(found)} is the last"
    engine = connect(f"sqlite:///{file}")
    with Session(engine) as session:
        faults = unsound(session, at=now())
    engine.dispose()
    assert not faults, faults
    return len(found)


def tried(data: Path, rounds: int, *, seed: int = 1) -> Counter[str]:
    """Lose the power so many times while a process writes to the database in `data`."""
    chance, came, said = random.Random(seed), Counter[str](), 0
    words = [sys.executable, "-m", "tests.faults.power_lost", "write", f"sqlite:///{data / 'fairload.db'}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as name:
        writer = subprocess.Popen(words, stdout=subprocess.PIPE, env=environment)
        assert writer.stdout is not None
        pipe, rest = writer.stdout.fileno(), b""
        try:
            rest = os.read(pipe, 1 << 16)  # it has begun
            os.set_blocking(pipe, False)
            for number in range(rounds):
                time.sleep(chance.uniform(0.0, 0.2))
                writer.send_signal(signal.SIGSTOP)
                os.waitpid(writer.pid, os.WUNTRACED)
                rest += _read_all(pipe)
                said = int(rest.rsplit(b"\n", 2)[-2]) if b"\n" in rest else said
                rest = b"%d\n" % said
                database, log, index = ((data / f"fairload.db{end}").read_bytes() for end in ("", "-wal", "-shm"))
                writer.send_signal(signal.SIGCONT)
                kind = KINDS[number % len(KINDS)]
                lied_in_a_move = kind == "disk that lied" and any(index[MOVED])
                came[kind] += 1
                came["writes said"] = said
                came["disk that lied while the log was moved"] += lied_in_a_move
                try:
                    there = one_cut(Path(name), database, log, said, kind, chance)
                except (AssertionError, sqlite3.DatabaseError):
                    if not lied_in_a_move:
                        raise
                    came[BROKEN] += 1
                    continue
                came["lost with a disk that lied"] += max(0, said - there)
        finally:
            writer.kill()
            writer.wait()
    return came


def _read_all(pipe: int) -> bytes:
    found = b""
    while True:
        try:
            found += os.read(pipe, 1 << 16)
        except BlockingIOError:
            return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write(sys.argv[2])
    wanted, came = int(sys.argv[1]) if len(sys.argv) > 1 else 200, Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        filled, used = Path(place) / "filled", Path(place) / "used"
        filled.mkdir()
        Installation(filled).filled()
        for first in range(0, wanted, ON_ONE):
            shutil.copytree(filled, used)
            came += tried(used, min(ON_ONE, wanted - first), seed=first + 1)
            shutil.rmtree(used)
            print(dict(came), flush=True)
