"""Training done."""

from datetime import date

from sqlmodel import Field, SQLModel

from workload.tables.base import word_type
from workload.vocabulary import Course


class TrainingRecord(SQLModel, table=True):
    """A person completed a course on a day."""

    __tablename__ = "training_record"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    course: Course = Field(sa_type=word_type(Course), primary_key=True)
    completed_on: date = Field(primary_key=True)
