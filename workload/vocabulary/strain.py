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


class IncidentKind(StrEnum):
    """Abuse at work, or because of work."""

    verbal = "verbal"
    threat = "threat"
    assault = "assault"
    online = "online"
    off_duty = "off_duty"  # what was written down of it is the person's alone
