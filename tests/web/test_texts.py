"""Every text of every page is there in French, and no text goes round the translation."""

import contextlib
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from jinja2 import Environment

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NAMES = {"Fairload"}
PLACES = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every text that code and templates give to the translation, collected as `make texts` does."""
    found = tmp_path_factory.mktemp("texts") / "messages.pot"
    with contextlib.chdir(ROOT):
        CommandLineInterface().run(["pybabel", "-q", "extract", "-F", "babel.cfg", "-k", "_l", "-o", str(found), "."])
    with found.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def french() -> Catalog:
    with (ROOT / "web/translations/fr/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="fr")


def test_every_text_is_in_the_french_catalogue(french: Catalog, texts: Catalog) -> None:
    assert len(texts) > 100
    missing = [message.id for message in texts if message.id and french.get(message.id) is None]
    assert missing == [], "run `make texts`, then translate"


def test_no_text_is_untranslated_or_only_guessed(french: Catalog) -> None:
    wanting = []
    for message in french:
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(strings):
            wanting.append(message.id)
    assert wanting == []


def test_translations_keep_the_places_for_values(french: Catalog) -> None:
    for message in french:
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(PLACES.findall(sources[-1]))
        for string in strings:
            extra = set(PLACES.findall(string)) ^ wanted
            assert extra <= {"num"}, f"{message.id!r}: {extra}"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_words_stand_in_a_template_untranslated(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    source = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", source, flags=re.DOTALL)
    pieces = Environment(autoescape=True).lex(source)
    text = "".join(value if kind == "data" else "¦" for _line, kind, value in pieces)
    labels = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
    words = re.sub(r"<[^>]*>", "\n", text) + "\n".join(labels)
    left = [word for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"&[a-z]+;", "", words)) if word not in NAMES]
    assert left == []
