"""Regions, offices, communities, people, posts and who may cover where."""

from sqlmodel import Session

from seed_data.csv_files import Row, read_rows
from seed_data.shift import Shift
from workload.names import sort_name
from workload.tables.people import CommunityServed, CoverOption, Person, Post
from workload.tables.places import Community, Office, Region
from workload.vocabulary import CoverMode, OfficeKind, PersonKind

FULL_WEEK = 37.5


def words(cell: str) -> list[str]:
    return [word for word in cell.split(";") if word]


def add_places(session: Session) -> None:
    for row in read_rows("regions"):
        session.add(Region(id=row["id"], name=row["name"], position=int(row["position"])))
    session.flush()
    for row in read_rows("offices"):
        session.add(
            Office(
                id=row["id"],
                name=row["name"],
                region_id=row["region_id"],
                kind=OfficeKind(row["kind"]),
                position=int(row["position"]),
                min_hours=float(row["min_hours"]),
                urgent_share=float(row["urgent_share"]),
                has_admin_support=row["has_admin_support"] == "1",
            )
        )
    session.flush()
    for row in read_rows("communities"):
        session.add(
            Community(
                id=row["id"],
                name=row["name"],
                office_id=row["office_id"],
                statistics_region=row["statistics_region"],
                population=int(row["population"]),
                fly_in=row["fly_in"] == "1",
                single_window=row["single_window"] == "1",
                languages=words(row["languages"]),
            )
        )
    session.flush()


def add_people(session: Session, people: list[Row], shift: Shift) -> dict[str, int]:
    """Everybody with a post, the vacant posts, communities served and ways to cover. Returns ids by key."""
    stored = {row["key"]: _person(row, shift) for row in people}
    session.add_all(stored.values())
    session.flush()
    ids = {key: person.id for key, person in stored.items() if person.id is not None}
    for row in people:
        person = stored[row["key"]]
        person.buddy_id = ids.get(row["buddy"])
        session.add_all(
            CommunityServed(person_id=ids[row["key"]], community_id=place) for place in words(row["communities"])
        )
        if person.kind is not PersonKind.staff:
            fte = round(sum(person.pattern) / FULL_WEEK, 2)
            session.add(
                Post(office_id=person.office_id, title=person.title, kind=person.kind, fte=fte, holder_id=person.id)
            )
    for row in read_rows("vacant_posts"):
        session.add(
            Post(office_id=row["office_id"], title=row["title"], kind=PersonKind(row["kind"]), fte=float(row["fte"]))
        )
    for row in read_rows("cover"):
        session.add(
            CoverOption(
                person_id=ids[row["person"]],
                office_id=row["office_id"],
                mode=CoverMode(row["mode"]),
                travel_hours=float(row["travel_hours"]),
            )
        )
    session.flush()
    return ids


def _person(row: Row, shift: Shift) -> Person:
    monday, tuesday, wednesday, thursday, friday = (float(hours) for hours in words(row["pattern"]))
    return Person(
        given_name=row["given_name"],
        family_name=row["family_name"],
        sort_name=sort_name(row["given_name"], row["family_name"]),
        kind=PersonKind(row["kind"]),
        title=row["title"],
        office_id=row["office_id"],
        email=f"{row['key']}@fairload.example",
        monday_hours=monday,
        tuesday_hours=tuesday,
        wednesday_hours=wednesday,
        thursday_hours=thursday,
        friday_hours=friday,
        service_since=shift.day(row["service_since"]),
        appointed_on=shift.optional(row["appointed_on"]),
        max_cover_days=int(row["max_cover_days"]),
        past_cover_days=int(row["past_cover_days"]),
        icm=row["icm"] == "1",
        languages=words(row["languages"]),
    )
