"""A year of the offices' life."""

from sqlmodel import Session

from seed_data.shift import Shift


def add_year(session: Session, ids: dict[str, int], cases: dict[str, int], shift: Shift) -> None:
    session.flush()
