"""Picking dates on the year strip: open, tight or no cover, week by week, without JavaScript."""

import re
from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient
from sqlmodel import Session, select

from scheduler.coverable_weeks import refresh_coverable_weeks
from tests.fixtures.territory import MONDAY
from tests.web.leave.cast import nobody_may_cover, words
from workload.records.coverable_weeks import coverable_weeks_left
from workload.tables.people import Person

SignIn = Callable[[str], FlaskClient]
WEEK = re.compile(r'<li class="leave-week ([^"]*)">\s*(?:<a href="([^"]*)"[^>]*aria-label="([^"]*)"|<span>([^<]*))')


def fill(session: Session) -> None:
    refresh_coverable_weeks(session, MONDAY)
    session.commit()


def weeks(client: FlaskClient, address: str = "/leave/ask") -> dict[str, tuple[str, str]]:
    """Spoken words (or the text of a week that cannot be chosen) -> its class and link."""
    page = client.get(address).get_data(as_text=True)
    return {
        (label or text).strip(): (kind, link.replace("&amp;", "&")) for kind, link, label, text in WEEK.findall(page)
    }


def test_a_year_of_weeks_is_links_that_fill_in_dates(sign_in: SignIn, session: Session) -> None:
    fill(session)
    celine = sign_in("celine")
    shown = weeks(celine)
    assert len(shown) >= 52
    july = next(label for label in shown if "Mon 5 Jul 2027" in label)
    kind, link = shown[july]
    assert "leave-week--open" in kind
    page = celine.get(link).get_data(as_text=True)
    assert 'value="2027-07-05"' in page
    assert 'value="2027-07-09"' in page
    assert "leave-week--chosen" in page


def test_the_week_beside_makes_the_leave_longer(sign_in: SignIn, session: Session) -> None:
    fill(session)
    shown = weeks(sign_in("celine"), "/leave/ask?first=2027-07-05&last=2027-07-09")
    links = {label: link for label, (_kind, link) in shown.items()}
    after = next(links[label] for label in links if "Mon 12 Jul 2027" in label)
    before = next(links[label] for label in links if "Mon 28 Jun 2027" in label)
    far = next(links[label] for label in links if "Mon 26 Jul 2027" in label)
    assert after == "/leave/ask?first=2027-07-05&last=2027-07-16"
    assert before == "/leave/ask?first=2027-06-28&last=2027-07-09"
    assert far == "/leave/ask?first=2027-07-26&last=2027-07-30"


def test_a_strip_says_where_nobody_can_cover(sign_in: SignIn, session: Session) -> None:
    nobody_may_cover(session, "whati")
    fill(session)
    shown = weeks(sign_in("celine"))
    told = [label for label, (kind, _link) in shown.items() if "leave-week--not_coverable" in kind]
    assert len(told) > 40
    assert "no cover available on" in told[0]
    assert "Joseph" not in " ".join(shown)
    said = words(sign_in("celine").get("/leave/ask"))
    assert "These are too few: speak to your manager now." in said


def test_holidays_delivery_and_bonus_are_said(sign_in: SignIn, session: Session) -> None:
    fill(session)
    shown = " / ".join(weeks(sign_in("celine")))
    assert re.search(r"Week of Mon 11 Oct 2027: [^/]*Thanksgiving Day[^/]*earns a bonus day", shown)
    assert re.search(r"Week of Mon 22 Feb 2027: [^/]*delivery days[^/]*earns a bonus day", shown)
    assert not re.search(r"Week of Mon 5 Jul 2027: [^/]*bonus", shown)


def test_weeks_left_stand_against_days_still_to_take(sign_in: SignIn, session: Session) -> None:
    fill(session)
    celine = session.exec(select(Person).where(Person.given_name == "Céline")).one()
    left = len(coverable_weeks_left(session, celine.id or 0, today=MONDAY, until=date(2027, 3, 31)))
    for page in ("/leave/ask", "/my-work"):
        said = words(sign_in("celine").get(page))
        assert f"Until Wed 31 Mar 2027 your leave can still be covered in {left} weeks" in said
        assert "days to take, about" in said


def test_made_up_dates_in_the_address_change_nothing(sign_in: SignIn, session: Session) -> None:
    celine = sign_in("celine")
    for bad in ("first=x&last=y", "first=2027-07-09&last=2027-07-05", "first=2027-07-05", "first=9999-99-99&last=1"):
        assert celine.get(f"/leave/ask?{bad}").status_code == 200


def test_before_the_first_night_the_form_stands_alone(sign_in: SignIn) -> None:
    said = words(sign_in("celine").get("/leave/ask"))
    assert "First day of leave" in said
    assert "Which weeks can be covered" not in said


def test_a_part_time_officer_reads_which_days_count(sign_in: SignIn, session: Session) -> None:
    celine = session.exec(select(Person).where(Person.given_name == "Céline")).one()
    celine.thursday_hours = celine.friday_hours = 0
    session.commit()
    said = words(sign_in("celine").get("/leave/ask"))
    assert "Monday 7.5 h, Tuesday 7.5 h, Wednesday 7.5 h. Other days take nothing." in said
