"""The measures of recommendations 1 to 6, each on a handful of concerns that one can count by hand."""

from dataclasses import replace
from datetime import date

from workload.estimates.concern_measures import (
    Asked,
    Audited,
    Handled,
    Measure,
    accountable,
    days_by_owner,
    efficient,
    responsive,
)
from workload.estimates.waits import Owner
from workload.vocabulary import ConcernStatus, Finding, Handler, Said

TOLD, DUE, LATE, TODAY = date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 9), date(2026, 11, 30)
IN_TIME = Handled(TOLD, ConcernStatus.closed, Handler.officer, DUE, DUE, finding=Finding.upheld, complete=True)
ANSWERED_LATE = replace(IN_TIME, first_answered=LATE, handler=Handler.manager, finding=Finding.explained)
OPEN = Handled(TOLD, ConcernStatus.received, Handler.manager, DUE, None)


def one(key: str, measures: list[Measure]) -> tuple[int, int | None]:
    found = next(measure for measure in measures if measure.key == key)
    return found.count, found.of


def test_open_and_unreached_are_neither_in_time_nor_late() -> None:
    found = responsive([IN_TIME, IN_TIME, ANSWERED_LATE, OPEN, replace(OPEN, tried=True)], TODAY)
    assert one("in_time", found) == (2, 3)
    assert one("open", found) == (1, None), "who was tried to reach stands apart, and is counted once"
    assert one("tried", found) == (1, None)


def test_what_came_back_was_not_settled_at_the_first_desk() -> None:
    back, above = replace(IN_TIME, reopened=True), replace(IN_TIME, handler=Handler.headquarters)
    assert one("first_tier", efficient([IN_TIME, ANSWERED_LATE, back, above], [], (0, 0))) == (2, 4)


def test_minutes_stand_by_the_desk_that_answered() -> None:
    rows = [replace(IN_TIME, minutes_answering=minutes) for minutes in (10, 20, 30, 40, 50)]
    found = efficient([*rows, replace(ANSWERED_LATE, minutes_answering=90)], [], (6, 60))
    front = next(measure for measure in found if measure.key == "minutes_front_line")
    assert (front.value, front.high, front.of) == (30, 46, 5)
    assert next(measure for measure in found if measure.key == "minutes_manager").too_few
    assert one("resources", found) == (6, 60)


def test_avoidable_bring_forwards_count_among_those_looked_at() -> None:
    asked = [
        Asked(60, 2, spoke_to_office=False, applied=True, solved_before=None),
        Asked(90, 3, spoke_to_office=True, applied=None, solved_before=True),
        Asked(30, None, spoke_to_office=None, applied=None, solved_before=None),
    ]
    found = efficient([], asked, (0, 0))
    assert one("never_spoke", found) == (1, 2)
    assert one("solved_before", found) == (1, 1)
    assert one("displaced", found) == (5, 2)


def test_a_remedy_is_late_once_its_day_has_passed() -> None:
    promised = replace(IN_TIME, remedy_due=LATE)
    rows = [replace(promised, remedy_done=LATE), promised, replace(promised, remedy_due=date(2026, 12, 9))]
    assert one("remedy", accountable(rows, Audited(0, 0, 0), TODAY)) == (1, 2)


def test_tags_need_somebody_and_a_day() -> None:
    tag = replace(IN_TIME, systemic=True)
    rows = [tag, replace(tag, systemic_owned=True), replace(tag, systemic_owned=True, systemic_done=LATE)]
    found = accountable(rows, Audited(4, 3, 2), TODAY)
    assert (one("systemic", found), one("systemic_done", found)) == ((2, 3), (1, 3))
    assert next(measure for measure in found if measure.key == "systemic_age").value == 28
    assert (one("changed_ways", found), one("audit", found)) == ((4, None), (2, 3))


def test_the_second_stage_may_find_otherwise() -> None:
    rows = [replace(IN_TIME, stage=2, overturned=True), replace(IN_TIME, stage=2, overturned=False), IN_TIME]
    found = accountable(rows, Audited(0, 0, 0), TODAY)
    assert (one("second_stage", found), one("overturned", found)) == ((2, None), (1, 2))


def test_partly_heard_is_not_heard() -> None:
    rows = [replace(IN_TIME, heard=said, understood=Said.yes) for said in (Said.yes, Said.partly, Said.no)]
    found = responsive([*rows, OPEN, replace(OPEN, silent=True), replace(OPEN, silent=False)], TODAY)
    assert (one("heard", found), one("understood", found), one("told", found)) == ((1, 3), (3, 3), (1, 2))


def test_a_plan_or_a_finding_is_late_once_its_day_has_passed() -> None:
    plan = replace(IN_TIME, plan_by=LATE)
    ahead = replace(plan, plan_by=date(2026, 12, 9))
    rows = [replace(plan, found=LATE), replace(plan, found=date(2026, 11, 10)), plan, ahead]
    found = responsive(rows, TODAY)
    assert (one("planned", found), one("plan_kept", found)) == ((4, 4), (1, 3))
    limited = [replace(one, limit=one.plan_by, plan_by=None) for one in rows]
    assert one("found_in_time", responsive(limited, TODAY)) == (1, 3)


def test_every_day_has_an_owner() -> None:
    rows = [replace(OPEN, days={Owner.office: 2, Owner.hq: 3}), replace(OPEN, days={Owner.no_cover: 4, Owner.hq: 1})]
    found = days_by_owner(rows)
    assert (found[Owner.office], found[Owner.hq], found[Owner.no_cover], found[Owner.client]) == (2, 4, 4, 0)
