"""The glossary and the code use the same words."""

import enum
import re
from pathlib import Path

from workload import vocabulary

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def our_enums() -> list[type[enum.StrEnum]]:
    return [
        thing
        for thing in vars(vocabulary).values()
        if isinstance(thing, type) and issubclass(thing, enum.StrEnum) and thing is not enum.StrEnum
    ]


def test_every_word_of_the_vocabulary_is_explained() -> None:
    missing = [
        f"{words.__name__}.{word.value}"
        for words in our_enums()
        for word in words
        if not re.search(rf"\b{re.escape(word.value)}\b", GLOSSARY)
    ]
    assert missing == []


def test_members_are_named_like_their_values() -> None:
    assert [word for words in our_enums() for word in words if word.name != word.value] == []


def test_every_code_name_in_the_glossary_exists() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("workload", "scheduler")
        for path in (ROOT / folder).rglob("*.py")
    )
    names = set(re.findall(r"`([A-Za-z_]+)(?:\.[a-z_]+)?`", GLOSSARY)) - {"code"}
    missing = [name for name in sorted(names) if not re.search(rf"(class|def) {name}\b", sources)]
    assert missing == []
