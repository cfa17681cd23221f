"""The pulse: eight questions about work, answered by nobody in particular."""

from enum import StrEnum


class PulseQuestion(StrEnum):
    """Eight questions in our own words; nobody has validated them."""

    within_paid_hours = "within_paid_hours"
    break_or_leave = "break_or_leave"
    time_for_clients = "time_for_clients"
    what_mattered = "what_mattered"
    backed = "backed"
    safe = "safe"
    noticed = "noticed"
    pace_of_change = "pace_of_change"


class HowOften(StrEnum):
    """The five answers, from never to always."""

    never = "never"
    rarely = "rarely"
    sometimes = "sometimes"
    often = "often"
    always = "always"
