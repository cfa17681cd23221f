"""Cases and the work on them."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "Tier": {"simple": _l("simple"), "standard": _l("standard"), "complex": _l("complex")},
    "Stream": {
        "regular": _l("regular"),
        "aged": _l("aged and disability"),
        "icm": _l("integrated case management"),
    },
    "Driver": {
        "complex_needs": _l("complex needs"),
        "disability": _l("disability"),
        "literacy": _l("help with reading and forms"),
        "interpreter": _l("interpreter"),
        "crisis": _l("crisis"),
        "missing_documents": _l("missing documents"),
        "third_parties": _l("papers from third parties"),
        "tax_information": _l("tax information"),
        "power_arrears": _l("power bills and arrears"),
        "productive_choice": _l("productive choice plan"),
    },
    "Activity": {
        "monthly_report": _l("monthly report"),
        "contact": _l("calls and visits"),
        "missing_documents": _l("chasing missing documents"),
        "third_parties": _l("papers from third parties"),
        "forms_help": _l("help with forms"),
        "productive_choice": _l("productive choice planning"),
        "new_application": _l("new application"),
        "annual_review": _l("annual review"),
        "notes": _l("case notes"),
        "concern": _l("answering concerns"),
        "bring_forward": _l("bring-forwards"),
        "appeal": _l("appeals"),
        "meeting": _l("meetings"),
        "supervision": _l("supervision"),
        "administration": _l("administration"),
        "training": _l("training"),
        "travel": _l("travel"),
        "cover": _l("covering for a colleague"),
    },
    "CaseDateKind": {
        "clock": _l("clock running"),
        "document": _l("document awaited"),
        "appointment": _l("appointment"),
    },
}
