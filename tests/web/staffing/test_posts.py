"""Posts needed against posts there: on the page, in the file, and by hand."""

import csv
import io
from collections import Counter
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import queries_of, words
from web.staffing.posts import add_up
from workload.estimates.case_hours import hours_by_tier
from workload.estimates.staffing_need import office_need
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.staffing import posts_needed, relief_posts
from workload.tables.cases import Case
from workload.tables.people import Post
from workload.tables.places import Community
from workload.vocabulary import PersonKind, Role, Tier


def needs_by_hand(session: Session) -> dict[str, float]:
    """Posts of each office from the rows themselves: one case after the other."""
    place = {row.id: row.office_id for row in session.exec(select(Community))}
    counts: dict[str, Counter[Tier]] = {}
    for case in session.exec(select(Case)):
        if case.closed_on is None:
            counts.setdefault(place[case.community_id], Counter())[case.tier] += 1
    times, factors = activity_times(session, MONDAY), office_multipliers(session, MONDAY)
    return {
        office: office_need(tiers, times, multiplier=factors.get(office, 1.0)).posts for office, tiers in counts.items()
    }


def test_the_need_is_that_of_the_rows(session: Session) -> None:
    by_hand = needs_by_hand(session)
    lines = posts_needed(session, MONDAY)
    assert len(lines) == 20
    for line in lines:
        assert line.need.posts == pytest.approx(by_hand[line.office.id])


def test_posts_there_leave_out_relievers_and_managers(session: Session) -> None:
    kinds = (PersonKind.cso, PersonKind.itinerant)
    by_hand = sum(post.fte for post in session.exec(select(Post)) if post.kind in kinds)
    lines = posts_needed(session, MONDAY)
    assert sum(line.there for line in lines) == pytest.approx(by_hand)
    assert relief_posts(session) == 1.0
    yellowknife = next(line for line in lines if line.office.id == "yellowknife")
    assert yellowknife.vacant == 1.0
    assert yellowknife.gap == pytest.approx(yellowknife.need.posts - yellowknife.there)


def test_the_eight_heads_come_to_the_total_unrounded(session: Session) -> None:
    lines = posts_needed(session, MONDAY)
    for line in lines:
        assert len(line.need.heads) == 8
        assert sum(part.posts for part in line.need.heads) == pytest.approx(line.need.posts, abs=1e-9)
    whole = add_up("Territory", lines)
    assert sum(part.posts for part in whole.heads) == pytest.approx(whole.needed, abs=1e-9)
    assert sum(part.width for part in whole.heads) == pytest.approx(600, abs=0.05)


def test_headquarters_reads_the_sum_in_words(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    total = sum(needs_by_hand(session).values())
    page = words(as_role(Role.hq).get("/territory"))
    assert f"{total:.1f} posts needed" in page
    assert "Yellowknife needs" in page
    assert "What decides:" in page


def test_the_file_holds_every_office_and_its_sums(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    answer = as_role(Role.hq).get("/staffing?format=csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert len(rows) == 1 + 20 + 5 + 1
    offices = [row for row in rows[1:] if row[1] != "all offices"]
    assert float(rows[-1][3]) == pytest.approx(sum(float(row[3]) for row in offices), abs=0.02)
    assert len(rows[0]) == len(rows[-1]) == 10 + 8


def test_the_workbook_traces_every_figure(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    book = load_workbook(io.BytesIO(as_role(Role.hq).get("/staffing?format=xlsx").get_data()))
    assert book.sheetnames == [
        "Posts needed", "Eight heads", "Hours by activity", "Assumptions", "Activity table", "If nothing changes",
    ]  # fmt: skip
    lines, times = posts_needed(session, MONDAY), activity_times(session, MONDAY)
    total = sum(line.need.posts for line in lines)
    assert book["Posts needed"].cell(book["Posts needed"].max_row, 4).value == pytest.approx(total, abs=0.001)
    heads = [row[-1].value for row in book["Eight heads"].iter_rows(min_row=2)]
    assert sum(heads) == pytest.approx(total, abs=0.01)
    by_tier = hours_by_tier(times)
    hours = sum(line.cases[tier] * by_tier[tier] * line.multiplier for line in lines for tier in Tier)
    assert sum(row[2].value for row in book["Hours by activity"].iter_rows(min_row=2)) == pytest.approx(hours, abs=0.01)
    sources = [row[3].value for row in book["Assumptions"].iter_rows(min_row=2)]
    assert any("art. 18.01" in (source or "") for source in sources)
    assert len(list(book["Activity table"].iter_rows(min_row=2))) == len(times)


def test_each_sheet_is_a_csv_of_its_own(as_role: Callable[[Role], FlaskClient]) -> None:
    client = as_role(Role.hq)
    assert "art. 18.01" in client.get("/staffing?format=csv&part=assumptions").text
    assert "If nothing changes at all, the territory keeps" in client.get("/staffing?format=csv&part=unchanged").text
    assert client.get("/staffing?format=csv&part=secrets").status_code == 404


def test_the_price_of_leave_is_part_of_the_need(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    lines = posts_needed(session, MONDAY)
    price = sum(line.need.price_of_leave for line in lines)
    assert 0 < price < sum(line.need.posts for line in lines) / 3
    assert f"{price:.1f} posts are the price of leave" in words(as_role(Role.hq).get("/staffing"))


def test_a_manager_sees_the_posts_of_the_own_region(as_role: Callable[[Role], FlaskClient]) -> None:
    page = words(as_role(Role.manager).get("/staffing"))
    assert "Whatì" in page
    assert "Inuvik" not in page
    assert "If nothing changes at all, North Slave keeps" in page
    assert as_role(Role.manager).get("/staffing/inuvik").status_code == 403
    assert as_role(Role.cso).get("/staffing").status_code == 403


def test_an_office_opens_to_measures_activities_and_sources(
    session: Session, as_role: Callable[[Role], FlaskClient]
) -> None:
    line = next(one for one in posts_needed(session, MONDAY) if one.office.id == "behchoko")
    page = words(as_role(Role.hq).get("/staffing/behchoko"))
    for value in (line.need.mean, line.need.p90_day, line.need.peak_window, line.need.minimum_presence):
        assert f"{value:.2f}" in page
    assert "USDA paperwork filings" in page
    assert "Office factor: 1.04" in page
    assert as_role(Role.hq).get("/staffing/atlantis").status_code == 404


def test_the_territory_is_computed_in_few_queries(session: Session) -> None:
    assert queries_of(session, lambda: posts_needed(session, MONDAY)) <= 8
