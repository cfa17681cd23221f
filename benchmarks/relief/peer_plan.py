"""What a peer hands back, and the files it is read from."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from scheduler.solver.relief_problem import Assignment


@dataclass
class PeerPlan:
    """A plan with what the peer claims about it: stages proven from the first on, and the seconds of the first six."""

    granted: dict[str, int]
    assignments: list[Assignment]
    proven: int = 0
    early_seconds: float = 0.0


def write_plan(plan: PeerPlan, out: Path) -> None:
    """decisions.csv and assignments.csv as the command writes them, and claims.json."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "decisions.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [("request_id", "option", "outcome"), *((name, o, "granted") for name, o in plan.granted.items())]
        )
    with (out / "assignments.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = [(a.day, a.office_id, a.person_id, a.mode, a.quarters / 4) for a in plan.assignments]
        csv.writer(stream).writerows([("date", "office_id", "person_id", "mode", "hours"), *rows])
    claims = {"proven": plan.proven, "early_seconds": plan.early_seconds}
    (out / "claims.json").write_text(json.dumps(claims), encoding="utf-8")
