"""Whom thanks reach: the share of people with a note from outside their office, by region and for those left out most.

No league: a region is shown where at least five people were reached and at least five were not, hidden ones cannot be
worked out, and nobody is named. One note of a pair is enough, so that two friends who thank each other count once.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from workload.estimates.suppression import hide_small_cells
from workload.records.officers import people
from workload.records.places import region_by_office, region_names
from workload.tables.people import Person
from workload.tables.recognition import RecognitionNote
from workload.vocabulary import PersonKind

SIX_MONTHS = timedelta(days=183)
FULL_TIME = 37.5
GROUPS = ("part_time", "itinerant", "no_cases")


def reach_of_thanks(session: Session, today: date) -> dict[str, Any]:
    """Values fit to be published: by region and by group, the people and how many were reached; None is hidden."""
    region_of = region_by_office(session)
    reached_ids = _reached(session, today)
    regions: Counter[str] = Counter(dict.fromkeys(region_names(session), 0))
    groups: Counter[str] = Counter(dict.fromkeys(GROUPS, 0))
    in_region, in_group = Counter(regions), Counter(groups)
    for one in people(session, today):
        reached = one.id in reached_ids
        regions[region_of[one.office_id]] += 1
        in_region[region_of[one.office_id]] += reached
        for group in _groups(one):
            groups[group] += 1
            in_group[group] += reached
    return {"regions": _shown(regions, in_region), "groups": _apart(groups, in_group)}


def _reached(session: Session, today: date) -> set[int]:
    giver = aliased(Person)
    query = (
        select(col(RecognitionNote.recipient_id))
        .join(Person, col(Person.id) == col(RecognitionNote.recipient_id))
        .join(giver, col(giver.id) == col(RecognitionNote.giver_id))
        .where(col(RecognitionNote.written_on) > today - SIX_MONTHS, col(giver.office_id) != col(Person.office_id))
    )
    return set(session.exec(query))


def _groups(one: Person) -> list[str]:
    found = ["no_cases"] if one.kind is PersonKind.staff else []
    if one.kind is PersonKind.itinerant:
        found.append("itinerant")
    if sum(one.pattern) < FULL_TIME:
        found.append("part_time")
    return found


def _shown(people: Mapping[str, int], reached: Mapping[str, int]) -> dict[str, Any]:
    """The regions and their total, hidden where few were reached or few were not."""
    either = {key: min(reached[key], people[key] - reached[key]) for key in people}
    shown = hide_small_cells(dict(reached), people=either)
    lines = {key: [people[key], shown.cells[key]] for key in people}
    return {**lines, "territory": [sum(people.values()), shown.total]}


def _apart(people: Mapping[str, int], reached: Mapping[str, int]) -> dict[str, Any]:
    """Groups that share people, so each stands alone: hidden unless five were reached and five were not."""
    found = {}
    for key in people:
        few = min(reached[key], people[key] - reached[key])
        found[key] = [people[key], hide_small_cells({key: reached[key]}, people={key: few}).cells[key]]
    return found
