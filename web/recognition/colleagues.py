"""The people one may thank, each with post and place, found without their accents."""

from datetime import date
from unicodedata import combining, normalize

from sqlmodel import Session

from workload.records.officers import people
from workload.records.places import office_names


def colleagues(session: Session, me: int, today: date) -> list[tuple[str, str]]:
    """(id, «Given Family, post, place») of everybody there but me, by name: typing its first letters finds it."""
    places = office_names(session)
    others = sorted((one for one in people(session, today) if one.id != me), key=lambda one: without_accents(one.name))
    return [(str(one.id), ", ".join((one.name, one.title, places[one.office_id]))) for one in others]


def without_accents(text: str) -> str:
    """Łutselk'e sorts with L: letters without what stands above, below or through them, in lower case."""
    plain = normalize("NFKD", text.casefold()).replace("ł", "l").replace("ı", "i")
    return "".join(letter for letter in plain if not combining(letter))
