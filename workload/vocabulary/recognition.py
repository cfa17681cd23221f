"""Thanks, and who may see them."""

from enum import StrEnum


class Giver(StrEnum):
    client = "client"
    peer = "peer"
    buddy = "buddy"
    manager = "manager"
    headquarters = "headquarters"
    partner = "partner"


class Value(StrEnum):
    """What a recognition note thanks for."""

    relationship = "relationship"
    explained_clearly = "explained_clearly"
    calmed_conflict = "calmed_conflict"
    covered = "covered"
    found_a_way = "found_a_way"
    fixed_our_error = "fixed_our_error"
    taught = "taught"


class Visibility(StrEnum):
    """Who may read a recognition note besides its giver: the recipient decides."""

    me = "me"
    manager = "manager"
    team = "team"
    everyone = "everyone"


class NoteFault(StrEnum):
    """What somebody finds wrong with a note that they may read."""

    client_details = "client_details"
    not_meant_well = "not_meant_well"
    not_so = "not_so"


class NoteOutcome(StrEnum):
    """What was decided about a reported note: it stays, without what shows a client, or is shown to nobody else."""

    kept = "kept"
    redacted = "redacted"
    withdrawn = "withdrawn"


class Deed(StrEnum):
    """A fact of work that a manager may have missed, told while nobody has thanked the person for it."""

    cover_given = "cover_given"
    complex_closed = "complex_closed"
    first_month = "first_month"
    lone_office = "lone_office"
    concern_sent = "concern_sent"
    delivery_over = "delivery_over"
