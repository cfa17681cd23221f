"""Who can only share with whom, what an hour more is worth there, and what would change it: in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from scheduler.caseload_what_if import WhatIf
from web.formats import figure, hours, share
from web.language import language_name

LEAST_HOURS = 0.05


@dataclass(frozen=True)
class PoolWords:
    """A pool as a sentence, with what helps it: the worth of an hour, and single changes."""

    sentence: str
    hour: str
    changes: tuple[str, ...]


def pool_words(pool: Mapping[str, Any], names: Mapping[int, str], communities: Mapping[str, str]) -> PoolWords:
    return PoolWords(
        _sentence(pool, names),
        _hour(pool),
        tuple(_change(one, names, communities) for one in pool.get("changes", [])),
    )


def joined(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])


def what_if_sentence(effect: WhatIf, who: str, what: str) -> str:
    """«If Ana also served Tulita, the heaviest load could come from 135 % to 128 %.»"""
    saved = effect.overload_before - effect.overload_after
    if effect.heaviest_before - effect.heaviest_after >= 0.0005:
        said = _(
            "If %(who)s also %(what)s, the heaviest load that sharing must leave would go from %(before)s to "
            "%(after)s.",
            who=who, what=what, before=share(effect.heaviest_before, 1), after=share(effect.heaviest_after, 1),
        )  # fmt: skip
    else:
        said = _(
            "If %(who)s also %(what)s, the heaviest load that sharing must leave would stay at %(load)s.",
            who=who, what=what, load=share(effect.heaviest_after, 1),
        )  # fmt: skip
    if saved < LEAST_HOURS:
        return said + " " + _("As many hours as now would have nobody with time for them.")
    return said + " " + _("Hours that nobody has time for would fall by %(hours)s a month.", hours=hours(saved, 1))


def _sentence(pool: Mapping[str, Any], names: Mapping[int, str]) -> str:
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


def _hour(pool: Mapping[str, Any]) -> str:
    if "hour" not in pool:
        return ""
    over = max(0.0, pool["hours"] - pool["capacity"])
    return _(
        "One more officer hour a month here takes away %(saved)s that nobody has time for; it would take %(over)s to "
        "bring everybody to 100 %%.",
        saved=hours(pool["hour"]["saved"], 1), over=hours(over),
    )  # fmt: skip


def _change(one: Mapping[str, Any], names: Mapping[int, str], communities: Mapping[str, str]) -> str:
    what = change_words(one["kind"], one["value"], communities)
    after = _("these people would come to %(load)s at most", load=share(one["after"]))
    if one["saved"] >= LEAST_HOURS:
        after += ", " + _("and %(hours)s hours a month more would have somebody", hours=figure(one["saved"], 1))
    return _("If %(who)s also %(what)s: %(after)s.", who=names[one["person"]], what=what, after=after)


def change_words(kind: str, value: str, communities: Mapping[str, str]) -> str:
    if kind == "community":
        return _("served %(place)s", place=communities[value])
    if kind == "language":
        return _("spoke %(language)s", language=language_name(value))
    return _("held integrated case management")
