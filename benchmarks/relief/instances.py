"""Synthetic leave-and-relief folders: one seed and one size give the same six files anywhere.

Regions hold one larger office and several lone posts; itinerants travel inside their region, neighbours
take over at a distance, a few pool people help anywhere. Every number is invented.
"""

import csv
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path


@dataclass(frozen=True)
class Size:
    people: int
    offices: int
    weeks: int
    requests: tuple[int, int]
    per_region: int


SIZES = {
    "S": Size(people=33, offices=20, weeks=13, requests=(20, 40), per_region=4),
    "M": Size(people=80, offices=45, weeks=26, requests=(120, 120), per_region=9),
    "L": Size(people=400, offices=150, weeks=26, requests=(700, 700), per_region=10),
}

FIRST_DAY = date(2026, 6, 1)


def write_instance(folder: Path, size: Size, seed: int) -> None:
    """Write calendar, offices, people, cover, approved and requests for this size and seed."""
    rng = random.Random(f"relief-{seed}")
    folder.mkdir(parents=True, exist_ok=True)
    days = [FIRST_DAY + timedelta(days=i) for i in range(7 * size.weeks)]
    kinds = {day: _kind_of(day) for day in days}
    for closed in rng.sample([day for day in days if kinds[day] == "open"], max(1, size.weeks // 6)):
        kinds[closed] = "closed"
    _write(folder, "calendar.csv", "date,kind", [(day, kinds[day]) for day in days])
    offices = [
        (f"O{i:03d}", f"R{i // size.per_region}", rng.choice([1.5, 2, 2.5, 3]), rng.choice([0.3, 0.4, 0.5, 0.6]))
        for i in range(size.offices)
    ]
    _write(folder, "offices.csv", "office_id,region,min_hours,urgent_share", offices)
    people = _people(rng, size, offices)
    _write(
        folder,
        "people.csv",
        "person_id,office_id,kind,pattern,own_hours,own_hours_delivery,service_years,qualified,max_cover_days",
        [tuple(person.values()) for person in people],
    )
    _write(folder, "cover.csv", "person_id,office_id,mode,travel_hours", _cover(rng, people, offices))
    approved = _approved(rng, people, days, size)
    _write(folder, "approved.csv", "person_id,first_day,last_day", approved)
    _write(
        folder,
        "requests.csv",
        "request_id,person_id,option,first_day,last_day,kind,refused_before",
        _requests(rng, people, days, kinds, approved, rng.randint(*size.requests)),
    )


def _kind_of(day: date) -> str:
    if day.weekday() >= 5:
        return "closed"
    return "delivery" if 24 <= day.day <= 26 else "open"


def _people(rng: random.Random, size: Size, offices: Sequence[tuple]) -> list[dict]:
    regions = sorted({office[1] for office in offices})
    relief = max(len(regions), size.people // 8)
    pool = max(1, relief // 4)
    posts = [office[0] for office in offices]
    larger = [office[0] for i, office in enumerate(offices) if i % size.per_region == 0]
    larger += [office[0] for i, office in enumerate(offices) if i % size.per_region == 5]
    while len(posts) < size.people - relief:
        posts.append(rng.choice(larger))
    people = []
    for i, office in enumerate(sorted(posts)):
        pattern = rng.choice(["7.5;7.5;7.5;7.5;7.5"] * 8 + ["7.5;7.5;7.5;7.5;0", "4;4;4;4;4"])
        full = 4.0 if pattern.startswith("4") else 7.5
        own = _quarter(full * rng.uniform(0.6, 0.9))
        people.append(_person(f"P{i:03d}", office, "cso", pattern, own, min(full, own + 1), rng))
    alone = {office for office in posts if posts.count(office) == 1}
    for person in people:  # somebody in training does not hold a lone post
        person["qualified"] = 1 if person["office_id"] in alone else person["qualified"]
    for i in range(relief):
        kind = "pool" if i < pool else "itinerant"
        base = rng.choice([o[0] for o in offices if kind == "pool" or o[1] == regions[i % len(regions)]])
        own = 0.0 if kind == "pool" else _quarter(rng.uniform(0, 3))
        people.append(_person(f"X{i:03d}", base, kind, "7.5;7.5;7.5;7.5;7.5", own, own, rng))
    return people


def _person(name: str, office: str, kind: str, pattern: str, own: float, delivery: float, rng: random.Random) -> dict:
    return {
        "person_id": name,
        "office_id": office,
        "kind": kind,
        "pattern": pattern,
        "own_hours": own,
        "own_hours_delivery": delivery if kind != "pool" else 0,
        "service_years": round(rng.uniform(0.5, 30), 1),
        "qualified": 1 if rng.random() < 0.95 else 0,
        "max_cover_days": rng.choice([10, 15, 20]) if kind == "cso" else rng.choice([30, 40, 50]),
    }


def _cover(rng: random.Random, people: Sequence[dict], offices: Sequence[tuple]) -> list[tuple]:
    region = {office[0]: office[1] for office in offices}
    rows: list[tuple[str, str, str, float]] = []
    for person in people:
        home = region[person["office_id"]]
        for office in region:
            near = region[office] == home
            own = office == person["office_id"]
            if person["kind"] == "cso":
                if own:
                    if rng.random() < 0.5:
                        rows.append((person["person_id"], office, "remote", 0))
                elif near and rng.random() < 0.3:
                    rows.append((person["person_id"], office, "remote", 0))
                elif near and rng.random() < 0.1:
                    rows.append((person["person_id"], office, "site", _quarter(rng.uniform(1, 4))))
            elif (near or (person["kind"] == "pool" and rng.random() < 0.25)) and not own:
                if rng.random() < 0.8:
                    rows.append((person["person_id"], office, "site", _quarter(rng.uniform(1, 6))))
                if rng.random() < 0.2:
                    rows.append((person["person_id"], office, "remote", 0))
            elif own and rng.random() < 0.5:
                rows.append((person["person_id"], office, "remote", 0))
    return rows


def _approved(rng: random.Random, people: Sequence[dict], days: Sequence[date], size: Size) -> list[tuple]:
    rows = []
    for person in rng.sample(list(people), max(2, len(people) // 6)):
        first = days[rng.randrange(-4, len(days) - 7)] if rng.random() < 0.9 else days[0] - timedelta(days=3)
        rows.append((person["person_id"], first, first + timedelta(days=rng.choice([1, 4, 4, 11]))))
    return rows


def _requests(
    rng: random.Random,
    people: Sequence[dict],
    days: Sequence[date],
    kinds: dict[date, str],
    approved: Sequence[tuple],
    count: int,
) -> list[tuple]:
    rows: list[tuple] = []
    stands: dict[str, list[tuple[date, date]]] = {}
    for person_id, first, last in approved:
        stands.setdefault(person_id, []).append((first, last))
    for i in range(count):
        person = rng.choice([p for p in people if p["kind"] != "pool"])
        protected = rng.random() < 0.05
        before = int(rng.random() < 0.15)
        options: list[tuple[date, date]] = []
        wanted = 1 if protected else rng.choice([1, 2, 2, 3, 3])
        for _ in range(200):
            if len(options) == wanted:
                break
            length = min(len(days), rng.choice([1, 3, 5, 5, 5, 12, 12, 19]))
            first = days[_popular(rng, len(days) - length)]
            span = (first, first + timedelta(days=length - 1))
            works = any(_works(person, day, kinds) for day in days if span[0] <= day <= span[1])
            clash = protected and any(a <= span[1] and span[0] <= b for a, b in stands.get(person["person_id"], []))
            if works and not clash and span not in options:
                options.append(span)
        if not options:
            continue
        if protected:
            stands.setdefault(person["person_id"], []).append(options[0])
        for number, (first, last) in enumerate(options, 1):
            kind = "protected" if protected else "planned"
            rows.append((f"Q{i:04d}", person["person_id"], number, first, last, kind, before))
    return rows


def _popular(rng: random.Random, last: int) -> int:
    """A start that favours the middle of the horizon, as summer does."""
    return int(rng.triangular(0, last + 0.999, last / 2)) if rng.random() < 0.7 else rng.randint(0, last)


def _works(person: dict, day: date, kinds: dict[date, str]) -> bool:
    hours = person["pattern"].split(";")
    return kinds[day] != "closed" and day.weekday() < 5 and float(hours[day.weekday()]) > 0


def _quarter(hours: float) -> float:
    return round(hours * 4) / 4


def _write(folder: Path, name: str, header: str, rows: Iterable[Sequence[object]]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)
