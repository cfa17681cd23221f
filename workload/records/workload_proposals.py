"""Proposals to the workload model, those that wait first."""

from sqlmodel import Session, col, select

from workload.tables.workload_model import WorkloadProposal
from workload.vocabulary import ProposalStatus

DECIDED_SHOWN = 20


def waiting_proposals(session: Session) -> list[WorkloadProposal]:
    query = (
        select(WorkloadProposal)
        .where(WorkloadProposal.status == ProposalStatus.waiting)
        .order_by(col(WorkloadProposal.id))
    )
    return list(session.exec(query))


def decided_proposals(session: Session) -> list[WorkloadProposal]:
    """The last ones decided, the newest first."""
    query = (
        select(WorkloadProposal)
        .where(WorkloadProposal.status != ProposalStatus.waiting)
        .order_by(col(WorkloadProposal.decided_at).desc(), col(WorkloadProposal.id).desc())
        .limit(DECIDED_SHOWN)
    )
    return list(session.exec(query))
