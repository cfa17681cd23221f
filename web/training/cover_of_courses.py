"""Who covers while somebody is on a course: asked with one click, as for leave."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlmodel import Session

from web.cover.asked import asked_lines
from web.leave.sentences import join
from workload.records.cover_asked import cover_ahead
from workload.records.training import course_absence
from workload.tables.training import TrainingBooking
from workload.vocabulary import BookingState, CoverStatus


@dataclass(frozen=True)
class CourseCover:
    """The absence of a booked course, and who is asked or has agreed, in words; colleagues answer where nobody is."""

    request_id: int
    words: str


def cover_of_courses(session: Session, bookings: Collection[TrainingBooking], today: date) -> dict[int, CourseCover]:
    """The cover of the booked courses among these that are not over, by booking."""
    found = {}
    for row in bookings:
        absence = course_absence(session, row) if row.state is BookingState.booked and row.last_day >= today else None
        if absence is None:
            continue
        lines = asked_lines(session, cover_ahead(session, today, request_id=absence.id))
        asked = {one.coverer for one in lines if one.status is CoverStatus.proposed}
        names = [
            _("%(name)s (asked, no answer yet)", name=name) if name in asked else name
            for name in sorted({one.coverer for one in lines})
        ]
        words = _("covered by %(names)s", names=join(names)) if names else _("colleagues at the office answer")
        found[row.id or 0] = CourseCover(absence.id or 0, words)
    return found
