"""The gap strip and its cells: hours by hand, UNCOVERED where nobody answers, and who could cover."""

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import queries_of, words
from web.staffing.gap_page import candidates, gap_page, hours_that_cannot_wait
from workload.estimates.case_hours import hours_by_tier, report_hours_by_tier
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.cover_links import cover_links
from workload.records.gaps import OfficeWeek, gather_days, office_week
from workload.tables.calendar import CalendarDay
from workload.tables.cases import Case
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import CoverMode, DayKind, LeaveKind, LeaveStatus, PersonKind, Role

ORDINARY = date(2026, 12, 7)  # a week without delivery days
DELIVERY = date(2026, 11, 23)


def number(session: Session, given_name: str) -> int:
    found = session.exec(select(Person.id).where(Person.given_name == given_name)).one()
    assert found is not None
    return found


def week_of(session: Session, office: str, monday: date) -> OfficeWeek:
    return office_week(gather_days(session, MONDAY, monday, monday + timedelta(days=6)), office, monday)


def send_on_leave(session: Session, person_id: int, monday: date) -> LeaveRequest:
    leave = LeaveRequest(
        person_id=person_id,
        kind=LeaveKind.annual,
        first_day=monday,
        last_day=monday + timedelta(days=4),
        hours=37.5,
        status=LeaveStatus.granted,
    )
    session.add(leave)
    session.flush()
    return leave


def open_days_of(session: Session, month: int) -> list[date]:
    rows = session.exec(select(CalendarDay).where(CalendarDay.kind != DayKind.delivery)).all()
    off = {row.day for row in rows if row.office_id in (None, "tuktoyaktuk")}
    days = [date(2026, month, n) for n in range(1, 31)]
    return [day for day in days if day.weekday() < 5 and day not in off]


def test_an_ordinary_week_is_the_hours_by_hand(session: Session) -> None:
    """Ellen alone in Tuktoyaktuk in the first week of November: five days, no delivery, nobody away."""
    monday = date(2026, 11, 2)
    ellen = number(session, "Ellen")
    times, factor = activity_times(session, MONDAY), office_multipliers(session, MONDAY)["tuktoyaktuk"]
    each, report = hours_by_tier(times), report_hours_by_tier(times)
    cases = session.exec(select(Case).where(Case.officer_id == ellen)).all()
    other_than_reports = sum(each[case.tier] - report[case.tier] for case in cases) * factor
    november = len(open_days_of(session, 11))
    due = other_than_reports / november * 5
    present = 7.5 * (1 - 13 / 248) - 4.375 / november
    there = 5 * (present * 0.9 - 10 / november)
    week = week_of(session, "tuktoyaktuk", monday)
    assert week.gap.needed == pytest.approx(due)
    assert week.gap.there == pytest.approx(there)
    assert week.gap.short == pytest.approx(max(0.0, due - there))
    assert week.uncovered == 0


def test_lone_leave_without_cover_is_uncovered(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    before = week_of(session, "whati", ORDINARY)
    assert before.uncovered == 0
    send_on_leave(session, number(session, "Céline"), ORDINARY)
    after = week_of(session, "whati", ORDINARY)
    assert after.uncovered == pytest.approx(before.gap.needed)
    assert after.gap.there == 0
    session.commit()
    page = words(as_role(Role.manager).get("/my-region"))
    assert "UNCOVERED hours at Whatì, Yellowknife" in page
    cell = as_role(Role.manager).get(f"/gaps/whati/{ORDINARY.isoformat()}")
    assert "UNCOVERED: nobody answers for" in words(cell)
    assert "Leave: Céline Rabescà away." in words(cell)


def test_cover_on_each_day_leaves_nothing_uncovered(session: Session) -> None:
    leave = send_on_leave(session, number(session, "Céline"), ORDINARY)
    jolene = number(session, "Jolene")
    for day in range(5):
        session.add(
            ReliefCover(
                request_id=leave.id or 0,
                person_id=jolene,
                office_id="whati",
                day=ORDINARY + timedelta(days=day),
                mode=CoverMode.remote,
                hours=4,
            )
        )
    session.flush()
    week = week_of(session, "whati", ORDINARY)
    assert week.uncovered == 0
    assert week.gap.there == 20
    assert week.gap.short == pytest.approx(week.gap.needed - 20)


def test_a_colleague_at_work_answers_for_one_away(session: Session) -> None:
    send_on_leave(session, number(session, "Leon"), ORDINARY)
    week = week_of(session, "behchoko", ORDINARY)
    assert week.uncovered == 0
    assert week.gap.short > 30


def test_cases_of_a_vacant_post_are_uncovered(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    assert week_of(session, "yellowknife", MONDAY).uncovered > 5
    strip = as_role(Role.manager).get("/my-region").text
    cell = strip[strip.index('href="/gaps/yellowknife/2026-11-16"') :]
    assert "UNCOVERED" in cell[: cell.index("</td>")]
    for case in session.exec(select(Case).where(Case.officer_id == None)):  # noqa: E711
        case.officer_id = number(session, "Priya")
        session.add(case)
    session.flush()
    assert week_of(session, "yellowknife", MONDAY).uncovered == 0


def test_hours_lent_elsewhere_are_missing_at_home(session: Session) -> None:
    before = week_of(session, "yellowknife", ORDINARY)
    leave = send_on_leave(session, number(session, "Céline"), ORDINARY)
    session.add(
        ReliefCover(
            request_id=leave.id or 0,
            person_id=number(session, "Tyler"),
            office_id="whati",
            day=ORDINARY,
            mode=CoverMode.site,
            hours=5,
            travel_hours=2,
        )
    )
    session.flush()
    after = week_of(session, "yellowknife", ORDINARY)
    assert after.gap.there == pytest.approx(before.gap.there - 7)


def test_delivery_weeks_are_named_in_the_strip(as_role: Callable[[Role], FlaskClient]) -> None:
    page = as_role(Role.manager).get("/my-region").text
    head = page[page.index('class="gap-strip"') :]
    head = head[: head.index("</thead>")]
    weeks = head.split("<th scope=")[2:]
    assert len(weeks) == 13
    assert "this week" in weeks[0]
    assert [index for index, week in enumerate(weeks) if "delivery" in week] == [1, 2, 4, 5, 10]


def test_the_three_best_to_cover_and_their_weeks(session: Session) -> None:
    office = session.get(Office, "whati")
    assert office is not None
    send_on_leave(session, number(session, "Céline"), ORDINARY)
    page = gap_page(session, office, ORDINARY, MONDAY)
    assert 1 <= len(page.candidates) <= 3
    assert page.candidates[0].pool
    for one in page.candidates:
        assert one.after == pytest.approx(one.before + one.hours + one.travel)
    due = page.week.gap.needed / 5
    assert page.cannot_wait == pytest.approx(5 * min(due, max(office.min_hours, office.urgent_share * due)))


def test_at_delivery_no_cso_is_asked_to_cover(session: Session) -> None:
    send_on_leave(session, number(session, "Céline"), DELIVERY)
    facts = gather_days(session, MONDAY, DELIVERY, DELIVERY + timedelta(days=6))
    office = session.get(Office, "whati")
    assert office is not None
    urgent = {
        day: hours
        for day, hours in hours_that_cannot_wait(facts, office, DELIVERY).items()
        if day in facts.calendar.delivery
    }
    assert len(urgent) == 4
    links = cover_links(session, office_ids=["whati"])
    assert any(facts.people[link.person].kind is PersonKind.cso for link in links if link.person in facts.people)
    kinds = {one.name: one for one in candidates(facts, links, urgent, DELIVERY)}
    people = {one.name: one.kind for one in facts.people.values()}
    assert kinds
    assert all(people[name] is not PersonKind.cso for name in kinds)


def test_cells_of_other_regions_stay_closed(as_role: Callable[[Role], FlaskClient]) -> None:
    manager = as_role(Role.manager)
    assert manager.get("/gaps/yellowknife/2026-11-18").status_code == 200
    assert manager.get("/gaps/inuvik/2026-11-16").status_code == 403
    assert manager.get("/gaps/yellowknife/next-week").status_code == 404
    assert manager.get("/gaps/yellowknife/2031-01-06").status_code == 404
    assert as_role(Role.cso).get("/gaps/yellowknife/2026-11-16").status_code == 403


def test_the_whole_territory_is_gathered_in_few_queries(session: Session) -> None:
    asked = queries_of(session, lambda: gather_days(session, MONDAY, MONDAY, MONDAY + timedelta(days=90)))
    assert asked <= 14


def test_headquarters_sees_the_strip_of_all_offices(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    page = as_role(Role.hq).get("/gaps").text
    assert page.count('class="gap-strip__office"') == 21  # the heading and twenty offices
    file = as_role(Role.hq).get("/gaps?format=csv").text.splitlines()
    assert len(file) == 1 + 20 * 13
    week = week_of(session, "tuktoyaktuk", DELIVERY)
    assert f"Tuktoyaktuk,2026-11-23,yes,{round(week.gap.short, 2)},0.0" in file
    assert as_role(Role.manager).get("/gaps").text.count('class="gap-strip__office"') == 5


def test_the_whole_strip_is_ready_in_a_moment(as_role: Callable[[Role], FlaskClient]) -> None:
    client = as_role(Role.hq)
    client.get("/gaps")
    times = []
    for _attempt in range(5):
        began = perf_counter()
        client.get("/gaps")
        times.append(perf_counter() - began)
    assert min(times) < 0.6


def test_delivery_week_says_whether_the_promise_can_be_kept(as_role: Callable[[Role], FlaskClient]) -> None:
    hq = as_role(Role.hq)
    busy = words(hq.get(f"/gaps/hay-river/{DELIVERY}"))
    assert "The promise cannot be kept: from Tue 24 Nov 2026 to Mon 30 Nov 2026 comes 100 h of work" in busy
    assert "34 h will be late" in busy
    assert "The promise can be kept" in words(hq.get(f"/gaps/norman-wells/{DELIVERY}"))
    assert "The promise c" not in words(hq.get(f"/gaps/norman-wells/{ORDINARY}"))
