"""`python -m tests.faults.disk_full 5`: a small disk is filled to its end while people and commands write.

Needs the right to mount a small disk in memory (root in a container). Whatever was acknowledged is there; whatever was
not says so; no file is there by half; when there is room again everything goes on without a restart.
"""

import re
import subprocess
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import col, select

from tests.faults.processes import Installation, Visitor
from tests.workload.exchange.test_balance_files import CASES, OFFICERS
from tests.workload.exchange.test_relief_files import GOOD
from workload.tables.concerns import Concern

SIZE_MB = 32
PAGES = 20  # forms sent on the full disk; one line may send thirty an hour


@contextmanager
def small_disk() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def fill(folder: Path) -> Path:
    """A file that takes what is left, to the last block."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(1 << 16))
        except OSError:
            return filler


def tell(visitor: Visitor) -> tuple[str, int, str]:
    """Text told, status, page."""
    text = f"Told {uuid.uuid4().hex} " + "and more " * 300
    answer = visitor.send(
        "/tell-us/form", {"what_happened": text.strip(), "naming": "anonymous", "form_key": uuid.uuid4().hex}
    )
    return text.strip(), answer.status_code, answer.text


def write_files(place: Installation, source: Path) -> dict[str, str]:
    """What each command that writes a file says when there is no room for it."""
    target = place.folder
    commands = {
        "backup": ["backup", str(target / "all.fairload")],
        "export": ["export", str(target / "files")],
        "balance": ["balance", str(source), "--out", str(target / "plan.csv"), "--seconds", "1"],
        "relief": ["relief", str(source), "--out", str(target / "relief"), "--seconds", "1"],
    }
    before = {path: path.read_bytes() for path in results(target)}
    said = {}
    for name, words in commands.items():
        done = place.command(*words)
        assert done.returncode == 1, (name, done)
        assert "Traceback" not in done.stderr, done.stderr
        assert "No space left on device" in done.stderr, (name, done.stderr)
        said[name] = done.stderr.strip().splitlines()[-1]
    assert {path: path.read_bytes() for path in results(target)} == before, "a file is there by half"
    return said


def results(target: Path) -> list[Path]:
    """Files of commands, and temporary files left lying."""
    others = re.compile(r"fairload\.db|filler|said|secret")
    return [path for path in target.rglob("*") if path.is_file() and not others.match(path.name)]


def tried(rounds: int) -> Counter[str]:
    came: Counter[str] = Counter()
    with small_disk() as disk, tempfile.TemporaryDirectory() as name:
        source = Path(name)
        for file, content in ({"cases.csv": CASES, "officers.csv": OFFICERS} | GOOD).items():
            (source / file).write_text(content, "utf-8")
        place = Installation(disk).filled()
        try:
            for _ in range(rounds):
                web = place.web()
                kept: list[str] = []
                visitor = Visitor(place.url)
                kept += [tell(visitor)[0]]
                filler = fill(disk)
                for _page in range(PAGES):
                    text, status, page = tell(visitor)
                    assert status in (200, 503), place.said()[-3000:] + page[:100]
                    came[{200: "stored", 503: "refused in words"}[status]] += 1
                    kept += [text] if status == 200 else []
                    assert status != 503 or text in page, "what was typed is not in the page"
                came["commands refused in words"] += len(write_files(place, source))
                assert place.status("/health") == 200
                filler.unlink()
                text, status, _page_text = tell(Visitor(place.url))
                assert status == 200, f"it does not go on when there is room: {status} {place.said()[-2000:]}"
                came["went on"] += 1
                wanted = [*kept, text]
                with place.session() as session:
                    rows = session.exec(select(Concern.what_happened).where(col(Concern.what_happened).in_(wanted)))
                    found = Counter(rows.all())
                assert set(found.values()) == {1}
                assert len(found) == len(wanted)
                sound = place.command("check")
                assert sound.returncode == 0, sound.stderr
                web.kill()
                web.wait()
        finally:
            place.close()
    return came


if __name__ == "__main__":
    print(dict(tried(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
