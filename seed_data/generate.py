"""Make the invented part of the territory from a fixed seed: `python -m seed_data.generate`.

The same seed gives the same bytes. Places, offices, people and case counts are written by hand in their own csv files
and read from there; README.md says of every number what it is.
"""

import sys
from pathlib import Path
from random import Random

from seed_data.csv_files import FOLDER, Row, write_rows
from seed_data.load_cases import drivers_of
from seed_data.make_applications import make_applications
from seed_data.make_bring_forward_work import make_bring_forward_work
from seed_data.make_case_dates import make_case_dates
from seed_data.make_cases import make_cases
from seed_data.make_concern_work import make_concern_work
from seed_data.make_cover import make_cover
from seed_data.make_pulse import make_pulse
from seed_data.make_wellbeing import make_check_ins, make_exit_cards, make_support_contacts, make_unpaid_hours
from seed_data.make_work import make_interruptions, make_time_log, make_training
from seed_data.make_year import make_bring_forwards, make_concerns, make_recognition
from workload.estimates.case_tier import decide_tier
from workload.vocabulary import Stream, Tier

SEED = 20261116


def tables() -> dict[str, list[Row]]:
    """Every generated file by name. Each subject has its own dice, so that a change in one leaves the others alone."""
    cases, conflicts = make_cases(Random(f"{SEED} cases"))
    concerns = make_concerns(Random(f"{SEED} concerns"))
    bring_forwards = make_bring_forwards(Random(f"{SEED} bring forwards"))
    return {
        "cases": cases,
        "conflicts": conflicts,
        "case_dates": make_case_dates(Random(f"{SEED} case dates"), cases),
        "applications": make_applications(Random(f"{SEED} applications"), cases),
        "cover": make_cover(),
        "concerns": concerns,
        "concern_work": make_concern_work(Random(f"{SEED} concern work"), concerns),
        "bring_forwards": bring_forwards,
        "bring_forward_work": make_bring_forward_work(Random(f"{SEED} bring forward work"), bring_forwards),
        "recognition": make_recognition(Random(f"{SEED} recognition")),
        "unpaid_hours": make_unpaid_hours(Random(f"{SEED} unpaid hours")),
        "check_ins": make_check_ins(Random(f"{SEED} check-ins")),
        "support_contacts": make_support_contacts(Random(f"{SEED} support contacts")),
        "exit_cards": make_exit_cards(Random(f"{SEED} exit cards")),
        "pulse": make_pulse(Random(f"{SEED} pulse")),
        "training": make_training(Random(f"{SEED} training")),
        "time_log": [
            *make_time_log(Random(f"{SEED} time log"), cases, tiers_of(cases)),
            *make_interruptions(Random(f"{SEED} interruptions")),
        ],
    }


def tiers_of(cases: list[Row]) -> dict[str, Tier]:
    """The tier that the rules give each case, by reference."""
    return {row["reference"]: decide_tier(drivers_of(row), Stream(row["stream"])).tier for row in cases}


def generate(folder: Path = FOLDER) -> None:
    """Write every generated csv file into `folder`."""
    for name, rows in tables().items():
        write_rows(folder, name, rows)
        sys.stdout.write(f"{name}.csv: {len(rows)} rows\n")


if __name__ == "__main__":
    generate()
