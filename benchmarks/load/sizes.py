"""How many of everything a generated place has."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Numbers of what is made beside the demonstration territory, which gives calendar, activity table and standards.

    `people` are all with an account: of each region one superintendent and `managers` managers, 1 in 100 at
    headquarters, the others officers. Concerns, thanks and BFs are spread over ten years, applications over the last.
    """

    name: str
    regions: int
    offices: int  # of each region
    people: int
    managers: int  # of each region
    cases: int
    concerns: int
    thanks: int
    bring_forwards: int
    applications: int
    logged_days: int  # of each officer, three lines a day


TERRITORY = Size("territory", 5, 8, 200, 2, 10_000, 5_000, 1_000, 500, 4_000, 10)
PROVINCE = Size("province", 25, 16, 5_000, 8, 250_000, 350_000, 50_000, 10_000, 100_000, 10)
SIZES = {one.name: one for one in (TERRITORY, PROVINCE)}
