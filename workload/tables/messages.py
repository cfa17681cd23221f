"""Messages to people, which are also the queue of e-mails."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from workload.tables.base import json_object, now, word_type
from workload.vocabulary import MailState, MessageKind


class Message(SQLModel, table=True):
    """Something a person should know, written in the transaction of what happened. `values` are what its sentence
    needs (ids, days); `href` the page to act on. `mail` says whether an e-mail tells of it, `next_try_at` when."""

    __tablename__ = "message"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: MessageKind = Field(sa_type=word_type(MessageKind))
    values: dict[str, Any] = json_object()
    href: str = Field(default="", max_length=200)
    urgent: bool = False
    created_at: datetime = Field(default_factory=now)
    read_at: datetime | None = None
    mail: MailState = Field(default=MailState.waiting, sa_type=word_type(MailState), index=True)
    attempts: int = 0
    next_try_at: datetime | None = None
    sent_at: datetime | None = None
