"""The gap board by day: which office lacks whom on which day, why, and a link to act."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.gaps import gather_days, office_day, office_week
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person

SignIn = Callable[[str], FlaskClient]


def send_on_leave(session: Session, status: str = "granted") -> LeaveRequest:
    celine = session.exec(select(Person.id).where(Person.given_name == "Céline")).one()
    leave = LeaveRequest(
        person_id=celine,
        kind="annual",
        first_day=date(2026, 12, 2),
        last_day=date(2026, 12, 3),
        hours=15,
        status=status,
    )
    session.add(leave)
    session.commit()
    return leave


def rows(client: FlaskClient, day: str) -> dict[tuple[str, str], list[str]]:
    lines = client.get(f"/gaps/days?day={day}&format=csv").get_data(as_text=True).strip().splitlines()
    return {(one[0], one[1]): one[2:] for one in (line.split(",") for line in lines)}


def test_a_day_nobody_answers_stands_alone(sign_in: SignIn, session: Session) -> None:
    send_on_leave(session)
    found = rows(sign_in("helen"), "2026-11-30")
    assert float(found["Whatì", "2026-12-02"][1]) > 0
    assert found["Whatì", "2026-12-02"][2].startswith("L")
    assert float(found["Whatì", "2026-12-01"][1]) == 0
    assert ("Whatì", "2026-12-04") not in found  # the community's own day off
    said = words(sign_in("helen").get("/gaps/days?day=2026-11-30"))
    assert "Nobody answers for some of the work at Whatì (2 days)" in said
    assert "closed" in said


def test_days_hold_the_same_hours_as_their_week(session: Session) -> None:
    monday, sunday = date(2026, 12, 7), date(2026, 12, 13)
    facts = gather_days(session, MONDAY, monday, sunday)
    for office in ("whati", "yellowknife", "inuvik"):
        days = [office_day(facts, office, date(2026, 12, 7 + n)) for n in range(5)]
        week = office_week(facts, office, monday).gap
        assert sum(one.needed for one in days) == pytest.approx(week.needed)
        assert sum(one.short for one in days) >= week.short - 1e-6


def test_the_cell_leads_to_the_leave_and_to_whoever_could_cover(sign_in: SignIn, session: Session) -> None:
    leave = send_on_leave(session)
    page = sign_in("helen").get("/gaps/whati/2026-12-02")
    assert f'href="/cover/leave/{leave.id}"' in page.get_data(as_text=True)
    assert "Ask somebody to cover for Céline Rabescà" in words(page)
    assert "Who could" in words(page)
    waiting = send_on_leave(session, "asked")
    page = sign_in("helen").get("/gaps/whati/2026-12-02")
    assert f'href="/leave/requests/{waiting.id}"' in page.get_data(as_text=True)


@pytest.mark.parametrize("day", ["x", "1990-01-01", "2099-12-31"])
def test_a_made_up_day_is_not_found(sign_in: SignIn, day: str) -> None:
    assert sign_in("helen").get(f"/gaps/days?day={day}").status_code == 404


def test_a_region_sees_its_own_offices(sign_in: SignIn) -> None:
    assert "Whatì" not in words(sign_in("patricia").get("/gaps/days"))
    assert "Whatì" in words(sign_in("helen").get("/gaps/days"))
    assert sign_in("celine").get("/gaps/days").status_code == 403
