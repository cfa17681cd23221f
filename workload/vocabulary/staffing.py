"""What an office needs and how well that is known."""

from enum import StrEnum


class Head(StrEnum):
    """The eight heads of recommendation 8 (NWT Ombud 2022)."""

    client_service = "client_service"
    complex_needs = "complex_needs"
    standards = "standards"
    administration = "administration"
    concerns = "concerns"
    bring_forwards = "bring_forwards"
    leave = "leave"
    training = "training"


class Evidence(StrEnum):
    """Strength of a figure: a primary text, a secondary page, or our estimate."""

    primary = "primary"
    secondary = "secondary"
    estimate = "estimate"


class ProposalStatus(StrEnum):
    """Where a proposed change to the workload model stands."""

    waiting = "waiting"
    approved = "approved"
    declined = "declined"
    withdrawn = "withdrawn"


class Verdict(StrEnum):
    """One scale of load, everywhere. `uncovered` is for hours that nobody is there to do; it has no percentage."""

    room = "room"
    full = "full"
    over = "over"
    far_over = "far_over"
    uncovered = "uncovered"
