"""Days, leave and the cover for it."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "DayKind": {
        "holiday": _l("holiday"),
        "mandatory": _l("mandatory leave day"),
        "community": _l("community event"),
        "closure": _l("office closed"),
        "delivery": _l("delivery day"),
    },
    "LeaveKind": {
        "annual": _l("annual leave"),
        "special": _l("special leave"),
        "sick": _l("sick leave"),
        "mandatory": _l("mandatory leave"),
        "lieu": _l("hours in lieu"),
        "course": _l("a course"),
    },
    "DayPart": {"whole": _l("whole day"), "morning": _l("morning"), "afternoon": _l("afternoon")},
    "LeaveStatus": {
        "asked": _l("waiting for a decision"),
        "granted": _l("granted"),
        "refused": _l("refused"),
        "withdrawn": _l("withdrawn"),
        "cancelled": _l("cancelled"),
    },
    "LeaveChangeKind": {
        "cancelled": _l("cancelled"),
        "recalled": _l("called back to work"),
        "returned": _l("back at work early"),
        "undone": _l("decision undone"),
    },
    "LedgerReason": {
        "opening": _l("carried into the year"),
        "earned": _l("earned"),
        "taken": _l("taken"),
        "given_back": _l("given back"),
        "carried": _l("carried over"),
        "bonus": _l("extra days"),
    },
    "CoverMode": {"site": _l("on site"), "remote": _l("from a distance")},
    "CoverStatus": {"proposed": _l("asked"), "agreed": _l("agreed"), "declined": _l("declined"), "ended": _l("ended")},
    "CoverRefusal": {
        "full_week": _l("My week is full"),
        "away": _l("I am away"),
        "conflict": _l("I have a conflict of interest"),
        "travel": _l("I cannot travel then"),
        "other": _l("Another reason"),
    },
    "WeekState": {
        "open": _l("can be covered"),
        "tight": _l("only just"),
        "not_coverable": _l("cannot be covered"),
        "away": _l("on leave"),
        "closed": _l("nothing to take"),
    },
    "GuardVerdict": {
        "safe": _l("enough weeks left"),
        "watch": _l("few weeks left"),
        "reserve": _l("reserve now"),
        "late": _l("too few weeks left"),
    },
    "BlockState": {
        "proposed": _l("found"),
        "asked": _l("waiting for an answer"),
        "accepted": _l("accepted"),
        "declined": _l("declined"),
        "lapsed": _l("no longer possible"),
    },
    "RoundState": {
        "open": _l("wishes are taken"),
        "planning": _l("proposed"),
        "published": _l("published"),
    },
    "PoolKind": {
        "itinerant": _l("itinerant officer"),
        "float": _l("float officer"),
        "term": _l("term officer"),
        "casual": _l("casual officer"),
        "neighbour": _l("neighbour from another office"),
        "service_officer": _l("Government Service Officer"),
    },
}
