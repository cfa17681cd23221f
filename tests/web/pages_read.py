"""Reading pages in tests as a person does, and counting the questions they put to the database."""

import html
import re
from collections.abc import Callable
from typing import Any

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
