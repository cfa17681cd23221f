"""Thanks beside concerns: both sides counted by hand, intervals, and what is too few to show or to tell."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, delete, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import queries_of, words
from web.recognition.beside import beside
from workload.records.case_months import case_months, case_months_by_office, months_until
from workload.records.thanks_beside_concerns import release_by_region, thanks_beside_concerns
from workload.tables.cases import Case
from workload.tables.concerns import Concern, ConcernEvent
from workload.tables.people import Person
from workload.tables.places import Community, Office
from workload.tables.recognition import RecognitionNote
from workload.vocabulary import ConcernStatus, Role, Visibility

FIRST = date(2025, 12, 1)


def region_of_office(session: Session) -> dict[str, str]:
    return dict(session.exec(select(Office.id, Office.region_id)).all())


def concerns_by_hand(session: Session, region: str) -> Counter[date]:
    regions = region_of_office(session)
    return Counter(
        row.opened_on.replace(day=1)
        for row in session.exec(select(Concern))
        if regions[row.office_id] == region and FIRST <= row.opened_on <= MONDAY
    )


def notes_by_hand(session: Session, region: str) -> Counter[date]:
    regions = region_of_office(session)
    office = dict(session.exec(select(Person.id, Person.office_id)).all())
    return Counter(
        row.written_on.replace(day=1)
        for row in session.exec(select(RecognitionNote))
        if regions[office[row.recipient_id]] == region and FIRST <= row.written_on <= MONDAY
    )


def case_months_by_hand(session: Session, region: str) -> float:
    regions = region_of_office(session)
    office = dict(session.exec(select(Community.id, Community.office_id)).all())
    days = 0
    for case in session.exec(select(Case)):
        if regions[office[case.community_id]] == region:
            last = min(case.closed_on or MONDAY, MONDAY)
            days += max(0, (last - max(case.opened_on, FIRST)).days + 1)
    return days / (365.25 / 12)


def test_both_sides_are_those_of_the_rows(session: Session) -> None:
    found = thanks_beside_concerns(session, MONDAY, region_ids=["north-slave"])
    assert found.months[0] == FIRST
    assert len(found.months) == 12
    concerns, notes = concerns_by_hand(session, "north-slave"), notes_by_hand(session, "north-slave")
    assert found.concerns.by_month == tuple(concerns[month] for month in found.months)
    assert found.notes.by_month == tuple(notes[month] for month in found.months)
    assert found.case_months == pytest.approx(case_months_by_hand(session, "north-slave"))
    assert found.concerns.rate is not None
    assert found.concerns.rate.rate == pytest.approx(100 * concerns.total() / found.case_months)


def test_a_case_open_half_a_month_counts_half(session: Session) -> None:
    for row in session.exec(select(Case)):
        row.opened_on = date(2027, 1, 1)
        session.add(row)
    one = session.exec(select(Case).where(Case.community_id == "whati")).first()
    assert one is not None
    one.opened_on, one.closed_on = date(2026, 10, 17), date(2026, 10, 31)
    session.add(one)
    session.flush()
    months = months_until(date(2026, 10, 1), MONDAY)
    assert {key: line for key, line in case_months_by_office(session, months).items() if any(line)} == {
        "whati": [pytest.approx(15 / (365.25 / 12)), 0.0]
    }
    assert case_months(session, months, office_ids=["whati"]) == [pytest.approx(15 / (365.25 / 12)), 0.0]


def test_the_page_prints_rate_and_exact_interval(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    found = thanks_beside_concerns(session, MONDAY, region_ids=["north-slave"])
    page = words(as_role(Role.manager).get("/my-region"))
    for side in (found.notes, found.concerns):
        assert side.rate is not None
        words_of_rate = f"{side.rate.rate:.2f} per 100 cases a month ({side.rate.low:.2f} to {side.rate.high:.2f})"
        assert words_of_rate in page
    assert f"{found.notes.total} recognition notes and {found.concerns.total} concerns" in page


def test_both_charts_have_the_same_scale(session: Session) -> None:
    found = beside(session, MONDAY, region_ids=["north-slave"])
    for side in (found.notes, found.concerns):
        for bar in side.bars:
            assert bar.height == pytest.approx(80 * bar.count / found.top, abs=0.05)


def test_a_difference_of_few_is_too_few_to_tell(session: Session) -> None:
    for table in (ConcernEvent, Concern):
        session.execute(delete(table))
    assert thanks_beside_concerns(session, MONDAY, region_ids=["sahtu"]).concerns.changed is None
    add_concerns(session, date(2026, 9, 7), 3)
    few = beside(session, MONDAY, region_ids=["sahtu"]).concerns
    assert few.change.startswith("The last six months against the six before: too few to tell.")
    add_concerns(session, date(2026, 10, 5), 40)
    many = beside(session, MONDAY, region_ids=["sahtu"]).concerns
    assert many.change.startswith("More in the last six months than in the six before.")


def test_a_month_outside_chance_is_named_after_a_year_of_records(session: Session) -> None:
    for table in (ConcernEvent, Concern):
        session.execute(delete(table))
    months = [date(2025, 9, 7), *(date(2025 + at // 12, at % 12 + 1, 7) for at in range(9, 22))]
    for day in months[1:]:
        add_concerns(session, day, 20 if day == date(2026, 8, 7) else 3)
    young = beside(session, MONDAY, region_ids=["sahtu"]).concerns.change
    assert "told apart once there are thirteen whole months" in young
    add_concerns(session, months[0], 3)
    grown = thanks_beside_concerns(session, MONDAY, region_ids=["sahtu"]).concerns
    assert (grown.whole, grown.unusual) == (13, (date(2026, 8, 1),))
    assert grown.total == 3 * 10 + 20, "the chart shows twelve months as before"
    side = beside(session, MONDAY, region_ids=["sahtu"]).concerns
    assert "Outside what chance explains: August 2026." in side.change


def add_concerns(session: Session, day: date, count: int) -> None:
    model = {"category": "delay", "channel": "phone", "status": ConcernStatus.closed}
    for index in range(count):
        session.add(
            Concern(
                reference=f"T-{day}-{index}",
                office_id="tulita",
                opened_on=day,
                promised_due=day + timedelta(2),
                **model,
            )
        )
    session.flush()


def test_regions_with_few_officers_are_hidden_in_pairs(session: Session) -> None:
    found = thanks_beside_concerns(session, MONDAY)
    hidden = {line.region_id for line in found.by_region if line.concerns is None}
    shown = {line.region_id: line.concerns for line in found.by_region if line.concerns is not None}
    assert "dehcho" in hidden  # four officers
    assert len(hidden) >= 2  # one alone could be worked out from the total
    regions = region_of_office(session)
    quarters = (date(2025, 10, 1), date(2026, 9, 30))
    assert shown["north-slave"] == sum(
        regions.get(row.office_id or "") == "north-slave" and quarters[0] <= row.opened_on <= quarters[1]
        for row in session.exec(select(Concern))
    )
    for line in found.by_region:
        assert (line.concern_rate is None) is (line.concerns is None)


def test_headquarters_reads_hidden_regions_in_words(as_role: Callable[[Role], FlaskClient]) -> None:
    page = words(as_role(Role.hq).get("/territory"))
    row = page[page.index("By region, north to south") :]
    assert "Dehcho not shown: too few" in row


def test_a_managers_page_reads_no_private_note(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    private = session.exec(select(RecognitionNote).where(RecognitionNote.visibility == Visibility.me)).all()
    for row in private:
        row.text, row.giver_id = f"Kept private, number {row.id}.", None  # writers read what they wrote
        session.add(row)
    session.commit()
    assert len(private) > 5
    page = words(as_role(Role.manager).get("/thanks/")) + words(as_role(Role.manager).get("/my-region"))
    assert "Kept private" not in page


def test_no_words_of_concerns_stand_beside_thanks(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    texts = [row.what_happened for row in session.exec(select(Concern)) if row.what_happened]
    assert texts
    for address, role in (("/territory", Role.hq), ("/my-region", Role.manager)):
        page = words(as_role(role).get(address))
        assert not [text for text in texts if text in page]


def test_both_sides_take_few_queries(session: Session) -> None:
    release_by_region(session, MONDAY)
    assert queries_of(session, lambda: thanks_beside_concerns(session, MONDAY)) <= 7
