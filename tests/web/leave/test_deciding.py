"""The manager's page: the answer in one sentence, one button for leave and cover, and what happens then."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.web.leave.cast import ask, nobody_may_cover, solve, words
from workload.records.plans import plan_for_request
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import CoverOption, Person
from workload.vocabulary import LeaveStatus

SignIn = Callable[[str], FlaskClient]


def plan_id(session: Session, request_id: int) -> str:
    plan = plan_for_request(session, request_id)
    assert plan is not None
    return str(plan.id)


def test_ask_plan_grant_and_see_who_covers(sign_in: SignIn, session: Session) -> None:
    celine, helen = sign_in("celine"), sign_in("helen")
    request_id = ask(celine)
    solve(session)
    page = f"/leave/requests/{request_id}"
    deciding = words(helen.get(page))
    plan = plan_for_request(session, request_id)
    assert plan is not None
    covering = {row["person_id"] for row in plan.answer["cover"]}
    people = [session.get_one(Person, number) for number in sorted(covering)]
    assert "can cover." in deciding
    assert "Grant leave and ask" in deciding
    for person in people:
        assert person.given_name in deciding.split("Grant leave and ask")[1].split("to cover")[0]
    assert "Before" in deciding
    assert "of 37.5 h" in deciding
    answer = helen.post(f"{page}/grant", data={"plan": plan_id(session, request_id)}, follow_redirects=True)
    assert "Leave is granted and its cover is in place" in words(answer)
    assert "Thank" in words(answer)
    assert f"/thanks/new?to={min(covering)}" in answer.get_data(as_text=True)
    own = words(celine.get("/leave/"))
    for person in people:
        assert person.name in own
    assert "Who covers you each day" in own


def test_the_page_says_who_else_could_and_then_who_was_told(sign_in: SignIn, session: Session) -> None:
    for name in ("First", "Second", "Third"):
        one = Person(given_name=name, family_name="Float", sort_name=f"float {name}", kind="pool", office_id="behchoko")
        one.service_since = one.appointed_on = date(2020, 1, 6)
        one.max_cover_days = 40
        session.add(one)
        session.flush()
        session.add(CoverOption(person_id=one.id, office_id="whati", mode="remote"))
    session.commit()
    celine, helen = sign_in("celine"), sign_in("helen")
    request_id = ask(celine)
    solve(session)
    page = f"/leave/requests/{request_id}"
    before = words(helen.get(page))
    plan = plan_for_request(session, request_id)
    assert plan is not None
    covering = {session.get_one(Person, row["person_id"]).name for row in plan.answer["cover"]}
    free = {one["person_id"] for row in plan.answer["limits"] for one in row["people"] if one["code"] == "free"}
    others = {session.get_one(Person, number).name for number in free} - covering
    assert others, "only those in the plan could cover: the story needs a wider choice"
    said = before.split("What else was possible")[1].split("Each is looked at alone")[0]
    assert all(name in said for name in others)
    assert not [name for name in covering if name in said]
    assert "What else was possible" not in words(celine.get(page))
    helen.post(f"{page}/grant", data={"plan": plan_id(session, request_id)})
    told = words(helen.get(page)).split("Told:")[1].split(".")[0]
    assert "Céline Rabescà (leave granted)" in told
    for name in covering:
        assert f"{name} (asked to cover)" in told


def test_the_coverer_sees_the_days_given(sign_in: SignIn, session: Session) -> None:
    request_id = ask(sign_in("celine"))
    solve(session)
    sign_in("helen").post(f"/leave/requests/{request_id}/grant", data={"plan": plan_id(session, request_id)})
    session.expire_all()
    cover = session.exec(select(ReliefCover).where(ReliefCover.request_id == request_id)).all()
    joseph = session.exec(select(Person).where(Person.given_name == "Joseph")).one()
    given = words(sign_in("joseph").get("/leave/cover"))
    if joseph.id in {row.person_id for row in cover}:
        assert "Céline Rabescà, Whatì" in given
    everything = words(sign_in("helen").get("/leave/cover"))
    for row in cover:
        assert session.get_one(Person, row.person_id).name in everything


def test_an_old_page_grants_nothing(sign_in: SignIn, session: Session) -> None:
    celine, helen = sign_in("celine"), sign_in("helen")
    request_id = ask(celine)
    solve(session)
    old = plan_id(session, request_id)
    helen.post(f"/leave/requests/{request_id}/look-again")
    answer = helen.post(f"/leave/requests/{request_id}/grant", data={"plan": old}, follow_redirects=True)
    assert "Nothing was granted" in words(answer)
    assert session.get_one(LeaveRequest, request_id).status == LeaveStatus.asked


def test_a_plan_that_no_longer_holds_says_why(sign_in: SignIn, session: Session) -> None:
    helen = sign_in("helen")
    request_id = ask(sign_in("celine"))
    solve(session)
    plan = plan_for_request(session, request_id)
    assert plan is not None
    first = plan.answer["cover"][0]
    gone = session.get_one(Person, first["person_id"])
    gone.max_cover_days = 0
    session.commit()
    answer = helen.post(f"/leave/requests/{request_id}/grant", data={"plan": str(plan.id)}, follow_redirects=True)
    said = words(answer)
    assert "The plan no longer holds" in said
    assert f"{gone.name} has given all cover days of the quarter" in said
    assert "We are looking who can cover" in said


def test_the_second_manager_is_told(sign_in: SignIn, session: Session) -> None:
    helen, other = sign_in("helen"), sign_in("helen")
    request_id = ask(sign_in("celine"))
    solve(session)
    data = {"plan": plan_id(session, request_id)}
    helen.post(f"/leave/requests/{request_id}/grant", data=data)
    answer = other.post(f"/leave/requests/{request_id}/grant", data=data, follow_redirects=True)
    assert "Somebody decided this request before you" in words(answer)


def test_a_refusal_needs_a_reason_and_keeps_the_page(sign_in: SignIn, session: Session) -> None:
    helen = sign_in("helen")
    request_id = ask(sign_in("celine"))
    solve(session)
    answer = helen.post(f"/leave/requests/{request_id}/refuse", data={"reason": " "})
    assert answer.status_code == 422
    assert "Write the reason" in words(answer)
    long = helen.post(f"/leave/requests/{request_id}/refuse", data={"reason": "No. " * 200})
    assert long.status_code == 422
    assert "No. No. No." in words(long)
    assert session.get_one(LeaveRequest, request_id).status == LeaveStatus.asked


def test_a_refused_person_reads_the_reason(sign_in: SignIn, session: Session) -> None:
    celine, helen = sign_in("celine"), sign_in("helen")
    request_id = ask(celine)
    solve(session)
    helen.post(f"/leave/requests/{request_id}/refuse", data={"reason": "Training is that week, ask for April."})
    own = words(celine.get(f"/leave/requests/{request_id}"))
    assert "Training is that week, ask for April." in own
    assert "your request goes first" in own


def test_a_refusal_shows_what_could_be_changed(sign_in: SignIn, session: Session) -> None:
    nobody_may_cover(session, "whati")
    request_id = ask(sign_in("celine"))
    solve(session)
    said = words(sign_in("helen").get(f"/leave/requests/{request_id}"))
    assert "Nobody can cover on" in said
    assert "Why nobody can cover" in said
    assert "The smallest changes that would make it possible" in said
    assert "Grant leave" not in said


def test_special_leave_is_never_refused(sign_in: SignIn, session: Session) -> None:
    request_id = ask(sign_in("celine"))
    session.get_one(LeaveRequest, request_id).kind = "special"  # type: ignore[assignment]
    nobody_may_cover(session, "whati")
    solve(session)
    helen = sign_in("helen")
    assert "Grant leave, although nobody can cover yet" in words(helen.get(f"/leave/requests/{request_id}"))
    answer = helen.post(f"/leave/requests/{request_id}/refuse", data={"reason": "No"}, follow_redirects=True)
    assert "never refused" in words(answer)
    granted = helen.post(
        f"/leave/requests/{request_id}/grant", data={"plan": plan_id(session, request_id)}, follow_redirects=True
    )
    assert "Leave is granted" in words(granted)


def test_only_the_regions_manager_decides(sign_in: SignIn, session: Session) -> None:
    request_id = ask(sign_in("celine"))
    solve(session)
    data = {"plan": plan_id(session, request_id)}
    assert sign_in("patricia").post(f"/leave/requests/{request_id}/grant", data=data).status_code == 403
    assert sign_in("celine").post(f"/leave/requests/{request_id}/grant", data=data).status_code == 403
    assert "Grant leave" not in words(sign_in("ruth").get(f"/leave/requests/{request_id}"))
    assert session.get_one(LeaveRequest, request_id).status == LeaveStatus.asked


def test_a_made_up_plan_grants_nothing(sign_in: SignIn, session: Session) -> None:
    helen, request_id = sign_in("helen"), ask(sign_in("celine"))
    solve(session)
    for made_up in ("0", "999999", "9" * 30, "x"):
        answer = helen.post(f"/leave/requests/{request_id}/grant", data={"plan": made_up}, follow_redirects=True)
        assert "Nothing was granted" in words(answer)
    session.expire_all()
    assert session.get_one(LeaveRequest, request_id).status == LeaveStatus.asked


def test_nobody_decides_on_their_own_leave(sign_in: SignIn, session: Session) -> None:
    request_id = ask(sign_in("celine"))
    helen = session.exec(select(Person).where(Person.given_name == "Helen")).one()
    session.get_one(LeaveRequest, request_id).person_id = helen.id or 0
    solve(session)
    manager = sign_in("helen")
    for step, data in (("grant", {"plan": plan_id(session, request_id)}), ("refuse", {"reason": "No"})):
        assert manager.post(f"/leave/requests/{request_id}/{step}", data=data).status_code == 403


def test_the_regions_list_says_who_waits_and_who_is_away(sign_in: SignIn, session: Session) -> None:
    request_id = ask(sign_in("celine"))
    solve(session)
    listed = sign_in("helen").get("/leave/")
    assert f"/leave/requests/{request_id}" in listed.get_data(as_text=True)
    assert "Priya Nairn" in words(listed)  # away from 30 November, as the seed has it
