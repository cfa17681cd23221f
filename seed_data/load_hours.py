"""What people say of hours and plan with them: disputes, a proposal that waits, two scenarios. All is invented."""

from datetime import date, timedelta

from sqlmodel import Session

from scheduler.staffing_scenarios import save_scenario
from scheduler.workload_changes import propose
from seed_data.shift import Shift
from workload.estimates.scenario_changes import Posts, ReliefPool
from workload.records.cases_with_hours import with_hours
from workload.tables.cases import Case
from workload.tables.hours_disputes import HoursDispute
from workload.tables.workload_model import WorkloadProposal
from workload.vocabulary import Activity, Evidence

OWED = timedelta(days=14)  # ten business days


def add_hours(session: Session, people: dict[str, int], cases: dict[str, int], shift: Shift) -> None:
    """The Sahtu has a dispute that waits and one that is answered; the Director has proposed a change."""
    _dispute(
        session, people["judith"], cases["IA-10322"], shift.day("2026-11-12"),
        "Every letter is read out and written with him; that is an hour a visit.",
    )  # fmt: skip
    _dispute(
        session, people["gordon"], cases["IA-10134"], shift.day("2026-10-19"),
        "Two answers are missing since he moved here. It feels like more than a standard case.",
        answered_on=shift.day("2026-10-23"), by=people["patricia"],
        answer="You are right that it is open. Ask him both questions at the next visit; the tier follows at once.",
    )  # fmt: skip
    propose(
        session,
        WorkloadProposal(
            activity=Activity.contact,
            rows=[{"tier": "complex", "frequency": 3.5, "minutes": 18.0}],
            evidence=Evidence.estimate,
            source="Estimate of six officers at the June meeting, to be replaced by logged time",
            valid_from=(shift.today.replace(day=1) + timedelta(days=62)).replace(day=1),
            why="Calls and visits with an interpreter take longer than the table says.",
            proposed_by=people["caroline"],
        ),
    )
    for name, change in (
        ("One more post in Behchokǫ̀", Posts("behchoko", 1.0)),
        ("Two more relievers", ReliefPool(2.0)),
    ):
        save_scenario(session, name=name, changes=[change], by=people["caroline"])


def _dispute(
    session: Session,
    person_id: int,
    case_id: int,
    said_on: date,
    reason: str,
    *,
    answered_on: date | None = None,
    by: int | None = None,
    answer: str = "",
) -> None:
    line = with_hours(session, [session.get_one(Case, case_id)], said_on)[0]
    session.add(
        HoursDispute(
            case_id=case_id,
            person_id=person_id,
            said_on=said_on,
            due_on=said_on + OWED,
            hours=line.hours.hours,
            tier=line.case.tier,
            reason=reason,
            answered_on=answered_on,
            answered_by=by,
            answer=answer,
        )
    )
