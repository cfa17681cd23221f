"""Asking for leave on the page: what is kept, what is refused at once, what is answered."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, func, select

from tests.web.leave.cast import WEEK, ask, latest, nobody_may_cover, solve, words
from workload.tables.leave import LeaveRequest
from workload.tables.people import CoverOption, Post
from workload.vocabulary import LeaveStatus

SignIn = Callable[[str], FlaskClient]


def count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(LeaveRequest)).one()


def test_the_form_offers_a_free_week_already(sign_in: SignIn, session: Session) -> None:
    celine = sign_in("celine")
    form = celine.get("/leave/ask").get_data(as_text=True)
    offered = [part.split('"')[0] for part in form.split('type="date" value="')[1:]]
    assert len(offered) == 2
    ask(celine, first_day=offered[0], last_day=offered[1])


@pytest.mark.parametrize(
    ("first", "last", "part", "says"),
    [
        ("2026-11-09", "2026-11-10", "whole", "The first day has passed"),
        ("2026-12-25", "2026-12-27", "whole", "only holidays or days off"),
        ("2026-12-18", "2026-12-21", "whole", "You have other leave on Mon 7 to Fri 18 Dec 2026"),
        ("2027-03-09", "2027-03-08", "whole", "before the first day, Tue 9 Mar 2027"),
        ("2027-03-08", "2027-03-09", "morning", "one day only"),
        ("2027-01-04", "2027-02-12", "whole", "Leave can be five weeks in a row"),
        ("2027-02-30", "2027-03-12", "whole", "Enter the day as year, month and day"),
        ("", "2027-03-12", "whole", "Enter the first day of your leave"),
    ],
)
def test_a_fault_is_named_and_what_was_typed_stays(
    sign_in: SignIn, session: Session, first: str, last: str, part: str, says: str
) -> None:
    before = count(session)
    answer = sign_in("celine").post(
        "/leave/ask", data={"first_day": first, "last_day": last, "part": part, "note": "With my sister"}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in words(answer)
    assert "There is a problem" in words(answer)
    assert f'value="{first}"' in page or not first
    assert f'value="{last}"' in page
    assert "With my sister" in page
    assert count(session) == before


def test_more_than_the_balance_says_from_when(sign_in: SignIn, session: Session) -> None:
    answer = sign_in("amira").post("/leave/ask", data=WEEK | {"first_day": "2027-03-08", "last_day": "2027-04-09"})
    assert answer.status_code == 422
    assert "you will have" in words(answer)
    assert "Enter fewer days" in words(answer)


def test_without_a_post_the_page_says_whom_to_ask(sign_in: SignIn, session: Session) -> None:
    celine = sign_in("celine")
    for post in session.exec(select(Post).where(Post.office_id == "whati")).all():
        post.holder_id = None
    session.commit()
    answer = celine.post("/leave/ask", data=WEEK)
    assert answer.status_code == 422
    assert "You hold no post" in words(answer)


def test_the_answer_page_looks_again_by_itself(sign_in: SignIn, session: Session) -> None:
    celine = sign_in("celine")
    page = f"/leave/requests/{ask(celine)}"
    waiting = celine.get(page)
    assert "We are looking who can cover" in words(waiting)
    assert "Look again now" in words(waiting)
    assert 'data-refresh="3"' in waiting.get_data(as_text=True)
    solve(session)
    answered = celine.get(page)
    assert "Your leave can be covered: by" in words(answered)
    assert "data-refresh=" not in answered.get_data(as_text=True)


def test_an_officer_reads_no_colleagues_reason(sign_in: SignIn, session: Session) -> None:
    nobody_may_cover(session, "whati")
    celine = sign_in("celine")
    request_id = ask(celine)
    solve(session)
    own = words(celine.get(f"/leave/requests/{request_id}"))
    deciding = words(sign_in("helen").get(f"/leave/requests/{request_id}"))
    assert "No cover was found" in own
    assert "has given all cover days" in deciding
    assert "has given all cover days" not in own
    assert "Joseph Wedawini" in deciding
    assert "Joseph Wedawini" not in own


def test_other_dates_are_asked_with_one_button(sign_in: SignIn, session: Session) -> None:
    for link in session.exec(select(CoverOption.person_id).where(CoverOption.office_id == "whati").distinct()).all():
        session.add(
            LeaveRequest(
                person_id=link,
                kind="annual",
                first_day=date(2027, 3, 8),
                last_day=date(2027, 3, 12),
                hours=37.5,
                status="granted",
            )
        )
    session.commit()
    celine = sign_in("celine")
    request_id = ask(celine)
    solve(session)
    page = celine.get(f"/leave/requests/{request_id}").get_data(as_text=True)
    dates = page.split('name="dates" value="')[1].split('"')[0]
    assert "earns 1 bonus day" in page  # a week in winter, offered instead of another one
    answer = celine.post(f"/leave/requests/{request_id}/other-dates", data={"dates": dates})
    assert answer.status_code == 303
    made = latest(session)
    assert f"{made.first_day}/{made.last_day}" == dates
    assert session.get_one(LeaveRequest, request_id).status == LeaveStatus.withdrawn
    assert made.status == LeaveStatus.asked


def test_other_dates_are_not_asked_beside_leave_just_granted(
    sign_in: SignIn, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    celine = sign_in("celine")
    request_id = ask(celine)

    def granted_meanwhile(_page: object) -> tuple[date, date]:
        session.get_one(LeaveRequest, request_id).status = LeaveStatus.granted
        session.commit()
        return date(2027, 5, 3), date(2027, 5, 7)

    monkeypatch.setattr("web.leave.views._chosen", granted_meanwhile)
    answer = celine.post(f"/leave/requests/{request_id}/other-dates", follow_redirects=True)
    assert "Somebody decided this request before you" in words(answer)
    assert latest(session).id == request_id


def test_dates_that_were_not_offered_are_not_taken(sign_in: SignIn, session: Session) -> None:
    celine = sign_in("celine")
    request_id = ask(celine)
    celine.post(f"/leave/requests/{request_id}/other-dates", data={"dates": "2027-05-03/2027-05-07"})
    assert session.get_one(LeaveRequest, request_id).status == LeaveStatus.asked
    assert latest(session).id == request_id


def test_a_request_can_be_taken_back(sign_in: SignIn, session: Session) -> None:
    celine = sign_in("celine")
    request_id = ask(celine)
    answer = celine.post(f"/leave/requests/{request_id}/withdraw", follow_redirects=True)
    assert "Your request is withdrawn" in words(answer)
    assert session.get_one(LeaveRequest, request_id).status == LeaveStatus.withdrawn


def test_nobody_opens_a_colleagues_request(sign_in: SignIn, session: Session) -> None:
    request_id = ask(sign_in("celine"))
    assert sign_in("lorraine").get(f"/leave/requests/{request_id}").status_code == 403
    assert sign_in("lorraine").post(f"/leave/requests/{request_id}/withdraw").status_code == 403
    assert sign_in("patricia").get(f"/leave/requests/{request_id}").status_code == 403
