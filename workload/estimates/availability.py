"""Days and hours of a year on which a post is available for work, and what takes the rest.

Base and items are data: `workload-days over available days` is the arithmetic of WHO's workload indicators of staffing
need (WISN). Sums use unrounded numbers.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from workload.vocabulary import Head


class AvailabilityKind(StrEnum):
    days_off = "days_off"
    share_off = "share_off"  # per cent of base


@dataclass(frozen=True)
class AvailabilityItem:
    """Something that takes a person from work, in days a year or per cent of the base. Without a head it is a day on
    which the office is closed."""

    item: str
    kind: AvailabilityKind
    value: float
    head: Head | None = None
    source: str = ""


@dataclass(frozen=True)
class Availability:
    """Days of a year on which a post is paid, and what is taken from them."""

    base_days: float
    items: tuple[AvailabilityItem, ...] = ()
    hours_per_day: float = 7.5

    @property
    def available_days(self) -> float:
        return self.base_days - sum(self.days_of(item) for item in self.items)

    @property
    def available_hours(self) -> float:
        return self.available_days * self.hours_per_day

    @property
    def open_days(self) -> float:
        return self.base_days - sum(self.days_of(item) for item in self.items if item.head is None)

    def days_of(self, item: AvailabilityItem) -> float:
        return item.value if item.kind is AvailabilityKind.days_off else self.base_days * item.value / 100

    def without(self, head: Head) -> "Availability":
        """The same year if nothing under that head took any day."""
        return replace(self, items=tuple(item for item in self.items if item.head is not head))

    def hours_under(self, head: Head) -> float:
        """Hours a year of the items under one head."""
        return sum(self.days_of(item) for item in self.items if item.head is head) * self.hours_per_day


def _days(item: str, value: float, head: Head | None, source: str) -> AvailabilityItem:
    return AvailabilityItem(item, AvailabilityKind.days_off, value, head, source)


AVAILABILITY = Availability(
    base_days=261,  # Mondays to Fridays of a year
    items=(
        _days("holidays", 13, None, "GNWT-UNW agreement, art. 16, and 30 September"),
        _days("annual", 21.5, Head.leave, "GNWT-UNW agreement, art. 18.01, two to seven years of service"),
        _days("mandatory", 5, Head.leave, "Mandatory leave with pay at Christmas and New Year; practicenorth.ca"),
        _days("special", 3, Head.leave, "Illustrative: of up to five days a year"),
        _days("sick", 13, Head.leave, "Statistics Canada 71-211-X, public sector 2007-2008"),
        _days("training", 7, Head.training, "Illustrative: refresher, courses and conference"),
    ),
)


def posts_for(workload_days: float, available_days: float) -> float:
    """Posts for so many days of work a year, as WHO's workload indicators of staffing need (WISN) have it."""
    if available_days <= 0:
        raise ValueError("A post must be available on some days of the year.")
    return workload_days / available_days
