"""Consent on the pages: yes and no with one click, silence on the manager's first page, a name with a reason."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from scheduler.leave_decisions import approve_leave
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import answer, ask, person_id, withdraw_everything
from tests.web.leave.cast import words
from workload.records.cover_balance import cover_balance
from workload.records.leave import covers_for
from workload.settings import Settings
from workload.tables.base import now
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.vocabulary import CoverMode, CoverStatus, LeaveStatus

SignIn = Callable[[str], FlaskClient]
WEEK = (date(2027, 3, 8), date(2027, 3, 12))
NAMES = {"Joseph": "joseph", "Jolene": "jolene", "Priya": "priya", "Amira": "amira", "Tyler": "tyler"}


@pytest.fixture
def granted(session: Session) -> int:
    """Céline's week in March, granted; whoever is planned to cover is asked."""
    withdraw_everything(session)
    number = ask(session, "Céline", *WEEK)
    plan = answer(session, number)
    by = person_id(session, "Helen")
    assert approve_leave(session, request_id=number, plan_id=plan.id or 0, by=by, today=MONDAY).done
    session.commit()
    return number


def first_asked(session: Session, number: int) -> Person:
    return session.get_one(Person, covers_for(session, number)[0].person_id)


def test_a_coverer_declines_and_the_next_is_asked(sign_in: SignIn, session: Session, granted: int) -> None:
    asked = first_asked(session, granted)
    coverer, helen = sign_in(NAMES[asked.given_name]), sign_in("helen")
    home = words(coverer.get("/my-work"))
    assert "You are asked to cover Whatì for Céline Rabescà" in home
    said = words(coverer.post(f"/cover/{granted}/decline", data={"reason": "full_week"}, follow_redirects=True))
    assert "the leave of your colleague stays granted" in said
    assert "You are asked to cover" not in words(coverer.get("/my-work"))
    session.expire_all()
    assert session.get_one(LeaveRequest, granted).status is LeaveStatus.granted
    page = words(helen.get(f"/cover/leave/{granted}"))
    assert f"{asked.name}, declined" in page
    assert "My week is full" in page
    assert f"{asked.name} does not cover Whatì for Céline Rabescà" in words(helen.get("/messages/"))
    late = words(coverer.post(f"/cover/{granted}/agree", follow_redirects=True))
    assert "You are not asked for these days any more" in late


def test_a_decline_needs_one_of_the_reasons(sign_in: SignIn, session: Session, granted: int) -> None:
    coverer = sign_in(NAMES[first_asked(session, granted).given_name])
    assert coverer.post(f"/cover/{granted}/decline", data={"reason": "whatever"}).status_code == 400
    assert coverer.post(f"/cover/{granted}/decline").status_code == 400
    assert {row.status for row in covers_for(session, granted)} == {CoverStatus.proposed}


def test_nobody_answers_for_somebody_else(sign_in: SignIn, session: Session, granted: int) -> None:
    said = words(sign_in("lorraine").post(f"/cover/{granted}/agree", follow_redirects=True))
    assert "You are not asked" in said
    assert sign_in("helen").post(f"/cover/{granted}/agree").status_code == 403
    assert sign_in("patricia").get(f"/cover/leave/{granted}").status_code == 403
    assert sign_in("joseph").get(f"/cover/leave/{granted}").status_code == 403


def test_silence_stands_on_the_managers_first_page(
    sign_in: SignIn, session: Session, granted: int, settings: Settings
) -> None:
    helen, asked = sign_in("helen"), first_asked(session, granted)
    assert "has not answered" not in words(helen.get("/my-region"))
    for row in covers_for(session, granted):
        row.asked_at = now() - timedelta(hours=settings.cover_answer_hours + 1)
    session.commit()
    assert f"{asked.name} has not answered: cover of Whatì for Céline Rabescà" in words(helen.get("/my-region"))
    page = words(helen.post(f"/cover/leave/{granted}/else/{asked.id}", follow_redirects=True))
    assert "is not asked any more" in page
    session.expire_all()
    assert asked.id not in {row.person_id for row in covers_for(session, granted)}


def test_naming_needs_a_reason_and_keeps_the_choice(sign_in: SignIn, session: Session, granted: int) -> None:
    helen, priya = sign_in("helen"), person_id(session, "Priya")
    page = f"/cover/leave/{granted}/name"
    refused = helen.post(page, data={"person": str(priya), "reason": " "})
    assert refused.status_code == 422
    assert "Write why you name this person" in words(refused)
    assert f'value="{priya}" selected' in refused.get_data(as_text=True)
    done = words(helen.post(page, data={"person": str(priya), "reason": "We spoke."}, follow_redirects=True))
    assert "Priya Nairn covers, and reads your reason" in done
    assert "named by Helen" in words(sign_in("priya").get("/cover/"))


def test_the_leave_says_who_is_only_asked(sign_in: SignIn, session: Session, granted: int) -> None:
    own = words(sign_in("celine").get(f"/leave/requests/{granted}"))
    assert "(asked, no answer yet)" in own
    for row in covers_for(session, granted):
        row.status = CoverStatus.agreed
    session.commit()
    assert "no answer yet" not in words(sign_in("celine").get(f"/leave/requests/{granted}"))


def test_cover_given_and_received_is_the_same_for_all(sign_in: SignIn, session: Session) -> None:
    joseph, celine = person_id(session, "Joseph"), person_id(session, "Céline")
    for first, status in ((date(2025, 7, 7), CoverStatus.agreed), (date(2025, 8, 4), CoverStatus.proposed)):
        leave = LeaveRequest(
            person_id=celine, kind="annual", first_day=first, last_day=first, hours=7.5, status=LeaveStatus.granted
        )
        session.add(leave)
        session.flush()
        session.add(
            ReliefCover(
                request_id=leave.id or 0, person_id=joseph, office_id="whati", day=first, mode=CoverMode.remote,
                hours=3, status=status,
            )
        )  # fmt: skip
    session.commit()
    rows = {one.person.id: one for one in cover_balance(session, MONDAY, region_id="north-slave")}
    assert rows[joseph].given[0] == 1  # what was only asked for does not count
    assert (rows[celine].received[0], rows[celine].prime[0]) == (1, 2)
    seen = [words(sign_in(name).get("/cover/given-and-received")) for name in ("celine", "helen", "ruth")]
    assert seen[0] == seen[1] == seen[2]
    names = [one.person.name for one in rows.values()]
    assert [seen[0].index(name) for name in names] == sorted(seen[0].index(name) for name in names)
    table = sign_in("celine").get("/cover/given-and-received?format=csv").get_data(as_text=True)
    assert "Joseph Wedawini,Yellowknife,13,1," in table


def test_who_covered_much_last_year_is_asked_later(session: Session) -> None:
    from scheduler.relief_question import gather_question
    from workload.codes import person_code

    number = ask(session, "Céline", *WEEK)
    request, joseph = session.get_one(LeaveRequest, number), person_id(session, "Joseph")
    before = {one.person_id: one for one in gather_question(session, request, today=MONDAY).people}
    session.add(
        ReliefCover(
            request_id=number, person_id=joseph, office_id="whati", day=date(2025, 6, 2), mode=CoverMode.remote, hours=3
        )
    )
    session.commit()
    after = {one.person_id: one for one in gather_question(session, request, today=MONDAY).people}
    code = person_code(joseph)
    assert after[code].past_cover_days == before[code].past_cover_days + 1
    assert after[code].max_cover_days == before[code].max_cover_days
