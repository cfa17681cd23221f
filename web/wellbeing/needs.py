"""What of safety waits for a manager: support owed for abuse, and people alone who have not checked in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlmodel import Session

from web.edge import me
from web.formats import day as said_day
from web.language import word
from web.looks import looked_at
from workload.records.incidents import incidents, owed_by
from workload.records.lone_days import not_checked_in
from workload.records.officers import person_names
from workload.records.places import office_names, region_names
from workload.vocabulary import PrivateFact


@dataclass(frozen=True)
class SafetyNeed:
    """Since when it waits, what it is, what is owed by when, where it is done."""

    since: date
    title: str
    state: str
    href: str
    urgent: bool


def safety_needs(session: Session, region_ids: Sequence[str] | None, today: date) -> list[SafetyNeed]:
    return [*_support(session, region_ids, today), *_alone(session, region_ids, today)]


def _support(session: Session, region_ids: Sequence[str] | None, today: date) -> list[SafetyNeed]:
    """The first support at once; asking again on its day."""
    found = []
    for line in incidents(session, me().person_id, region_ids=region_ids):
        due, again = owed_by(line.incident), line.incident.supported_on is not None
        if due is None or (again and due > today):
            continue
        looked_at(PrivateFact.incidents, [line.incident.person_id])
        said = {"name": line.name, "office": line.office, "kind": word(line.incident.kind)}
        found.append(
            SafetyNeed(
                since=line.incident.day,
                title=_("Ask %(name)s, %(office)s, again how it is after abuse: %(kind)s", **said)
                if again
                else _("Support %(name)s, %(office)s, after abuse: %(kind)s", **said),
                state=_("OVERDUE since %(day)s", day=said_day(due))
                if due < today
                else _("by %(day)s", day=said_day(due)),
                href=url_for("wellbeing.incidents", _anchor=f"i{line.incident.id}"),
                urgent=due <= today,
            )
        )
    return found


def _alone(session: Session, region_ids: Sequence[str] | None, today: date) -> list[SafetyNeed]:
    """Of those who check in at all: today without a word yet, and the open day before without any."""
    found = [
        one
        for region in (region_names(session) if region_ids is None else region_ids)
        for one in not_checked_in(session, region, today)
    ]
    looked_at(PrivateFact.alone, [one.person_id for one in found])
    names = person_names(session, {one.person_id for one in found}) if found else {}
    offices = office_names(session) if found else {}
    return [
        SafetyNeed(
            since=one.day,
            title=_("%(name)s is alone in %(office)s today and has not checked in yet", **said)
            if one.day == today
            else _("%(name)s was alone in %(office)s on %(day)s and never checked in", day=said_day(one.day), **said),
            state=_("call them"),
            href=url_for("wellbeing.incidents"),
            urgent=one.day < today,
        )
        for one in found
        for said in [{"name": names[one.person_id], "office": offices[one.office_id]}]
    ]
