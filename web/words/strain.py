"""Strain and safety."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "Signal": {
        "planned_load": _l("planned load"),
        "part_time_fit": _l("cases for the hours of the post"),
        "weeks_since_rest": _l("weeks since five days off in a row"),
        "leave_at_risk": _l("leave at risk"),
        "leave_refused": _l("leave refused because nobody could cover"),
        "covering": _l("covering for others"),
        "interruptions": _l("concerns and bring-forwards"),
        "deadlines": _l("deadlines that pile up"),
        "major_changes": _l("major changes at once"),
        "change_load": _l("hours that changes take"),
        "lieu_bank": _l("hours in lieu"),
        "alone": _l("days alone at the office"),
        "incidents": _l("abuse"),
        "support_reach": _l("days since a talk with buddy or manager"),
        "weekly_hours": _l("weekly hours, paid and unpaid"),
        "unpaid_hours": _l("unpaid hours"),
    },
    "SignalLevel": {
        "unknown": _l("no facts yet"),
        "calm": _l("calm"),
        "amber": _l("look at it"),
        "red": _l("act on it"),
    },
    "PrivateFact": {
        "signals": _l("signals of strain"),
        "incidents": _l("abuse"),
        "alone": _l("days alone at the office"),
        "lieu": _l("hours in lieu"),
        "sick_leave": _l("sick leave"),
        "unpaid_hours": _l("unpaid hours"),
    },
    "IncidentKind": {
        "verbal": _l("shouting or insults"),
        "threat": _l("a threat"),
        "assault": _l("an assault"),
        "online": _l("online"),
        "off_duty": _l("off duty"),
    },
    "ContactWay": {
        "phone_one": _l("by phone, with one named contact"),
        "in_writing": _l("in writing"),
        "two_staff": _l("by appointment, with two staff in the room"),
        "through_helper": _l("through somebody whom the person names"),
    },
    "OpenWay": {
        "any_phone": _l("the phone of the office, whoever answers"),
        "letter_box": _l("a letter or paper at the office's door, answered within the standard"),
        "trusted_person": _l("somebody whom the person trusts may call or come for them"),
    },
    "Backing": {
        "asked": _l("headquarters is asked"),
        "stands_behind": _l("headquarters stands behind these limits"),
        "does_not": _l("headquarters does not stand behind these limits"),
    },
}
