"""Who may sign in, and as what."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from workload.tables.base import now, word_type
from workload.vocabulary import MailChoice, Role


class Account(SQLModel, table=True):
    """A sign-in of one person. The password is kept only as an Argon2 hash; `session_key` changes to end sessions."""

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    username: str = Field(max_length=120, unique=True)
    password_hash: str = Field(max_length=200)
    role: Role = Field(sa_type=word_type(Role))
    locale: str = Field(default="en", max_length=5)
    mail_choice: MailChoice = Field(
        default=MailChoice.daily, sa_type=word_type(MailChoice), sa_column_kwargs={"server_default": "daily"}
    )
    active: bool = True
    session_key: str = Field(max_length=64)
    created_at: datetime = Field(default_factory=now)
    last_sign_in_at: datetime | None = None
