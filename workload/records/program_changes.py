"""The calendar of program changes: what is planned, and what is entered or withdrawn."""

from datetime import date

from sqlmodel import Session, col, select

from workload.estimates.program_change import PlannedChange
from workload.records.audit import note_action
from workload.tables.scenarios import ProgramChange


def program_changes(session: Session, today: date) -> list[ProgramChange]:
    """Changes that are ahead or still slow the work, by their first day."""
    query = (
        select(ProgramChange)
        .where(col(ProgramChange.withdrawn_on).is_(None))
        .order_by(col(ProgramChange.go_live), col(ProgramChange.id))
    )
    return [row for row in session.exec(query) if as_planned(row).active_until >= today or row.go_live >= today]


def as_planned(row: ProgramChange) -> PlannedChange:
    """The row as the estimates take it."""
    return PlannedChange(
        name=row.name,
        go_live=row.go_live,
        training_from=row.training_from,
        training_hours=row.training_hours,
        friction=row.friction,
        friction_weeks=row.friction_weeks,
        region=row.region_id,
        major=row.major,
    )


def enter_change(session: Session, change: PlannedChange, *, why: str, by: int) -> ProgramChange:
    """Keep a change with its dates. `why` is given when it is kept against a warning."""
    row = ProgramChange(
        name=change.name,
        region_id=change.region,
        go_live=change.go_live,
        training_from=change.training_from,
        training_hours=change.training_hours,
        friction=change.friction,
        friction_weeks=change.friction_weeks,
        major=change.major,
        why=why,
        entered_by=by,
    )
    session.add(row)
    session.flush()
    note_action(
        session, person_id=by, action="enter_change", subject="program_change", subject_id=row.id, why=why,
        after=row.model_dump(mode="json", exclude={"entered_at"}),
    )  # fmt: skip
    return row


def withdraw_change(session: Session, row: ProgramChange, *, by: int, today: date) -> None:
    """Take a change off the calendar; the trail keeps it."""
    row.withdrawn_on = today
    session.add(row)
    note_action(session, person_id=by, action="withdraw_change", subject="program_change", subject_id=row.id)
