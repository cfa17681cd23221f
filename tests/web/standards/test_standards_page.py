"""The service standards: a share of what was answered, counted by hand, and nobody's figure alone."""

import csv
import io
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlmodel import Session, delete, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.estimates.application_clocks import clock_of
from workload.estimates.waits import Owner
from workload.records.applications import application_promises, applications
from workload.records.calendar import calendar_facts
from workload.records.standards import LONE, standards
from workload.tables.applications import Application
from workload.tables.places import Office

SignIn = Callable[[str], FlaskClient]


def test_met_and_missed_are_those_of_the_rows(session: Session) -> None:
    found = standards(session, MONDAY)
    rows = applications(session, found.first, MONDAY)
    calendar = calendar_facts(session, found.first, MONDAY.replace(year=2027), for_clocks=True)
    assert [len(one.promise.versions) for one in found.kept] == [1, 1, 1]
    for one, promise in zip(found.kept, application_promises(session), strict=True):
        clocks = [clock for row in rows if (clock := clock_of(row, promise, calendar, MONDAY)) is not None]
        by_hand = [sum(clock.standing == word for clock in clocks) for word in ("met", "missed", "open", "overdue")]
        assert [one.told.met, one.told.missed, one.told.open, one.told.overdue] == by_hand
        assert sum(by_hand) + one.not_begun == found.applications == len(rows)
        assert one.told.days[Owner.no_cover] == sum(clock.days[Owner.no_cover] for clock in clocks) > 0
        assert one.whole is not None
        assert (one.whole.part, one.whole.whole) == (by_hand[0], by_hand[0] + by_hand[1])


def test_no_lone_post_stands_beside_others(session: Session) -> None:
    found = standards(session, MONDAY, region_ids=["beaufort-delta"])
    regions = dict(session.exec(select(Office.id, Office.region_id)).all())
    keys = {part.key for one in found.kept for part in one.by_place}
    assert LONE in keys
    assert "paulatuk" not in keys
    assert all(regions[key] == "beaufort-delta" for key in keys - {LONE})


def test_hidden_parts_cannot_be_subtracted(session: Session) -> None:
    for regions in (None, ["sahtu"], ["north-slave"], ["south-slave"]):
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
