"""One concern, ready for its page: the clock in a sentence, its history in words, and the steps it is open for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from web.concerns.reading import reader, reads_text, works_on
from web.concerns.steps import offered
from web.concerns.words import FOUND, NO_PAUSE, OWNER, STANDING
from web.edge import me
from web.formats import day as said_day
from web.language import LOCALES, word
from web.tell_us.forms import NEEDS, TALKED, TICKS, WANTS
from web.words import LANGUAGES
from workload.estimates.waits import Clock, Owner
from workload.records.concern_events import (
    appeal_of,
    concern_clock,
    events_of,
    last_day_to_appeal,
    progress_owed,
)
from workload.records.concern_needs import unread_need
from workload.records.concern_people import people_of_roles
from workload.records.concern_promises import finding_clock, is_unsettled, promises_of
from workload.records.concerns import is_for
from workload.records.officers import person_names
from workload.tables.concerns import Concern, ConcernEvent
from workload.vocabulary import Channel, ConcernStatus, ConcernStep, Role


@dataclass(frozen=True)
class ClockWords:
    """The clock in a sentence; `due` with the waits so far (None while it stands still); open days by owner."""

    sentence: str
    due: date | None
    days: list[tuple[Any, int]]
    not_paused: list[str]


@dataclass(frozen=True)
class Happened:
    day: date
    what: str
    who: str
    text: str


def concern_page(session: Session, concern: Concern, today: date) -> dict[str, Any]:
    """All that the template of one concern shows, beside the concern itself."""
    events = events_of(session, concern.id or 0)
    names = person_names(session)
    children = session.exec(select(Concern).where(Concern.parent_id == concern.id).order_by(col(Concern.id))).all()
    parent = session.get(Concern, concern.parent_id) if concern.parent_id else None
    works = works_on(concern)
    return {
        "clock": _clock_words(concern_clock(session, concern, events, today)),
        "promise": promises_of(session, [concern], today).get(concern.id or 0),
        "limit": _limit(session, concern, events, today),
        "history": [_happened(one, names) for one in events],
        "owner": names.get(concern.owner_id or 0, ""),
        "recorder": names.get(concern.recorded_by or 0, ""),
        "systemic_owner": names.get(concern.systemic_owner_id or 0, ""),
        "parent": parent if parent is not None and is_for(parent, reader()) else None,
        "children": [one for one in children if is_for(one, reader())],
        "reads_text": reads_text(concern),
        "said": _said(concern) if reads_text(concern) else [],
        "unread_need": unread_need(concern, events) if works and concern.status is ConcernStatus.received else (),
        "help_today": concern.urgent and not any(one.step is ConcernStep.acknowledged for one in events),
        "steps": _steps(concern, events) if works else [],
        "letters": _letters(concern, events) if works else [],
        "lone": len(people_of_roles(session, concern.office_id, (Role.cso,))) == 1,
        "progress_owed": progress_owed(session, concern, events),
        "appeal": appeal_of(events),
        "appeal_until": last_day_to_appeal(events),
    }


def _said(concern: Concern) -> list[tuple[Any, str]]:
    """What was ticked on the form besides the words: all of it is there to be read."""
    ticks, wants, needs, talked = dict(TICKS), dict(WANTS), dict(NEEDS), dict(TALKED)
    language = {**LOCALES, **LANGUAGES}.get(concern.language, concern.language)
    lines = [
        (_("Ticked"), [ticks[one] for one in concern.ticked if one in ticks]),
        (_("About when, seen from that day"), [word(concern.about_when)] if concern.about_when else []),
        (_("What would help"), [wants[one] for one in concern.wants if one in wants]),
        (_("Talked to us before"), [talked[concern.talked_before]] if concern.talked_before in talked else []),
        (_("Needs"), [needs[one] for one in concern.needs if one in needs]),
        (_("Wants the answer in"), [language] if concern.channel is Channel.web else []),
    ]
    return [(name, "; ".join(str(one) for one in some)) for name, some in lines if some]


def _steps(concern: Concern, events: Sequence[ConcernEvent]) -> list[tuple[str, Any]]:
    """The step that comes next first."""
    steps = dict(offered(concern))
    done = {one.step for one in events}
    second = [at for at, one in enumerate(events) if one.step is ConcernStep.second_stage]
    since = {one.step for one in events[second[0] :]} if second else done
    first: str | None
    waits = [one.step for one in events if one.step in (ConcernStep.waiting, ConcernStep.resumed)]
    waiting = bool(waits) and waits[-1] is ConcernStep.waiting
    steps.pop("wait" if waiting else "resume", None)
    if concern.owner_id != me().person_id or ConcernStep.owner_accepted in since:
        steps.pop("accept", None)
    if concern.status is ConcernStatus.answered and is_unsettled(concern):
        first = "answer"
    elif concern.status is ConcernStatus.received:
        order = ("route", ConcernStep.routed), ("acknowledge", ConcernStep.acknowledged)
        first = next((name for name, step in order if step not in since and not second), None)
        first = first or ("acknowledge" if concern.owner_id is None else "accept" if "accept" in steps else "answer")
    else:
        first = "remedy" if "remedy" in steps else "close" if "close" in steps else "reopen"
    return [(first, steps.pop(first)), *steps.items()]


def _letters(concern: Concern, events: Sequence[ConcernEvent]) -> list[tuple[str, str]]:
    letters = []
    if any(one.step is ConcernStep.acknowledged for one in events):
        letters.append(("received", _("Letter: we have it")))
    if any(one.step is ConcernStep.planned for one in events):
        letters.append(("plan", _("Letter: our plan")))
    if any(one.step is ConcernStep.answered for one in events):
        letters.append(("closing", _("Letter: our answer")))
    if any(one.step is ConcernStep.shared for one in events):
        letters.append(("record", _("The record for an advocate or the Ombud")))
    return letters


def _limit(session: Session, concern: Concern, events: Sequence[ConcernEvent], today: date) -> str:
    """The last day for what was found, where the way or the second stage gives it one, and how it stands."""
    clock = finding_clock(session, concern, events, today)
    if clock is None:
        return ""
    if clock.due is None:
        return _("it stands still while we wait for the client")
    return f"{said_day(clock.due)}, {FOUND[clock.standing]}"


def _clock_words(clock: Clock) -> ClockWords:
    used = ngettext("%(num)s open day used", "%(num)s open days used", clock.used)
    waited = ngettext("%(num)s waited for the client", "%(num)s waited for the client", clock.waited)
    stands = _("it stands still") if clock.due is None else str(STANDING[clock.standing])
    return ClockWords(
        sentence=_(
            "Told on %(day)s: %(used)s, %(waited)s; %(stands)s.", day=said_day(clock.received), used=used,
            waited=waited, stands=stands,
        ),
        due=clock.due,
        days=[(OWNER[owner], clock.days[owner]) for owner in Owner if clock.days[owner]],
        not_paused=[f"{said_day(turn.day)}: {NO_PAUSE[why]}" for turn, why in clock.not_paused],
    )  # fmt: skip


def _happened(event: ConcernEvent, names: dict[int, str]) -> Happened:
    what = str(word(event.step))
    if event.step is ConcernStep.waiting:
        what = _("we wait for %(owner)s", owner=OWNER[Owner(event.facts["owner"])])
        if event.facts.get("item"):
            what += f" ({event.facts['item']})"
    return Happened(event.day, what, names.get(event.by_id or 0, ""), event.text)
