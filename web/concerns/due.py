"""The day an answer is due, and the sentence that says how it was counted.

The clock starts when anyone in the department is told. The day of telling is day 0; only days on which offices are open
count, after the territory's own calendar.
"""

from dataclasses import dataclass
from datetime import date

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from sqlmodel import Session

from web.formats import day as said_day
from web.formats import short_day
from workload.estimates.service_clock import Due, NotCounted
from workload.records.calendar import calendar_days, concern_due
from workload.vocabulary import DayKind


@dataclass(frozen=True)
class PromisedDay:
    day: date
    sentence: str


def due_date(session: Session, received: date) -> PromisedDay:
    """When an answer to a concern told on `received` is due, with its explanation in the reader's language."""
    answer = concern_due(session, received)
    french = str(get_locale() or "en").startswith("fr")
    names = {
        row.day: (row.name_fr if french and row.name_fr else row.name)
        for row in calendar_days(session, received, answer.day)
        if row.kind is not DayKind.delivery and row.office_id is None
    }
    return PromisedDay(answer.day, explain(answer, names))


def explain(answer: Due, names: dict[date, str]) -> str:
    """How the days were counted: the promise, the day of telling, the days left out by name, and the counted days."""
    promised = max(step.number or 0 for step in answer.steps)
    sentences = [
        ngettext("We answer within %(num)s business day.", "We answer within %(num)s business days.", promised),
        _("You told us on %(day)s; that day is not counted.", day=said_day(answer.received)),
    ]
    skipped: list[str] = []
    for step in answer.steps:
        if step.why_not is NotCounted.weekend:
            text = _("the weekend")
        elif step.why_not in (NotCounted.closed, NotCounted.office_closed):
            text = f"{names.get(step.day) or _('a closed day')} ({short_day(step.day)})"
        else:
            continue
        if text not in skipped[-1:]:
            skipped.append(text)
    if skipped:
        sentences.append(_("Not counted either: %(days)s.", days=", ".join(skipped)))
    counted = [
        _("day %(number)s is %(day)s", number=step.number, day=said_day(step.day))
        for step in answer.steps
        if step.number
    ]
    listed = ", ".join(counted)
    sentences.append(listed[:1].upper() + listed[1:] + ".")
    return " ".join(sentences)
