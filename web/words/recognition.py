"""Thanks, and who may see them."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "Giver": {
        "client": _l("a client"),
        "peer": _l("a colleague"),
        "buddy": _l("a buddy"),
        "manager": _l("a manager"),
        "headquarters": _l("headquarters"),
        "partner": _l("a partner organization"),
    },
    "Value": {
        "relationship": _l("built a good relationship"),
        "explained_clearly": _l("explained clearly"),
        "calmed_conflict": _l("calmed a conflict"),
        "covered": _l("covered for someone"),
        "found_a_way": _l("found a way"),
        "fixed_our_error": _l("fixed our error"),
        "taught": _l("taught a colleague"),
    },
    "Visibility": {
        "me": _l("only me"),
        "manager": _l("me and my manager"),
        "team": _l("my team"),
        "everyone": _l("everyone"),
    },
    "NoteFault": {
        "client_details": _l("it shows who a client is"),
        "not_meant_well": _l("it is not meant well"),
        "not_so": _l("it did not happen like that"),
    },
    "NoteOutcome": {
        "kept": _l("stays as it is"),
        "redacted": _l("stays without what shows a client"),
        "withdrawn": _l("is shown to nobody but its recipient"),
    },
    "Deed": {
        "cover_given": _l("covered for colleagues"),
        "complex_closed": _l("a complex case closed"),
        "first_month": _l("the first month as an officer"),
        "lone_office": _l("alone at an office"),
        "concern_sent": _l("a concern to answer"),
        "delivery_over": _l("delivery days over capacity"),
    },
}
