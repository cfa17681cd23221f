"""Reading pages in tests as a person does, and counting the questions they put to the database."""

import html
import re
from collections.abc import Callable
from typing import Any

import textstat
from sqlalchemy import event
from sqlmodel import Session
from werkzeug.test import TestResponse


def words(answer: TestResponse) -> str:
    """The text of a page that was found, without its tags; a number and its unit are joined by a plain space."""
    assert answer.status_code in (200, 422), answer.status_code
    return words_of(answer.text)


def words_of(page: str) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", " ", text)


def queries_of(session: Session, act: Callable[[], Any]) -> int:
    """How many statements `act` sends to the session's database."""
    return _counted(session.get_bind(), act)


def queries_on(engine: Any, act: Callable[[], Any]) -> int:
    """How many statements `act` sends to an engine, such as the application's."""
    return _counted(engine, act)


def _counted(engine: Any, act: Callable[[], Any]) -> int:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(sent)


def reading_grade(page: str) -> float:
    """The Flesch-Kincaid grade of a page's main part, its headings, labels and cells read as sentences."""
    main = re.sub(r"(?s).*<main[^>]*>|</main>.*", "", page)
    main = re.sub(r"(?s)<(script|svg|select).*?</\1>", " ", main)
    lines = [
        " ".join(line.split()) for line in re.split(r"</?(?:p|li|h1|h2|td|th|label|legend|div|button)[^>]*>", main)
    ]
    plain = [re.sub(r"<[^>]+>", "", line).strip() for line in lines]
    text = " ".join(line if line.endswith((".", "?", "!")) else line + "." for line in plain if line)
    return float(textstat.flesch_kincaid_grade(text))
