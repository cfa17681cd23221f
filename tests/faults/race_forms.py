"""The forms that `tests.faults.races` sends at once: those of the suite's tables, and what they do not hold."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from tests.fixtures.access_objects import ASKED, COVERED, GRANTED, SICK
from tests.web.test_two_at_once import SEEN, create_forms, decisions, person_of


@dataclass(frozen=True)
class Sent:
    """One form: who sends it (nobody: a client), where to, and what is typed."""

    who: str
    address: str
    typed: dict[str, Any]


@dataclass(frozen=True)
class Race:
    """Two forms that are sent at once; `reads` is what the second reads when the first one was first."""

    one: Sent
    other: Sent
    reads: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.one.who or 'client'} and {self.other.who or 'client'}: {self.one.address}"


def races(own: dict[str, Any], session: Session) -> list[Race]:
    """Every creating form with itself, every decision of two people, and what a person and a manager can do at once."""
    numbers = [person_of(session, name).id or 0 for name in ("amira", "lorraine", "joseph")]
    same = [Sent(who, address, typed | SEEN) for who, address, typed in create_forms(own, *numbers)]
    made = [Race(one, one) for one in same]
    for one in decisions(own):
        if "{seen}" not in one.one.values():
            first, second = Sent(one.first, one.address, one.one), Sent(one.second, one.address, one.other)
            made.append(Race(first, second, one.reads))
    return made + [Race(Sent(*one), Sent(*other)) for one, other in _more(own)]


def _more(own: dict[str, Any]) -> list[tuple[tuple[str, str, dict[str, Any]], tuple[str, str, dict[str, Any]]]]:
    """What the tables of the suite do not hold: leave, cover, moves, limits, and what one person does twice."""
    leave, granted, covered = (
        f"/leave/requests/{own[ASKED]}",
        f"/leave/changes/{own[GRANTED]}",
        f"/cover/{own[COVERED]}",
    )
    limits, move, unpaid = f"/contact-plans/{own['contact_plan_id']}", own["move_id"], "/my/unpaid-hours"
    recall = {"from_day": own["granted_from"], "reason": "All are needed", "costs": "0"}
    many, block = {"reason": "Too many away"}, f"/leave-year/blocks/{own['block_id']}/answer"
    undo, course, file = f"/caseloads/plan/moves/{move}/undo", f"/training/{own['booking_id']}", own["upload_id"]
    note = f"/thanks/{own['note_id']}"
    different = [
        (("celine", f"{leave}/withdraw", {}), ("helen", f"{leave}/refuse", many)),
        (("helen", f"{leave}/refuse", many), ("helen", f"{leave}/refuse", {"reason": "Another reason"})),
        (("celine", f"{granted}/cancel", {"reason": "No trip"}), ("helen", f"{granted}/recall", recall)),
        (("helen", f"{granted}/recall", recall), ("helen", f"{granted}/recall", recall | {"costs": "10"})),
        (("celine", f"{covered}/agree", {}), ("celine", f"{covered}/decline", {"reason": "travel"})),
        (("celine", block, {"answer": "accept"}), ("celine", block, {"answer": "decline"})),
        (("celine", f"{course}/cancel", {}), ("helen", f"{course}/decide", {"answer": "book"})),
        (("celine", f"/my/moves/{move}/object", {"note": "I know them"}), ("helen", undo, {})),
        (("celine", f"{note}/delete", {}), ("celine", f"{note}/report", {"fault": "not_so"})),
        (
            ("daniel", f"{limits}/backing", {"word": "stands_behind"}),
            ("caroline", f"{limits}/backing", {"word": "does_not", "reason": "Too wide for me"}),
        ),
        (("greg", f"/take-in/{file}/drop", {}), ("greg", f"/take-in/{file}/columns", {"region_id": "0", "name": "1"})),
    ]
    twice: list[tuple[str, str, dict[str, Any]]] = [
        ("celine", f"{leave}/withdraw", {}),
        ("celine", f"/sick/{own[SICK]}/back", {"from_day": "2026-11-16"}),
        ("celine", f"/my/time/{own['entry_id']}/undo", {}),
        ("celine", f"{unpaid}/{own['line_id']}/delete", {}),
        ("celine", f"{unpaid}/share/{own['share_id']}/end", {}),
        ("helen", undo, {}),
        ("helen", f"{limits}/told", {}),
        ("greg", f"/accounts/{own['account_id']}/close", {}),
        ("greg", f"/accounts/{own['account_id']}/leaves/?last_day=2026-12-31", {}),
        ("greg", f"/programs/{own['token_id']}/end", {}),
        ("daniel", f"/scenarios/{own['scenario_id']}/remove", {}),
    ]
    return different + [(one, one) for one in twice]
