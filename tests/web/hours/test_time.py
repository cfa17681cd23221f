"""Logging time: one tap a piece of work, one action an ordinary day, a tap a call, and all of it can be undone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.exchange.territory_files import export_territory
from workload.records.time_log import likely_activities, ordinary_day
from workload.tables.accounts import Account
from workload.tables.cases import Case
from workload.tables.time_log import PhoneTally, TimeLogEntry
from workload.vocabulary import Activity, Tier

SignIn = Callable[[str], FlaskClient]


def number(session: Session, username: str) -> int:
    return session.exec(select(Account.person_id).where(Account.username == username)).one()


def today_of(session: Session, person_id: int) -> list[TimeLogEntry]:
    session.expire_all()
    query = select(TimeLogEntry).where(TimeLogEntry.person_id == person_id, TimeLogEntry.day == MONDAY)
    return list(session.exec(query.order_by(TimeLogEntry.id)))


def test_an_ordinary_day_is_one_press(session: Session, sign_in: SignIn) -> None:
    celine, client = number(session, "celine"), sign_in("celine")
    usual = ordinary_day(session, celine, MONDAY)
    assert usual is not None
    assert usual.total > 120
    assert "Log an ordinary day" in words(client.get("/my-work"))
    assert client.post("/my/time/ordinary", data={"from": "home"}).location == "/my-work#time"
    lines = today_of(session, celine)
    assert {line.activity: line.minutes for line in lines} == usual.minutes
    assert all(line.ordinary_day for line in lines)
    client.post("/my/time/ordinary", data={"from": "home"})
    assert len(today_of(session, celine)) == len(lines), "pressed twice is one day"
    assert "Log an ordinary day" not in words(client.get("/my-work"))


def test_what_was_logged_today_is_taken_off_the_ordinary_day(session: Session, sign_in: SignIn) -> None:
    celine, client = number(session, "celine"), sign_in("celine")
    most, minutes = next(iter(ordinary_day(session, celine, MONDAY).minutes.items()))
    client.post("/my/time", data={"activity": most.value, "minutes": "15"})
    client.post("/my/time/ordinary")
    assert sum(line.minutes for line in today_of(session, celine) if line.activity is most) == max(15, minutes)


def test_an_ordinary_day_says_nothing_about_the_next(session: Session, sign_in: SignIn) -> None:
    celine = number(session, "celine")
    before = ordinary_day(session, celine, MONDAY + timedelta(days=1))
    sign_in("celine").post("/my/time/ordinary")
    session.expire_all()
    assert ordinary_day(session, celine, MONDAY + timedelta(days=1)) == before


def test_an_ordinary_day_is_no_line_of_the_exported_log(session: Session, sign_in: SignIn, tmp_path: Path) -> None:
    export_territory(session, tmp_path / "before", MONDAY)
    client = sign_in("celine")
    client.post("/my/time", data={"activity": "travel", "minutes": "120"})
    client.post("/my/time/ordinary")
    session.expire_all()
    export_territory(session, tmp_path / "after", MONDAY)
    before, after = ((tmp_path / name / "time_log.csv").read_text("utf-8").splitlines() for name in ("before", "after"))
    (added,) = set(after) - set(before)
    assert added.endswith("2026-11-16,travel,,120,")


def test_the_guess_follows_the_last_lines(session: Session, sign_in: SignIn) -> None:
    celine, client = number(session, "celine"), sign_in("celine")
    for _time in range(6):
        client.post("/my/time", data={"activity": "appeal", "minutes": "30"})
    session.expire_all()
    assert likely_activities(session, celine, 3)[0] is Activity.appeal


def test_a_tap_on_a_case_keeps_its_tier(session: Session, sign_in: SignIn) -> None:
    celine, client = number(session, "celine"), sign_in("celine")
    case = session.exec(select(Case).where(Case.officer_id == celine, Case.tier == Tier.complex)).first()
    answer = client.post("/my/time", data={"activity": "contact", "minutes": "60", "case": case.reference})
    assert answer.location == f"/cases/{case.reference}"
    (line,) = today_of(session, celine)
    assert (line.tier, line.case_id, line.minutes) == (Tier.complex, case.id, 60)
    other = session.exec(select(Case).where(Case.officer_id != celine, Case.closed_on.is_(None))).first()
    refused = client.post("/my/time", data={"activity": "contact", "minutes": "60", "case": other.reference})
    assert refused.status_code == 403


def test_each_line_and_the_whole_ordinary_day_can_be_undone(session: Session, sign_in: SignIn) -> None:
    celine, client = number(session, "celine"), sign_in("celine")
    client.post("/my/time", data={"activity": "travel", "minutes": "120"})
    client.post("/my/time/ordinary")
    tapped, *ordinary = today_of(session, celine)
    assert sign_in("amira").post(f"/my/time/{tapped.id}/undo").status_code == 303
    assert len(today_of(session, celine)) == 1 + len(ordinary), "a colleague cannot undo it"
    client.post(f"/my/time/{ordinary[0].id}/undo")
    assert [line.id for line in today_of(session, celine)] == [tapped.id]
    client.post(f"/my/time/{tapped.id}/undo")
    assert today_of(session, celine) == []


def test_calls_are_counted_a_tap_each(session: Session, sign_in: SignIn) -> None:
    celine, client = number(session, "celine"), sign_in("celine")
    for _call in range(3):
        client.post("/my/time/calls", data={"from": "home", "more": "1"})
    client.post("/my/time/calls", data={"less": "1"})
    assert session.get(PhoneTally, (celine, MONDAY)).calls == 2
    assert "2 calls today" in words(client.get("/my/time"))


def test_minutes_that_no_button_has_say_what_to_press(session: Session, sign_in: SignIn) -> None:
    client = sign_in("celine")
    for data in ({"activity": "contact", "minutes": "99999"}, {"activity": "golf", "minutes": "15"}):
        page = words(client.post("/my/time", data=data, follow_redirects=True))
        assert "There is a problem" in page
    assert today_of(session, number(session, "celine")) == []


def test_nobody_reads_the_log_of_another(sign_in: SignIn) -> None:
    for username in ("helen", "daniel", "greg"):
        assert sign_in(username).get("/my/time").status_code == 403
