"""Strain and safety."""

from enum import StrEnum


class Signal(StrEnum):
    """What can be told of strain from facts of work. None of them says how anybody is."""

    planned_load = "planned_load"
    part_time_fit = "part_time_fit"
    weeks_since_rest = "weeks_since_rest"
    leave_at_risk = "leave_at_risk"
    leave_refused = "leave_refused"
    covering = "covering"
    interruptions = "interruptions"
    deadlines = "deadlines"
    major_changes = "major_changes"
    change_load = "change_load"
    lieu_bank = "lieu_bank"
    alone = "alone"
    incidents = "incidents"
    support_reach = "support_reach"
    weekly_hours = "weekly_hours"  # with the unpaid ones: private
    unpaid_hours = "unpaid_hours"  # private


class SignalLevel(StrEnum):
    """Where a signal stands. `unknown` is no fact to tell from, and never counted as calm."""

    unknown = "unknown"
    calm = "calm"
    amber = "amber"
    red = "red"


class PrivateFact(StrEnum):
    """What of a person is private enough that each look of somebody else is kept and shown to them."""

    signals = "signals"
    incidents = "incidents"
    alone = "alone"
    lieu = "lieu"
    sick_leave = "sick_leave"
    unpaid_hours = "unpaid_hours"


class IncidentKind(StrEnum):
    """Abuse at work, or because of work."""

    verbal = "verbal"
    threat = "threat"
    assault = "assault"
    online = "online"
    off_duty = "off_duty"  # what was written down of it is the person's alone


class ContactWay(StrEnum):
    """How one person may reach us while a plan limits their contact. A plan names at least one."""

    phone_one = "phone_one"
    in_writing = "in_writing"
    two_staff = "two_staff"
    through_helper = "through_helper"


class OpenWay(StrEnum):
    """What stays open to that person on every working day, whatever happens. A plan has exactly one."""

    any_phone = "any_phone"
    letter_box = "letter_box"
    trusted_person = "trusted_person"


class Backing(StrEnum):
    """What headquarters says of limits on one person's contact: asked for its word, stands behind them, or does not."""

    asked = "asked"
    stands_behind = "stands_behind"
    does_not = "does_not"
