"""Plans and the moves in them."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "PlanKind": {
        "caseload": _l("caseload plan"),
        "relief": _l("relief plan"),
        "year": _l("pool curve"),
        "annual_round": _l("plan of the year"),
    },
    "PlanStatus": {
        "waiting": _l("waiting"),
        "solving": _l("being worked out"),
        "ready": _l("ready"),
        "accepted": _l("accepted"),
        "replaced": _l("replaced by a newer one"),
        "failed": _l("failed"),
    },
    "MoveState": {
        "proposed": _l("proposed"),
        "accepted": _l("accepted"),
        "pinned": _l("kept where it is"),
        "done": _l("handed over"),
        "withdrawn": _l("withdrawn"),
    },
    "MoveGround": {
        "knows_client": _l("works with the client already"),
        "language": _l("language"),
        "conflict": _l("conflict of interest"),
        "staff_risk": _l("risk to staff"),
        "client_wish": _l("the client's wish"),
        "other": _l("another reason"),
    },
}
