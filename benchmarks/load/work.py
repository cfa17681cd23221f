"""Cases, concerns, thanks, leave and logged time of a generated place, as rows for the tables."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from benchmarks.load.sizes import Size
from benchmarks.load.staff import Staff, officers
from workload.estimates.case_tier import decide_tier
from workload.vocabulary import (
    Activity,
    BringForwardSource,
    Channel,
    ConcernCategory,
    ConcernStatus,
    ConcernStep,
    Driver,
    Giver,
    LeaveKind,
    LeaveStatus,
    LedgerReason,
    Stream,
    Tier,
    Value,
    Visibility,
)

TEN_YEARS = 3_650
A_YEAR = 365
OPEN_CONCERNS = 0.004  # of all, not closed yet
Row = dict[str, Any]


def case_rows(size: Size, staff: Sequence[Staff], dice: Random, today: date) -> Iterator[Row]:
    """Cases dealt over the officers; one in 250 has none, each driver holds of one case in four."""
    known = [_decided(dice) for _ in range(500)]
    people = officers(staff)
    for number in range(size.cases):
        one = people[number % len(people)]
        stream, drivers, tier, provisional = dice.choice(known)
        opened = today - timedelta(days=dice.randint(1, 2_000))
        yield {
            "reference": f"L-{number:07d}",
            "community_id": one.office_id,
            "stream": stream,
            "drivers": drivers,
            "tier": tier,
            "provisional": provisional,
            "officer_id": None if number % 250 == 0 else one.id,
            "officer_since": None if number % 250 == 0 else opened,
            "opened_on": opened,
        }


def _decided(dice: Random) -> tuple[Stream, dict[str, bool | None], Tier, bool]:
    stream = dice.choice([Stream.regular, Stream.regular, Stream.aged])
    drivers: dict[Driver, bool | None] = {one: dice.random() < 0.25 for one in Driver}
    decision = decide_tier(drivers, stream)
    return stream, {one.value: said for one, said in drivers.items()}, decision.tier, decision.provisional


def concern_rows(size: Size, staff: Sequence[Staff], dice: Random, today: date) -> Iterator[Row]:
    """Ten years of concerns in the order in which they came, all but the newest closed."""
    people, kinds, channels = officers(staff), list(ConcernCategory), list(Channel)
    for number in range(size.concerns):
        opened = today - timedelta(days=TEN_YEARS - TEN_YEARS * number // size.concerns)
        one = people[dice.randrange(len(people))]
        is_open = number >= size.concerns * (1 - OPEN_CONCERNS)
        answered = None if is_open else opened + timedelta(days=dice.randint(0, 6))
        yield {
            "reference": f"L-{number:07d}",
            "office_id": one.office_id,
            "opened_on": opened,
            "category": dice.choice(kinds),
            "channel": dice.choice(channels),
            "what_happened": "I came with all my papers and was sent home to wait for a call that never came.",
            "status": ConcernStatus.received if is_open else ConcernStatus.closed,
            "promised_due": opened + timedelta(days=2),
            "answered_on": answered,
            "closed_on": answered,
            "recorded_by": one.id,
            "recorded_at": _noon(opened),
            "owner_id": one.id,
        }


def event_rows(size: Size, first_id: int, today: date) -> Iterator[Row]:
    """That each concern of the last year was received."""
    for number in range(size.concerns * 9 // 10, size.concerns):
        opened = today - timedelta(days=TEN_YEARS - TEN_YEARS * number // size.concerns)
        yield {"concern_id": first_id + number, "day": opened, "step": ConcernStep.received}


def thanks_rows(size: Size, staff: Sequence[Staff], dice: Random, today: date) -> Iterator[Row]:
    people, values, givers = officers(staff), list(Value), [Giver.peer, Giver.manager]
    for _ in range(size.thanks):
        written = today - timedelta(days=dice.randint(0, TEN_YEARS))
        yield {
            "recipient_id": dice.choice(people).id,
            "giver_id": dice.choice(people).id,
            "giver": dice.choice(givers),
            "value": dice.choice(values),
            "text": "You stayed with her until every page was read. She left with a smile.",
            "visibility": dice.choice([Visibility.manager, Visibility.everyone]),
            "written_on": written,
            "told_on": written,
        }


def bring_forward_rows(size: Size, staff: Sequence[Staff], dice: Random, today: date) -> Iterator[Row]:
    people = officers(staff)
    for number in range(size.bring_forwards):
        asked = today - timedelta(days=dice.randint(0, TEN_YEARS))
        one, is_open = dice.choice(people), (today - asked).days < 10
        yield {
            "reference": f"L-{number:06d}",
            "office_id": one.office_id,
            "person_id": one.id,
            "source": dice.choice(list(BringForwardSource)),
            "asked_on": asked,
            "needed_by": asked + timedelta(days=1),
            "answered_on": None if is_open else asked + timedelta(days=1),
            "minutes": 0 if is_open else dice.randint(20, 300),
            "question": "Why was the payment late?",
        }


def application_rows(size: Size, staff: Sequence[Staff], first_case: int, dice: Random, today: date) -> Iterator[Row]:
    """Applications of the last year, each of another case."""
    people = officers(staff)
    for number in range(size.applications):
        submitted = today - timedelta(days=dice.randint(0, A_YEAR))
        days = [submitted + timedelta(days=sum_) for sum_ in (dice.randint(0, 3), dice.randint(3, 6), 7, 9)]
        complete, verified, decided, paid = (day if day <= today else None for day in days)
        yield {
            "case_id": first_case + number,
            "office_id": people[number % len(people)].office_id,
            "submitted": submitted,
            "documents_complete": complete,
            "verified": verified,
            "decided": decided,
            "paid": paid,
        }


def leave_rows(staff: Sequence[Staff], dice: Random, today: date) -> Iterator[Row]:
    """A week taken and a week granted ahead for everybody, and for one in fifteen a week asked."""
    monday = today - timedelta(days=today.weekday())
    for one in officers(staff):
        weeks = [-dice.randint(2, 25), dice.randint(3, 20)] + ([dice.randint(22, 30)] if dice.random() < 1 / 15 else [])
        for place, week in enumerate(weeks):
            first = monday + timedelta(weeks=week)
            yield {
                "person_id": one.id,
                "kind": LeaveKind.annual,
                "first_day": first,
                "last_day": first + timedelta(days=4),
                "hours": 37.5,
                "status": LeaveStatus.asked if place == 2 else LeaveStatus.granted,
                "asked_at": _noon(today - timedelta(days=200)),
                "decided_at": None if place == 2 else _noon(today - timedelta(days=190)),
            }


def ledger_rows(staff: Sequence[Staff], today: date) -> Iterator[Row]:
    for one in officers(staff):
        yield {"person_id": one.id, "day": date(today.year, 4, 1), "hours": 150.0, "reason": LedgerReason.opening}


def logged_rows(size: Size, staff: Sequence[Staff], dice: Random, today: date) -> Iterator[Row]:
    activities = [Activity.contact, Activity.monthly_report, Activity.notes]
    for one in officers(staff):
        for back in range(1, size.logged_days + 1):
            for activity in activities:
                yield {
                    "person_id": one.id,
                    "day": today - timedelta(days=back),
                    "activity": activity,
                    "tier": Tier.standard,
                    "minutes": dice.randint(5, 60),
                }


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(18), UTC)
