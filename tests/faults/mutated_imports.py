"""`python -m tests.faults.mutated_imports 10000`: files and workbooks of a territory, damaged at random, taken in.

Damage is that of `mutated_files`, and besides: other encodings, giant cells, workbooks with damaged bytes, archives
that unpack to far more than they weigh. `fairload import` takes a file in or refuses it in sentences; refused, the
database is untouched; there is never a trace of the program. One file in five goes through the pages of «Take in a
file» instead: upload, columns, preview, taken in, and every second one undone, after which every row is as it was.
"""

import csv
import io
import logging
import os
import random
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from unittest.mock import patch

import structlog
from click.testing import CliRunner
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlmodel import Session
from werkzeug.test import TestResponse

from seed_data.accounts import DEMONSTRATION_PASSWORD
from tests.faults.mutated_files import damaged
from tests.faults.processes import Installation
from web import create_app
from web.commands import fairload
from web.imports.kinds import KINDS
from workload.exchange.territory_files import export_territory
from workload.settings import Settings

ROWS = 12  # of each file
BOMB_MB = 400  # unpacked; its archive is a thousandth of that
MANY = ("case", "time_log_entry", "concern", "recognition_note", "application", "training_record", "leave_entry")
OUR_OWN = ("taken_file", "audit_entry", "audit_seal", "sent_form")  # an upload and its trail are no import


def thinned(data: Path) -> None:
    """Leave the first rows of the long tables, and what hangs on them: each import then reads little."""
    with sqlite3.connect(data / "fairload.db") as connection:
        for table in MANY:
            first = f'SELECT rowid FROM "{table}" ORDER BY rowid LIMIT {5 * ROWS}'
            connection.execute(f'DELETE FROM "{table}" WHERE rowid NOT IN ({first})')
        while orphans := connection.execute("PRAGMA foreign_key_check").fetchall():
            for table, row, *_parent in orphans:
                connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))


def originals(session: Session, folder: Path) -> dict[str, bytes]:
    """The first rows of every file of an export."""
    export_territory(session, folder / "whole", Settings().current_day())
    found = {}
    for path in sorted((folder / "whole").iterdir()):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        found[path.name] = "".join(lines[: ROWS + 1]).encode()
    return found


def other_encoding(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8")
    encoding = chance.choice(("utf-16", "utf-16-le", "latin-1", "cp1252", "utf-32", "cp037"))
    return text.encode(encoding, "replace")


def giant_cell(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b",", b"," + b"x" * chance.choice((131_000, 132_000, 3_000_000)), 1)


def other_values(content: bytes, chance: random.Random) -> bytes:
    """Cells of two rows change places, and a row gets a new first cell: faults of a person, often none to see."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"))))
    if len(rows) < 3:
        return content
    for _round in range(chance.randint(1, 3)):
        one, other, at = chance.randrange(1, len(rows)), chance.randrange(1, len(rows)), chance.randrange(len(rows[0]))
        rows[one][at], rows[other][at] = rows[other][at], rows[one][at]
    if chance.random() < 0.5:
        rows[-1][0] += str(chance.randrange(10))
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def workbook(files: dict[str, bytes], chance: random.Random) -> bytes:
    """The same files as sheets; then bytes of the archive, or of one part inside it, are damaged, or a bomb added."""
    book = Workbook()
    for name, content in files.items():
        sheet = book.create_sheet(name.removesuffix(".csv"))
        for row in csv.reader(io.StringIO(content.decode("utf-8"))):
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    kind = chance.choice(("whole", "bytes", "part", "part", "bomb", "cut"))
    if kind == "whole":
        return made.getvalue()
    if kind == "cut":
        return made.getvalue()[: chance.randrange(len(made.getvalue()))]
    if kind == "bytes":
        return damaged(made.getvalue(), chance)
    changed = io.BytesIO(bomb() if kind == "bomb" else b"")
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "a", zipfile.ZIP_DEFLATED) as new:
        hit = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if kind == "part" and name == hit else part)
    return changed.getvalue()


@cache
def bomb() -> bytes:
    """An archive with one part that unpacks to far more than it weighs."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/bomb.xml", b"0" * (BOMB_MB * 1_000_000))
    return made.getvalue()


DAMAGE = {"cells": damaged, "values": other_values, "encoding": other_encoding, "giant cell": giant_cell}


def rows_of(watching: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that an import may change."""
    names = [name for (name,) in watching.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: watching.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if name not in OUR_OWN}


def on_pages(client: FlaskClient, files: dict[str, bytes], chance: random.Random, watching: sqlite3.Connection) -> str:
    """One file through the pages; what came of it. Nothing but a file that is taken in and stays changes a row."""
    name = chance.choice([one for one in sorted(files) if one in KINDS])
    before = rows_of(watching)
    how = chance.choice(("cells", "encoding", "values", "values", "values"))
    changed = DAMAGE[how](files[name], chance)
    sheet = how == "values" and chance.random() < 0.4
    sent = workbook({name: changed}, chance) if sheet else changed
    kind = chance.choice((name, name, name, name, "find_out", chance.choice(sorted(KINDS))))
    upload = {"kind": kind, "file": (io.BytesIO(sent), "x.xlsx" if sheet else "x.csv")}
    came = _through(client, client.post("/take-in/", data=upload), chance)
    if came != "taken in":
        assert rows_of(watching) == before, f"{came}, and yet something changed"
    return f"page, {'workbook' if sheet else how}: {came}"


def _through(client: FlaskClient, answer: TestResponse, chance: random.Random) -> str:
    if answer.status_code != 303:
        assert (answer.status_code, "error-summary" in answer.text) == (422, True)
        return "refused at upload"
    columns = client.get(answer.location)
    preview = answer.location.removesuffix("/columns")
    found = re.findall(r'<select[^>]*name="([^"]+)"(.*?)</select>', columns.text, re.S)
    chosen = {name: re.findall(r'value="([^"]*)" selected', options) for name, options in found}
    sent = client.post(answer.location, data={name: places[0] for name, places in chosen.items() if places})
    if sent.status_code == 422:
        return "refused at columns"
    seen = client.get(preview)
    assert (sent.status_code, seen.status_code) == (303, 200)
    assert client.get(preview + "?format=csv").status_code == 200
    mark = re.search(r'name="fingerprint" value="([^"]*)"', seen.text)
    taken = client.post(preview + "/take", data={"fingerprint": mark[1] if mark else ""})
    if mark is None:
        assert taken.status_code == (303 if "nothing to take in" in seen.text else 422)
        return "nothing new" if taken.status_code == 303 else "faults shown"
    assert taken.status_code == 303, "what the preview showed was not done"
    if chance.random() < 0.5:
        return "taken in"
    assert client.post(preview + "/undo").status_code == 303
    return "undone"


def put(files: dict[str, bytes], chance: random.Random, folder: Path) -> tuple[str, Path]:
    """What was damaged, and the file or folder to take in."""
    for old in folder.iterdir():
        old.unlink()
    how = chance.choice(("cells", "cells", "values", "encoding", "giant cell", "workbook"))
    if how == "workbook":
        (folder / "book.xlsx").write_bytes(workbook(files, chance))
        return how, folder / "book.xlsx"
    hit = chance.choice(sorted(files))
    for name, content in files.items():
        (folder / name).write_bytes(DAMAGE[how](content, chance) if name == hit else content)
    return how, folder


def greg_in_a_browser() -> FlaskClient:
    """The administrator, signed in; a fault of the program raises instead of making a page."""
    app = create_app(Settings())
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    client = app.test_client()
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    assert client.post("/sign-in", data={"username": "greg", "password": DEMONSTRATION_PASSWORD}).status_code == 303
    return client


def tried(count: int, data: Path, *, first: int = 0) -> Counter[str]:
    """How many of each kind were taken in or refused, on the database in `data`."""
    came: Counter[str] = Counter()
    with (
        patch.dict(os.environ, Installation(data).environment()),
        tempfile.TemporaryDirectory() as name,
        sqlite3.connect(data / "fairload.db") as watching,
    ):
        with Installation(data).session() as session:
            files = originals(session, Path(name))
        folder = Path(name) / "in"
        folder.mkdir()
        client = greg_in_a_browser()
        for seed in range(first, first + count):
            if seed > first and not seed % 500:
                print(f"{seed - first} tried: {dict(came)}", file=sys.stderr, flush=True)
            chance = random.Random(seed)
            if not seed % 5:
                came[on_pages(client, files, chance, watching)] += 1
                continue
            how, source = put(files, chance, folder)
            before = watching.execute("PRAGMA data_version").fetchone()
            done = CliRunner().invoke(fairload, ["import", str(source)])
            untouched = watching.execute("PRAGMA data_version").fetchone() == before
            if done.exit_code == 2:
                assert untouched, f"seed {seed}: refused and yet stored"
                assert "nothing was stored" in done.stderr, f"seed {seed}: {done.stderr}"
            assert done.exit_code in (0, 2), f"seed {seed}: {done.stderr} {done.exception!r}"
            came[f"{how} {'refused' if done.exit_code else 'taken in'}"] += 1
    return came


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]  # how many, and the first seed when several processes share the work
    count, first_seed = [*numbers, *(10_000, 0)[len(numbers) :]]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # no line for each page
    with tempfile.TemporaryDirectory() as place:
        Installation(Path(place)).filled()
        thinned(Path(place))
        print(dict(tried(count, Path(place), first=first_seed)))
