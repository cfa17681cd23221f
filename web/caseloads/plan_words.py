"""A plan of moves in sentences: what it does, what it cannot do, why each move, and why a decision was refused."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from scheduler.caseload_dates import MoveDates
from web.formats import day, figure, hours, share
from web.language import language_name
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import PlanStatus

NEVER_LESS = 0.0005  # below this share the plan and its bound are shown as the same


def agreed_sentence(count: int, dates: MoveDates) -> str:
    """What happens now with moves that were just accepted."""
    said = ngettext(
        "%(num)s case changes hands on %(day)s.", "%(num)s cases change hands on %(day)s.",
        count, day=day(dates.effective_on),
    )  # fmt: skip
    return f"{said} " + _(
        "The officers concerned see it on My work and can object until %(day)s. Until it takes effect you can take it "
        "back.",
        day=day(dates.discuss_until),
    )


def answer_sentence(answer: Mapping[str, Any], moves: int) -> str:
    """«Moving 12 cases brings the heaviest load from 152 % to 118 %.»"""
    if moves == 0:
        return _(
            "No move is proposed: the heaviest load is %(load)s, and moving cases would not make it fairer.",
            load=share(answer["heaviest_before"]),
        )
    before, after, placed = answer["heaviest_before"], answer["heaviest_after"], moves - answer["moved_cases"]
    if before - after > 0.005:
        said = ngettext(
            "Moving %(num)s case brings the heaviest load from %(before)s to %(after)s.",
            "Moving %(num)s cases brings the heaviest load from %(before)s to %(after)s.",
            answer["moved_cases"], before=share(before), after=share(after),
        )  # fmt: skip
    else:
        said = ngettext(
            "Moving %(num)s case shares the hours more evenly; the heaviest load stays at %(after)s.",
            "Moving %(num)s cases shares the hours more evenly; the heaviest load stays at %(after)s.",
            answer["moved_cases"], after=share(after),
        )  # fmt: skip
    if placed <= 0:
        return said
    return f"{said} " + ngettext(
        "%(num)s case that has no officer, or whose officer leaves, gets one.",
        "%(num)s cases that have no officer, or whose officer leaves, get one.",
        placed,
    )


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


def unplaceable_sentence(one: Mapping[str, str]) -> str:
    """A case that nobody may hold, and the rule that stands in the way."""
    rules = {
        "community": _("nobody serves its community"),
        "language": _("nobody who serves its community speaks its language"),
        "icm": _("nobody there may hold integrated case management"),
        "conflict": _("everybody who could hold it has a conflict of interest or is excluded"),
    }
    return _(
        "Case %(case)s: %(rule)s.",
        case=one["case"],
        rule=rules.get(one["rule"], _("the person it is pinned to may not hold it")),
    )


def why_case(move: PlannedMove, names: Mapping[int, str]) -> str:
    """Why this case leaves its officer."""
    reason = move.reason
    if move.from_id is None:
        return _("Nobody holds this case now.")
    sender = names[move.from_id]
    if reason["code"] == "leaves":
        return _("%(who)s leaves this work.", who=sender) + " " + _together(sender, float(reason["months"]))
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


def had_before(move: PlannedMove, previous: int | None, names: Mapping[int, str]) -> str:
    """Who held the case before its officer, when anybody is known; it matters most when the case goes back."""
    if previous is None or previous == move.from_id:
        return ""
    if previous == move.to_id:
        return _("%(who)s has held it before.", who=names[previous])
    return _("Before that it was with %(who)s.", who=names[previous])


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
    giver_could = move.from_id is not None and reason["code"] not in ("must_leave", "leaves")
    others = int(reason["could_hold"]) - 1 - giver_could
    if others <= 0:
        rest = _("nobody else could take it")
    else:
        rest = ngettext("%(num)s other person could take it", "%(num)s other people could take it", others)
    return f"{able}; {change}; {rest}."


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
        "comparing": _("Working out the plans with fewer and more moves"),
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


def peak_sentence(move: PlannedMove, peaks: Mapping[int, Mapping[str, Any]], names: Mapping[int, str]) -> str:
    """Hours due on a coming delivery day, of the two people, before and after the whole plan."""
    said = [
        _(
            "%(who)s %(before)s → %(after)s of %(there)s",
            who=names[person], before=figure(row["peak_before"], 1), after=hours(row["peak_after"], 1),
            there=hours(row["peak_there"], 1),
        )
        for person, row in ((one, peaks.get(one)) for one in (move.from_id, move.to_id) if one is not None)
        if row is not None and "peak_there" in row
    ]  # fmt: skip
    return _("Due on a delivery day: %(people)s.", people="; ".join(said)) if said else ""
