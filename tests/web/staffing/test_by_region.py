"""Where a service has too many people for one page, headquarters reads sums of regions first and chooses one."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from web import regions as region_choice
from workload.estimates.office_weeks import added
from workload.records.gaps import gap_strip, gather_days, office_week
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.vocabulary import CoverMode, CoverStatus, LeaveKind, LeaveStatus, Role


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(region_choice, "MOST_TOGETHER", 5)


def test_the_strip_is_each_offices_day_by_day_sum(session: Session) -> None:
    """Leave, asked and agreed cover at a distance and on site: the matrices say what the days say."""
    numbers = {one.given_name: one.id or 0 for one in session.exec(select(Person))}
    week = MONDAY + timedelta(weeks=3)
    away = LeaveRequest(
        person_id=numbers["Céline"], kind=LeaveKind.annual, first_day=week, last_day=week + timedelta(days=4),
        hours=37.5, status=LeaveStatus.granted,
    )  # fmt: skip
    session.add(away)
    session.flush()
    for day, (name, mode, status) in enumerate(
        [("Jolene", CoverMode.remote, CoverStatus.agreed), ("Tyler", CoverMode.site, CoverStatus.agreed),
         ("Tyler", CoverMode.site, CoverStatus.proposed)]
    ):  # fmt: skip
        session.add(
            ReliefCover(request_id=away.id or 0, person_id=numbers[name], office_id="whati", mode=mode, hours=4,
                        travel_hours=2, status=status, day=week + timedelta(days=day))
        )  # fmt: skip
    session.flush()
    strip = gap_strip(session, MONDAY, MONDAY)
    facts = gather_days(session, MONDAY, MONDAY, MONDAY + timedelta(days=7 * 13 - 1))
    assert len(strip) == 20
    for office, weeks in strip:
        assert len(weeks) == 13
        for shown in weeks:
            by_day = office_week(facts, office.id, shown.monday)
            wanted = (by_day.gap.needed, by_day.gap.there, by_day.gap.short, by_day.uncovered)
            assert (shown.needed, shown.there, shown.short, shown.uncovered) == pytest.approx(wanted), office.id
            assert (shown.delivery, shown.open_days) == (by_day.delivery, by_day.open_days)


def test_gaps_of_regions_lead_to_their_offices(
    session: Session, as_role: Callable[[Role], FlaskClient], large: None
) -> None:
    headquarters = as_role(Role.hq)
    page = headquarters.get("/gaps").text
    assert page.count('class="gap-strip__office"') == 6  # the heading and five regions
    assert "/gaps/yellowknife/" not in page
    weeks = [weeks[0] for office, weeks in gap_strip(session, MONDAY, MONDAY) if office.region_id == "north-slave"]
    row = page[page.index('href="/gaps?region=north-slave">North Slave</a></th>') :]
    assert f"short {added('north-slave', weeks).short:.1f} h" in row[: row.index("</td>")].replace("\u00a0", " ")
    own = headquarters.get("/gaps?region=north-slave").text
    assert set(re.findall(r"/gaps/([a-z-]+)/2026-11-16", own)) == {"behchoko", "lutselke", "whati", "yellowknife"}
    assert len(headquarters.get("/gaps?format=csv").text.splitlines()) == 1 + 20 * 13
    assert headquarters.get("/gaps?region=nowhere").status_code == 403
    assert "/gaps/inuvik/" in headquarters.get("/gaps/days").text  # the first region, day by day
    assert as_role(Role.manager).get("/gaps?region=sahtu").status_code == 403


def test_posts_of_regions_lead_to_their_offices(as_role: Callable[[Role], FlaskClient], large: None) -> None:
    headquarters = as_role(Role.hq)
    for address in ("/staffing", "/territory"):
        page = headquarters.get(address).text
        assert 'href="/staffing?region=sahtu"' in page
        assert "/staffing/deline" not in page
    own = headquarters.get("/staffing?region=sahtu")
    assert "/staffing/deline" in own.text
    assert "/staffing/yellowknife" not in own.text
    assert "Sahtu: " in words(own)
