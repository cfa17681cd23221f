"""`python -m tests.faults.upgraded`: the first release and this one as wheels; upgraded and taken back as
docs/operate.md says, with pages opened at each step. Needs the history of the repository and a package index.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.faults.processes import DAY, ROOT, Visitor, free_port, kill, until

FIRST_RELEASE = "390697e"  # 0.1.0, tables of revision 0001
PAGES = ("/my-work", "/leave/", "/my/cases", "/concerns/", "/thanks/")


def wheel(commit: str, folder: Path) -> Path:
    """The wheel of a commit, built in a clone."""
    run("git", "clone", "-q", str(ROOT), str(folder))
    run("git", "-C", str(folder), "checkout", "-q", commit)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    for words in (("web.look.build",), ("build", "--wheel", "--no-isolation")):
        run(sys.executable, "-m", *words, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)})
    return next((folder / "dist").glob("*.whl"))


def run(*words: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, f"{words}: {done.stdout[-2000:]} {done.stderr[-2000:]}"
    return done.stdout + done.stderr


@dataclass
class Box:
    """One machine: an environment of its own, and the data beside it."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
        own = {"DATA_DIR": str(self.data), "TODAY": DAY, "DEMONSTRATION": "true"}
        return ours | {f"FAIRLOAD_{name}": value for name, value in own.items()}

    def install(self, package: Path) -> None:
        run(str(self.folder / "venv" / "bin" / "pip"), "install", "-q", str(package))

    def fairload(self, *words: str) -> str:
        return run(str(self.folder / "venv" / "bin" / "fairload"), *words, cwd=self.folder, env=self.environment())

    @contextmanager
    def served(self) -> Iterator[Visitor]:
        """Somebody signed in to the running service; it is stopped in the end."""
        port, command = free_port(), str(self.folder / "venv" / "bin" / "fairload")
        with (self.folder / "said.log").open("ab") as log:
            words = [command, "serve", "--port", str(port)]
            process = subprocess.Popen(words, cwd=self.folder, env=self.environment(), stdout=log, stderr=log)
        try:
            yield Visitor(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            if not until(lambda: process.poll() is not None, seconds=60):
                kill(process)

    def opens(self) -> int:
        """Pages that an officer opens."""
        with self.served() as visitor:
            up = until(lambda: answers(visitor), seconds=300, pause=0.5)
            assert up, (self.folder / "said.log").read_text()[-2000:]
            visitor.signed_in("celine")
            found = {page: visitor.http.get(visitor.url + page).status_code for page in PAGES}
        assert set(found.values()) == {200}, found
        return len(found)

    def exported(self, name: str) -> dict[str, bytes]:
        """What `fairload export` writes, by file."""
        self.fairload("export", str(self.folder / name))
        return {one.name: one.read_bytes() for one in (self.folder / name).iterdir()}


def answers(visitor: Visitor) -> bool:
    try:
        return visitor.http.get(f"{visitor.url}/sign-in").status_code == 200
    except httpx.TransportError:
        return False


def tried(folder: Path) -> None:
    old, new = wheel(FIRST_RELEASE, folder / "old"), wheel("HEAD", folder / "new")
    box, aside = Box(folder / "box"), folder / "aside"
    venv.create(folder / "box" / "venv", with_pip=True)
    box.install(old)
    box.fairload("setup", "--demonstration")
    print(f"{old.name}: {box.opens()} pages", flush=True)
    before = box.exported("before")
    shutil.copytree(box.data, aside)  # the first release has no backup: the stopped service's files
    box.install(new)
    box.fairload("setup")
    assert "sound" in box.fairload("check")
    print(f"{new.name}: {box.opens()} pages", flush=True)
    print(box.fairload("backup", str(folder / "new.fairload")).strip().rpartition("/")[2], flush=True)
    box.install(old)
    for file in box.data.glob("fairload.db*"):
        file.unlink()
    for file in aside.glob("fairload.db*"):
        shutil.copy2(file, box.data)
    assert box.exported("after") == before
    print(f"{old.name} again: {box.opens()} pages, the same export", flush=True)
    box.install(new)
    for file in box.data.glob("fairload.db*"):
        file.unlink()
    print(box.fairload("restore", str(folder / "new.fairload")).strip(), flush=True)
    print(f"{new.name} again, from its backup: {box.opens()} pages", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        tried(Path(place))
