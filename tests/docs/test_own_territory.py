"""A territory of one's own, started as docs/operate.md says: the files and commands are read from the page."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session

from web import create_app
from web.commands import fairload
from workload.database import connect
from workload.records.loads import load_of
from workload.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "operate.md"
FILES = ("regions", "places", "communities", "staff", "served", "cover_ways", "cases")


def steps() -> tuple[list[str], list[str]]:
    """The commands of the section without their remarks, and the contents of the files in their order."""
    section = PAGE.read_text("utf-8").split("## Starting with your own territory")[1].split("\n## ")[0]
    blocks = [
        "\n".join(line[4:] for line in block.splitlines()) for block in re.findall(r"(?:^    .*\n)+", section, re.M)
    ]
    commands = [line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line[:8] == "fairload"]
    return commands, [block + "\n" for block in blocks if not block.startswith("fairload")]


def test_the_documented_start_ends_at_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FAIRLOAD_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FAIRLOAD_TODAY", "2026-11-16")
    commands, contents = steps()
    outputs = []
    for command in commands:
        if command == "fairload import start":
            for name, content in zip(FILES, contents, strict=True):
                header = (Path("start") / f"{name}.csv").read_text("utf-8").strip().split(",")
                assert set(content.splitlines()[0].split(",")) <= set(header)
                (Path("start") / f"{name}.csv").write_text(content, "utf-8")
        outputs.append(CliRunner().invoke(fairload, command.split()[1:]))
        assert outputs[-1].exit_code == 0, outputs[-1].output
    settings = Settings()
    app = create_app(settings)
    app.config.update(WTF_CSRF_ENABLED=False)
    password = outputs[-1].output.split(": ")[-1].strip()
    answer = app.test_client().post("/sign-in", data={"username": "it", "password": password})
    assert answer.status_code == 303
    engine = connect(settings.address)
    with Session(engine) as session:
        ana = load_of(session, 1, settings.current_day(), settings.current_day())
    engine.dispose()
    assert ana is not None
    assert (ana.counts.cases, ana.counts.hours > 2) == (2, True)
