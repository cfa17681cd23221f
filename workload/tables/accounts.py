"""Who may sign in, and as what."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, now, word_type
from workload.vocabulary import MailChoice, Role


class Account(SQLModel, table=True):
    """A sign-in of one person. The password is kept only as an Argon2 hash; `session_key` changes to end sessions.

    `factor_secret` is the sealed secret of the second factor, empty without one; `factor_step` the last time step whose
    code was used; `recovery_codes` SHA-256 of codes not yet used. `must_change` asks for a new password first.
    `provider_subject` names the person at the identity provider, once known.
    """

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
    must_change: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    factor_secret: str = Field(default="", max_length=300, sa_column_kwargs={"server_default": ""})
    factor_step: int | None = None
    recovery_codes: list[str] = json_list(sa_column_kwargs={"server_default": "[]"})
    provider_subject: str | None = Field(default=None, max_length=300)
    created_at: datetime = Field(default_factory=now)
    last_sign_in_at: datetime | None = None
