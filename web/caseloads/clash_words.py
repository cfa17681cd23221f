"""Pins and exclusions that cannot all hold, in words, with what lifts each."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from scheduler.caseload_clashes import Clash, Decision
from web.caseloads.pool_words import joined
from web.formats import hours


@dataclass(frozen=True)
class Lift:
    """A decision that stands, the case by its reference, and the words of the button that takes the decision back."""

    decision: Decision
    case: str
    words: str


@dataclass(frozen=True)
class ClashWords:
    """One clash as a sentence, with what can be lifted."""

    sentence: str
    lifts: tuple[Lift, ...]


def clash_words(
    clash: Clash, names: Mapping[int, str], references: Mapping[int, str], new: Decision | None = None
) -> ClashWords:
    """The clash in words. The decision that is only about to be made (`new`) has nothing to lift."""
    return ClashWords(
        _sentence(clash, names, references),
        tuple(_lift(one, names, references) for one in clash.decisions if one != new),
    )


def _lift(one: Decision, names: Mapping[int, str], references: Mapping[int, str]) -> Lift:
    who, case = names.get(one.person_id, ""), references.get(one.case_id, "")
    if one.excludes:
        return Lift(one, case, _("Allow %(who)s for case %(case)s again", who=who, case=case))
    return Lift(one, case, _("Take the pin off %(case)s", case=case))


def _sentence(clash: Clash, names: Mapping[int, str], references: Mapping[int, str]) -> str:
    case_id, person_id = clash.decisions[0].pair
    who, case = names.get(person_id, ""), references.get(case_id, "")
    if clash.kind == "pinned_and_excluded":
        return _("Case %(case)s is to be with %(who)s, but %(who)s is excluded from it.", case=case, who=who)
    if clash.kind == "nobody_left":
        return _(
            "If %(people)s are all excluded from case %(case)s, nobody is left who may hold it.",
            people=joined([names.get(person, "") for _case, person in clash.exclusions]), case=case,
        )  # fmt: skip
    if clash.kind == "may_not_hold":
        rules = {
            "community": _("does not serve its community"),
            "language": _("does not speak its language"),
            "icm": _("does not hold integrated case management"),
        }
        rule = rules.get(clash.rule, _("has a conflict of interest, or the case is to go to somebody else"))
        return _("Case %(case)s is pinned to %(who)s, who %(rule)s.", case=case, who=who, rule=rule)
    return ngettext(
        "%(who)s would keep %(hours)s a month with %(num)s pinned case and those that nobody else may hold; the "
        "fairest sharing leaves %(who)s at most %(limit)s.",
        "%(who)s would keep %(hours)s a month with %(num)s pinned cases and those that nobody else may hold; the "
        "fairest sharing leaves %(who)s at most %(limit)s. It is the smallest set of pins that is too much: without "
        "any one of them the others fit.",
        len(clash.pins), who=who, hours=hours(clash.hours, 1), limit=hours(clash.limit, 1),
    )  # fmt: skip
