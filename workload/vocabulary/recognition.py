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
