"""Why a decision about a case was not carried out, and what to do."""

from collections.abc import Mapping, Sequence

from flask import flash
from flask_babel import gettext as _
from flask_babel import ngettext

from scheduler.caseload_moves import MoveResult, Refusal

MOST_NAMED = 4


def say_refused(refused: Sequence[MoveResult], names: Mapping[int, str]) -> None:
    """Name what was not done; the first few, when there are many."""
    for result in refused[:MOST_NAMED]:
        flash(refusal_sentence(result, names), "problem")
    if len(refused) > MOST_NAMED:
        left = len(refused) - MOST_NAMED
        flash(
            ngettext("And %(num)s more case was left as it is.", "And %(num)s more cases were left as they are.", left),
            "problem",
        )


def refusal_sentence(result: MoveResult, names: Mapping[int, str]) -> str:
    """Why a decision about a move was not carried out, and what to do."""
    case, who = result.case_reference, names.get(result.by or 0, _("nobody"))
    sentences = {
        Refusal.plan_replaced: _("A newer plan has replaced the one you looked at. This page shows the newest."),
        Refusal.accepted_before: _("%(who)s has already accepted the move of case %(case)s.", who=who, case=case),
        Refusal.answered_before: _(
            "%(who)s has already answered the objection about case %(case)s.", who=who, case=case
        ),
        Refusal.pinned_before: _("%(who)s has pinned case %(case)s where it is.", who=who, case=case),
        Refusal.case_moved: _(
            "Case %(case)s has changed officer since this plan was made and is with %(who)s now. Nothing was changed; "
            "ask for a new plan.",
            case=case, who=who,
        ),
        Refusal.case_closed: _("Case %(case)s was closed since this plan was made.", case=case),
        Refusal.conflict: _(
            "A conflict of interest was declared since this plan was made: case %(case)s stays. Ask for a new plan.",
            case=case,
        ),
        Refusal.excluded_before: _(
            "%(who)s has already excluded this officer from case %(case)s. That decision stands with its reason; "
            "yours was not stored.",
            who=who, case=case,
        ),
        Refusal.officer_left: _(
            "The officer who would take case %(case)s no longer works here. Ask for a new plan.", case=case
        ),
        Refusal.excluded: _(
            "The officer was excluded from case %(case)s since this plan was made. Ask for a new plan.", case=case
        ),
        Refusal.may_not_hold: _(
            "%(who)s may not hold case %(case)s: it takes somebody who serves its community, speaks its language, and "
            "has no conflict of interest.",
            who=who, case=case,
        ),
        Refusal.handed_over: _(
            "Case %(case)s can no longer be taken back: it has changed hands, or somebody has taken it back already. "
            "It is with %(who)s.",
            case=case, who=who,
        ),
        Refusal.may_not_keep_it: _(
            "%(who)s cannot keep case %(case)s: a conflict of interest, a community or language not served, or a last "
            "day at work stands against it.",
            who=who, case=case,
        ),
        Refusal.nobody_holds_it: _("Nobody holds case %(case)s, so there is nobody to leave it with.", case=case),
    }  # fmt: skip
    assert result.refusal is not None
    return sentences[result.refusal]
