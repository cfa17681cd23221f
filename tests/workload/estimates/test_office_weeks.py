"""Many offices at once say of each week what the day-by-day arithmetic of one office says."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.newcomer_share import steps_of
from workload.estimates.office_gap import office_gap, person_days, vacant_days
from workload.estimates.office_weeks import Cover, added, office_weeks
from workload.facts import Absence, CalendarFacts, OfficerFacts
from workload.vocabulary import DayPart, PersonKind

MONDAY, WEEKS = date(2026, 11, 16), 4
LAST = MONDAY + timedelta(days=7 * WEEKS - 1)
PLAIN = territory_calendar(2026, 2027)
CALENDAR = CalendarFacts(PLAIN.closed, PLAIN.delivery, {"lake": frozenset({date(2026, 12, 2)})})
OFFICES = ("lake", "cape")
some_day = st.dates(MONDAY - timedelta(days=9), LAST + timedelta(days=9))


@st.composite
def a_person(draw: st.DrawFn, number: int) -> OfficerFacts:
    appointed_on = draw(st.none() | st.dates(date(2026, 7, 1), LAST))
    return OfficerFacts(
        id=number,
        name="",
        office=draw(st.sampled_from(OFFICES)),
        region="north",
        kind=draw(st.sampled_from([PersonKind.cso, PersonKind.itinerant, PersonKind.pool])),
        pattern=draw(st.sampled_from([(7.5,) * 5, (7.5, 7.5, 0.0, 7.5, 4.0)])),
        appointed=appointed_on is None or appointed_on <= MONDAY,
        works_from=draw(st.none() | some_day),
        works_until=draw(st.none() | some_day),
        steps=steps_of(appointed_on) if appointed_on else (),
    )


@st.composite
def an_absence(draw: st.DrawFn, people: int) -> Absence:
    first = draw(some_day)
    part = draw(st.sampled_from(DayPart))
    last = first if part is not DayPart.whole else first + timedelta(days=draw(st.integers(0, 8)))
    return Absence(draw(st.integers(1, people)), first, last, part, part is DayPart.whole and draw(st.booleans()))


@settings(max_examples=25)
@given(st.data())
def test_weeks_of_many_are_those_of_each(data: st.DataObject) -> None:
    people = [data.draw(a_person(number)) for number in range(1, data.draw(st.integers(1, 4)) + 1)]
    absences = data.draw(st.lists(an_absence(len(people)), max_size=5))
    held, unheld = {one.id: (90.0 + 20 * one.id, 25.0) for one in people}, {"cape": (40.0, 10.0)}
    weeks = office_weeks(OFFICES, people, held, unheld, absences, (), CALENDAR, MONDAY, WEEKS)
    for office in OFFICES:
        entries = vacant_days(*unheld.get(office, (0.0, 0.0)), CALENDAR, MONDAY, LAST, office)
        for one in people:
            if one.office == office and one.kind is not PersonKind.pool:
                own = [each for each in absences if each.person == one.id]
                entries += person_days(one, *held[one.id], own, CALENDAR, MONDAY, LAST)
        for week in weeks[office]:
            gap = office_gap([each for each in entries if 0 <= (each.day - week.monday).days < 7])
            assert (week.needed, week.there, week.short) == pytest.approx((gap.needed, gap.there, gap.short))
            assert week.uncovered <= gap.uncovered + 0.01  # colleagues at work answer for some of it


def test_several_offices_together_are_their_sum() -> None:
    unheld = {"lake": (40.0, 10.0), "cape": (20.0, 5.0)}
    weeks = office_weeks(OFFICES, [], {}, unheld, [], [Cover(9, "cape", MONDAY, 1.0, 0.0, True, True)],
                         CALENDAR, MONDAY, WEEKS)  # fmt: skip
    both = added("north", [weeks[office][0] for office in OFFICES])
    assert both.needed == pytest.approx(sum(weeks[office][0].needed for office in OFFICES))
    assert both.there == 1.0
    assert both.uncovered == pytest.approx(both.needed - weeks["cape"][0].needed / 5)
    assert (both.delivery, both.open_days) == (False, 5)
