"""The people one may thank, each with post and place, found without their accents."""

from dataclasses import dataclass
from datetime import date
from unicodedata import combining, normalize

from sqlmodel import Session

from workload.records.officers import people, person_names
from workload.records.places import office_names

MOST_LISTED = 300  # beyond so many a list is slow to load and to search; the territory has far fewer
MOST_FOUND = 50


@dataclass(frozen=True)
class Colleagues:
    """`choices` are (id, «Given Family, post, place») by name: typing the first letters finds one.

    `narrowed` where the service has too many people for one list: then it holds those of the own region and whoever
    was asked for by name (`found` of them, at most fifty)."""

    choices: list[tuple[str, str]]
    narrowed: bool
    asked: str
    found: int


def colleagues(session: Session, me: int, region_id: str, today: date, *, name: str = "", also: str = "") -> Colleagues:
    """Everybody there but me; in a large service those of my region, whoever's name holds `name`, and person `also`."""
    places, names = office_names(session), person_names(session)
    narrowed, asked = len(names) > MOST_LISTED, without_accents(name.strip())
    sought: list[int] = []
    if narrowed and asked:
        sought = [number for number, known in names.items() if asked in without_accents(known)][:MOST_FOUND]
    if narrowed:
        known_also = [int(also)] if also.isascii() and also.isdigit() and len(also) < 10 else []
        there = people(session, today, region_id=region_id) + people(session, today, person_ids=[*sought, *known_also])
    else:
        there = people(session, today)
    others = sorted({one.id: one for one in there if one.id != me}.values(), key=lambda one: without_accents(one.name))
    return Colleagues(
        choices=[(str(one.id), ", ".join((one.name, one.title, places[one.office_id]))) for one in others],
        narrowed=narrowed,
        asked=name.strip(),
        found=sum(one.id in set(sought) for one in others),
    )


def without_accents(text: str) -> str:
    """Łutselk'e sorts with L: letters without what stands above, below or through them, in lower case."""
    plain = normalize("NFKD", text.casefold()).replace("ł", "l").replace("ı", "i")
    return "".join(letter for letter in plain if not combining(letter))
