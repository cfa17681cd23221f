"""The exit card after a contact: two answers, kept as counts and never as a card."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import word_type
from workload.vocabulary import ExitQuestion, Said


class ExitCardCount(SQLModel, table=True):
    """How often one answer was given to one question about one office in the month that begins on `month`.

    There is no row of a card, so that the two answers of one person are not kept together, and no day or time.
    """

    __tablename__ = "exit_card_count"
    __table_args__ = (CheckConstraint("count > 0", name="count"),)

    office_id: str = Field(foreign_key="office.id", primary_key=True)
    month: date = Field(primary_key=True)
    question: ExitQuestion = Field(sa_type=word_type(ExitQuestion), primary_key=True)
    said: Said = Field(sa_type=word_type(Said), primary_key=True)
    count: int
