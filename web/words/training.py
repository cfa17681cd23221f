"""Courses asked for, booked and done."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "BookingState": {
        "asked": _l("asked for"),
        "booked": _l("booked"),
        "declined": _l("declined"),
        "done": _l("done"),
        "cancelled": _l("cancelled"),
    },
    "TrainingGround": {
        "starting": _l("at the start, before carrying cases"),
        "two_years": _l("every two years"),
        "back_from_leave": _l("back from a leave of a year or more"),
        "one_time": _l("once, for every officer"),
        "tailored": _l("recommendation 7: tailored to the role"),
    },
}
