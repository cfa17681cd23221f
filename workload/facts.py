"""Frozen values that pass between layers: what the estimates and the solver are told, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workload.vocabulary import Activity, CoverMode, DayPart, Driver, Evidence, PersonKind, Stream, Tier


@dataclass(frozen=True)
class CaseFacts:
    """A case as the workload model sees it. `drivers` maps a driver to yes, no or None (not known)."""

    reference: str
    community: str
    office: str
    language: str
    stream: Stream
    drivers: Mapping[Driver, bool | None]
    officer: int | None = None
    months_with_officer: float = 0.0


@dataclass(frozen=True)
class OfficerFacts:
    """A person who can carry or cover cases. `pattern` is hours on Monday..Friday; `steps` say from which day on what
    share of the hours counts for cases, in the first months of a newcomer."""

    id: int
    name: str
    office: str
    region: str
    kind: PersonKind
    pattern: tuple[float, float, float, float, float]
    communities: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    icm: bool = False
    appointed: bool = True
    service_years: float = 0.0
    max_cover_days: int = 0
    works_from: date | None = None
    works_until: date | None = None
    steps: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True)
class Absence:
    """Days on which a person is not at work, both ends included. A part-day takes half the hours of its one day.
    `course`: the person is on a booked course, which takes the place of the training that is expected on average."""

    person: int
    first_day: date
    last_day: date
    part: DayPart = DayPart.whole
    course: bool = False


@dataclass(frozen=True)
class ActivityTime:
    """One row of the activity table: how often a month a case of a tier needs it, and minutes each time.

    `tier` None marks a duty of the post, whose `frequency` is times a month per person.
    """

    activity: Activity
    tier: Tier | None
    frequency: float
    minutes: float
    source: str
    evidence: Evidence


@dataclass(frozen=True)
class CoverLink:
    """Who may cover where, in which way; `travel_hours` is the round trip."""

    person: int
    office: str
    mode: CoverMode
    travel_hours: float = 0.0


@dataclass(frozen=True)
class CalendarFacts:
    """The days that are not ordinary working days. All sets hold dates.

    `closed` are territory-wide holidays and closures on weekdays; `office_closed` adds an office's own days;
    `delivery` are the open days of the monthly reporting and payment peak.
    """

    closed: frozenset[date]
    delivery: frozenset[date] = frozenset()
    office_closed: Mapping[str, frozenset[date]] = field(default_factory=dict)
