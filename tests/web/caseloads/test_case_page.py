"""Why a case has its hours, and correcting what it is told from."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from tests.fixtures.territory import MONDAY
from workload.records.cases_with_hours import with_hours
from workload.tables.audit import AuditEntry
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.vocabulary import CoverMode, Driver, LeaveKind, LeaveStatus, Stream, Tier

SignIn = Callable[[str], FlaskClient]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


def id_of(session: Session, given_name: str) -> int:
    return session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0


def all_no(**others: str) -> dict[str, str]:
    return {driver.value: "no" for driver in Driver} | others


@pytest.fixture
def case(session: Session) -> Case:
    """A simple case of Céline's with every answer known."""
    celine = id_of(session, "Céline")
    found = session.exec(
        select(Case)
        .where(Case.officer_id == celine, Case.tier == Tier.simple, Case.stream == Stream.regular)
        .where(col(Case.provisional).is_(False))
    ).first()
    assert found is not None
    return found


def test_hours_are_shown_with_what_they_are_made_of(session: Session, sign_in: SignIn, case: Case) -> None:
    line = with_hours(session, [case], MONDAY)[0]
    page = words(sign_in("celine").get(f"/cases/{case.reference}").text)
    assert f"Takes {line.hours.hours:.2f} h a month" in page
    assert "Simple: none of the rules for more time applies" in page
    report = next(row for row in line.hours.lines if row.activity.value == "monthly_report")
    assert f"{report.minutes / line.multiplier:.0f} × {line.multiplier:.2f} {report.hours:.2f} h" in page
    assert "our estimate . Illustrative estimate, replace by logged time" in page
    assert "USDA" in page, "a row from a source names it"


def test_yes_to_a_crisis_makes_the_case_complex_at_once(session: Session, sign_in: SignIn, case: Case) -> None:
    celine = sign_in("celine")
    before = with_hours(session, [case], MONDAY)[0].hours.hours
    form = all_no(crisis="yes", why="The house burned down")
    answer = celine.post(f"/cases/{case.reference}/answers", data=form)
    assert answer.status_code == 303
    page = words(celine.get(answer.location).text)
    session.refresh(case)
    assert case.tier is Tier.complex
    after = with_hours(session, [case], MONDAY)[0].hours.hours
    assert after > 3 * before
    assert f"The case takes {after:.2f} h a month now; it was {before:.2f} h" in page
    assert "Counted as complex. The client is in a crisis" in page
    entry = session.exec(select(AuditEntry).where(AuditEntry.action == "set_drivers")).one()
    assert (entry.person_id, entry.subject_id, entry.why) == (
        id_of(session, "Céline"), str(case.id), "The house burned down",
    )  # fmt: skip
    assert entry.before["tier"] == "simple"
    assert entry.after["tier"] == "complex"


def test_missing_answer_makes_the_tier_provisional(session: Session, sign_in: SignIn, case: Case) -> None:
    celine = sign_in("celine")
    celine.post(f"/cases/{case.reference}/answers", data=all_no(complex_needs="unknown"))
    page = words(celine.get(f"/cases/{case.reference}").text)
    assert "Counted as standard for now: the answer is missing for complex needs" in page
    assert "provisional" in page


def test_faulty_form_keeps_every_answer(session: Session, sign_in: SignIn, case: Case) -> None:
    drivers = dict(case.drivers)
    form = all_no(crisis="yes", why="x" * 301)
    del form["literacy"]
    answer = sign_in("celine").post(f"/cases/{case.reference}/answers", data=form)
    assert answer.status_code == 422
    page = answer.text
    assert "Choose yes, no or not known for: help with reading and forms" in page
    assert "Write at most 300 characters about why" in page
    assert "x" * 301 in page
    assert re.search(r'name="crisis" type="radio" value="yes" checked', page)
    session.refresh(case)
    assert case.drivers == drivers


def test_colleagues_do_not_see_each_others_cases(sign_in: SignIn, case: Case) -> None:
    judith = sign_in("judith")
    assert judith.get(f"/cases/{case.reference}").status_code == 403
    assert judith.post(f"/cases/{case.reference}/answers", data=all_no()).status_code == 403
    assert sign_in("helen").get(f"/cases/{case.reference}").status_code == 200
    assert sign_in("patricia").get(f"/cases/{case.reference}").status_code == 403
    assert sign_in("daniel").get(f"/cases/{case.reference}").status_code == 403


def test_unknown_case_is_not_found(sign_in: SignIn) -> None:
    assert sign_in("celine").get("/cases/IA-99999").status_code == 404


def test_who_covers_today_sees_the_cases(session: Session, sign_in: SignIn, case: Case) -> None:
    joseph = sign_in("joseph")
    assert joseph.get(f"/cases/{case.reference}").status_code == 403
    leave = LeaveRequest(
        person_id=case.officer_id or 0, kind=LeaveKind.annual, first_day=MONDAY, last_day=MONDAY, hours=7.5,
        status=LeaveStatus.granted,
    )  # fmt: skip
    session.add(leave)
    session.flush()
    session.add(
        ReliefCover(
            request_id=leave.id or 0, person_id=id_of(session, "Joseph"), office_id="whati", day=MONDAY,
            mode=CoverMode.site, hours=3.0,
        )
    )  # fmt: skip
    session.commit()
    page = words(joseph.get("/my/cases").text)
    assert "Today you answer for Céline Rabescà" in page
    assert case.reference in page
    assert joseph.get(f"/cases/{case.reference}").status_code == 200
    assert "Joseph Wedawini answers today" in words(sign_in("celine").get("/my/cases").text)
    session.add(ConflictOfInterest(case_id=case.id or 0, person_id=id_of(session, "Joseph"), declared_on=MONDAY))
    session.commit()
    assert case.reference not in joseph.get("/my/cases").text, "a conflict declared after the grant holds as well"
    assert joseph.get(f"/cases/{case.reference}").status_code == 403


def test_own_cases_can_be_narrowed_by_links(session: Session, sign_in: SignIn, case: Case) -> None:
    celine = sign_in("celine")
    everything, complex_only = celine.get("/my/cases").text, celine.get("/my/cases?tier=complex").text
    assert case.reference in everything
    assert case.reference not in complex_only
    held = session.exec(select(Case).where(Case.officer_id == case.officer_id, Case.tier == Tier.complex)).all()
    assert all(one.reference in complex_only for one in held)


def test_the_second_of_two_editors_sees_both_answers(session: Session, sign_in: SignIn, case: Case) -> None:
    address = f"/cases/{case.reference}/answers"
    celine, helen = sign_in("celine"), sign_in("helen")
    seen = {}
    for client in (celine, helen):
        found = re.search(r'name="seen" value="([ynu]+)"', client.get(address).text)
        assert found is not None
        seen[client] = found.group(1)
    assert celine.post(address, data=all_no(crisis="yes", seen=seen[celine])).status_code == 303
    second = all_no(literacy="yes", why="Heard on the phone", seen=seen[helen])
    answer = helen.post(address, data=second)
    assert answer.status_code == 409
    assert "Meanwhile somebody answered «Yes»" in words(answer.text)
    assert 'value="Heard on the phone"' in answer.text
    session.refresh(case)
    assert (case.drivers["crisis"], case.drivers["literacy"]) == (True, False)
    again = re.search(r'name="seen" value="([ynu]+)"', answer.text)
    assert again is not None
    assert again.group(1) != seen[helen]
    assert helen.post(address, data=second | {"seen": again.group(1)}).status_code == 303
    session.refresh(case)
    assert (case.drivers["crisis"], case.drivers["literacy"]) == (False, True)
