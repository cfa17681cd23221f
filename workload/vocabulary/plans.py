"""Plans and the moves in them."""

from enum import StrEnum


class PlanKind(StrEnum):
    caseload = "caseload"
    relief = "relief"
    year = "year"
    annual_round = "annual_round"


class PlanStatus(StrEnum):
    waiting = "waiting"
    solving = "solving"
    ready = "ready"
    accepted = "accepted"
    replaced = "replaced"
    failed = "failed"


class MoveState(StrEnum):
    """`accepted` waits for its day, `done` has changed hands, `withdrawn` was agreed and then given up."""

    proposed = "proposed"
    accepted = "accepted"
    pinned = "pinned"
    done = "done"
    withdrawn = "withdrawn"


class MoveGround(StrEnum):
    """Why a manager decides otherwise than the plan: another officer, none of them, or the one who holds the case."""

    knows_client = "knows_client"
    language = "language"
    conflict = "conflict"
    staff_risk = "staff_risk"
    client_wish = "client_wish"
    other = "other"
