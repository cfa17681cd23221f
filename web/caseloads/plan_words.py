"""A plan of moves in sentences: what it does, what it cannot do, why each move, and why a decision was refused."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from scheduler.caseload_moves import MoveResult, Refusal
from web.formats import figure, hours, share
from web.language import language_name
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import PlanStatus

NEVER_LESS = 0.0005  # below this share the plan and its bound are shown as the same


def answer_sentence(answer: Mapping[str, Any], moves: int) -> str:
    """«Moving 12 cases brings the heaviest load from 152 % to 118 %.»"""
    if moves == 0:
        return _(
            "No move is proposed: the heaviest load is %(load)s, and moving cases would not make it fairer.",
            load=share(answer["heaviest_before"]),
        )
    before, after = answer["heaviest_before"], answer["heaviest_after"]
    if before - after > 0.005:
        return ngettext(
            "Moving %(num)s case brings the heaviest load from %(before)s to %(after)s.",
            "Moving %(num)s cases brings the heaviest load from %(before)s to %(after)s.",
            moves, before=share(before), after=share(after),
        )  # fmt: skip
    return ngettext(
        "Moving %(num)s case shares the hours more evenly; the heaviest load stays at %(after)s.",
        "Moving %(num)s cases shares the hours more evenly; the heaviest load stays at %(after)s.",
        moves, after=share(after),
    )  # fmt: skip


def proof_sentence(answer: Mapping[str, Any]) -> str:
    """What is proven about how little must move, without a formula."""
    if answer["moved_weight"] <= 0:
        return _("No plan that shares the hours this evenly can move less: nothing has to move.")
    if answer["gap"] <= NEVER_LESS or answer["status"] == "optimal":
        return _("No plan that shares the hours this evenly can disturb less: that is proven.")
    return _(
        "No plan that shares the hours this evenly can do with much less: at most %(gap)s of what is moved "
        "here could be saved, and that is proven.",
        gap=share(max(0.001, answer["gap"] / (1 + answer["gap"])), 1),
    )


def overload_sentence(answer: Mapping[str, Any]) -> str:
    """Hours that nobody has, before and after, and what no sharing can take away."""
    before, after, least = answer["overload_before"], answer["overload_after"], answer["overload_bound"]
    if max(before, after) < 0.5:
        return _("Nobody is above the hours that are there.")
    if answer["unheld_hours"] > 0:
        before += answer["unheld_hours"]
        return _(
            "Hours that nobody has time for, the %(unheld)s of cases without an officer included, go from %(before)s "
            "to %(after)s a month. At least %(least)s stay however cases are shared: that takes posts, a language or "
            "another community served.",
            unheld=hours(answer["unheld_hours"]),
            before=hours(before),
            after=hours(after),
            least=hours(least),
        )
    return _(
        "Hours that nobody has time for go from %(before)s to %(after)s a month. At least %(least)s stay however "
        "cases are shared: that takes posts, a language or another community served.",
        before=hours(before), after=hours(after), least=hours(least),
    )  # fmt: skip


def pool_sentence(pool: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """«Ana, Joe and Li can only share with each other: at 118 % ...»"""
    people = [names[person] for person in pool["people"]]
    load = share(pool["utilisation"])
    if len(people) == 1:
        return _(
            "%(who)s can share with nobody who has more room: %(load)s stays until there is another post, or somebody "
            "else serves these communities or speaks these languages.",
            who=people[0], load=load,
        )  # fmt: skip
    return _(
        "%(who)s can only share with each other: at %(load)s nothing changes that but a post, a language or another "
        "community served.",
        who=joined(people), load=load,
    )  # fmt: skip


def unplaceable_sentence(one: Mapping[str, str]) -> str:
    """A case that nobody may hold, and the rule that stands in the way."""
    rules = {
        "community": _("nobody serves its community"),
        "language": _("nobody who serves its community speaks its language"),
        "icm": _("nobody there may hold integrated case management"),
        "conflict": _("everybody who could hold it has declared a conflict of interest"),
    }
    return _(
        "Case %(case)s: %(rule)s.",
        case=one["case"],
        rule=rules.get(one["rule"], _("the person it is pinned to may not hold it")),
    )


def joined(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])


def why_case(move: PlannedMove, names: Mapping[int, str]) -> str:
    """Why this case leaves its officer."""
    reason = move.reason
    if move.from_id is None:
        return _("Nobody holds this case now.")
    sender = names[move.from_id]
    values = {"before": share(reason["sender_before"]), "after": share(reason["sender_after"])}
    known = _together(sender, float(reason["months"]))
    if reason["code"] == "must_leave":
        return _("%(who)s may no longer hold this case.", who=sender) + " " + known
    if reason["code"] == "makes_room":
        return _(
            "%(who)s takes on cases that nobody else can hold, and passes this one on (from %(before)s to %(after)s).",
            who=sender, **values,
        ) + " " + known  # fmt: skip
    return _("%(who)s goes from %(before)s to %(after)s.", who=sender, **values) + " " + known


def why_officer(move: PlannedMove, names: Mapping[int, str], communities: Mapping[str, str]) -> str:
    """Why it goes to this officer."""
    reason = move.reason
    who, where = names[move.to_id], communities[reason["community"]]
    if reason["language"] == "en":
        able = _("%(who)s serves %(where)s", who=who, where=where)
    else:
        able = _(
            "%(who)s serves %(where)s and speaks %(language)s",
            who=who, where=where, language=language_name(reason["language"]),
        )  # fmt: skip
    change = _(
        "goes from %(before)s to %(after)s",
        before=share(reason["receiver_before"]), after=share(reason["receiver_after"]),
    )  # fmt: skip
    others = int(reason["could_hold"]) - 1 - (1 if move.from_id is not None and reason["code"] != "must_leave" else 0)
    if others <= 0:
        rest = _("nobody else could take it")
    else:
        rest = ngettext("%(num)s other person could take it", "%(num)s other people could take it", others)
    return f"{able}; {change}; {rest}."


def refusal_sentence(result: MoveResult, names: Mapping[int, str]) -> str:
    """Why a decision about a move was not carried out, and what to do."""
    case, who = result.case_reference, names.get(result.by or 0, _("nobody"))
    sentences = {
        Refusal.plan_replaced: _("A newer plan has replaced the one you looked at. This page shows the newest."),
        Refusal.accepted_before: _("%(who)s has already accepted the move of case %(case)s.", who=who, case=case),
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
        Refusal.officer_left: _(
            "The officer who would take case %(case)s no longer works here. Ask for a new plan.", case=case
        ),
        Refusal.moved_on: _(
            "Case %(case)s can no longer be taken back: it has moved again, or it was not moved today. It is with "
            "%(who)s.",
            case=case, who=who,
        ),
        Refusal.nobody_holds_it: _("Nobody holds case %(case)s, so there is nobody to leave it with.", case=case),
    }  # fmt: skip
    assert result.refusal is not None
    return sentences[result.refusal]


def failure_sentence(plan: Plan) -> str:
    """Why a plan could not be made."""
    sentences = {
        "no_cases": _("There are no open cases in this region to share."),
        "no_officers": _("Nobody in this region may carry cases now, so there is nobody to share with."),
        "gave_up": _("The plan could not be worked out in three attempts. Ask again, or tell the administrator."),
    }
    return sentences.get(plan.error, _("The plan could not be worked out. Ask again, or tell the administrator."))


def progress_sentence(plan: Plan) -> str:
    if plan.status is PlanStatus.waiting:
        return _("The question waits in the queue; a plan usually takes less than a minute.")
    steps = {
        "gathering": _("Gathering cases, people and their hours"),
        "balancing": _("Looking for the fairest loads with the fewest moves"),
        "checking": _("Checking the plan"),
    }
    step = steps.get(plan.progress_note, _("Working it out"))
    return _("%(step)s: %(done)s %% done.", step=step, done=figure(plan.progress * 100))


def _together(sender: str, months: float) -> str:
    if months < 1:
        return _("%(who)s has had it for less than a month.", who=sender)
    if months < 24:
        return ngettext(
            "%(who)s has had it for %(num)s month.", "%(who)s has had it for %(num)s months.",
            round(months), who=sender,
        )  # fmt: skip
    return ngettext(
        "%(who)s has had it for %(num)s year.", "%(who)s has had it for %(num)s years.", round(months / 12), who=sender
    )
