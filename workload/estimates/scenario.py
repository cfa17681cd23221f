"""A scenario: the territory after some changes, office by office, by region and in all, to be held against today.

today = play_scenario(territory)
after = play_scenario(territory, [ReliefPool(1.0), StandardDays(3)])
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workload.estimates.case_hours import range80, spread_of
from workload.estimates.eight_heads import MONTHS
from workload.estimates.office_work import day_case_hours, office_work, usual_absence
from workload.estimates.officer_capacity import CapacityRules, hours_for_cases, rules_from
from workload.estimates.phones import PhoneLine, PhonePeople, phone_people
from workload.estimates.scenario_changes import Change
from workload.estimates.staffing_need import Binding, OfficeNeed, office_need, post_case_hours
from workload.estimates.standard_met import Played, StandardMet, play
from workload.estimates.territory import Intake, OfficeNow, Territory
from workload.estimates.uncertainty import Range, UtilisationRange, hours_by_activity, sustainable_cases, used_range
from workload.vocabulary import Activity

MOST_RUNS, LEAST_RUNS = 1000, 100  # our judgement
OFFICE_RUNS = 42_000  # a second of a processor; more offices are played less often, and sums of them are as steady
HALF_HOUR = 1800.0  # seconds


@dataclass(frozen=True)
class Place:
    """An office, a region or the territory: what it needs and has. Posts are full-time, hours are a month's.

    `binds` is the measure that makes an office's need (None for several offices together). `used` is None where nobody
    is there: the hours are uncovered, and no percentage. `sustainable` are the cases, of the mix there is, that the
    people there can carry. `standard` is the share of promised work in time and the share
    of leave days on which somebody was there.
    """

    id: str
    cases: float
    posts_needed: Range
    binds: Binding | None
    posts_there: float
    hours_needed: Range
    hours_there: float
    used: UtilisationRange | None
    sustainable: Range
    standard: StandardMet

    @property
    def posts_short(self) -> float:
        """Posts needed less posts with a holder; below zero where there are more than needed."""
        return self.posts_needed.middle - self.posts_there


@dataclass(frozen=True)
class IntakeNeed:
    """Posts of a central intake, and the people at its phones in the busiest half-hour (None without calls)."""

    posts: float
    phones: PhonePeople | None


@dataclass(frozen=True)
class Outcome:
    """What a scenario comes to. `posts_added` is its cost in posts, the central intake's included."""

    offices: tuple[Place, ...]
    regions: tuple[Place, ...]
    territory: Place
    standard_days: int
    relievers: float
    intake: IntakeNeed | None
    posts_added: float
    runs: int


def usual_runs(offices: int) -> int:
    """How often a quarter is played: 1,000 times, and less often for more than 42 offices."""
    return max(LEAST_RUNS, min(MOST_RUNS, OFFICE_RUNS // max(offices, 1)))


def play_scenario(
    territory: Territory, changes: Iterable[Change] = (), runs: int | None = None, seed: int = 8
) -> Outcome:
    """The territory after all changes, in their order. The same seed plays the same days, so that two outcomes differ
    by what was changed. Raises ValueError for an office that is not there or a post without hours for cases."""
    runs = runs or usual_runs(len(territory.offices))
    for change in changes:
        territory = change.apply(territory)
    tables = {id(one.times): one.times for one in territory.offices}  # all offices may share one
    rules_of = {number: rules_from(times) for number, times in tables.items()}
    rules = rules_of[id(territory.offices[0].times)] if territory.offices else CapacityRules()
    away = usual_absence(territory.availability)
    work = [
        office_work(one.counts, one.times, one.people, territory.availability, rules_of[id(one.times)], one.multiplier)
        for one in territory.offices
    ]
    reliever = day_case_hours(1.0, territory.availability, rules)
    played = play(work, territory.standard_days, int(territory.relievers + 0.5), reliever, away, runs, seed)
    parts = [_part(one, territory, rules_of[id(one.times)]) for one in territory.offices]

    def place(name: str, rows: Sequence[int]) -> Place:
        return _place(name, [parts[k] for k in rows], played, rows)

    everywhere = range(len(parts))
    regions: dict[str, list[int]] = {}
    for k in everywhere:
        regions.setdefault(territory.offices[k].region, []).append(k)
    intake = _intake_need(territory.intake, territory, rules) if territory.intake else None
    return Outcome(
        offices=tuple(place(territory.offices[k].id, [k]) for k in everywhere),
        regions=tuple(place(region, rows) for region, rows in regions.items()),
        territory=place("", list(everywhere)),
        standard_days=territory.standard_days,
        relievers=territory.relievers,
        intake=intake,
        posts_added=territory.posts_added + (intake.posts if intake else 0.0),
        runs=runs,
    )


@dataclass(frozen=True)
class _Part:
    """What one office brings to every place that it belongs to: hours of a month."""

    office: OfficeNow
    need: OfficeNeed
    hours: dict[Activity, float]
    there: float
    sustainable: Range


def _part(one: OfficeNow, territory: Territory, rules: CapacityRules) -> _Part:
    need = office_need(
        one.counts,
        one.times,
        territory.availability,
        multiplier=one.multiplier,
        minimum_present=one.minimum_present,
        rules=rules,
        standard_days=territory.standard_days,
    )
    a_post = territory.availability.available_hours / MONTHS
    there = sum(hours_for_cases(fte * a_post, rules.fixed_hours, rules.variable_share) for fte in one.people)
    hours = hours_by_activity(one.counts, one.times, one.multiplier)
    return _Part(one, need, hours, there, sustainable_cases(one.counts, there, one.times, one.multiplier))


def _place(name: str, parts: Sequence[_Part], played: Played, rows: Sequence[int]) -> Place:
    """Several offices as one: sums of numbers that are not rounded, and ranges of the sums, because all share one
    activity table."""
    by_activity: dict[Activity, float] = {}
    for one in parts:
        for activity, hours in one.hours.items():
            by_activity[activity] = by_activity.get(activity, 0.0) + hours
    hours_needed, there = sum(by_activity.values()), sum(one.there for one in parts)
    return Place(
        id=name,
        cases=sum(one.office.cases for one in parts),
        posts_needed=Range(*(sum(getattr(one.need, value) for one in parts) for value in ("posts", "low", "high"))),
        binds=parts[0].need.binds if len(parts) == 1 else None,
        posts_there=sum(fte for one in parts for fte in one.office.people),
        hours_needed=Range(hours_needed, *range80(hours_needed, spread_of(by_activity.values()))),
        hours_there=there,
        used=used_range(by_activity.values(), there),
        sustainable=Range(
            *(sum(getattr(one.sustainable, value) for one in parts) for value in ("middle", "low", "high"))
        ),
        standard=played.together(rows),
    )


def _intake_need(intake: Intake, territory: Territory, rules: CapacityRules) -> IntakeNeed:
    """The larger of the posts that its applications take and of the people whom its phones take."""
    availability = territory.availability
    hours = intake.application_hours + intake.calls * intake.call_minutes / 60
    by_hours = hours * MONTHS / post_case_hours(availability, rules)
    if intake.calls <= 0:
        return IntakeNeed(by_hours, None)
    a_day = intake.calls * MONTHS / availability.open_days
    line = PhoneLine(a_day * intake.busiest_share, HALF_HOUR, intake.call_minutes * 60, intake.answer_in)
    phones = phone_people(line, intake.target, 1 - availability.available_days / availability.open_days)
    return IntakeNeed(max(by_hours, float(phones.roster)), phones)
