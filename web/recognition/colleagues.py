"""The people one may thank, each with post and place, found without their accents."""

from datetime import date

from sqlmodel import Session

from workload.records.officers import people
from workload.records.places import office_names


def colleagues(session: Session, me: int, today: date) -> list[tuple[str, str]]:
    """(id, «Family, Given, post, place») of everybody there but me, by family name: typing its first letters in a
    select finds it."""
    places = office_names(session)
    others = sorted((one for one in people(session, today) if one.id != me), key=lambda one: one.sort_name)
    return [
        (str(one.id), ", ".join(part for part in (one.name, one.title, places[one.office_id]) if part)) for one in others
    ]
