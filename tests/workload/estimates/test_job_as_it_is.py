import pytest

from workload.estimates.job_as_it_is import ProfileItem, Side, WorkedTime, job_as_it_is
from workload.vocabulary import Activity, PersonKind


def day(person: int, kind: PersonKind = PersonKind.cso) -> list[WorkedTime]:
    """Seven and a half hours: three with clients, three at the screen, an hour and a half on the road."""
    return [
        WorkedTime(kind, person, Activity.contact, 120),
        WorkedTime(kind, person, Activity.forms_help, 60),
        WorkedTime(kind, person, Activity.monthly_report, 150),
        WorkedTime(kind, person, Activity.notes, 30),
        WorkedTime(kind, person, Activity.travel, 90),
    ]


CREW = [line for person in range(5) for line in day(person)]


def test_every_hour_stands_on_one_side() -> None:
    [job] = job_as_it_is(CREW)
    assert (job.kind, job.people, job.hours) == (PersonKind.cso, 5, 37.5)
    assert job.sides == pytest.approx({Side.client: 0.4, Side.screen: 0.4, Side.other: 0.2})
    assert sum(one.share for one in job.activities) == pytest.approx(1)
    assert job.activities[0].activity is Activity.monthly_report


def test_hours_that_the_list_leaves_out_are_seen() -> None:
    [job] = job_as_it_is(CREW)
    assert job.left_out == pytest.approx(150 / 450)  # help with forms, and travel
    assert job.items[ProfileItem.information] == pytest.approx(120 / 450)
    assert job.items[ProfileItem.crisis] == 0.0  # on the list and not seen
    assert sum(job.items.values()) + job.left_out == pytest.approx(1)


def test_nobodys_diary_is_shown() -> None:
    assert job_as_it_is(CREW[: 4 * 5]) == []
    mixed = CREW + day(9, PersonKind.itinerant)
    assert [job.kind for job in job_as_it_is(mixed)] == [PersonKind.cso]
    assert job_as_it_is([]) == []


def test_every_activity_has_a_side() -> None:
    lines = [WorkedTime(PersonKind.cso, n, activity, 10) for n in range(5) for activity in Activity]
    [job] = job_as_it_is(lines)
    assert {one.activity for one in job.activities} == set(Activity)
    assert sum(job.sides.values()) == pytest.approx(1)
