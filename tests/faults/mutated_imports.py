"""`python -m tests.faults.mutated_imports 10000`: files and workbooks of a territory, damaged at random, taken in.

Damage is that of `mutated_files`, and besides: other encodings, giant cells, workbooks with damaged bytes, archives
that unpack to far more than they weigh. `fairload import` takes a file in or refuses it in sentences; refused, the
database is untouched; there is never a trace of the program.
"""

import csv
import io
import os
import random
import sqlite3
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from click.testing import CliRunner
from openpyxl import Workbook
from sqlmodel import Session

from tests.faults.mutated_files import damaged
from tests.faults.processes import Installation
from web.commands import fairload
from workload.exchange.territory_files import export_territory
from workload.settings import Settings

ROWS = 12  # of each file
BOMB_MB = 400  # unpacked; its archive is a thousandth of that


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
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        hit = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if kind == "part" and name == hit else part)
        if kind == "bomb":
            new.writestr("xl/worksheets/bomb.xml", b"0" * (BOMB_MB * 1_000_000))
    return changed.getvalue()


def put(files: dict[str, bytes], chance: random.Random, folder: Path) -> tuple[str, Path]:
    """What was damaged, and the file or folder to take in."""
    for old in folder.iterdir():
        old.unlink()
    how = chance.choice(("cells", "cells", "cells", "encoding", "giant cell", "workbook"))
    if how == "workbook":
        (folder / "book.xlsx").write_bytes(workbook(files, chance))
        return how, folder / "book.xlsx"
    damage = {"cells": damaged, "encoding": other_encoding, "giant cell": giant_cell}[how]
    hit = chance.choice(sorted(files))
    for name, content in files.items():
        (folder / name).write_bytes(damage(content, chance) if name == hit else content)
    return how, folder


def tried(count: int, data: Path, *, first: int = 0) -> Counter[str]:
    """How many of each kind were taken in or refused, on the database in `data`."""
    os.environ |= Installation(data).environment()
    came: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name, sqlite3.connect(data / "fairload.db") as watching:
        with Installation(data).session() as session:
            files = originals(session, Path(name))
        folder = Path(name) / "in"
        folder.mkdir()
        for seed in range(first, first + count):
            how, source = put(files, random.Random(seed), folder)
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
    with tempfile.TemporaryDirectory() as place:
        Installation(Path(place)).filled()
        print(dict(tried(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, Path(place))))
