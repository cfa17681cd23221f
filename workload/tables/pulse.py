"""The pulse: rounds, who has answered, and how many answers of each kind. No table holds an answer of anybody."""

from datetime import date

from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, word_type
from workload.vocabulary import HowOften, PulseQuestion


class PulseRound(SQLModel, table=True):
    """Some of the questions, asked of every officer up to and including `closes_on`. `asked` is how many there were."""

    __tablename__ = "pulse_round"

    id: int | None = Field(default=None, primary_key=True)
    opened_on: date = Field(unique=True)
    closes_on: date
    questions: list[str] = json_list()
    asked: int


class PulseAsked(SQLModel, table=True):
    """This person is asked in this round, and whether they have answered: nothing but that, not when. The rows of a
    round are all there from its first day, so that they do not lie in the order in which people answer."""

    __tablename__ = "pulse_asked"

    round_id: int = Field(foreign_key="pulse_round.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    answered: bool = False


class PulseCount(SQLModel, table=True):
    """How many people gave an answer to a question of a round. A round's rows are all there from its first day."""

    __tablename__ = "pulse_count"

    round_id: int = Field(foreign_key="pulse_round.id", primary_key=True)
    question: PulseQuestion = Field(sa_type=word_type(PulseQuestion), primary_key=True)
    answer: HowOften = Field(sa_type=word_type(HowOften), primary_key=True)
    people: int = 0
