"""What an office needs and how well that is known."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "Head": {
        "client_service": _l("client service"),
        "complex_needs": _l("clients with complex needs"),
        "standards": _l("meeting standards"),
        "administration": _l("administrative tasks"),
        "concerns": _l("client concerns"),
        "bring_forwards": _l("bring-forwards"),
        "leave": _l("employee leave"),
        "training": _l("training and development"),
    },
    "Evidence": {
        "primary": _l("from a primary source"),
        "secondary": _l("from a secondary source"),
        "estimate": _l("our estimate"),
    },
    "ProposalStatus": {
        "waiting": _l("waiting for a second person"),
        "approved": _l("approved"),
        "declined": _l("declined"),
        "withdrawn": _l("withdrawn"),
    },
    "Verdict": {
        "room": _l("has room"),
        "full": _l("full"),
        "over": _l("over"),
        "far_over": _l("far over"),
        "uncovered": _l("UNCOVERED"),
    },
}
