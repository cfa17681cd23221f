"""The territory as a scenario sees it: every office with its cases, its people and its own activity table."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workload.estimates.availability import AVAILABILITY, Availability
from workload.facts import ActivityTime
from workload.vocabulary import Tier


@dataclass(frozen=True)
class OfficeNow:
    """An office: open cases of each tier, which of these are in the aged and the ICM stream, and its people.

    `people` are full-time equivalents, one for each filled post that carries cases, `vacant` those without a holder.
    `multiplier` is on all minutes; `without_support` is the part of it that is there because the office has no
    administrative support (1.0 where it has). `minimum_present` people are to be there on every open day.
    """

    id: str
    region: str
    counts: Mapping[Tier, float]
    people: tuple[float, ...]
    times: tuple[ActivityTime, ...]
    vacant: tuple[float, ...] = ()
    aged: Mapping[Tier, float] = field(default_factory=dict)
    icm: Mapping[Tier, float] = field(default_factory=dict)
    multiplier: float = 1.0
    without_support: float = 1.0
    has_support: bool = True
    minimum_present: float = 1.0

    @property
    def cases(self) -> float:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Intake:
    """What offices hand to a central intake: applications and calls a month, hours a month of the applications, minutes
    of a call, the share of a day's calls that come in its busiest half-hour, and the wait promised on the phone."""

    applications: float
    application_hours: float
    calls: float
    call_minutes: float
    busiest_share: float
    answer_in: float
    target: float


@dataclass(frozen=True)
class Territory:
    """All offices from north to south, relievers (full-time posts of no office), the promise in business days, and
    what a post is away. `posts_added` is what the changes so far cost in posts."""

    offices: tuple[OfficeNow, ...]
    relievers: float = 0.0
    standard_days: int = 2
    availability: Availability = AVAILABILITY
    intake: Intake | None = None
    posts_added: float = 0.0

    def with_offices(self, offices: list[OfficeNow]) -> "Territory":
        return replace(self, offices=tuple(offices))
