"""Questions that come back from headquarters and elsewhere."""

from enum import StrEnum


class BringForwardSource(StrEnum):
    mla = "mla"
    minister = "minister"
    hq = "hq"
    media = "media"
    ombud = "ombud"
    other = "other"


class BringForwardLane(StrEnum):
    """How much of an answer a BF needs."""

    call_them = "call_them"  # they are asked to call the office, in three lines
    standard_note = "standard_note"
    full_brief = "full_brief"


class BringForwardWork(StrEnum):
    """What minutes of a BF went to."""

    read = "read"
    search = "search"
    write = "write"
    review = "review"
    call = "call"
    headquarters = "headquarters"
