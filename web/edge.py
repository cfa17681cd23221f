"""The edge between a request and the layers below: its session, its day, and who is asking."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g
from flask_login import current_user
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session
from werkzeug.routing import IntegerConverter, Map

from workload.database import connect, short_waits
from workload.records.together import take_once
from workload.settings import Settings
from workload.vocabulary import Role

Row = TypeVar("Row")


@dataclass(frozen=True)
class Viewer:
    """Who is signed in, and where they stand."""

    account_id: int
    person_id: int
    name: str
    role: Role
    office_id: str
    region_id: str
    locale: str


LARGEST_NUMBER = 2**31 - 1  # what a database keeps as the number of a row


class RowNumber(IntegerConverter):
    """The number of a row in an address; one that no row can have is an address we do not know."""

    def __init__(self, rules: Map, **options: Any) -> None:
        super().__init__(rules, max=LARGEST_NUMBER, **options)


def install(app: Flask, settings: Settings) -> None:
    app.url_map.converters["int"] = RowNumber
    app.extensions["settings"] = settings
    app.extensions["engine"] = connect(settings.address)
    app.teardown_appcontext(_close)


def settings() -> Settings:
    found_settings: Settings = current_app.extensions["settings"]
    return found_settings


def db() -> Session:
    """The request's session, for reading. It is closed, and anything unsaved rolled back, when the request ends."""
    if "session" not in g:
        g.session = Session(current_app.extensions["engine"])
    session: Session = g.session
    return session


@contextmanager
def saving() -> Iterator[Session]:
    """The request's session; what happens inside is committed at the end, or all of it rolled back.

    In a view that is `once`, what was sent is claimed first, and committed with it when the answer is known."""
    session, digest = db(), g.pop("digest", None)
    try:
        taken = take_once(session, digest, today()) if digest else None
        yield session
        if taken is None:
            session.commit()
        else:
            session.flush()
            session.expire_all()
            g.taken = taken
    except BaseException:
        session.rollback()
        raise


@contextmanager
def noting() -> Iterator[Session]:
    """The request's session, for what is noted as a page is only read: that it was seen. When the database cannot be
    written just now, or another window noted it in the same moment, the page opens all the same; the next look notes
    what is missing. What was not stored before is undone."""
    try:
        with short_waits(db()):
            yield db()
    except (DBAPIError, StaleDataError) as met:
        current_app.logger.warning("not noted that a page was seen: %s", type(met).__name__)


def today() -> date:
    """Today in the territory, or the day that FAIRLOAD_TODAY fixes."""
    return settings().current_day()


def me() -> Viewer:
    """The signed-in viewer. Only for views that need a sign-in, which `@action` guarantees."""
    viewer: Viewer = current_user.viewer
    return viewer


def found(row: Row | None) -> Row:
    """The row, or a kind «not found» page when there is none."""
    if row is None:
        abort(404)
    return row


def _close(_error: BaseException | None) -> None:
    session = g.pop("session", None)
    if session is not None:
        session.close()
