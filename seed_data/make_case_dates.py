"""What some cases have coming: a clock that runs, a paper awaited, an appointment. All invented."""

from datetime import timedelta
from random import Random

from seed_data.csv_files import Row
from seed_data.make_cases import ANCHOR
from workload.vocabulary import CaseDateKind

OFTEN = {CaseDateKind.clock: 0.02, CaseDateKind.document: 0.09, CaseDateKind.appointment: 0.05}  # of all held cases
DAYS = {CaseDateKind.clock: (-1, 3), CaseDateKind.document: (-5, 28), CaseDateKind.appointment: (1, 30)}
WORDS = {
    CaseDateKind.clock: ("answer to the application", "payment after the application"),
    CaseDateKind.document: ("letter of the landlord", "notice of assessment", "proof of income", "medical form"),
    CaseDateKind.appointment: ("talk at the office", "call about the productive choice", "annual review"),
}


def make_case_dates(dice: Random, cases: list[Row]) -> list[Row]:
    """Rows of case_dates.csv, by case; on weekdays."""
    rows: list[Row] = []
    for case in cases:
        for kind in CaseDateKind:
            if not case["officer"] or dice.random() >= OFTEN[kind]:
                continue
            day = ANCHOR + timedelta(days=dice.randint(*DAYS[kind]))
            day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
            what = dice.choice(WORDS[kind])
            rows.append({"case": case["reference"], "kind": kind.value, "day": day.isoformat(), "what": what})
    return rows
