"""Agreed moves are discussed before they take effect: an officer concerned objects, the manager answers."""

from datetime import date

from sqlmodel import Session, col, select

from scheduler.caseload_moves import MoveResult, Refusal, found_move, undo_move
from scheduler.caseload_told import tell_kept, tell_objection
from workload.records.audit import note_action
from workload.tables.base import now
from workload.tables.caseloads import MoveObjection
from workload.tables.cases import Case
from workload.tables.plans import PlannedMove
from workload.vocabulary import MoveState


def object_to_move(session: Session, move: PlannedMove, *, person_id: int, note: str, today: date) -> bool:
    """Keep what one of the two officers says against the move; False when the days of discussion have passed.

    Said twice before an answer, the later words stand.
    """
    if move.state is not MoveState.accepted or move.discuss_until is None or move.discuss_until < today:
        return False
    row = session.exec(
        select(MoveObjection).where(
            MoveObjection.move_id == move.id, MoveObjection.person_id == person_id, col(MoveObjection.kept).is_(None)
        )
    ).first() or MoveObjection(move_id=move.id or 0, person_id=person_id, note="")
    row.note, row.made_at = note, now()
    session.add(row)
    note_action(
        session, person_id=person_id, action="object_to_move", subject="case", subject_id=move.case_id, why=note
    )
    tell_objection(session, move, session.get_one(Case, move.case_id), by=person_id, today=today)
    return True


def answer_objection(session: Session, objection: MoveObjection, *, keep: bool, words: str, by: int) -> MoveResult:
    """Keep the move all the same, or take it back; an objection is answered once."""
    move, case, _plan = found_move(session, objection.move_id)
    if objection.kept is not None:
        return MoveResult(move.id, case.reference, Refusal.answered_before, objection.answered_by)
    if not keep:
        result = undo_move(session, objection.move_id, by=by, why=objection.note)
        if result.refusal is not None:
            return result
    else:
        assert move.effective_on is not None, "a move that is taken back has no open objection"
        tell_kept(session, case, move.effective_on, objection.person_id, by=by)
    objection.kept, objection.answer, objection.answered_by, objection.answered_at = keep, words, by, now()
    session.add(objection)
    note_action(
        session, person_id=by, action="answer_objection", subject="case", subject_id=move.case_id,
        after={"kept": keep}, why=words,
    )  # fmt: skip
    return MoveResult(move.id, case.reference)
