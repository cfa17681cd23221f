"""What of cover waits for a manager: days on which nobody answers, and people who have not answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from scheduler.cover_answers import silent
from scheduler.cover_finding import CoverDesk
from web.cover.asked import asked_lines
from web.leave.sentences import join_days
from workload.records.cover_asked import absences_to_mend
from workload.records.places import office_names
from workload.settings import Settings
from workload.tables.base import now
from workload.tables.people import Person


@dataclass(frozen=True)
class CoverNeed:
    """Since when it waits, what it is, what is known already, where it is decided."""

    since: datetime
    title: str
    state: str
    href: str
    urgent: bool


def cover_needs(session: Session, settings: Settings, region_ids: Sequence[str] | None, today: date) -> list[CoverNeed]:
    return [*_open(session, region_ids, today), *_silent(session, settings, region_ids)]


def _open(session: Session, region_ids: Sequence[str] | None, today: date) -> list[CoverNeed]:
    offices, found = office_names(session), []
    for row in absences_to_mend(session, today, region_ids=region_ids):
        runs = CoverDesk(session, row, today=today).runs()
        if not runs:
            continue
        days = [day for run in runs for day in run.days]
        could = len({one.person_id for run in runs for one in run.candidates})
        person = session.get_one(Person, row.person_id)
        found.append(
            CoverNeed(
                since=row.decided_at or row.asked_at,
                title=_(
                    "UNCOVERED: %(office)s on %(days)s, while %(name)s is away",
                    office=offices[person.office_id],
                    days=join_days(days),
                    name=person.name,
                ),
                state=ngettext("%(num)s person could step in", "%(num)s people could step in", could),
                href=url_for("cover.arrange", request_id=row.id),
                urgent=(days[0] - today).days <= 1,
            )
        )
    return found


def _silent(session: Session, settings: Settings, region_ids: Sequence[str] | None) -> list[CoverNeed]:
    return [
        CoverNeed(
            since=line.asked.first.asked_at or now(),
            title=_(
                "%(coverer)s has not answered: cover of %(office)s for %(away)s, %(days)s",
                coverer=line.coverer,
                office=line.office,
                away=line.away,
                days=line.days,
            ),
            state=_("ask somebody else, or name somebody"),
            href=url_for("cover.arrange", request_id=line.request_id),
            urgent=False,
        )
        for line in asked_lines(session, silent(session, settings, region_ids, now()))
    ]
