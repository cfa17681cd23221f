"""The page about the structure names what is there, and what is there is named."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PACKAGES = ("workload", "scheduler", "web", "seed_data")


def test_every_file_named_on_the_page_exists() -> None:
    named = set(re.findall(r"`((?:workload|scheduler|web|templates|seed_data|tests|benchmarks|docs)/[\w./-]+)`", PAGE))
    assert named, "the page names no file"
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_folder_of_code_is_on_the_page() -> None:
    folders = {
        path.parent.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if path.read_text(encoding="utf-8").strip() and "migrations/versions" not in path.as_posix()
    }
    assert [folder for folder in sorted(folders) if f"`{folder}/`" not in PAGE] == []


def test_decisions_are_listed_in_their_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in folder.glob("0*.md") if page.name not in index] == []
