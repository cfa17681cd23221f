"""`python -m benchmarks.calibration`: invent what activities truly take, log some of it, and see who comes closest.

The truth of each cell (activity and tier) lies around the table by the prior's own spread: that is the friendly case;
the rows with a wrong table and with forgotten timers are not. A forgotten timer runs on for 3 to 12 times as long.
"""

import argparse
from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.calibration import TAU, LoggedTime, calibrate
from workload.estimates.case_hours import Z80

SIGMA = 0.6
CELLS = tuple(row for row in ACTIVITY_TIMES if row.tier is not None)
HEADER = (
    "| lines a cell | forgotten | table | prior only | raw mean | shrunk only | ours "
    "| 80 % ranges hold: shrunk only | ours |"
)


@dataclass(frozen=True)
class Setting:
    most: int
    forgotten: float = 0.0
    table: float = 1.0  # what the table says over what it should


SETTINGS = (
    Setting(3),
    Setting(12),
    Setting(30),
    Setting(12, forgotten=0.10),
    Setting(30, forgotten=0.10),
    Setting(100, forgotten=0.10),
    Setting(12, table=0.75),
    Setting(12, forgotten=0.10, table=0.75),
)


@dataclass(frozen=True)
class Measured:
    """Root mean squares of errors in the logarithm of minutes, and how often an 80 % range holds the truth."""

    prior: float
    raw: float
    shrunk: float
    ours: float
    shrunk_holds: float
    ours_holds: float


def measure(setting: Setting, repeats: int, seed: int) -> Measured:
    """Play one setting; raw means are judged only where there is a line."""
    random = np.random.default_rng(seed)
    errors: dict[str, list[float]] = {name: [] for name in ("prior", "raw", "shrunk", "ours")}
    holds: dict[str, list[bool]] = {"shrunk": [], "ours": []}
    for _ in range(repeats):
        truths = [log(row.minutes / setting.table) + random.normal(0, TAU) for row in CELLS]
        lines = [_lines(truth, setting, random) for truth in truths]
        logs = [
            LoggedTime(row.activity, row.tier, "", 0, minutes)
            for row, some in zip(CELLS, lines, strict=True)
            for minutes in some
        ]
        learned = calibrate(logs, CELLS).cells
        for row, truth, some, cell in zip(CELLS, truths, lines, learned, strict=True):
            errors["prior"].append(log(row.minutes) - truth)
            if len(some):
                errors["raw"].append(log(some.mean()) - truth)
            middle, spread = _shrunk(row.minutes, some)
            errors["shrunk"].append(middle - truth)
            holds["shrunk"].append(abs(middle - truth) <= Z80 * spread)
            errors["ours"].append(log(cell.minutes.middle) - truth)
            holds["ours"].append(log(cell.minutes.low) <= truth <= log(cell.minutes.high))
    root = {name: sqrt(float(np.mean(np.square(values)))) for name, values in errors.items()}
    share = {name: float(np.mean(values)) for name, values in holds.items()}
    return Measured(root["prior"], root["raw"], root["shrunk"], root["ours"], share["shrunk"], share["ours"])


def _lines(truth: float, setting: Setting, random: np.random.Generator) -> np.ndarray:
    count = int(random.integers(0, setting.most + 1))
    logs = truth - SIGMA**2 / 2 + random.normal(0, SIGMA, count)
    left_on = random.random(count) < setting.forgotten
    return np.exp(logs + left_on * random.uniform(log(3), log(12), count))


def _shrunk(table: float, minutes: np.ndarray) -> tuple[float, float]:
    """The textbook: normal noise of known size, no guard against forgotten timers."""
    precision = 1 / TAU**2 + len(minutes) / SIGMA**2
    seen = float(np.log(minutes).sum() + len(minutes) * SIGMA**2 / 2) if len(minutes) else 0.0
    return (log(table) / TAU**2 + seen / SIGMA**2) / precision, sqrt(1 / precision)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(HEADER)
    print("|" + "---|" * (HEADER.count("|") - 1), flush=True)
    for setting in SETTINGS:
        got = measure(setting, options.repeats, options.seed)
        cells = [f"0-{setting.most}", f"{setting.forgotten:.0%}", "right" if setting.table == 1 else "25 % too low"]
        cells += [f"{value:.3f}" for value in (got.prior, got.raw, got.shrunk, got.ours)]
        cells += [f"{got.shrunk_holds:.1%}", f"{got.ours_holds:.1%}"]
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
