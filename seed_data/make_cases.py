"""The cases: 1,922 references, where they are, what makes them take time, and whose they are. All invented."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from seed_data.csv_files import Row, read_rows
from workload.estimates.case_tier import BARRIERS, PAPERS
from workload.vocabulary import Driver, Stream, Tier

ANCHOR = date(2026, 11, 16)
"""The Monday of the week that the files tell of; loading shifts their dates to the current week."""

# shares of simple and complex cases; the rest is standard. Regions differ in how many of their people need more time.
MIX = {"north-slave": (0.41, 0.25), "sahtu": (0.42, 0.22), "dehcho": (0.42, 0.22)}
USUAL_MIX = (0.40, 0.25)
# share of cases in which a community's own language is needed, and French where it is spoken
OWN_LANGUAGE = {"behchoko": 0.22, "whati": 0.30, "gameti": 0.30, "wekweeti": 0.30, "deline": 0.25, "lutselke": 0.15}
USUAL_OWN_LANGUAGE = 0.08
FRENCH_SPEAKERS = {"yellowknife": 0.02, "hay-river": 0.015, "fort-smith": 0.015}
CONFLICTS_STILL_HELD = {"celine": 1, "mavis": 1, "amira": 2, "trina": 1, "karen": 1}
"""Conflicts declared lately, the case not yet given to somebody else; the first two are in lone posts."""


def make_cases(dice: Random) -> tuple[list[Row], list[Row]]:
    """Rows of cases.csv and of conflicts.csv, by reference."""
    people = {row["key"]: row for row in read_rows("people")}
    region_of = {row["id"]: row["region_id"] for row in read_rows("offices")}
    places = {row["id"]: row for row in read_rows("communities")}
    counts = read_rows("case_counts")
    references = [f"IA-{number}" for number in range(10_001, 10_001 + sum(int(row["cases"]) for row in counts))]
    dice.shuffle(references)
    names = iter(references)
    cases: list[Row] = []
    conflicts: list[Row] = []
    still_held = dict(CONFLICTS_STILL_HELD)
    for count in counts:
        place = places[count["community_id"]]
        mix = MIX.get(region_of[place["office_id"]], USUAL_MIX)
        holders = list(_holders(count["shares"]))
        local = max((key for key in holders if key), key=holders.count)
        for key in holders:
            case = _case(next(names), place, key, people, mix, dice)
            cases.append(case)
            elsewhere = key and people[key]["kind"] == "itinerant" and people[local]["kind"] == "cso"
            if elsewhere and place["id"] in people[local]["communities"].split(";"):
                conflicts.append(_conflict(case, local, dice))  # the reason why an itinerant holds it
            elif case["language"] == "en" and case["stream"] == "regular" and still_held.get(key, 0):
                still_held[key] -= 1
                conflicts.append(_conflict(case, key, dice))
    return sorted(cases, key=lambda row: row["reference"]), sorted(conflicts, key=lambda row: row["case"])


def _holders(shares: str) -> Iterator[str]:
    """`a:2;b:1` is a, a, b. A blank name holds the cases that nobody has."""
    for share in shares.split(";"):
        key, number = share.split(":")
        yield from [key] * int(number)


def _case(reference: str, place: Row, key: str, people: dict[str, Row], mix: tuple[float, float], dice: Random) -> Row:
    icm = bool(key) and people[key]["icm"] == "1"
    stream = Stream.icm if icm else (Stream.aged if dice.random() < 0.16 else Stream.regular)
    opened = ANCHOR - timedelta(days=int(dice.expovariate(1 / 900)) + 3)
    since = opened
    if key:
        longest = (ANCHOR - date.fromisoformat(people[key]["appointed_on"])).days
        held = min(longest, int(dice.expovariate(1 / 500)) + 3)
        since = max(opened, ANCHOR - timedelta(days=held))
    drivers = _drivers(dice, mix, stream)
    unknown = _unknown(drivers, dice, fresh=(ANCHOR - opened).days < 120)
    return {
        "reference": reference,
        "community_id": place["id"],
        "language": _language(place, people.get(key), dice, drivers),
        "stream": stream.value,
        "drivers": ";".join(driver for driver in Driver if driver in drivers and driver not in unknown),
        "not_known": ";".join(driver for driver in Driver if driver in unknown),
        "officer": key,
        "officer_since": since.isoformat() if key else "",
        "opened_on": opened.isoformat(),
    }


def _drivers(dice: Random, mix: tuple[float, float], stream: Stream) -> set[Driver]:
    """What makes this case take time, so that the share of each tier comes near the mix of the region."""
    draw = dice.random()
    simple, complex_share = mix
    if stream is Stream.icm or draw > 1 - complex_share:
        wanted = Tier.complex
    else:
        wanted = Tier.simple if draw < simple else Tier.standard
    papers = list(PAPERS)
    dice.shuffle(papers)
    if wanted is Tier.simple:
        return set(papers[: dice.randint(0, 1)])
    if wanted is Tier.standard:
        if stream is Stream.aged or dice.random() < 0.45:
            return {dice.choice((Driver.disability, Driver.literacy)), *papers[: dice.randint(0, 1)]}
        return set(papers[: dice.randint(2, 3)])
    found = set(papers[: dice.randint(1, 3)])
    found.add(dice.choice((Driver.complex_needs, Driver.complex_needs, Driver.crisis)))
    if dice.random() < 0.5:
        found.add(dice.choice(BARRIERS[:2]))
    return found


def _unknown(drivers: set[Driver], dice: Random, *, fresh: bool) -> set[Driver]:
    """Answers nobody has yet: often in a new case, seldom later."""
    if dice.random() > (0.5 if fresh else 0.05):
        return set()
    asked_late = (
        Driver.disability,
        Driver.literacy,
        Driver.complex_needs,
        Driver.tax_information,
        Driver.power_arrears,
    )
    return set(dice.sample(asked_late, dice.randint(1, 2)))


def _language(place: Row, officer: Row | None, dice: Random, drivers: set[Driver]) -> str:
    """English, or a language that the officer of the case speaks; then an interpreter is not a driver."""
    draw = dice.random()
    spoken = officer["languages"].split(";") if officer else []
    if "fr" in spoken and draw < FRENCH_SPEAKERS.get(place["id"], 0) * 4:
        return "fr"
    own = [language for language in place["languages"].split(";") if language in spoken]
    if own and draw > 1 - OWN_LANGUAGE.get(place["id"], USUAL_OWN_LANGUAGE):
        return own[0]
    if dice.random() < 0.03:
        drivers.add(Driver.interpreter)
    return "en"


def _conflict(case: Row, key: str, dice: Random) -> Row:
    declared = ANCHOR - timedelta(days=dice.randint(4, 300))
    return {"case": case["reference"], "person": key, "declared_on": declared.isoformat()}
