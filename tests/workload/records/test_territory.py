"""The territory of the scenarios is the territory of the other pages."""

import pytest
from sqlmodel import Session

from tests.fixtures.territory import MONDAY
from workload.estimates.scenario import play_scenario
from workload.records.calendar import promises
from workload.records.staffing import posts_needed
from workload.records.territory import territory_now


def test_scenario_of_no_change_says_what_the_staffing_page_says(session: Session) -> None:
    now, lines = territory_now(session, MONDAY), posts_needed(session, MONDAY)
    played = play_scenario(now, runs=20)
    assert [place.id for place in played.offices] == [line.office.id for line in lines]
    for place, line in zip(played.offices, lines, strict=True):
        assert place.posts_needed.middle == pytest.approx(line.need.posts)
        assert place.posts_there == pytest.approx(line.there - line.vacant)
        assert place.cases == sum(line.cases.values())
    assert now.relievers == 1.0


def test_streams_and_missing_support_are_known(session: Session) -> None:
    offices = {one.id: one for one in territory_now(session, MONDAY).offices}
    assert sum(offices["yellowknife"].icm.values()) > 0
    assert all(sum(one.aged.values()) < one.cases for one in offices.values())
    assert offices["behchoko"].without_support == offices["behchoko"].multiplier == 1.04
    assert not offices["behchoko"].has_support
    assert offices["whati"].without_support == 1.0  # its factor is for travel


def test_promise_from_documents_in_stands_beside_the_newer_one(session: Session) -> None:
    found = promises(session, "application", MONDAY)
    assert [(row.business_days, row.starts_when) for row in found] == [
        (2, "all documents are in"),
        (3, "the documents are verified"),
    ]
    assert territory_now(session, MONDAY).standard_days == 2
