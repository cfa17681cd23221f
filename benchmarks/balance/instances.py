"""Territories to balance, made from a seed: everything connected, needs of several kinds, an uneven current plan."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Size:
    officers: int
    cases: int
    communities: int
    regions: int


SIZES = {
    "tiny": Size(5, 60, 4, 1),
    "S": Size(26, 1_200, 20, 3),
    "M": Size(60, 3_500, 40, 5),
    "L": Size(400, 30_000, 120, 12),
    "XL": Size(2_500, 250_000, 500, 40),
}

LANGUAGES = ("en", "fr", "chp", "dgr", "gwi", "ikt", "scs", "xsl")
SPOKEN = (0.80, 0.03, 0.03, 0.05, 0.02, 0.02, 0.02, 0.03)
TIER_HOURS = {"simple": 0.8, "steady": 1.4, "complex": 2.6, "intensive": 4.5}
TIER_SHARE = (0.40, 0.35, 0.18, 0.07)

ARRIVALS = 80  # one case in so many arrives in the month
AWAY = 0.4  # of the capacity, in a month with leave

CASE_COLUMNS = (
    "case_id", "community", "region", "language", "stream", "tier", "hours", "current_officer", "weight",
)  # fmt: skip
OFFICER_COLUMNS = ("officer_id", "home", "region", "kind", "communities", "languages", "icm", "capacity_hours")


@dataclass(frozen=True)
class Territory:
    """Rows of the three files, in the order of their columns."""

    cases: list[tuple[object, ...]]
    officers: list[tuple[object, ...]]
    conflicts: list[tuple[str, str]]


def make_territory(size: str | Size, seed: int, *, load: float = 1.08, grain: float = 0.01) -> Territory:
    """A territory whose demand is `load` times its capacity, hours a case in multiples of `grain`; very uneven."""
    shape = SIZES[size] if isinstance(size, str) else size
    dice = np.random.default_rng([seed, shape.officers, shape.cases])
    region_of = np.sort(dice.integers(shape.regions, size=shape.communities))
    region_of[: shape.regions] = np.arange(shape.regions)
    region_of.sort()
    people = dice.pareto(1.3, shape.communities) + 0.3
    officers = _officers(shape, region_of, people, dice)
    holds = [set(o["communities"]) for o in officers]
    by_community: list[list[int]] = [
        [j for j in range(shape.officers) if c in holds[j]] for c in range(shape.communities)
    ]
    cases = _cases(shape, region_of, people, officers, by_community, dice)
    hours = np.array([case["hours"] for case in cases])
    hours = np.maximum(grain, np.round(hours / grain) * grain)
    share = np.array([o["share"] for o in officers])
    capacity = np.round(share * hours.sum() / load / share.sum(), 1)
    conflicts = []
    for i in np.flatnonzero(dice.random(shape.cases) < 0.004):
        able = by_community[cases[i]["community"]]
        if len(able) > 3:
            conflicts.append((f"C{i:06d}", f"F{able[int(dice.integers(len(able)))]:04d}"))
    case_rows: list[tuple[object, ...]] = [
        (
            f"C{i:06d}", f"K{case['community']:03d}", f"R{region_of[case['community']]:02d}", case["language"],
            case["stream"], case["tier"], f"{hours[i]:.10g}",
            "" if case["current"] < 0 else f"F{case['current']:04d}", case["weight"],
        )
        for i, case in enumerate(cases)
    ]  # fmt: skip
    officer_rows: list[tuple[object, ...]] = [
        (
            f"F{j:04d}", f"K{o['home']:03d}", f"R{region_of[o['home']]:02d}", o["kind"],
            ";".join(f"K{c:03d}" for c in o["communities"]), ";".join(o["languages"]), int(o["icm"]),
            f"{capacity[j]:.10g}",
        )
        for j, o in enumerate(officers)
    ]  # fmt: skip
    return Territory(case_rows, officer_rows, conflicts)


def month_before(size: str | Size, seed: int, *, load: float = 1.08) -> Territory:
    """The territory a month ago: one officer mostly on leave, and without the cases that are yet to arrive."""
    territory = make_territory(size, seed, load=load)
    away = _returning(territory, seed)
    officers = [
        (*row[:-1], f"{float(str(row[-1])) * AWAY:.10g}") if row[0] == away else row for row in territory.officers
    ]
    arrived = [row for row in territory.cases if not _arrives(row)]
    known = {row[0] for row in arrived}
    return Territory(arrived, officers, [pair for pair in territory.conflicts if pair[0] in known])


def month_after(size: str | Size, seed: int, plan: dict[str, str], *, load: float = 1.08) -> Territory:
    """The usual month: everybody as the plan of the month before has it, then arrivals, a departure, a return."""
    territory = make_territory(size, seed, load=load)
    away = _returning(territory, seed)
    leaving = next(str(row[0]) for row in reversed(territory.officers) if row[3] == "resident" and row[0] != away)
    cases = []
    for row in territory.cases:
        now = "" if _arrives(row) else plan.get(str(row[0]), "")
        cases.append((*row[:7], "" if now == leaving else now, row[8]))
    officers = [row for row in territory.officers if row[0] != leaving]
    return Territory(cases, officers, [pair for pair in territory.conflicts if pair[1] != leaving])


def _returning(territory: Territory, seed: int) -> str:
    residents = [str(row[0]) for row in territory.officers if row[3] == "resident"]
    return residents[seed % len(residents)]


def _arrives(row: tuple[object, ...]) -> bool:
    return int(str(row[0])[1:]) % ARRIVALS == 0


def _officers(shape: Size, region_of: np.ndarray, people: np.ndarray, dice: np.random.Generator) -> list[dict]:
    """Residents of a few communities, travellers over many, remote ones over a region and a part of the next."""
    homes = np.concatenate(
        [
            np.arange(min(shape.communities, shape.officers)),
            dice.choice(shape.communities, max(0, shape.officers - shape.communities), p=people / people.sum()),
        ]
    )
    dice.shuffle(homes)
    officers = []
    for j, home in enumerate(homes.tolist()):
        region = int(region_of[home])
        near = np.flatnonzero(region_of == region)
        draw = dice.random()
        if j < shape.regions or draw < 0.10:
            kind, served = "remote", set(near.tolist())
            beyond = np.flatnonzero(region_of == (region + 1) % shape.regions)
            served |= set(dice.choice(beyond, max(1, len(beyond) // 3), replace=False).tolist())
            if j < shape.regions:
                served = set(np.flatnonzero(region_of == j).tolist())
        elif draw < 0.25:
            kind = "travelling"
            served = {home, *dice.choice(near, min(len(near), int(dice.integers(3, 8))), replace=False).tolist()}
        else:
            kind = "resident"
            served = {home, *dice.choice(near, min(len(near), int(dice.integers(0, 4))), replace=False).tolist()}
        spoken = ["en"] + [word for word in LANGUAGES[1:] if dice.random() < 0.30]
        if j < shape.regions:
            spoken = list(LANGUAGES)
        officers.append(
            {
                "home": home,
                "kind": kind,
                "communities": sorted(served),
                "languages": spoken,
                "icm": j < shape.regions or dice.random() < 0.25,
                "share": float(dice.choice([0.5, 0.6, 0.8, 1.0, 1.0, 1.0]) * dice.uniform(0.9, 1.1)),
            }
        )
    return officers


def _cases(
    shape: Size,
    region_of: np.ndarray,
    people: np.ndarray,
    officers: list[dict],
    by_community: list[list[int]],
    dice: np.random.Generator,
) -> list[dict]:
    staffed = np.array(
        [sum(officers[j]["share"] / len(officers[j]["communities"]) for j in able) for able in by_community]
    )
    pull = staffed * people**0.15 * dice.lognormal(0, 0.1, shape.communities)
    favour = dice.lognormal(0, 0.7, shape.officers)
    share = np.array([o["share"] for o in officers])
    speaks = [set(o["languages"]) for o in officers]
    tiers = list(TIER_HOURS)
    rows = []
    places = dice.choice(shape.communities, shape.cases, p=pull / pull.sum())
    for community in places.tolist():
        language = LANGUAGES[int(dice.choice(len(LANGUAGES), p=SPOKEN))]
        icm = dice.random() < 0.04
        tier = tiers[int(dice.choice(4, p=TIER_SHARE))]
        able = [
            j
            for j in by_community[community]
            if (language == "en" or language in speaks[j]) and (not icm or officers[j]["icm"])
        ]
        current = -1
        if able and dice.random() > 0.03:
            odds = np.array([favour[j] * share[j] / len(officers[j]["communities"]) ** 0.5 for j in able])
            current = able[int(dice.choice(len(able), p=odds / odds.sum()))]
        rows.append(
            {
                "community": community,
                "language": language,
                "stream": "icm" if icm else ("aged" if dice.random() < 0.2 else "regular"),
                "tier": tier,
                "hours": TIER_HOURS[tier] * float(dice.lognormal(0, 0.35)),
                "current": current,
                "weight": round(0.5 + float(dice.gamma(2.0, 0.75)), 2),
            }
        )
    return rows


def write_territory(territory: Territory, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns, rows in (
        ("cases.csv", CASE_COLUMNS, territory.cases),
        ("officers.csv", OFFICER_COLUMNS, territory.officers),
        ("conflicts.csv", ("case_id", "officer_id"), territory.conflicts),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(rows)
