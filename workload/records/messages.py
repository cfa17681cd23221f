"""Messages: written with what happened, read on the page, and waiting for their e-mail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from workload.tables.accounts import Account
from workload.tables.base import now
from workload.tables.messages import Message
from workload.tables.people import Person
from workload.vocabulary import MailChoice, MailState, MessageKind

SHOWN = 50


@dataclass(frozen=True)
class WaitingMail:
    """A message that no e-mail has told of yet, to whom, and what that person chose."""

    message: Message
    address: str
    choice: MailChoice


def write_message(
    session: Session,
    person_ids: Iterable[int],
    kind: MessageKind,
    *,
    href: str,
    urgent: bool = False,
    row: Mapping[str, Any] | None = None,
    **values: Any,
) -> None:
    """Tell these people; goes out with the caller's transaction. `values` are plain: ids, ISO days, counts; `row`
    holds columns that are not as usual."""
    session.add_all(
        Message(person_id=one, kind=kind, values=values, href=href, urgent=urgent, **(row or {}))
        for one in sorted(set(person_ids))
    )


def messages_of(session: Session, person_id: int) -> list[Message]:
    """The newest messages of a person, newest first."""
    query = (
        select(Message)
        .where(Message.person_id == person_id)
        .order_by(col(Message.created_at).desc(), col(Message.id).desc())
        .limit(SHOWN)
    )
    return list(session.exec(query))


def count_unread(session: Session, person_id: int) -> int:
    query = select(func.count(col(Message.id))).where(Message.person_id == person_id, col(Message.read_at).is_(None))
    return int(session.exec(query).one())


def mark_read(messages: Sequence[Message]) -> None:
    """They stood on the page: nobody has to be sent an e-mail about them."""
    for one in messages:
        one.read_at = one.read_at or now()
        if one.mail is MailState.waiting:
            one.mail = MailState.unwanted


def waiting_mail(session: Session, at: datetime) -> list[WaitingMail]:
    """What e-mails should tell of now, by person, oldest first."""
    query = (
        select(Message, Person.email, Account.mail_choice)
        .join(Person, col(Person.id) == col(Message.person_id))
        .join(Account, col(Account.person_id) == col(Person.id))
        .where(
            Message.mail == MailState.waiting,
            col(Account.active),
            or_(col(Message.next_try_at).is_(None), col(Message.next_try_at) <= at),
        )
        .order_by(col(Message.person_id), col(Message.id))
    )
    return [WaitingMail(message, address, MailChoice(choice)) for message, address, choice in session.exec(query)]


def last_ordinary_mail(session: Session, person_id: int) -> datetime | None:
    """When a person was last sent an e-mail about something that was not urgent."""
    query = select(func.max(col(Message.sent_at))).where(Message.person_id == person_id, ~col(Message.urgent))
    return session.exec(query).one()
