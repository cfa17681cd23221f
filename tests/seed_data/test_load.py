"""The demonstration territory: whole, the same on both databases, and told as of this week."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlmodel import Session, SQLModel, func, select

from seed_data.load import NotEmpty, load
from workload.estimates.calendar import is_open, monday_of
from workload.migrations import upgrade
from workload.records.calendar import calendar_facts
from workload.records.officers import officers, people, posts, vacancies
from workload.records.places import regions
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import CoverOption, Person, Post
from workload.tables.places import Community, Office
from workload.tables.recognition import RecognitionNote
from workload.vocabulary import LeaveStatus, PersonKind

TODAY = date(2026, 11, 22)


def _count(session: Session, table: type[SQLModel]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def test_the_whole_territory_loads_on_both_databases(territory: Session) -> None:
    assert _count(territory, Community) == 33
    assert _count(territory, Office) == 20
    assert _count(territory, Case) == 1922
    assert next(one.id for one in regions(territory)) == "beaufort-delta"
    assert len([one for one in posts(territory) if one.kind is not PersonKind.pool]) == 33
    assert [one.office_id for one in vacancies(territory, TODAY)] == ["yellowknife"]
    assert _count(territory, RecognitionNote) > 150
    assert _count(territory, Concern) > 200


def test_a_database_with_a_territory_is_left_alone(session: Session) -> None:
    before = _count(session, Case)
    with pytest.raises(NotEmpty):
        load(session, TODAY)
    assert _count(session, Case) == before


def test_the_story_is_always_this_week(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from workload.database import connect

    later = date(2028, 3, 15)
    engine = connect(f"sqlite:///{tmp_path / 'later.db'}")
    upgrade(engine)
    with Session(engine) as session:
        load(session, later)
        newest = session.exec(select(func.max(Concern.opened_on))).one()
        assert timedelta(0) <= later - newest < timedelta(days=14)
        asked = session.exec(select(LeaveRequest).where(LeaveRequest.status == LeaveStatus.asked)).all()
        assert asked
        assert all(one.first_day > later and one.asked_at.date() <= later for one in asked)
        assert monday_of(later) - timedelta(days=400) < session.exec(select(func.min(Concern.opened_on))).one()
        christmas = calendar_facts(session, date(2028, 12, 1), date(2028, 12, 31))
        assert date(2028, 12, 25) in christmas.closed
    engine.dispose()


def test_no_row_carries_the_name_of_a_client(session: Session) -> None:
    """A case has no field for a name, and no free text names anybody but the person thanked."""
    assert {"name", "client", "given_name", "family_name"}.isdisjoint(Case.model_fields)
    surnames = {one.family_name for one in session.exec(select(Person))}
    texts = [one.text for one in session.exec(select(RecognitionNote))]
    texts += [one.what_happened for one in session.exec(select(Concern))]
    for text in texts:
        assert not any(surname in text for surname in surnames)
        assert not re.search(r"\b(Mr|Mrs|Ms|Mme|M)\.? [A-ZŁ]", text)


def test_thanks_speak_of_the_person_who_gets_them(session: Session) -> None:
    names = {one.id: one.given_name for one in session.exec(select(Person))}
    others = set(names.values())
    for note in session.exec(select(RecognitionNote)):
        assert "{" not in note.text
        mentioned = {name for name in others if re.search(rf"\b{re.escape(name)}\b", note.text)}
        assert mentioned <= {names[note.recipient_id]}
        assert note.giver_id != note.recipient_id


def test_every_case_is_held_by_somebody_who_may(session: Session) -> None:
    officer_of = {one.id: one for one in officers(session, TODAY)}
    unheld = 0
    for case in session.exec(select(Case)):
        if case.officer_id is None:
            unheld += 1
            continue
        officer = officer_of[case.officer_id]
        assert officer.appointed
        assert case.community_id in officer.communities
        assert case.language == "en" or case.language in officer.languages
        assert case.stream != "icm" or officer.icm
    assert unheld == 31  # the vacant post in Yellowknife


def test_cover_keeps_to_days_people_and_ways_allowed(session: Session) -> None:
    allowed = {(one.person_id, one.office_id, one.mode) for one in session.exec(select(CoverOption))}
    requests = {one.id: one for one in session.exec(select(LeaveRequest))}
    person = {one.id: one for one in people(session, TODAY)}
    calendar = calendar_facts(session, TODAY - timedelta(days=400), TODAY + timedelta(days=400))
    covers = session.exec(select(ReliefCover)).all()
    assert len(covers) > 40
    away = [one for one in requests.values() if one.status is LeaveStatus.granted]
    for cover in covers:
        request, coverer = requests[cover.request_id], person[cover.person_id]
        assert (cover.person_id, cover.office_id, cover.mode) in allowed
        assert request.status is LeaveStatus.granted
        assert request.first_day <= cover.day <= request.last_day
        assert is_open(cover.day, calendar, cover.office_id)
        assert cover.hours + cover.travel_hours <= coverer.pattern[cover.day.weekday()]
        assert not any(o.person_id == cover.person_id and o.first_day <= cover.day <= o.last_day for o in away)


def test_some_concerns_wait_and_one_is_overdue(session: Session) -> None:
    waiting = [one for one in session.exec(select(Concern)) if one.status == "received"]
    assert len(waiting) >= 3
    assert any(one.promised_due <= date(2026, 11, 16) for one in waiting)
    assert all(one.answered_on is None and one.closed_on is None for one in waiting)


def test_lone_posts_are_many_and_some_were_refused_leave(session: Session) -> None:
    holders = {one.id: one.office_id for one in people(session, TODAY, kinds=(PersonKind.cso,))}
    alone = {office for office, count in Counter(holders.values()).items() if count == 1}
    assert len(alone) == 15
    refused = [one for one in session.exec(select(LeaveRequest)) if one.lacked_cover]
    assert {holders[one.person_id] for one in refused} & alone
    again = [one for one in session.exec(select(LeaveRequest)) if one.refused_before and one.status == "asked"]
    assert any(holders[one.person_id] in alone and (one.last_day - one.first_day).days >= 11 for one in again)


def test_posts_are_paid_as_the_pattern_says(session: Session) -> None:
    for post in session.exec(select(Post)):
        if post.holder_id is not None:
            assert post.fte == round(sum(session.get_one(Person, post.holder_id).pattern) / 37.5, 2)


@pytest.mark.parametrize(("given_name", "covered"), [("Céline", True), ("Colleen", False)])
def test_one_lone_post_can_be_covered_and_another_cannot(session: Session, given_name: str, covered: bool) -> None:
    """Two weeks in Whatì hold; delivery week in Fort Liard, with itinerant and reliever away, does not."""
    from scheduler.relief_planning import answer_question
    from scheduler.relief_question import gather_question

    request = session.exec(
        select(LeaveRequest)
        .join(Person, LeaveRequest.person_id == Person.id)  # type: ignore[arg-type]
        .where(Person.given_name == given_name, LeaveRequest.status == LeaveStatus.asked)
    ).one()
    answer = answer_question(gather_question(session, request, today=date(2026, 11, 16), weeks_around=2), seconds=5)
    assert answer["possible"] is covered
    assert bool(answer["cover"]) is covered
    assert covered or answer["short_days"]
