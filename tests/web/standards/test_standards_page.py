"""The service standards: a share of what was answered, counted by hand, and nobody's figure alone."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

from flask.testing import FlaskClient
from sqlmodel import Session, col, delete, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.estimates.application_clocks import clock_of, settled_on
from workload.estimates.release_ledger import tells_of_few
from workload.estimates.service_clock import Standing
from workload.estimates.shares import share_of
from workload.estimates.waits import Owner
from workload.records.applications import application_promises, applications
from workload.records.calendar import calendar_facts
from workload.records.releases import releases
from workload.records.standards import LONE, standards
from workload.tables.applications import Application
from workload.tables.cases import Case
from workload.tables.places import Office

SignIn = Callable[[str], FlaskClient]
ANSWERED = (Standing.met, Standing.missed)


REGIONS = ["beaufort-delta", "sahtu", "north-slave", "dehcho", "south-slave"]


def test_met_and_missed_are_those_of_the_rows(session: Session) -> None:
    found = standards(session, MONDAY, region_ids=REGIONS)
    rows = applications(session, found.first, MONDAY)
    calendar = calendar_facts(session, found.first, MONDAY.replace(year=2027), for_clocks=True)
    assert [len(one.promise.versions) for one in found.kept] == [1, 1, 1]
    for one, promise in zip(found.kept, application_promises(session), strict=True):
        clocks = [clock for row in rows if (clock := clock_of(row, promise, calendar, MONDAY)) is not None]
        by_hand = [sum(clock.standing == word for clock in clocks) for word in ("met", "missed", "open", "overdue")]
        assert [one.queue.open, one.queue.overdue] == by_hand[2:]
        assert sum(by_hand) + (one.queue.not_begun or 0) == len(rows)
        assert one.days[Owner.no_cover] == sum(clock.days[Owner.no_cover] for clock in clocks) > 0
        assert one.whole is not None
        assert (one.whole.part, one.whole.whole) == (by_hand[0], by_hand[0] + by_hand[1])


def test_released_figures_are_those_of_settled_rows(session: Session) -> None:
    found = standards(session, MONDAY)
    assert (found.first, found.until) == (date(2025, 10, 1), date(2026, 9, 30))
    rows = applications(session, date(2025, 1, 1), MONDAY)
    settled = {one: day for one in rows if (day := settled_on(one)) and found.first <= day <= found.until}
    region_of = dict(session.exec(select(Office.id, Office.region_id)).all())
    calendar = calendar_facts(session, date(2025, 1, 1), MONDAY.replace(year=2027), for_clocks=True)
    shown = 0
    for one in found.kept:
        clocks = {row: clock_of(row, one.promise, calendar, MONDAY) for row in settled}
        stands = {row: clock.standing for row, clock in clocks.items() if clock and clock.standing in ANSWERED}
        assert one.whole is not None
        assert (one.whole.whole, one.whole.part) == (len(stands), sum(word is Standing.met for word in stands.values()))
        assert one.days[Owner.no_cover] == sum(clocks[row].days[Owner.no_cover] for row in stands)
        for part in (*one.by_place, *one.by_month):
            here = [row for row in stands if part.key in (region_of[row.office], f"{settled[row]:%Y-%m}")]
            assert part.hidden or part.share == share_of(sum(stands[row] is Standing.met for row in here), len(here))
            shown += not part.hidden
    assert shown > 30, "hiding everything is safe and of no use"
    waiting = [one for one in rows if one.paid is None and one.submitted >= date(2025, 12, 1)]
    late = [clock_of(one, found.kept[1].promise, calendar, MONDAY) for one in waiting]
    assert found.kept[1].queue.overdue == sum(clock is not None and clock.standing == "overdue" for clock in late)


def test_a_release_counts_nobody_otherwise_later(session: Session) -> None:
    """A year of releases, held together over all promises, tells of no few, though the promises count different ones of
    them; an application that is entered late is not added to its month alone."""
    for number, one in enumerate(session.exec(select(Application).order_by(col(Application.submitted)))):
        one.verified = None if number % 70 == 0 else one.verified
        one.paid = None if number % 45 == 0 else one.paid
    session.flush()
    for day in (date(2026, 4, 7), date(2026, 7, 2), MONDAY):
        standards(session, day)
    before = standards(session, MONDAY)
    model = session.exec(select(Application).where(Application.paid == date(2026, 9, 15))).first()
    assert model is not None
    case = session.exec(select(Case.id).where(col(Case.id).not_in(select(Application.case_id)))).first()
    late = model.model_dump(exclude={"id"}) | {"case_id": case}
    session.add(Application(**late))
    session.flush()
    assert standards(session, MONDAY) == before
    after = standards(session, date(2027, 1, 4)).kept[0].by_month
    assert {part.key: part.hidden for part in after}["2026-09"]
    figures: list[list[str]] = []
    people: dict[str, int] = {}
    for row in releases(session):
        for table in row.figures.values():
            if isinstance(table, dict) and table.get("subject") == "applications":
                figures += table["groups"].values()
                people |= table["people"]
    assert len({frozenset(one) for one in figures}) > 30, "a ledger that refuses everything is of no use"
    assert not tells_of_few(figures, people)


def test_no_lone_post_stands_beside_others(session: Session) -> None:
    found = standards(session, MONDAY, region_ids=["beaufort-delta"])
    regions = dict(session.exec(select(Office.id, Office.region_id)).all())
    keys = {part.key for one in found.kept for part in one.by_place}
    assert LONE in keys
    assert "paulatuk" not in keys
    assert all(regions[key] == "beaufort-delta" for key in keys - {LONE})


def test_hidden_parts_cannot_be_subtracted(session: Session) -> None:
    for regions in (["sahtu"], ["north-slave"], ["south-slave"]):
        for one in standards(session, MONDAY, region_ids=regions).kept:
            for parts in (one.by_month, one.by_place):
                hidden = [part for part in parts if part.hidden]
                assert one.whole is None or len(hidden) != 1


def test_headquarters_reads_the_whole_and_a_manager_the_region(sign_in: SignIn, session: Session) -> None:
    whole = words(sign_in("daniel").get("/standards/"))
    assert "of the answered applications were answered in time" in whole
    assert "By region" in whole
    assert "never counts as met" in whole
    part = words(sign_in("patricia").get("/standards/"))
    assert "By office" in part
    assert "By region" not in part
    assert sign_in("celine").get("/standards/").status_code == 403


def test_the_table_can_be_taken_away(sign_in: SignIn) -> None:
    answer = sign_in("daniel").get("/standards/?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert {row["Part"] for row in rows} == {"all", "month", "place", "standing", "days by owner"}
    assert 0 < float(rows[0]["Interval from"]) < float(rows[0]["Share met"]) < float(rows[0]["Interval to"]) < 1
    assert sign_in("daniel").get("/standards/?format=xlsx").data.startswith(b"PK")


def test_without_applications_the_page_says_where_they_come_from(sign_in: SignIn, session: Session) -> None:
    session.exec(delete(Application))
    session.commit()
    assert "applications.csv" in words(sign_in("daniel").get("/standards/"))


def test_an_unusual_month_is_named_beside_the_others(session: Session, sign_in: SignIn) -> None:
    months = standards(session, MONDAY, region_ids=["north-slave"]).kept[0].by_month
    assert not any(one.unusual for one in months), "the year of the story is steady"
    key = next(one.key for one in months[6:] if one.share is not None and one.share.whole >= 30)
    for row in session.exec(select(Application).where(col(Application.decided).is_not(None))):
        if f"{row.submitted:%Y-%m}" == key and row.decided:
            row.decided += timedelta(days=60)
    session.commit()
    months = standards(session, MONDAY, region_ids=["north-slave"]).kept[0].by_month
    assert [one.key for one in months if one.unusual] == [key]
    assert words(sign_in("helen").get("/standards/")).count("unusual beside the other months") == 1
