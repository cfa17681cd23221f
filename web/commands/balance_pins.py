"""Pins of a file that cannot all hold, each explained by the smallest set of them that conflicts."""

from scheduler.solver.balance_pins import PinConflict, conflicting_pins
from scheduler.solver.balance_problem import BalanceCase
from web.commands.balance_report import officers_of
from workload.exchange.balance_files import BalanceFiles

RULES = {
    "community": "does not serve its community",
    "language": "does not speak its language",
    "icm": "may not hold ICM cases",
    "conflict": "has declared a conflict of interest",
}
IMPOSSIBLE = ("two_officers", "may_not_hold")  # too many hours with one officer only make loads uneven


def clashes_of(files: BalanceFiles, band: float) -> tuple[list[str], list[str]]:
    """What cannot be, and what can but makes loads uneven, as sentences."""
    if not files.pins:
        return [], []
    names = ("case_id", "community", "hours", "weight", "language", "stream", "current_officer")
    cases = [
        BalanceCase(case, place, hours, weight, language, stream == "icm", now)
        for case, place, hours, weight, language, stream, now in zip(
            *(files.cases[name] for name in names), strict=True
        )
    ]
    found = conflicting_pins(cases, officers_of(files), pins=files.pins, conflicts=files.conflicts, band=band)
    return (
        [_sentence(clash) for clash in found if clash.kind in IMPOSSIBLE],
        [_sentence(clash) for clash in found if clash.kind not in IMPOSSIBLE],
    )


def _sentence(clash: PinConflict) -> str:
    case, officer = clash.pins[0]
    if clash.kind == "two_officers":
        return f"case {case} is pinned to {officer} and to {clash.pins[1][1]}; a case can be with one officer only"
    if clash.kind == "may_not_hold":
        return f"case {case} is pinned to {officer}, who {RULES[clash.rule]}; take the pin off"
    shown = ", ".join(case for case, _ in clash.pins)
    return (
        f"{officer} would keep {clash.hours:.2f} h a month with the pinned cases {shown} and those that nobody else "
        f"may hold, where the band leaves room for {clash.limit:.2f} h; without any one of these pins the others fit"
    )
