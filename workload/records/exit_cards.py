"""Exit cards as counts: one more answer, and the answers of some months."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from workload.tables.exit_cards import ExitCardCount
from workload.vocabulary import ExitQuestion, Said


@dataclass(frozen=True)
class CardCount:
    """Answers of one office in the month that begins on `month`: how many said yes, and how many answered."""

    office: str
    month: date
    question: ExitQuestion
    yes: int
    answered: int


def count_card(session: Session, *, office_id: str, today: date, answers: Mapping[ExitQuestion, Said]) -> None:
    """Add each answer to the count of this month. A question left out adds nothing."""
    for question, said in answers.items():
        key: dict[str, Any] = {
            "office_id": office_id,
            "month": today.replace(day=1),
            "question": question,
            "said": said,
        }
        if _one_more(session, key):
            continue
        try:
            with session.begin_nested():
                session.add(ExitCardCount(**key, count=1))
        except IntegrityError:  # somebody else's card was the first of the month at the same moment
            _one_more(session, key)


def card_counts(session: Session, first_month: date, last_month: date) -> list[CardCount]:
    """Answers by office, month and question, from one first day of a month to another, both included."""
    yes, answered = Counter[tuple[str, date, ExitQuestion]](), Counter[tuple[str, date, ExitQuestion]]()
    query = select(ExitCardCount).where(col(ExitCardCount.month) >= first_month, col(ExitCardCount.month) <= last_month)
    for row in session.exec(query):
        key = (row.office_id, row.month, row.question)
        answered[key] += row.count
        yes[key] += row.count if row.said is Said.yes else 0
    return [CardCount(*key, yes[key], count) for key, count in sorted(answered.items())]


def _one_more(session: Session, key: Mapping[str, Any]) -> bool:
    """Counted in the database, so that two cards at once are two; False when there is no count yet."""
    found: CursorResult[tuple[()]] = session.execute(  # type: ignore[assignment]
        update(ExitCardCount).filter_by(**key).values(count=ExitCardCount.count + 1)
    )
    return found.rowcount > 0
