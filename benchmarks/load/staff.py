"""Offices and people of a generated place, as rows for the tables."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from argon2 import PasswordHasher

from benchmarks.load.sizes import Size
from seed_data.accounts import DEMONSTRATION_PASSWORD
from workload.names import sort_name
from workload.vocabulary import CoverMode, OfficeKind, PersonKind, Role

GIVEN = ("Ada", "Ben", "Cora", "Dan", "Elsie", "Fred", "Grace", "Hugo", "Ida", "Jack", "Kate", "Leo", "Mary", "Ned")
FAMILY = ("Birch", "Brook", "Dale", "Fern", "Field", "Ford", "Frost", "Hill", "Lake", "Marsh", "Pine", "Reed", "Stone")
ONE_IN_AT_HEADQUARTERS = 100
COVERED_BY_EACH = 3  # offices of the region besides the own one
Row = dict[str, Any]


@dataclass(frozen=True)
class Staff:
    """One person of the place: the row's number, where, as what, and the user name."""

    id: int
    office_id: str
    region_id: str
    role: Role
    username: str


def region_rows(size: Size) -> list[Row]:
    return [{"id": f"r{n}", "name": f"Region {n}", "position": 10 + n} for n in range(1, size.regions + 1)]


def office_rows(size: Size) -> list[Row]:
    """The first office of a region is its regional one."""
    return [
        {
            "id": f"{region['id']}-o{n}",
            "name": f"Office {region['id'][1:]}.{n}",
            "region_id": region["id"],
            "kind": OfficeKind.regional if n == 1 else OfficeKind.community,
            "position": n,
        }
        for region in region_rows(size)
        for n in range(1, size.offices + 1)
    ]


def community_rows(offices: Sequence[Row]) -> list[Row]:
    """One community an office, of the same id."""
    return [
        {
            "id": one["id"],
            "name": one["name"].replace("Office", "Town"),
            "office_id": one["id"],
            "statistics_region": one["region_id"],
            "population": 3_000,
            "languages": ["en"],
        }
        for one in offices
    ]


def staff_of(size: Size, first_id: int) -> list[Staff]:
    """Superintendents and managers in the regional offices, headquarters in the first, officers dealt over all."""
    offices = office_rows(size)
    regional = [one for one in offices if one["kind"] is OfficeKind.regional]
    posts: list[tuple[Row, Role]] = [(one, Role.superintendent) for one in regional]
    posts += [(one, Role.manager) for one in regional for _ in range(size.managers)]
    posts += [(regional[0], Role.hq)] * (size.people // ONE_IN_AT_HEADQUARTERS)
    posts += [(offices[n % len(offices)], Role.cso) for n in range(size.people - len(posts))]
    seen: dict[Role, int] = {}
    staff = []
    for number, (office, role) in enumerate(posts):
        seen[role] = seen.get(role, 0) + 1
        staff.append(Staff(first_id + number, office["id"], office["region_id"], role, f"{role.value}{seen[role]}"))
    return staff


def person_rows(staff: Sequence[Staff], dice: Random, today: date) -> Iterator[Row]:
    """People with the columns that have no default; ten in a hundred officers are itinerant."""
    for one in staff:
        given, family = dice.choice(GIVEN), f"{dice.choice(FAMILY)}-{one.id}"
        since = today - timedelta(days=dice.randint(200, 8_000))
        officer = one.role is Role.cso
        kind = PersonKind.itinerant if dice.random() < 0.1 else PersonKind.cso
        yield {
            "given_name": given,
            "family_name": family,
            "sort_name": sort_name(given, family),
            "kind": kind if officer else PersonKind.staff,
            "title": "Client Service Officer" if officer else "Manager",
            "office_id": one.office_id,
            "service_since": since,
            "appointed_on": since + timedelta(days=21) if officer else None,
            "max_cover_days": 8 if officer else 0,
            "languages": ["en"],
        }


def account_rows(staff: Sequence[Staff]) -> list[Row]:
    """One hash for all: the password is published, and five thousand slow hashes would protect nothing."""
    hashed = PasswordHasher().hash(DEMONSTRATION_PASSWORD)
    return [
        {
            "person_id": one.id,
            "username": one.username,
            "password_hash": hashed,
            "role": one.role,
            "session_key": secrets.token_hex(16),
        }
        for one in staff
    ]


def post_rows(staff: Sequence[Staff]) -> list[Row]:
    return [
        {"office_id": one.office_id, "title": "Client Service Officer", "kind": PersonKind.cso, "holder_id": one.id}
        for one in officers(staff)
    ]


def served_rows(staff: Sequence[Staff]) -> list[Row]:
    return [{"person_id": one.id, "community_id": one.office_id} for one in officers(staff)]


def cover_rows(staff: Sequence[Staff], offices: Sequence[Row]) -> Iterator[Row]:
    """Everybody covers at a distance in the next offices of the region."""
    by_region: dict[str, list[str]] = {}
    for office in offices:
        by_region.setdefault(office["region_id"], []).append(office["id"])
    for one in officers(staff):
        places = by_region[one.region_id]
        at = places.index(one.office_id)
        for step in range(COVERED_BY_EACH + 1):
            yield {"person_id": one.id, "office_id": places[(at + step) % len(places)], "mode": CoverMode.remote}


def officers(staff: Sequence[Staff]) -> list[Staff]:
    return [one for one in staff if one.role is Role.cso]
