"""E-mails through a real mail server on this machine: by day, once, and without a private word."""

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine
from sqlmodel import Session, select

from scheduler.messages import MOST_ATTEMPTS, is_quiet, send_due
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import person, person_id
from workload.records.messages import mark_read, messages_of, write_message
from workload.settings import Settings
from workload.tables.accounts import Account
from workload.tables.messages import Message
from workload.vocabulary import MailChoice, MailState, MessageKind

ZONE = ZoneInfo("America/Yellowknife")


class Mailbox:
    """Keeps what arrives; refuses every recipient while `refuses` is set."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []
        self.refuses = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuses:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append((envelope.rcpt_tos[0], envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


@pytest.fixture
def mail(settings: Settings, mailbox: tuple[Mailbox, int]) -> Settings:
    more = {"smtp_host": "127.0.0.1", "smtp_port": mailbox[1], "smtp_tls": "none", "smtp_from": "fairload@example.org"}
    return settings.model_copy(update=more | {"web_address": "https://fairload.example.org"})


@pytest.fixture
def box(mailbox: tuple[Mailbox, int]) -> Mailbox:
    return mailbox[0]


def at(hour: int, days: int = 0) -> datetime:
    """An hour of the territory, some days after the Monday of the seed."""
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, tzinfo=ZONE) + timedelta(days=days)


def tell(session: Session, given_name: str, moment: datetime, *, urgent: bool = False) -> Message:
    """One message to somebody with an address, written at a moment."""
    one = person(session, given_name)
    one.email = f"{given_name.lower()}@example.org"
    kind = MessageKind.cover_asked if urgent else MessageKind.leave_granted
    write_message(session, [one.id or 0], kind, href="/cover/", urgent=urgent, away=person_id(session, "Céline"))
    session.flush()
    message = messages_of(session, one.id or 0)[0]
    message.created_at = moment
    session.commit()
    return message


def choose(session: Session, given_name: str, choice: MailChoice) -> None:
    account = session.exec(select(Account).where(Account.person_id == person_id(session, given_name))).one()
    account.mail_choice = choice
    session.commit()


def send(session: Session, settings: Settings, moment: datetime) -> int:
    sent = send_due(cast(Engine, session.get_bind()), settings, moment)
    session.expire_all()
    return sent


def test_an_e_mail_says_only_that_messages_wait(session: Session, mail: Settings, box: Mailbox) -> None:
    tell(session, "Joseph", at(8), urgent=True)
    assert send(session, mail, at(9)) == 1
    address, text = box.letters[0]
    assert address == "joseph@example.org"
    assert "https://fairload.example.org" in text
    for private in ("Céline", "Rabesc", "Whati", "sick", "leave", "cover", "=C3=A9line"):
        assert private.lower() not in text.lower().replace("auto-submitted", "")
    assert send(session, mail, at(9)) == 0


def test_one_e_mail_a_day_tells_of_everything(session: Session, mail: Settings, box: Mailbox) -> None:
    tell(session, "Amira", at(8))
    tell(session, "Amira", at(8))
    assert send(session, mail, at(9)) == 1
    tell(session, "Amira", at(10))
    assert send(session, mail, at(11)) == 0
    assert send(session, mail, at(9, days=1)) == 1
    assert len(box.letters) == 2


def test_whoever_wants_them_gets_each_at_once(session: Session, mail: Settings, box: Mailbox) -> None:
    choose(session, "Amira", MailChoice.at_once)
    choose(session, "Joseph", MailChoice.never)
    for hour in (9, 10):
        tell(session, "Amira", at(hour))
        tell(session, "Joseph", at(hour), urgent=True)
        send(session, mail, at(hour))
    assert [address for address, _ in box.letters] == ["amira@example.org"] * 2


def test_at_night_only_who_is_asked_to_cover_is_woken(session: Session, mail: Settings, box: Mailbox) -> None:
    choose(session, "Amira", MailChoice.at_once)
    quiet, asked = tell(session, "Amira", at(21)), tell(session, "Joseph", at(21), urgent=True)
    assert send(session, mail, at(22)) == 1
    assert [address for address, _ in box.letters] == ["joseph@example.org"]
    assert (asked.mail, quiet.mail) == (MailState.sent, MailState.waiting)
    assert send(session, mail, at(6, days=1)) == 0
    assert send(session, mail, at(7, days=1)) == 1
    assert is_quiet(mail, at(20))
    assert not is_quiet(mail, at(19))


def test_what_was_read_on_the_page_is_not_sent(session: Session, mail: Settings, box: Mailbox) -> None:
    message = tell(session, "Amira", at(8))
    mark_read([message])
    session.commit()
    assert send(session, mail, at(9)) == 0
    assert box.letters == []


def test_a_refused_letter_is_tried_again_and_given_up(session: Session, mail: Settings, box: Mailbox) -> None:
    message = tell(session, "Joseph", at(8), urgent=True)
    box.refuses, moment = True, at(9)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert send(session, mail, moment) == 0
        assert message.attempts == attempt
        assert send(session, mail, moment + timedelta(minutes=1)) == 0
        assert message.attempts == attempt
        moment += timedelta(hours=2 ** (attempt - 1), minutes=1)
    assert message.mail is MailState.failed


def test_a_server_that_is_away_costs_no_attempt(session: Session, mail: Settings, box: Mailbox) -> None:
    message = tell(session, "Joseph", at(8), urgent=True)
    away = mail.model_copy(update={"smtp_port": 9})
    assert send(session, away, at(9)) == 0
    assert (message.mail, message.attempts) == (MailState.waiting, 0)
    assert send(session, mail, at(9)) == 0
    assert send(session, mail, at(10)) == 1


def test_without_a_server_messages_stand_on_the_page(session: Session, settings: Settings) -> None:
    message = tell(session, "Amira", at(8))
    assert send(session, settings, at(9)) == 0
    assert message.mail is MailState.waiting
    assert [one.id for one in messages_of(session, message.person_id)] == [message.id]


def test_old_news_and_people_without_an_address_get_none(session: Session, mail: Settings, box: Mailbox) -> None:
    old, nowhere = tell(session, "Amira", at(8)), tell(session, "Joseph", at(8, days=4))
    person(session, "Joseph").email = ""
    session.commit()
    assert send(session, mail, at(9, days=4)) == 0
    assert (old.mail, nowhere.mail) == (MailState.unwanted, MailState.unwanted)
