"""Days, leave and the cover for it."""

from enum import StrEnum


class DayKind(StrEnum):
    holiday = "holiday"
    mandatory = "mandatory"
    community = "community"
    closure = "closure"
    delivery = "delivery"


class LeaveKind(StrEnum):
    annual = "annual"
    special = "special"
    sick = "sick"
    mandatory = "mandatory"
    lieu = "lieu"  # overtime that was authorised and is kept as time off
    course = "course"  # days at a booked course, so that its cover is asked for as for leave; takes no hours of leave


class DayPart(StrEnum):
    whole = "whole"
    morning = "morning"
    afternoon = "afternoon"


class LeaveStatus(StrEnum):
    asked = "asked"
    granted = "granted"
    refused = "refused"
    withdrawn = "withdrawn"
    cancelled = "cancelled"


class LedgerReason(StrEnum):
    opening = "opening"
    earned = "earned"
    taken = "taken"
    given_back = "given_back"
    carried = "carried"
    bonus = "bonus"


class CoverMode(StrEnum):
    site = "site"
    remote = "remote"


class LeaveChangeKind(StrEnum):
    """What became of leave after it was granted or refused."""

    cancelled = "cancelled"
    recalled = "recalled"
    returned = "returned"
    undone = "undone"


class CoverStatus(StrEnum):
    proposed = "proposed"
    agreed = "agreed"
    declined = "declined"
    ended = "ended"


class CoverRefusal(StrEnum):
    """Why a person who was asked cannot cover."""

    full_week = "full_week"
    away = "away"
    conflict = "conflict"
    travel = "travel"
    other = "other"


class WeekState(StrEnum):
    """Could a person be away for a whole week: covered easily, only just, or not; away already; nothing to take."""

    open = "open"
    tight = "tight"
    not_coverable = "not_coverable"
    away = "away"
    closed = "closed"


class GuardVerdict(StrEnum):
    """Will somebody lose leave? Weeks in which it can be covered against weeks still to take."""

    safe = "safe"
    watch = "watch"
    reserve = "reserve"
    late = "late"


class BlockState(StrEnum):
    """Leave proposed to somebody: found, sent to the person, and the answer."""

    proposed = "proposed"
    asked = "asked"
    accepted = "accepted"
    declined = "declined"
    lapsed = "lapsed"


class RoundState(StrEnum):
    """The annual round: wishes are taken, the year is worked out and looked at, and in force."""

    open = "open"
    planning = "planning"
    published = "published"


class PoolKind(StrEnum):
    """Who may stand in, by the terms on which they are engaged."""

    itinerant = "itinerant"
    float = "float"
    term = "term"
    casual = "casual"
    neighbour = "neighbour"
    service_officer = "service_officer"
