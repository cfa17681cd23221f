"""A change to the workload model: its effect beforehand, a second person, and the day from which it holds."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from scheduler.workload_changes import Decided, decide, effect_of, propose
from tests.fixtures.territory import MONDAY
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.audit import actions_on
from workload.records.staffing import case_tiers_by_office
from workload.tables.people import Person
from workload.tables.workload_model import OfficeFactor, WorkloadProposal
from workload.vocabulary import Activity, Evidence, ProposalStatus, Tier

FROM = date(2027, 1, 4)


def hq(session: Session, given_name: str) -> int:
    return session.exec(select(Person).where(Person.given_name == given_name)).one().id


def longer_reports(session: Session) -> WorkloadProposal:
    """Complex monthly reports take an hour instead of 45 minutes."""
    return propose(
        session,
        WorkloadProposal(
            activity=Activity.monthly_report,
            rows=[{"tier": "complex", "frequency": 1.0, "minutes": 60.0}],
            evidence=Evidence.secondary,
            source="Time study, autumn 2026",
            valid_from=FROM,
            why="The study timed two hundred reports",
            proposed_by=hq(session, "Daniel"),
        ),
    )


def minutes(session: Session, on: date, tier: Tier) -> float:
    return next(
        row.minutes
        for row in activity_times(session, on)
        if (row.activity, row.tier) == (Activity.monthly_report, tier)
    )


def test_before_and_after_differ_by_the_hours_themselves(session: Session) -> None:
    proposal = longer_reports(session)
    cases = {line.office.id: line for line in effect_of(session, proposal, MONDAY)}
    factors = office_multipliers(session, MONDAY)

    complex_cases = case_tiers_by_office(session)["behchoko"][Tier.complex]
    more = cases["behchoko"].after.needed - cases["behchoko"].before.needed
    assert complex_cases > 10
    assert more == pytest.approx(complex_cases * 15 / 60 * factors["behchoko"])
    assert cases["behchoko"].posts_after > cases["behchoko"].posts_before
    assert minutes(session, FROM, Tier.complex) == 45, "showing the effect must change nothing"


def test_nobody_approves_an_own_proposal(session: Session) -> None:
    proposal = longer_reports(session)
    said = decide(session, proposal.id, by=hq(session, "Daniel"), approve=True, answer="", today=MONDAY)
    assert said is Decided.own_proposal
    assert proposal.status is ProposalStatus.waiting
    assert minutes(session, FROM, Tier.complex) == 45


def test_an_approved_row_holds_from_its_day(session: Session) -> None:
    proposal = longer_reports(session)
    caroline = hq(session, "Caroline")
    assert decide(session, proposal.id, by=caroline, approve=True, answer="Seen", today=MONDAY) is Decided.done
    session.flush()
    assert minutes(session, FROM - timedelta(days=1), Tier.complex) == 45
    assert minutes(session, FROM, Tier.complex) == 60
    assert minutes(session, FROM, Tier.simple) == 20
    trail = [one.action for one in actions_on(session, "workload_proposal", proposal.id)]
    assert trail == ["approved_hours", "propose_hours"]
    again = decide(session, proposal.id, by=caroline, approve=False, answer="", today=MONDAY)
    assert again is Decided.decided_already


def test_a_day_that_has_passed_becomes_the_day_of_approval(session: Session) -> None:
    proposal = longer_reports(session)
    later = FROM + timedelta(days=10)
    decide(session, proposal.id, by=hq(session, "Caroline"), approve=True, answer="", today=later)
    assert minutes(session, later - timedelta(days=1), Tier.complex) == 45
    assert minutes(session, later, Tier.complex) == 60


def test_whoever_proposed_may_withdraw(session: Session) -> None:
    proposal = longer_reports(session)
    decide(session, proposal.id, by=hq(session, "Daniel"), approve=False, answer="Wrong day", today=MONDAY)
    assert proposal.status is ProposalStatus.withdrawn


def test_a_factor_takes_the_place_of_another(session: Session) -> None:
    old = session.exec(select(OfficeFactor).where(OfficeFactor.office_id == "behchoko")).first()
    before = office_multipliers(session, FROM)["behchoko"]
    proposal = propose(
        session,
        WorkloadProposal(
            office_id="behchoko", factor_id=old.id, reason=old.reason, multiplier=1.2, source="Travel log",
            valid_from=FROM, why="More road days", proposed_by=hq(session, "Daniel"),
        ),
    )  # fmt: skip
    expected = before / old.multiplier * 1.2
    effect = next(line for line in effect_of(session, proposal, MONDAY) if line.office.id == "behchoko")
    assert effect.after.needed / effect.before.needed == pytest.approx(expected / before)
    decide(session, proposal.id, by=hq(session, "Caroline"), approve=True, answer="", today=MONDAY)
    session.flush()
    assert office_multipliers(session, FROM)["behchoko"] == pytest.approx(expected)
    assert office_multipliers(session, FROM - timedelta(days=1))["behchoko"] == pytest.approx(before)


def test_a_factor_for_every_office_ends_by_itself(session: Session) -> None:
    last = FROM + timedelta(days=60)
    proposal = propose(
        session,
        WorkloadProposal(
            reason="New case system", multiplier=1.1, source="Our judgement", valid_from=FROM, valid_until=last,
            why="The first weeks are slow", proposed_by=hq(session, "Daniel"),
        ),
    )  # fmt: skip
    decide(session, proposal.id, by=hq(session, "Caroline"), approve=True, answer="", today=MONDAY)
    session.flush()
    without = office_multipliers(session, FROM - timedelta(days=1))
    during, afterwards = office_multipliers(session, FROM), office_multipliers(session, last + timedelta(days=1))
    assert len(during) == 20
    assert all(during[one] == pytest.approx(without.get(one, 1.0) * 1.1) for one in during)
    assert afterwards == without
