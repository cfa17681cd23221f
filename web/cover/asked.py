"""What a coverer is asked: for whom, where, which days and hours. Drawn by templates/cover/_asked.html."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from web.leave.sentences import join_days
from workload.records.cover_asked import AskedCover, cover_ahead
from workload.records.officers import person_names
from workload.records.places import office_names
from workload.vocabulary import CoverMode, CoverStatus


@dataclass(frozen=True)
class AskedLine:
    """Days for which one person is asked, or has agreed, to cover one leave. `named_by` is a manager who decided it."""

    request_id: int
    away: str
    office: str
    days: str
    count: int
    hours: float
    travel: float
    mode: CoverMode
    status: CoverStatus
    coverer_id: int
    coverer: str
    named_by: str
    reason: str
    asked: AskedCover


def asked_of(session: Session, person_id: int, today: date) -> tuple[AskedLine, ...]:
    """What waits for a person's answer."""
    return asked_lines(session, cover_ahead(session, today, person_id=person_id, status=CoverStatus.proposed))


def asked_lines(session: Session, found: list[AskedCover]) -> tuple[AskedLine, ...]:
    about = {number for one in found for number in (one.request.person_id, one.person_id, one.first.assigned_by or 0)}
    names, offices = person_names(session, about), office_names(session)
    return tuple(
        AskedLine(
            request_id=one.request.id or 0,
            away=names[one.request.person_id],
            office=offices[one.first.office_id],
            days=join_days([row.day for row in one.rows]),
            count=len(one.rows),
            hours=sum(row.hours for row in one.rows),
            travel=sum(row.travel_hours for row in one.rows),
            mode=one.first.mode,
            status=one.status,
            coverer_id=one.person_id,
            coverer=names[one.person_id],
            named_by=names.get(one.first.assigned_by or 0, ""),
            reason=one.first.reason,
            asked=one,
        )
        for one in found
    )
