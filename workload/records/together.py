"""Two people at once, and the same form twice: what keeps the second from undoing or doubling the first."""

from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from workload.tables.sent_forms import SentForm


class SentTwice(Exception):
    """The same form was taken in the same moment by another thread or process."""


def as_seen(session: Session, row: SQLModel, *names: str) -> bool:
    """Hold a row until the transaction ends, if these columns still have the values that were read; `row` then shows
    what is stored. False when somebody else changed them meanwhile: one conditional UPDATE, so that of two people in
    the same moment one waits for the other and then sees what the other did."""
    table: Any = type(row)
    seen = {name: getattr(row, name) for name in names}
    unchanged = [getattr(table, name).is_not_distinct_from(value) for name, value in seen.items()]
    hold = update(table).where(table.id == cast(Any, row).id, *unchanged).values(**seen)
    held = cast(CursorResult[Any], session.execute(hold, execution_options={"synchronize_session": False}))
    session.refresh(row)
    return held.rowcount == 1


def answer_to(session: Session, digest: str) -> str | None:
    """The address that answered these bytes before; None when they are new."""
    kept = session.get(SentForm, digest)
    return kept.answer if kept is not None else None


def take_once(session: Session, digest: str, today: date) -> SentForm:
    """Claim these bytes for this transaction; SentTwice when another one has them."""
    kept = SentForm(digest=digest, day=today)
    session.add(kept)
    try:
        session.flush()
    except IntegrityError as met:
        raise SentTwice from met
    return kept
