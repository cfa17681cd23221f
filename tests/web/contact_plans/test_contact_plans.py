"""Limits on one person's contact: never the end of it, told first, reviewed by a day, by others when objected to."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from scheduler.contact_plans import MOST_DAYS, ContactPlanFault, make_contact_plan, review_contact_plan
from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.contact_plans import contact_plans, holds
from workload.records.retention import keep_to_rules
from workload.settings import Settings
from workload.tables.accounts import Account
from workload.tables.audit import AuditEntry
from workload.tables.contact_plans import ContactPlan
from workload.tables.wellbeing import Incident
from workload.vocabulary import Backing, ContactWay, IncidentKind, OpenWay

SignIn = Callable[[str], FlaskClient]
FACTS = "Threw a chair on Monday."
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"ways": []}, "Contact never ends."),
    ({"stays_open": ""}, "Choose what always stays open"),
    ({"review_by": "2027-02-15"}, "at most 90 days away"),
    ({"known_as": "John Smith"}, "such as IA-10052. No name."),
    ({"contact": ""}, "Choose who answers the person's calls."),
    ({"incident": "0"}, "Choose the incident"),
]


def someone(session: Session, username: str) -> int:
    return session.exec(select(Account).where(Account.username == username)).one().person_id


@pytest.fixture
def incident(session: Session) -> Incident:
    """Céline, of Helen's region, was threatened."""
    row = Incident(person_id=someone(session, "celine"), day=MONDAY, kind=IncidentKind.threat, support_by=MONDAY)
    session.add(row)
    session.commit()
    return row


def form(met: Incident, session: Session, **changed: Any) -> dict[str, Any]:
    return {
        "incident": str(met.id),
        "known_as": "p-7",
        "facts": FACTS,
        "ways": ["phone_one", "in_writing"],
        "contact": str(someone(session, "helen")),
        "stays_open": "letter_box",
        "review_by": "2026-12-16",
        **changed,
    }


@pytest.fixture
def plan(session: Session, sign_in: SignIn, incident: Incident) -> ContactPlan:
    """Made by Helen, of whom nobody was told yet."""
    assert sign_in("helen").post("/contact-plans/new", data=form(incident, session)).status_code == 303
    session.expire_all()
    return session.exec(select(ContactPlan).where(ContactPlan.known_as == "P-7")).one()


def test_limits_hold_only_once_the_person_was_told(session: Session, sign_in: SignIn, plan: ContactPlan) -> None:
    helen = sign_in("helen")
    assert plan.known_as == "P-7"
    assert not holds(plan, MONDAY)
    assert "Tell the person of the limits on contact, P-7" in words(helen.get("/my-region"))
    assert "P-7" not in words(sign_in("celine").get("/contact-plans/"))
    told = words(helen.post(f"/contact-plans/{plan.id}/told", follow_redirects=True))
    assert "The limits hold until Wed 16 Dec 2026." in told
    assert "You can object at any time" in told
    assert "Tell the person of the limits" not in words(helen.get("/my-region"))
    session.refresh(plan)
    assert holds(plan, plan.review_by)
    assert not holds(plan, plan.review_by + timedelta(days=1))
    trail = session.exec(select(AuditEntry.action).where(AuditEntry.subject == "contact_plan")).all()
    assert trail == ["contact_plan.make", "contact_plan.tell"]


def test_officers_read_how_and_never_why(session: Session, sign_in: SignIn, plan: ContactPlan) -> None:
    sign_in("helen").post(f"/contact-plans/{plan.id}/told")
    page = words(sign_in("celine").get("/contact-plans/"))
    assert re.search(r"P-7.*one named contact: Helen .*Always open: a letter", page)
    assert FACTS not in page
    assert sign_in("celine").get(f"/contact-plans/{plan.id}").status_code == 403
    assert "P-7" not in words(sign_in("amira").get("/contact-plans/"))
    plan.contact_id = someone(session, "amira")
    session.add(plan)
    session.commit()
    assert "named contact: Amira" in words(sign_in("amira").get("/contact-plans/"))
    assert sign_in("daniel").get("/contact-plans/").status_code == 403
    assert FACTS in words(sign_in("ruth").get(f"/contact-plans/{plan.id}"))


def test_a_plan_that_shuts_somebody_out_is_refused(session: Session, sign_in: SignIn, incident: Incident) -> None:
    helen = sign_in("helen")
    for changed, told in WRONG:
        answer = helen.post("/contact-plans/new", data=form(incident, session, **changed))
        assert answer.status_code == 422
        assert told in words(answer)
        assert FACTS in answer.text
    assert "P-7" not in {line.plan.known_as for line in contact_plans(session)}


def test_who_met_the_abuse_neither_decides_nor_answers(session: Session, incident: Incident) -> None:
    met, helen = incident.person_id, someone(session, "helen")
    asked: dict[str, Any] = {
        "known_as": "P-7", "facts": FACTS, "ways": [ContactWay.phone_one], "stays_open": OpenWay.any_phone,
        "review_by": MONDAY + timedelta(days=MOST_DAYS), "today": MONDAY,
    }  # fmt: skip
    assert make_contact_plan(session, incident, contact_id=helen, by=met, **asked) is ContactPlanFault.own_incident
    assert make_contact_plan(session, incident, contact_id=met, by=helen, **asked) is ContactPlanFault.not_this_contact
    made = make_contact_plan(session, incident, contact_id=helen, by=helen, **asked)
    assert isinstance(made, ContactPlan)
    assert review_contact_plan(session, made, reason="", until=None, by=met, today=MONDAY) is not None
    assert make_contact_plan(session, incident, contact_id=helen, by=helen, **asked) is ContactPlanFault.runs_already


def test_an_objection_is_looked_at_by_somebody_else(session: Session, sign_in: SignIn, plan: ContactPlan) -> None:
    helen, ruth, address = sign_in("helen"), sign_in("ruth"), f"/contact-plans/{plan.id}"
    helen.post(f"{address}/told")
    helen.post(f"{address}/objection")
    session.refresh(plan)
    assert plan.review_by.isoformat() == "2026-11-30"
    ends = {"outcome": "end", "reason": "Calm since."}
    refused = helen.post(address, data=ends)
    assert refused.status_code == 422
    assert "Somebody who did not decide it reviews it." in words(refused)
    assert "Review the limits on contact, P-7" not in words(helen.get("/my-region"))
    assert "Review the limits on contact, P-7" in words(ruth.get("/my-region"))
    assert ruth.post(address, data=ends).status_code == 303
    session.refresh(plan)
    assert (plan.ended_on, plan.reviewed_by) == (MONDAY, someone(session, "ruth"))
    assert not holds(plan, MONDAY)


def test_limits_that_go_on_are_told_anew(session: Session, sign_in: SignIn, plan: ContactPlan) -> None:
    helen, address = sign_in("helen"), f"/contact-plans/{plan.id}"
    helen.post(f"{address}/told")
    seen = re.search(r'name="seen" value="([^"]+)"', helen.get(address).text)
    assert seen is not None
    goes_on = {"outcome": "renew", "reason": "Shouted again.", "seen": seen[1]}
    assert helen.post(address, data=goes_on).status_code == 422
    assert helen.post(address, data=goes_on | {"review_by": "2027-01-29"}).status_code == 303
    session.refresh(plan)
    assert (plan.told_on, plan.review_by.isoformat()) == (None, "2027-01-29")
    late = sign_in("ruth").post(address, data=goes_on | {"outcome": "end", "reason": "Enough."})
    assert late.status_code == 409
    assert "Enough." in late.text
    session.refresh(plan)
    assert plan.ended_on is None


def test_headquarters_stands_behind_limits_by_name(session: Session, sign_in: SignIn, plan: ContactPlan) -> None:
    helen, daniel, address = sign_in("helen"), sign_in("daniel"), f"/contact-plans/{plan.id}"
    assert daniel.get(f"{address}/backing").status_code == 404  # nobody asked
    helen.post(f"{address}/told")
    helen.post(f"{address}/ask-headquarters")
    assert "Stand behind limits on contact? P-7" in words(daniel.get("/territory"))
    shown = words(daniel.get(f"{address}/backing"))
    assert FACTS in shown
    assert "Céline" not in shown  # whom the abuse met
    assert "stands behind" not in words(sign_in("celine").get("/contact-plans/"))
    daniel.post(f"{address}/backing", data={"word": "stands_behind"})
    assert "Headquarters stands behind these limits." in words(sign_in("celine").get("/contact-plans/"))
    assert "headquarters stands behind these limits: Daniel" in words(helen.get(address)).replace("Headq", "headq")
    assert "Headquarters stands behind the limits" in words(helen.get("/messages/"))
    assert "Stand behind limits" not in words(daniel.get("/territory"))


def test_a_no_of_headquarters_brings_the_review_forward(session: Session, sign_in: SignIn, plan: ContactPlan) -> None:
    helen, daniel, address = sign_in("helen"), sign_in("daniel"), f"/contact-plans/{plan.id}"
    helen.post(f"{address}/ask-headquarters")
    refused = daniel.post(f"{address}/backing", data={"word": "does_not"})
    assert refused.status_code == 422
    assert "Write why not" in words(refused)
    daniel.post(f"{address}/backing", data={"word": "does_not", "reason": "Two staff suffice."})
    session.refresh(plan)
    assert plan.review_by.isoformat() == "2026-11-30"
    assert "Two staff suffice." in words(helen.get(address))
    assert daniel.post(f"{address}/backing", data={"word": "stands_behind"}).status_code == 303
    session.refresh(plan)
    assert plan.backing is Backing.does_not  # said once; a renewed plan asks anew


def test_an_old_limit_follows_nobody(session: Session, plan: ContactPlan, settings: Settings) -> None:
    keep_to_rules(session, settings, MONDAY + timedelta(days=800))
    assert plan in [line.plan for line in contact_plans(session)]  # it runs: it is owed a review, not silence
    plan.ended_on = MONDAY
    session.add(plan)
    keep_to_rules(session, settings, MONDAY + timedelta(days=800))
    assert contact_plans(session, ended=True) == []
