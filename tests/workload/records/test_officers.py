"""Who is there, what they may carry, and which posts are empty."""

from datetime import date

from sqlmodel import Session, select

from workload.records.officers import managers, officer, officers, people, vacancies
from workload.tables.people import Person, Post
from workload.vocabulary import PersonKind

TODAY = date(2026, 11, 16)


def _named(session: Session, given_name: str) -> Person:
    return session.exec(select(Person).where(Person.given_name == given_name)).one()


def test_one_officer_serves_three_communities(session: Session) -> None:
    celine = officer(session, _named(session, "Céline").id or 0, TODAY)
    assert celine is not None
    assert celine.communities == {"whati", "gameti", "wekweeti"}
    assert celine.languages == {"en", "dgr"}
    assert 18 < celine.service_years < 19


def test_somebody_who_has_left_is_gone_the_day_after(session: Session) -> None:
    tyler = _named(session, "Tyler")
    tyler.works_until = TODAY
    session.flush()
    assert officer(session, tyler.id or 0, TODAY) is not None
    assert officer(session, tyler.id or 0, date(2026, 11, 17)) is None
    empty = vacancies(session, date(2026, 11, 17), region_id="north-slave")
    assert tyler.id in {post.holder_id for post in empty}
    assert len(empty) == 2  # with the post that nobody has held


def test_nobody_carries_cases_before_being_appointed(session: Session) -> None:
    tyler = _named(session, "Tyler")
    tyler.appointed_on = date(2026, 11, 20)
    session.flush()
    found = {one.id: one for one in officers(session, TODAY)}
    assert not found[tyler.id or 0].appointed


def test_staff_are_people_but_not_officers(session: Session) -> None:
    helen = _named(session, "Helen")
    assert helen in people(session, TODAY, region_id="north-slave")
    assert helen.id not in {one.id for one in officers(session, TODAY)}
    assert managers(session, "north-slave") == [helen]


def test_people_stand_from_north_to_south(session: Session) -> None:
    regions = [one.region for one in officers(session, TODAY)]
    order = list(dict.fromkeys(regions))
    assert order == ["beaufort-delta", "sahtu", "north-slave", "dehcho", "south-slave"]
    assert len(regions) == 33


def test_a_part_time_post_is_part_of_a_full_one(session: Session) -> None:
    lorraine = _named(session, "Lorraine")
    post = session.exec(select(Post).where(Post.holder_id == lorraine.id)).one()
    assert post.fte == 0.5
    assert post.kind is PersonKind.cso
