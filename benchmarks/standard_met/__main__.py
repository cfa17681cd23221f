"""`python -m benchmarks.standard_met`: share of work that is late, by our play of days, by Erlang C and by simpy.

Where the three apply alike: pieces come all day long by chance, take exponentially long, nobody is away, first come
first served, late when not begun by the end of the second day after the one on which they came. The last lines show
the whole territory: 20 offices, 2,000 quarters, and how long that takes.
"""

import argparse
import time
from math import exp

import numpy as np
import simpy

from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.availability import AVAILABILITY
from workload.estimates.office_work import day_case_hours, office_work, usual_absence
from workload.estimates.officer_capacity import rules_from
from workload.estimates.phones import chance_of_waiting
from workload.estimates.standard_met import Arrivals, Away, OfficeWork, play
from workload.vocabulary import Tier

HOURS = 6.0  # of one person's day
STANDARD_DAYS = 2
CASES = ((1, 0.90, 12), (1, 0.95, 12), (2, 0.95, 24), (3, 0.97, 36), (8, 0.97, 40), (8, 0.98, 40))
OFFICES = (
    (43, (0.6,)), (93, (1.0,)), (30, (0.5,)), (194, (1.0, 1.0, 1.0)), (60, (0.6,)), (85, (1.0,)), (67, (0.6,)),
    (19, (1.0, 0.5)), (60, (0.6,)), (45, (0.6,)), (82, (1.0,)), (179, (1.0, 1.0)), (415, (1.0,) * 6 + (0.6,)),
    (29, (0.5,)), (112, (1.0, 1.0)), (68, (0.7,)), (44, (0.5,)), (42, (0.5,)), (157, (1.0, 0.6)), (98, (1.0, 0.5)),
)  # fmt: skip
MIX = {Tier.simple: 0.40, Tier.standard: 0.35, Tier.complex: 0.25}


def late_by_erlang(people: int, busy: float, pieces: float) -> float:
    """The wait of a piece that comes at moment u of its day may last 3 - u days; the mean over the day."""
    erlangs = people * busy
    length = erlangs / pieces  # days of one person
    speed = (people - erlangs) / length
    waits = chance_of_waiting(people, erlangs)
    return waits * exp(-speed * STANDARD_DAYS) * (1 - exp(-speed)) / speed


def late_by_play(people: int, busy: float, pieces: float, days: int, runs: int) -> float:
    """Our play with nothing but promised work."""
    steady = OfficeWork(
        promised=Arrivals((float(pieces),) * days, people * busy / pieces * HOURS, 1.0),
        urgent=Arrivals((0.0,) * days, 0.0, 1.0),
        deferrable=0.0,
        people=(HOURS,) * people,
    )
    met = play([steady], STANDARD_DAYS, away=Away(0.0, 1.0, 0.0, 1.0), runs=runs).together([0]).met
    assert met is not None
    return 1 - met.middle


def late_by_simpy(people: int, busy: float, pieces: float, days: int, seed: int) -> float:
    """Each piece by itself, in continuous days without nights."""
    random = np.random.default_rng(seed)
    length = people * busy / pieces
    desk = simpy.Environment()
    staff = simpy.Resource(desk, people)
    late: list[bool] = []

    def piece(came: float) -> simpy.events.ProcessGenerator:
        with staff.request() as turn:
            yield turn
            late.append(desk.now > int(came) + STANDARD_DAYS + 1)
            yield desk.timeout(random.exponential(length))

    def arrivals() -> simpy.events.ProcessGenerator:
        while True:
            yield desk.timeout(random.exponential(1 / pieces))
            desk.process(piece(desk.now))

    desk.process(arrivals())
    desk.run(days)
    return float(np.mean(late))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=6000, help="days of one run")
    parser.add_argument("--runs", type=int, default=100, help="runs of our play")
    options = parser.parse_args()
    print("| people | busy | pieces a day | late: Erlang C | our play | simpy |")
    print("|---|---|---|---|---|---|")
    for people, busy, pieces in CASES:
        theory = late_by_erlang(people, busy, pieces)
        ours = late_by_play(people, busy, pieces, options.days, options.runs)
        single = float(np.mean([late_by_simpy(people, busy, pieces, options.days, seed) for seed in range(4)]))
        print(f"| {people} | {busy:.0%} | {pieces} | {theory:.1%} | {ours:.1%} | {single:.1%} |", flush=True)
    rules = rules_from(ACTIVITY_TIMES)
    work = [
        office_work({t: share * cases for t, share in MIX.items()}, ACTIVITY_TIMES, people, AVAILABILITY, rules)
        for cases, people in OFFICES
    ]
    began, cpu = time.perf_counter(), time.process_time()
    reliever = day_case_hours(1.0, AVAILABILITY, rules)
    met = play(work, STANDARD_DAYS, 1, reliever, usual_absence(AVAILABILITY), runs=2000).together(range(len(work))).met
    assert met is not None
    print(
        f"\n{len(work)} offices, 2,000 quarters: {met.middle:.1%} of promised work in time "
        f"({met.low:.1%} to {met.high:.1%}), {time.perf_counter() - began:.2f} s, CPU {time.process_time() - cpu:.2f} s"
    )


if __name__ == "__main__":
    main()
