"""What runs beside the tests: the container file names what exists, and the audit of packages says what it found."""

import re
from pathlib import Path

from flask import Flask

from tests.fixtures.known_weaknesses import verdict
from web.commands import COMMANDS

ROOT = Path(__file__).parents[2]
CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")


def test_the_container_copies_and_starts_what_exists(app: Flask) -> None:
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.M):
        assert [name for name in line.split() if not (ROOT / name).exists()] == []
    packages = re.search(r"packages = \[(.+)\]", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert packages is not None
    copied = set(re.findall(r"^COPY (\w+) \w+$", CONTAINER, re.M))
    assert copied == {name.strip(' "') for name in packages[1].split(",")}
    start = CONTAINER.split("\nCMD ")[1]
    assert set(re.findall(r"fairload (\w+)", start)) == {"setup", "serve"} <= set(COMMANDS)
    asked = re.search(r"http://127\.0\.0\.1:8000(/\w+)", CONTAINER.split("HEALTHCHECK")[1])
    assert asked is not None
    assert asked[1] in {rule.rule for rule in app.url_map.iter_rules()}
    for module in re.findall(r"python -m (web[\w.]+)", CONTAINER):
        assert (ROOT / (module.replace(".", "/") + ".py")).exists()


def test_the_container_runs_as_nobody_special() -> None:
    last = CONTAINER.split("\nFROM ")[-1]
    assert CONTAINER.count("\nFROM ") == 2, "built in one stage, run in another"
    assert re.search(r"^USER \d{4,}$", last, re.M)
    assert "pip" not in last
    assert not re.search(r"(?i)password|secret|token", CONTAINER)


def test_an_audit_tells_weak_from_well_and_unreached() -> None:
    well = {"name": "flask", "version": "3.1", "vulns": []}
    weak = {"name": "old", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
    lost = {"name": "ours", "skip_reason": "Dependency not found on PyPI"}
    assert verdict({"dependencies": [well, lost]}) == (
        0,
        "1 packages looked up, 0 known weaknesses.\nNot known there: ours",
    )
    assert verdict({"dependencies": [well, weak]})[0] == 1
    assert "old 1.0: PYSEC-1, mended in 1.1" in verdict({"dependencies": [weak]})[1]
    assert verdict({"dependencies": [lost]}) == (None, "Dependency not found on PyPI")
