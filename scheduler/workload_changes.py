"""Changes to the workload model: proposed with a reason, their effect on every office shown, approved by a second
person, in force from a day. Everything is written in the caller's transaction; the edge commits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, select

from workload.estimates.availability import AVAILABILITY
from workload.estimates.eight_heads import MONTHS
from workload.estimates.load import Load, load
from workload.estimates.officer_capacity import CapacityRules, hours_for_cases, rules_from
from workload.estimates.staffing_need import office_posts
from workload.estimates.uncertainty import TierCounts, need_range
from workload.facts import ActivityTime
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.audit import note_action
from workload.records.places import offices
from workload.records.staffing import case_tiers_by_office, filled_posts
from workload.tables.base import now
from workload.tables.places import Office
from workload.tables.workload_model import ActivityStandard, OfficeFactor, WorkloadProposal
from workload.vocabulary import ProposalStatus, Tier


class Decided(StrEnum):
    """What came of a decision on a proposal."""

    done = "done"
    own_proposal = "own_proposal"  # a second person approves
    decided_already = "decided_already"


@dataclass(frozen=True)
class OfficeEffect:
    """An office on today's cases without and with the change: case hours a month against the hours its people have,
    and posts needed."""

    office: Office
    before: Load
    after: Load
    posts_before: float
    posts_after: float


def propose(session: Session, proposal: WorkloadProposal) -> WorkloadProposal:
    """Keep a proposal, to be approved by somebody else."""
    session.add(proposal)
    session.flush()
    note_action(
        session, person_id=proposal.proposed_by, action="propose_hours", subject="workload_proposal",
        subject_id=proposal.id, after=_plain(proposal), why=proposal.why,
    )  # fmt: skip
    return proposal


def effect_of(session: Session, proposal: WorkloadProposal, today: date) -> list[OfficeEffect]:
    """What every office would have to do before and after, on the first day of the change."""
    on = max(proposal.valid_from, today)
    times, factors = activity_times(session, on), office_multipliers(session, on)
    new_times, new_factors = times, dict(factors)
    if proposal.activity is not None:
        new_times = _with_rows(times, proposal)
    else:
        replaced = session.get(OfficeFactor, proposal.factor_id) if proposal.factor_id else None
        for one in _offices_of(session, proposal):
            new_factors[one] = new_factors.get(one, 1.0) * (proposal.multiplier or 1.0)
            new_factors[one] /= replaced.multiplier if replaced is not None else 1.0
    cases, (filled, _vacant) = case_tiers_by_office(session), filled_posts(session, today)

    rules, new_rules = rules_from(times), rules_from(new_times)

    def effect_on(office: Office) -> OfficeEffect:
        counts, people = cases[office.id], filled.get(office.id, [])
        factor, new_factor = factors.get(office.id, 1.0), new_factors.get(office.id, 1.0)
        return OfficeEffect(
            office,
            _load(counts, people, times, factor, rules),
            _load(counts, people, new_times, new_factor, new_rules),
            office_posts(counts, times, factor, rules),
            office_posts(counts, new_times, new_factor, new_rules),
        )

    return [effect_on(one) for one in offices(session)]


def decide(session: Session, proposal_id: int, *, by: int, approve: bool, answer: str, today: date) -> Decided:
    """Approve a proposal, which puts its rows in force, or decline it. Nobody approves an own proposal; whoever made it
    may withdraw it instead, which is what declining it means then."""
    proposal = session.get_one(WorkloadProposal, proposal_id)
    own = proposal.proposed_by == by
    if approve and own:
        return Decided.own_proposal
    status = ProposalStatus.approved if approve else ProposalStatus.withdrawn if own else ProposalStatus.declined
    claim = (
        update(WorkloadProposal)
        .where(col(WorkloadProposal.id) == proposal_id, col(WorkloadProposal.status) == ProposalStatus.waiting)
        .values(status=status, decided_by=by, decided_at=now(), answer=answer)
    )
    if cast(CursorResult[Any], session.execute(claim)).rowcount != 1:
        return Decided.decided_already
    session.expire_all()
    if approve:
        _put_in_force(session, proposal, max(proposal.valid_from, today))
    note_action(
        session, person_id=by, action=f"{status.value}_hours", subject="workload_proposal", subject_id=proposal_id,
        after=_plain(proposal), why=answer,
    )  # fmt: skip
    return Decided.done


def _put_in_force(session: Session, proposal: WorkloadProposal, on: date) -> None:
    """New rows beside the old ones, which keep their days; a row of the same day is replaced."""
    if proposal.activity is None:
        replaced = session.get(OfficeFactor, proposal.factor_id) if proposal.factor_id else None
        if replaced is not None:
            replaced.valid_until = on - timedelta(days=1)
            session.add(replaced)
            if proposal.multiplier == 1:
                return
        for office_id in _offices_of(session, proposal):
            session.add(
                OfficeFactor(
                    office_id=office_id,
                    reason=proposal.reason,
                    multiplier=proposal.multiplier or 1.0,
                    source=proposal.source,
                    valid_from=on,
                    valid_until=proposal.valid_until,
                )
            )
        return
    for row in proposal.rows:
        tier = Tier(row["tier"]) if row["tier"] else None
        same_day = select(ActivityStandard).where(
            ActivityStandard.activity == proposal.activity,
            col(ActivityStandard.tier) == tier if tier else col(ActivityStandard.tier).is_(None),
            ActivityStandard.valid_from == on,
        )
        standard = session.exec(same_day).first() or ActivityStandard(
            activity=proposal.activity, tier=tier, frequency=0, minutes=0, source="", evidence=proposal.evidence,
            valid_from=on,
        )  # fmt: skip
        standard.frequency, standard.minutes = row["frequency"], row["minutes"]
        standard.source, standard.evidence = proposal.source, proposal.evidence
        session.add(standard)


def _offices_of(session: Session, proposal: WorkloadProposal) -> list[str]:
    """The office of a factor, or all of them."""
    return [proposal.office_id] if proposal.office_id else [one.id for one in offices(session)]


def _with_rows(times: tuple[ActivityTime, ...], proposal: WorkloadProposal) -> tuple[ActivityTime, ...]:
    changed = {row["tier"]: row for row in proposal.rows}

    def after(time: ActivityTime) -> ActivityTime:
        row = changed.get(time.tier.value if time.tier else None)
        if time.activity is not proposal.activity or row is None:
            return time
        return replace(time, frequency=row["frequency"], minutes=row["minutes"])

    return tuple(after(time) for time in times)


def _load(
    counts: TierCounts, people: Sequence[float], times: tuple[ActivityTime, ...], factor: float, rules: CapacityRules
) -> Load:
    """Case hours a month of an office against those that its filled posts (full-time equivalents) have on the average
    of the year."""
    needed, a_month = need_range(counts, times, factor), AVAILABILITY.available_hours / MONTHS
    there = sum(hours_for_cases(fte * a_month, rules.fixed_hours, rules.variable_share) for fte in people)
    return load(needed.middle, there, needed.low, needed.high)


def _plain(proposal: WorkloadProposal) -> dict[str, Any]:
    return proposal.model_dump(mode="json", exclude={"proposed_at", "decided_at", "why", "answer"})
