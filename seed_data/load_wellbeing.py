"""Strain and safety of a year: unpaid hours, incidents with the support that followed, check-ins, talks, exit cards."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, insert

from seed_data.csv_files import Row, read_rows
from seed_data.shift import Shift
from workload.estimates.calendar import add_business_days
from workload.facts import CalendarFacts
from workload.records.calendar import calendar_facts
from workload.records.incidents import FOLLOW_UP_DAYS, SUPPORT_DAYS
from workload.records.unpaid_hours import SHARE_DAYS
from workload.tables.exit_cards import ExitCardCount
from workload.tables.leave import LeaveEntry
from workload.tables.wellbeing import (
    CheckIn,
    Incident,
    PrivateLook,
    PrivateShare,
    SignalStanding,
    SupportContact,
    UnpaidHours,
)
from workload.vocabulary import (
    ExitQuestion,
    IncidentKind,
    LeaveKind,
    LedgerReason,
    PrivateFact,
    Said,
    Signal,
    SignalLevel,
)

AROUND = timedelta(days=400)
MORNING = time(16, tzinfo=UTC)  # nine in the morning in the territory


def add_wellbeing(session: Session, people: dict[str, int], shift: Shift) -> None:
    calendar = calendar_facts(session, shift.today - AROUND, shift.today + AROUND)
    session.add_all(
        _incident(row, people, calendar, shift)
        for row in read_rows("incidents")
        if shift.day(row["day"]) <= shift.today
    )
    unpaid = [
        {"person_id": people[row["person"]], "day": shift.day(row["day"]), "minutes": int(row["minutes"])}
        for row in read_rows("unpaid_hours")
    ]
    session.execute(insert(UnpaidHours), unpaid)
    session.add_all(_lieu(row, people, shift) for row in read_rows("lieu"))
    checked = [(people[row["person"]], shift.day(row["day"])) for row in read_rows("check_ins")]
    session.execute(
        insert(CheckIn), [{"person_id": one, "day": day, "at": datetime.combine(day, MORNING)} for one, day in checked]
    )
    talks = [
        {"person_id": people[row["person"]], "day": shift.day(row["day"])} for row in read_rows("support_contacts")
    ]
    session.execute(insert(SupportContact), talks)
    session.add_all(
        SignalStanding(
            person_id=people[row["person"]],
            signal=Signal(row["signal"]),
            level=SignalLevel(row["level"]),
            since=shift.day(row["since"]),
            note=row["note"],
        )
        for row in read_rows("signal_notes")
    )
    _add_shares(session, people, shift)
    _add_exit_cards(session, shift.today)


def _lieu(row: Row, people: dict[str, int], shift: Shift) -> LeaveEntry:
    hours = float(row["hours"])
    return LeaveEntry(
        person_id=people[row["person"]], kind=LeaveKind.lieu, day=shift.day(row["day"]), hours=hours,
        reason=LedgerReason.earned if hours > 0 else LedgerReason.taken,
    )  # fmt: skip


def _incident(row: Row, people: dict[str, int], calendar: CalendarFacts, shift: Shift) -> Incident:
    day, supported, asked_again = shift.day(row["day"]), shift.past(row["supported_on"]), shift.past(row["followed_on"])
    return Incident(
        person_id=people[row["person"]],
        day=day,
        kind=IncidentKind(row["kind"]),
        what_happened=row["what_happened"],
        support_by=add_business_days(day, SUPPORT_DAYS, calendar),
        support="\n".join(filter(None, [row["support"] if supported else "", row["followed"] if asked_again else ""])),
        supported_on=supported,
        follow_up_on=add_business_days(supported, FOLLOW_UP_DAYS, calendar) if supported else None,
        followed_up=asked_again is not None,
        written_at=datetime.combine(day, MORNING),
    )


def _add_shares(session: Session, people: dict[str, int], shift: Shift) -> None:
    """Unpaid hours that somebody lets another read, and each look at them."""
    for row in read_rows("private_shares"):
        since = shift.day(row["since"])
        share = PrivateShare(
            person_id=people[row["person"]],
            with_id=people[row["with"]],
            since=since,
            until=since + timedelta(days=SHARE_DAYS),
        )
        session.add(share)
        session.add_all(
            PrivateLook(
                by_id=share.with_id, day=shift.day(day), person_id=share.person_id, fact=PrivateFact.unpaid_hours
            )
            for day in row["looked_on"].split(";")
            if day
        )


def _add_exit_cards(session: Session, today: date) -> None:
    months = [today.replace(day=1)]
    while len(months) <= 12:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    counts = [
        {"office_id": row["office_id"], "month": months[int(row["months_back"])],
         "question": ExitQuestion(row["question"]), "said": Said(row["said"]), "count": int(row["count"])}
        for row in read_rows("exit_cards")
    ]  # fmt: skip
    session.execute(insert(ExitCardCount), counts)
