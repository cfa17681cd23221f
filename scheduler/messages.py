"""E-mails that say that messages wait, and nothing of what they are about.

The table `message` is the outbox: a row is written with what happened and its e-mail is sent later. An e-mail is
sent at most once too often (when the process dies between sending and noting it), never lost.
"""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from itertools import groupby
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Engine
from sqlmodel import Session

from workload.records.messages import WaitingMail, last_ordinary_mail, waiting_mail
from workload.settings import Settings
from workload.tables.messages import Message
from workload.vocabulary import MailChoice, MailState, MessageKind

STALE = timedelta(days=3)  # an e-mail about something older tells nobody anything
MOST_ATTEMPTS = 5
PATIENCE_SECONDS = 20
SERVER_AWAY = timedelta(minutes=5)

SUBJECTS = {
    True: "Fairload: a message needs your answer today / un message attend votre réponse aujourd’hui",
    False: "Fairload: messages wait for you / des messages vous attendent",
}
BODY = """{count} message(s) in Fairload. Sign in to read: {address}
You choose on the page of your messages how often such an e-mail comes.

{count} message(s) dans Fairload. Ouvrez une session pour lire : {address}
Vous choisissez sur la page de vos messages la fréquence de ces courriels.
"""

log = structlog.get_logger()


@dataclass(frozen=True)
class Letter:
    """One e-mail to one person about one or several messages."""

    address: str
    urgent: bool
    messages: tuple[Message, ...]


def send_due(engine: Engine, settings: Settings, at: datetime) -> int:
    """Send the e-mails that are due at a moment; how many were sent. Without a mail server nothing happens.

    A letter that the server refuses is tried again after 1, 2, 4 and 8 hours and then given up; while the server
    cannot be reached nothing counts as an attempt.
    """
    if not settings.smtp_host:
        return 0
    with Session(engine) as session:
        letters = letters_due(session, settings, at)
        session.commit()
        if not letters:
            return 0
        try:
            with _server(settings) as server:
                return sum(_send(session, server, settings, letter, at) for letter in letters)
        except (OSError, smtplib.SMTPException) as error:
            log.warning("mail_server_away", error=type(error).__name__)
            session.rollback()
            for letter in letters:
                for one in letter.messages:
                    if one.mail is MailState.waiting:
                        one.next_try_at = max(one.next_try_at or at, at + SERVER_AWAY)
            session.commit()
            return 0


def letters_due(session: Session, settings: Settings, at: datetime) -> list[Letter]:
    """What goes out now: by day what is urgent, and others as each person chose; at night only who is asked to cover
    for somebody off sick.

    Messages for which no e-mail is wanted, or possible, or useful any more are marked so.
    """
    found = []
    for person_id, group in groupby(waiting_mail(session, at), key=lambda one: one.message.person_id):
        waiting = list(group)
        wanted = [one for one in waiting if _still_wanted(one, at)]
        for one in waiting:
            if one not in wanted:
                one.message.mail = MailState.unwanted
        urgent = tuple(one.message for one in wanted if one.message.urgent and _may_wake(one.message, settings, at))
        ordinary = tuple(one.message for one in wanted if not one.message.urgent)
        if urgent:
            found.append(Letter(wanted[0].address, True, urgent))
        if ordinary and _may_send(wanted[0].choice, last_ordinary_mail(session, person_id), settings, at):
            found.append(Letter(wanted[0].address, False, ordinary))
    return found


def is_quiet(settings: Settings, at: datetime) -> bool:
    """Whether people are left alone at this moment, by the territory's clocks."""
    hour = at.astimezone(ZoneInfo(settings.timezone)).hour
    if settings.quiet_from <= settings.quiet_until:
        return settings.quiet_from <= hour < settings.quiet_until
    return hour >= settings.quiet_from or hour < settings.quiet_until


def _still_wanted(one: WaitingMail, at: datetime) -> bool:
    return bool(one.address) and one.choice is not MailChoice.never and at - one.message.created_at < STALE


def _may_wake(message: Message, settings: Settings, at: datetime) -> bool:
    return message.kind is MessageKind.cover_asked or not is_quiet(settings, at)


def _may_send(choice: MailChoice, last: datetime | None, settings: Settings, at: datetime) -> bool:
    if is_quiet(settings, at):
        return False
    zone = ZoneInfo(settings.timezone)
    told_today = last is not None and last.astimezone(zone).date() == at.astimezone(zone).date()
    return choice is MailChoice.at_once or not told_today


@contextmanager
def _server(settings: Settings) -> Iterator[smtplib.SMTP]:
    """A connection to the mail server; with TLS its certificate must be good."""
    where = (settings.smtp_host, settings.smtp_port)
    trusted = ssl.create_default_context()
    if settings.smtp_tls == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=PATIENCE_SECONDS, context=trusted)
    else:
        connection = smtplib.SMTP(*where, timeout=PATIENCE_SECONDS)
    with connection as server:
        if settings.smtp_tls == "starttls":
            server.starttls(context=trusted)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        yield server


def _send(session: Session, server: smtplib.SMTP, settings: Settings, letter: Letter, at: datetime) -> bool:
    """Send one letter and note it at once; False when the server refused it."""
    try:
        server.send_message(_email(settings, letter))
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        log.warning("mail_refused", error=type(error).__name__)
        _note_refusal(letter.messages, at)
        session.commit()
        return False
    for one in letter.messages:
        one.mail, one.sent_at, one.attempts = MailState.sent, at, one.attempts + 1
    session.commit()
    return True


def _note_refusal(messages: Sequence[Message], at: datetime) -> None:
    for one in messages:
        one.next_try_at = at + timedelta(hours=2**one.attempts)
        one.attempts += 1
        if one.attempts >= MOST_ATTEMPTS:
            one.mail = MailState.failed


def _email(settings: Settings, letter: Letter) -> EmailMessage:
    sender = settings.smtp_from or settings.smtp_user or f"fairload@{settings.smtp_host}"
    email = EmailMessage()
    email["From"], email["To"], email["Subject"] = sender, letter.address, SUBJECTS[letter.urgent]
    email["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or None)
    email["Auto-Submitted"] = "auto-generated"  # no machine answers a machine
    email.set_content(BODY.format(count=len(letter.messages), address=settings.web_address or "Fairload"))
    return email
