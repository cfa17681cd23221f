"""A message as a sentence: what happened, and what to do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from web.formats import day, days_range, figure
from web.leave.sentences import join
from workload.tables.messages import Message
from workload.vocabulary import MessageKind


def message_sentence(message: Message, names: Mapping[int, str], offices: Mapping[str, str]) -> str:
    """The sentence of a message, with the names of people and offices by id."""
    given: dict[str, Any] = message.values
    values = {
        "who": names.get(given.get("who", 0), _("a colleague")),
        "away": names.get(given.get("away", 0), _("a colleague")),
        "office": offices.get(given.get("office", ""), ""),
        "next": join([names.get(one, _("a colleague")) for one in given.get("next", [])]),
        "days": days_range(date.fromisoformat(given["first"]), date.fromisoformat(given["last"])),
    }
    said = {**values, "reference": given.get("reference", ""), "on": _day_in(given, "on")}
    match message.kind:
        case MessageKind.cover_asked:
            return _("You are asked to cover %(office)s for %(away)s, %(days)s. Say yes or no.", **values)
        case MessageKind.cover_assigned:
            return _("%(who)s has named you to cover %(office)s for %(away)s, %(days)s.", **values)
        case MessageKind.cover_replanned:
            return _(
                "%(who)s does not cover %(office)s for %(away)s, %(days)s. %(next)s is asked instead; the leave stays "
                "granted.",
                **values,
            )
        case MessageKind.cover_missing:
            return _(
                "%(who)s does not cover %(office)s for %(away)s, and nobody else was found for %(days)s. Name "
                "somebody, or arrange something else.",
                **values,
            )
        case MessageKind.cover_ended:
            return _("You need not cover %(office)s for %(away)s any more, %(days)s.", **values)
        case MessageKind.sick_called:
            if given.get("open"):
                return _("%(away)s is off, %(days)s. Nobody answers in %(office)s: ask somebody to cover.", **values)
            return _("%(away)s is off, %(days)s. Colleagues in %(office)s answer.", **values)
        case MessageKind.leave_granted:
            return _("Your leave is granted: %(days)s.", **values)
        case MessageKind.leave_refused:
            return _("Your leave is refused: %(days)s. Read the reason and what would work instead.", **values)
        case MessageKind.leave_cancelled:
            return _("%(away)s does not take the leave of %(days)s. Hours went back, cover is released.", **values)
        case MessageKind.leave_recalled:
            return _("You are called back from leave. It is now %(days)s. Read what this means for you.", **values)
        case MessageKind.decision_undone:
            return _("The decision on your leave of %(days)s was undone. Your request waits again.", **values)
        case MessageKind.deputy_named:
            return _("%(who)s has named you as deputy, %(days)s: you decide on leave and cover instead.", **values)
        case MessageKind.concern_due:
            return _concern_due(given, values["days"], values["who"])
        case MessageKind.thanks_written:
            return _("You were thanked in writing, %(days)s. Read it, and choose who else may.", **values)
        case MessageKind.thanks_untold if given.get("who"):
            return _("A thank-you of %(days)s has not reached %(who)s yet. Tell them.", **values)
        case MessageKind.thanks_untold:
            return _("A client of %(office)s thanked somebody on %(days)s. Pass the words on.", **values)
        case MessageKind.unthanked_deeds:
            return _(
                "You may have missed good work: %(days)s, facts nobody has thanked for. The words are yours.", **values
            )
        case MessageKind.training_booked:
            return _("You have a place on a course: %(days)s. Those days are kept free of cases and cover.", **values)
        case MessageKind.training_declined:
            return _(
                "You asked for a course, %(days)s, and it is declined. Read the reason and ask for other days.",
                **values,
            )
        case MessageKind.concern_urgent:
            return _("Somebody needs help today. Read concern %(reference)s and act now.", **said)
        case MessageKind.person_wrote:
            return _("The person of concern %(reference)s wrote again. Read it.", **said)
        case MessageKind.bring_forward_sent:
            return _("Headquarters asks for an answer by %(days)s: %(reference)s. Look first if a call does.", **said)
        case MessageKind.bring_forward_back:
            return _bring_forward_back(given.get("what", ""), said)
        case MessageKind.incident_written:
            return _("%(who)s wrote down abuse of %(on)s. You owe support by %(days)s.", **said)
        case MessageKind.backing_asked:
            return _("%(who)s asks whether headquarters stands behind limits on one person's contact.", **values)
        case MessageKind.backing_given if given.get("stands"):
            return _("Headquarters stands behind the limits on one person's contact. Officers read it too.")
        case MessageKind.backing_given:
            return _("Headquarters does not stand behind limits on one person's contact. Read why, and review them.")
        case _:
            return _about_moves(message.kind, given, values)


def _day_in(given: Mapping[str, Any], name: str) -> str:
    return day(date.fromisoformat(given[name])) if given.get(name) else ""


def _bring_forward_back(what: str, said: Mapping[str, str]) -> str:
    """What came back about a bring-forward, from either end."""
    return {
        "asks": _("%(who)s cannot answer %(reference)s as it is, and asks one question. Until then the wait is yours."),
        "clarified": _("Headquarters says what is meant with %(reference)s. The answer is now needed by %(days)s."),
    }.get(what, _("%(who)s has answered %(reference)s.")) % said


def _about_moves(kind: MessageKind, given: Mapping[str, Any], values: Mapping[str, str]) -> str:
    """Cases that change hands, or do not after all."""
    said = {"who": values["who"], "days": values["days"], "case": given.get("case", "")}
    match kind:
        case MessageKind.moves_agreed:
            return _(
                "%(who)s has agreed that cases change hands on %(days)s. Cases that leave you: %(give)s; cases that "
                "come to you: %(take)s. Until %(until)s you can say what speaks against it.",
                give=given.get("give", 0), take=given.get("take", 0),
                until=day(date.fromisoformat(given.get("until", given["first"]))), **said,
            )  # fmt: skip
        case MessageKind.move_objected:
            return _("%(who)s objects to the move of case %(case)s on %(days)s. It waits for your answer.", **said)
        case MessageKind.move_kept:
            return _("%(who)s has answered you: case %(case)s changes hands on %(days)s. Read the answer.", **said)
        case MessageKind.case_given:
            return _("%(who)s has given case %(case)s to you, from %(days)s.", **said)
    return _("Case %(case)s does not change hands on %(days)s: the move is off.", **said)


def _concern_due(given: Mapping[str, Any], due: str, who: str) -> str:
    """A concern that asks for somebody's attention, and what its owner did instead, so that it reads as capacity."""
    reference, who = given.get("reference", ""), who if given.get("who") else _("Nobody yet")
    promised = given.get("what") in ("plan", "remedy")  # the answer was given, and it promised more
    said = {
        "half": _("%(who)s has concern %(reference)s: half of its time is used. Due %(day)s."),
        "due": _("%(who)s has concern %(reference)s: what was promised is due today, %(day)s.")
        if promised
        else _("%(who)s has concern %(reference)s: its answer is due today, %(day)s."),
        "missed": _("%(who)s could not do by %(day)s what concern %(reference)s was promised. The manager does now.")
        if promised
        else _("%(who)s could not answer concern %(reference)s by %(day)s. The manager answers now."),
        "two_past": _("%(who)s has concern %(reference)s, two days past %(day)s. The superintendent is told."),
        "five_past": _("%(who)s has concern %(reference)s, five days past %(day)s. Headquarters is told."),
    }.get(given.get("level", ""), _("%(who)s has concern %(reference)s. Due %(day)s."))
    sentence = said % {"who": who, "reference": reference, "day": due}
    if given.get("instead"):
        sentence += " " + _(
            "What took the time since then: %(hours)s h of other work that was logged.",
            hours=figure(given["instead"], 1),
        )
    return sentence
