"""Which courses somebody needs, and by when.

Two weeks at the start, a refresher every two years and after a leave of a year or more, four courses once (NWT Ombud
2022, training chapter), and the training of recommendation 7, tailored to officers and regional managers. Length in
days is public for the first and the first of the four; the others are ours, to be replaced by the department's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from workload.estimates.calendar import fiscal_year, fiscal_year_of
from workload.vocabulary import Course, Evidence, TrainingGround

REFRESHER_YEARS = 2
ONCE_WITHIN = timedelta(days=365)
"""Of the first day of service: by when the four courses should be done. Ours; the report names no day."""
START_WITHIN = timedelta(days=14)
YEAR_AHEAD = timedelta(days=365)
COUNTS_AS_REFRESHER = (Course.initial, Course.refresher)
ONE_TIME = (Course.csp, Course.mental_health_first_aid, Course.motivational_interviewing, Course.crisis_intervention)
TAILORED = (Course.accessible_communication, Course.conflict_resolution)


@dataclass(frozen=True)
class CourseTerms:
    """How long a course takes, in hours and in days away from the desk, and how we know."""

    hours: float
    days: int
    evidence: Evidence


TERMS: Mapping[Course, CourseTerms] = {
    Course.initial: CourseTerms(75.0, 10, Evidence.primary),
    Course.refresher: CourseTerms(15.0, 2, Evidence.estimate),
    Course.csp: CourseTerms(6.0, 1, Evidence.primary),
    Course.mental_health_first_aid: CourseTerms(15.0, 2, Evidence.estimate),
    Course.motivational_interviewing: CourseTerms(15.0, 2, Evidence.estimate),
    Course.crisis_intervention: CourseTerms(7.5, 1, Evidence.estimate),
    Course.accessible_communication: CourseTerms(7.5, 1, Evidence.estimate),
    Course.conflict_resolution: CourseTerms(7.5, 1, Evidence.estimate),
    Course.conference: CourseTerms(22.5, 3, Evidence.estimate),
}


@dataclass(frozen=True)
class TrainingFacts:
    """What is known of one person: last day each course was done, and the last day of their latest leave of a year or
    more. `officer` is False for a regional manager, who needs the tailored courses only."""

    officer: bool
    service_since: date
    appointed_on: date | None
    done: Mapping[Course, date]
    back_from_long_leave: date | None = None


@dataclass(frozen=True)
class CourseDue:
    """A course that somebody needs by a day, and why."""

    course: Course
    ground: TrainingGround
    due_on: date


def refresher_due(last_done: date) -> date:
    """The same day two years later (28 February for a leap day)."""
    try:
        return last_done.replace(year=last_done.year + REFRESHER_YEARS)
    except ValueError:
        return last_done.replace(year=last_done.year + REFRESHER_YEARS, day=28)


def courses_due(facts: TrainingFacts, today: date) -> tuple[CourseDue, ...]:
    """Everything the person needs within a year that is not done, the earliest first. The conference is nobody's
    duty."""
    year_ends = fiscal_year(fiscal_year_of(today))[1]
    due = [CourseDue(one, TrainingGround.tailored, year_ends) for one in TAILORED if one not in facts.done]
    if facts.officer:
        due += [_starting_or_refresher(facts)]
        once = facts.service_since + ONCE_WITHIN
        due += [CourseDue(one, TrainingGround.one_time, once) for one in ONE_TIME if one not in facts.done]
    soon = [one for one in due if one.due_on <= today + YEAR_AHEAD]
    return tuple(sorted(soon, key=lambda one: (one.due_on, one.course)))


def _starting_or_refresher(facts: TrainingFacts) -> CourseDue:
    last = max((day for course, day in facts.done.items() if course in COUNTS_AS_REFRESHER), default=None)
    if last is None:
        return CourseDue(Course.initial, TrainingGround.starting, facts.service_since + START_WITHIN)
    back = facts.back_from_long_leave
    if back is not None and last <= back < refresher_due(last):
        return CourseDue(Course.refresher, TrainingGround.back_from_leave, back + timedelta(days=1))
    return CourseDue(Course.refresher, TrainingGround.two_years, refresher_due(last))
