"""What clients said went well, until it has reached the person: a manager takes client data out and passes it on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlmodel import Session, col, select

from workload.estimates.calendar import add_business_days, open_days
from workload.records.calendar import calendar_facts
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.recognition import RecognitionNote

WENT_WELL = "went_well"
TELL_DAYS = 2
"""Business days from a client's thanks to the person who is thanked. Ours."""

LOOK_BACK = timedelta(days=366)


@dataclass(frozen=True)
class ClientThanks:
    """A client's words that wait, and the day by which they should reach somebody."""

    concern: Concern
    office: Office
    tell_by: date


def waiting_thanks(session: Session, region_ids: Sequence[str] | None, today: date) -> list[ClientThanks]:
    """What clients of these regions (None: all) said went well and nobody has passed on yet, oldest first."""
    passed_on = select(RecognitionNote.concern_id).where(col(RecognitionNote.concern_id).is_not(None))
    query = (
        select(Concern, Office)
        .join(Office, col(Office.id) == col(Concern.office_id))
        .where(col(Concern.opened_on) > today - LOOK_BACK, col(Concern.id).not_in(passed_on))
        .order_by(col(Concern.opened_on), col(Concern.id))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    calendar = calendar_facts(session, today - LOOK_BACK, today + timedelta(days=31))
    return [
        ClientThanks(row, office, add_business_days(row.opened_on, TELL_DAYS, calendar))
        for row, office in session.exec(query)
        if WENT_WELL in row.ticked
    ]


def days_to_tell(session: Session, region_ids: Sequence[str] | None, today: date) -> tuple[float, int] | None:
    """The middle number of business days from a thank-you written in the past year to the person reading it, and of
    how many notes; None without any. Of a client's words the clock starts when the client said them."""
    query = (
        select(col(RecognitionNote.written_on), col(RecognitionNote.told_on), col(Concern.opened_on))
        .join(Person, col(Person.id) == col(RecognitionNote.recipient_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .outerjoin(Concern, col(Concern.id) == col(RecognitionNote.concern_id))
        .where(col(RecognitionNote.told_on).is_not(None), col(RecognitionNote.written_on) > today - LOOK_BACK)
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    calendar = calendar_facts(session, today - 2 * LOOK_BACK, today)
    took = [
        len(open_days((said or written) + timedelta(days=1), told, calendar))
        for written, told, said in session.exec(query)
        if told is not None
    ]
    return (float(median(took)), len(took)) if took else None
