"""A quarter of days, played many times: it agrees with queueing theory where that applies, and moves the right way."""

import time
from math import exp

import pytest

from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.availability import AVAILABILITY
from workload.estimates.office_work import day_case_hours, delivery_pattern, office_work, usual_absence
from workload.estimates.officer_capacity import rules_from
from workload.estimates.phones import chance_of_waiting
from workload.estimates.standard_met import Arrivals, Away, OfficeWork, StandardMet, play
from workload.vocabulary import Tier

RULES = rules_from(ACTIVITY_TIMES)
AWAY = usual_absence(AVAILABILITY)
NOBODY_AWAY = Away(0.0, 5.0, 0.0, 2.0)
FULL = day_case_hours(1.0, AVAILABILITY, RULES)


def usual_mix(cases: float) -> dict[Tier, float]:
    return {Tier.simple: 0.40 * cases, Tier.standard: 0.35 * cases, Tier.complex: 0.25 * cases}


def usual_office(cases: float, *people: float) -> OfficeWork:
    return office_work(usual_mix(cases), ACTIVITY_TIMES, people, AVAILABILITY, RULES)


def one(office: OfficeWork, relievers: int = 0, days: int = 2, away: Away = AWAY, runs: int = 400) -> StandardMet:
    return play([office], days, relievers, FULL, away, runs).together([0])


def met(office: OfficeWork, relievers: int = 0, days: int = 2) -> float:
    found = one(office, relievers, days).met
    assert found is not None
    return found.middle


@pytest.mark.parametrize(("people", "busy", "pieces"), [(1, 0.90, 12), (1, 0.95, 12), (3, 0.97, 36), (8, 0.97, 40)])
def test_steady_queue_agrees_with_erlang_c(people: int, busy: float, pieces: int) -> None:
    """Pieces that come all day long, exponential lengths, nobody away: late when the wait passes the end of day two."""
    days, hours = 1500, 6.0
    length = people * busy / pieces  # days of one person
    steady = OfficeWork(
        promised=Arrivals((float(pieces),) * days, length * hours, 1.0),
        urgent=Arrivals((0.0,) * days, 0.0, 1.0),
        deferrable=0.0,
        people=(hours,) * people,
    )
    found = one(steady, away=NOBODY_AWAY, runs=200).met
    speed = (people - people * busy) / length  # the queue's own decay a day
    late = chance_of_waiting(people, people * busy) * exp(-2 * speed) * (1 - exp(-speed)) / speed
    assert found is not None
    assert 1 - found.middle == pytest.approx(late, abs=0.025)


def test_quarter_has_three_deliveries_of_five_days() -> None:
    pattern = delivery_pattern(AVAILABILITY.open_days)
    assert len(pattern) == 62
    assert sum(pattern) == 15
    assert pattern[-5:] == (True,) * 5


def test_work_of_a_quarter_is_that_of_the_table() -> None:
    work = usual_office(95, 1.0)
    played = sum(sum(part.per_day) * part.hours for part in (work.promised, work.urgent)) + 62 * work.deferrable
    assert played == pytest.approx(3 * 95 * 1.8316, rel=1e-4)
    assert sum(work.people) * AVAILABILITY.available_days / 12 == pytest.approx(101.66, abs=0.01)


def test_absence_of_a_year_is_the_availability() -> None:
    assert AWAY.on_leave * 248 == pytest.approx(29.5)
    assert AWAY.otherwise * 248 == pytest.approx(20)
    assert one(usual_office(50, 1.0), runs=2000).nobody == pytest.approx(49.5 / 248, abs=0.01)


def test_more_cases_are_answered_later() -> None:
    shares = [met(usual_office(cases, 1.0)) for cases in (30, 50, 95)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] - shares[2] > 0.3


def test_more_people_and_longer_promises_are_kept_more_often() -> None:
    assert met(usual_office(100, 1.0, 1.0)) > met(usual_office(100, 1.0)) + 0.2
    assert met(usual_office(60, 1.0), days=3) > met(usual_office(60, 1.0), days=2) + 0.03


def test_reliever_keeps_the_promise_of_a_lone_post() -> None:
    office = usual_office(50, 1.0)
    alone, relieved = one(office), one(office, relievers=1)
    assert alone.leave_covered == 0.0
    assert relieved.leave_covered == pytest.approx(1 - 49.5 / 248, abs=0.03)  # the reliever has leave too
    assert met(office, 1) > met(office) + 0.1


def test_office_without_people_answers_nothing() -> None:
    found = one(usual_office(40))
    assert found.met is not None
    assert found.met.middle == pytest.approx(0.0, abs=1e-12)
    assert found.leave_covered is None
    assert found.nobody == 1.0


def test_office_without_cases_has_no_share() -> None:
    assert one(usual_office(0, 1.0)).met is None
    assert play([]).together([]).met is None


def test_same_seed_plays_the_same_days() -> None:
    office = usual_office(70, 1.0)
    first, again, other = (play([office], runs=50, seed=seed).together([0]) for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_chance_drawn_for_days_at_once_plays_as_day_by_day() -> None:
    """Drawn by a call for each day and person, 10,000 plays of these offices gave these shares and hours."""
    offices = [usual_office(70, 1.0), usual_office(190, 1.0, 1.0, 0.5), usual_office(30, 0.6)]
    played = play(offices, relievers=1, reliever_hours=FULL, away=AWAY, runs=1000)
    found = [played.together([k]) for k in range(3)]
    assert [one.met.middle for one in found if one.met] == pytest.approx([0.645, 0.405, 0.862], abs=0.03)
    assert [one.leave_covered for one in found] == pytest.approx([0.719, 0.985, 0.721], abs=0.04)
    assert [one.nobody for one in found] == pytest.approx([0.056, 0.003, 0.056], abs=0.01)
    assert [one.waiting for one in found] == pytest.approx([37.9, 242.4, 4.3], rel=0.08)


def test_offices_with_different_days_are_refused() -> None:
    short = OfficeWork(Arrivals((1.0,), 1.0, 1.0), Arrivals((1.0,), 1.0, 1.0), 0.0, (6.0,))
    with pytest.raises(ValueError, match="same days"):
        play([usual_office(50, 1.0), short])


def test_territory_of_twenty_offices_plays_2000_quarters_in_time() -> None:
    offices = [usual_office(40 + 10 * n, *(1.0,) * (1 + n // 4)) for n in range(20)]
    began = time.process_time()
    play(offices, relievers=1, reliever_hours=FULL, away=AWAY)
    assert time.process_time() - began < 2.5  # half of the five seconds that a reader would wait
