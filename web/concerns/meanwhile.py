"""Two people with one concern: the second reads what the first did since the form was shown."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from web.edge import db, me
from web.language import word
from workload.records.audit import actions_on
from workload.records.concern_events import events_of
from workload.records.officers import person_names
from workload.records.together import as_seen
from workload.tables.audit import AuditEntry
from workload.tables.concerns import Concern, ConcernEvent

Titles = Mapping[str, Any]  # the words of every step, by its action on the trail


def standing(concern: Concern, titles: Titles) -> str:
    """How far a concern has come: the newest event, and the newest step on the trail, as some steps add no event."""
    event, step = _newest(concern, titles)
    return f"{event.id if event else 0}/{step.id if step else 0}"


def meanwhile(concern: Concern, seen: str, titles: Titles) -> str:
    """What somebody else did since a form was shown with `seen`; empty when nothing. The row is held until the end of
    the transaction, so that of two people in the same moment one waits for the other."""
    as_seen(db(), concern, "reference")
    event, step = _newest(concern, titles)
    if not seen or seen == standing(concern, titles) or (step is not None and step.person_id == me().person_id):
        return ""
    who, what = _("somebody else"), str(word(event.step)) if event else ""
    if step is not None and not seen.endswith(f"/{step.id}"):
        who, what = person_names(db()).get(step.person_id or 0, who), str(titles[step.action])
    return _(
        "Meanwhile %(name)s did this with the concern: %(what)s. What you wrote stands below; send it again if it is "
        "still right.",
        name=who, what=what,
    )  # fmt: skip


def _newest(concern: Concern, titles: Titles) -> tuple[ConcernEvent | None, AuditEntry | None]:
    events = events_of(db(), concern.id or 0)
    steps = [one for one in actions_on(db(), "concern", concern.id or 0) if one.action in titles]
    return max(events, key=lambda one: one.id or 0, default=None), steps[0] if steps else None
