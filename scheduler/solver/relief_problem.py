"""The leave-and-relief problem as plain values: who asked, who may cover where, and what was decided.

All hours are whole quarter-hours (7.5 h = 30), so that no sum is ever rounded. Nothing here needs a
database or a solver: a page, a file reader and a test build the same `ReliefProblem`.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

STAGE_NAMES = (
    "breaches",
    "refused_before",
    "left_with_nothing",
    "granted",
    "service",
    "options",
    "unmet",
    "worst_cover_share",
    "cover_days",
    "travel",
)
"""The objectives in strict order; stage 1 is the first."""


@dataclass(frozen=True)
class CalendarDay:
    """A date of the horizon; `kind` is open, delivery (an open day of the monthly peak) or closed."""

    day: date
    kind: str


@dataclass(frozen=True)
class Office:
    """`min_quarters` of cover make a day served; `urgent_share` of an absent person's due hours cannot wait."""

    office_id: str
    region: str
    min_quarters: int
    urgent_share: Fraction


@dataclass(frozen=True)
class Person:
    """A post or a reliever. `pattern` is quarter-hours on Monday..Friday; `kind` cso, itinerant or pool."""

    person_id: str
    office_id: str
    kind: str
    pattern: tuple[int, int, int, int, int]
    own_quarters: int
    own_quarters_delivery: int
    service_years: Fraction
    qualified: bool
    max_cover_days: int
    past_cover_days: int = 0


@dataclass(frozen=True)
class CoverPair:
    """This person may cover that office in this mode (site or remote); `travel_quarters` is the round trip."""

    person_id: str
    office_id: str
    mode: str
    travel_quarters: int = 0


@dataclass(frozen=True)
class Leave:
    """Leave that stands, both days included."""

    person_id: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Request:
    """Leave asked for: the options in order of wish, each (first day, last day). `kind` is planned or protected."""

    request_id: str
    person_id: str
    kind: str
    refused_before: bool
    options: tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class ReliefProblem:
    """Everything the decision needs. `removed` takes single ways of covering away: (person, office, mode, day).

    The service uses `removed` for what files cannot say: a conflict of interest, a day of recovery, no consent.
    """

    calendar: tuple[CalendarDay, ...]
    offices: tuple[Office, ...]
    people: tuple[Person, ...]
    cover: tuple[CoverPair, ...]
    approved: tuple[Leave, ...] = ()
    requests: tuple[Request, ...] = ()
    removed: frozenset[tuple[str, str, str, date]] = frozenset()


@dataclass(frozen=True)
class Assignment:
    """On this day this person covers that office for so many quarter-hours."""

    day: date
    office_id: str
    person_id: str
    mode: str
    quarters: int


@dataclass(frozen=True)
class ReasonFact:
    """One sentence of a reason as a code with its values, for a page that words it in another language."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Decision:
    """Granted with an option (1, 2, ...), or refused (option 0) with the rules, the binding days and the reason."""

    request_id: str
    option: int
    rule: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    reason: str = ""
    facts: tuple[ReasonFact, ...] = ()

    @property
    def granted(self) -> bool:
        return self.option > 0


@dataclass(frozen=True)
class Alternative:
    """Other dates for a refused request, grantable with every other decision kept."""

    request_id: str
    rank: int
    first_day: date
    last_day: date
    note: str


@dataclass(frozen=True)
class Change:
    """One row of a set of changes; the rows of one request and rank together make option 1 grantable.

    `amount` counts days for `cover_limit` and quarter-hours for `week_hours`; otherwise it is 0.
    """

    request_id: str
    rank: int
    kind: str
    person_id: str
    office_id: str
    first_day: date
    last_day: date
    amount: int
    change: str = ""


@dataclass(frozen=True)
class Stage:
    """One objective: its value, a bound that holds given the earlier values, and whether it is proven."""

    stage: int
    name: str
    value: float
    bound: float
    status: str
    seconds: float
    conditional: bool


@dataclass(frozen=True)
class UnmetDay:
    """Urgent hours of absent people that nobody covers at an office on a day (exact, in hours)."""

    office_id: str
    day: date
    hours: Fraction


@dataclass(frozen=True)
class ReliefAnswer:
    """What was decided, who covers, and how well. `status` is optimal only if every stage is, else feasible."""

    status: str
    decisions: tuple[Decision, ...]
    assignments: tuple[Assignment, ...]
    alternatives: tuple[Alternative, ...]
    changes: tuple[Change, ...]
    stages: tuple[Stage, ...]
    unmet: tuple[UnmetDay, ...]
    breaches: int
    unmet_hours: Fraction
    cover_days: int
    worst_cover_share: float
    travel_quarters: int
    seconds: float


class ProtectedOverlap(Exception):
    """Two leaves that must both stand share a day: `first` and `second` name them."""

    def __init__(self, person_id: str, first: str, second: str, day: date) -> None:
        super().__init__(
            f"{first} and {second} of {person_id} both stand and share {day.isoformat()}; "
            "move one of them or withdraw it"
        )
        self.person_id, self.first, self.second, self.day = person_id, first, second, day


def find_protected_overlaps(problem: ReliefProblem) -> list[ProtectedOverlap]:
    """Every pair of protected leave, or protected and approved leave, of one person that shares a calendar date."""
    found = []
    protected = [r for r in problem.requests if r.kind == "protected"]
    for index, one in enumerate(protected):
        for other in protected[index + 1 :]:
            shared = _shared_day(one.options[0], other.options[0])
            if one.person_id == other.person_id and shared:
                found.append(ProtectedOverlap(one.person_id, one.request_id, other.request_id, shared))
        for leave in problem.approved:
            shared = _shared_day(one.options[0], (leave.first_day, leave.last_day))
            if one.person_id == leave.person_id and shared:
                name = f"approved leave {leave.first_day.isoformat()} to {leave.last_day.isoformat()}"
                found.append(ProtectedOverlap(one.person_id, one.request_id, name, shared))
    return found


def _shared_day(one: tuple[date, date], other: tuple[date, date]) -> date | None:
    first = max(one[0], other[0])
    return first if first <= min(one[1], other[1]) else None
