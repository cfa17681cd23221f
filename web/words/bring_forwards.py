"""Questions that come back from headquarters and elsewhere."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "BringForwardSource": {
        "mla": _l("an MLA"),
        "minister": _l("the Minister"),
        "hq": _l("headquarters"),
        "media": _l("the media"),
        "ombud": _l("the Ombud"),
        "other": _l("someone else"),
    },
    "BringForwardLane": {
        "call_them": _l("ask them to call us"),
        "standard_note": _l("a standard note"),
        "full_brief": _l("a full brief"),
    },
    "BringForwardWork": {
        "read": _l("reading"),
        "search": _l("finding out"),
        "write": _l("writing"),
        "review": _l("reviewing"),
        "call": _l("a call"),
        "headquarters": _l("at headquarters"),
    },
}
