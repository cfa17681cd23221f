"""A promise with everything that happened to it: whose each day was, which days stood still, and how it stands.

Computed on read from events that are only ever added. From the day of an event on, the matter is with its owner. Only a
wait for the client stops the clock, and only for an item that was named, is not there already, and was not asked for
before. Days with headquarters, the bank, an outage, or an office where nobody covers run on, under that owner's name.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workload.estimates.calendar import DAY, add_business_days, open_days
from workload.estimates.service_clock import Standing, standing
from workload.facts import CalendarFacts


class Owner(StrEnum):
    """With whom a matter is. Only days with the client do not count."""

    office = "office"
    client = "client"
    hq = "hq"
    bank = "bank"
    no_cover = "no_cover"  # the only officer away, and nobody covers
    outage = "outage"


class NoPause(StrEnum):
    """Why a wait for the client did not stop the clock."""

    no_item = "no_item"
    held_already = "held_already"
    asked_before = "asked_before"


@dataclass(frozen=True)
class Turn:
    """From this day on the matter is with `owner`; `item` is what is waited for."""

    day: date
    owner: Owner
    item: str = ""


@dataclass(frozen=True)
class Clock:
    """How a promise ran: its due day (None while it stands still), open days used and waited for the client, open days
    by owner, and waits that did not stop it. Used and waited come to the open days since receipt."""

    received: date
    due: date | None
    standing: Standing
    used: int
    waited: int
    days: dict[Owner, int]
    not_paused: tuple[tuple[Turn, NoPause], ...]


def run_clock(
    received: date,
    business_days: int,
    log: Iterable[Turn],
    calendar: CalendarFacts,
    today: date,
    *,
    answered: date | None = None,
    office: str | None = None,
    held: Collection[str] = (),
) -> Clock:
    """The clock of a promise as it stands `today`. The day of receipt is day 0; the day on which something is asked of
    the client is the client's, the day on which it comes is the office's. `held` are items that were there from the
    beginning. Turns after the answer or after today change nothing."""
    end = max(received, min(answered or today, today))
    known = sorted((one for one in log if one.day <= end), key=lambda one: one.day)  # stable within a day
    turns, not_paused = _turns(known, held)
    days = dict.fromkeys(Owner, 0)
    used, due_day = 0, None
    for day in open_days(received + DAY, end, calendar, office):
        owner = _owner_on(day, turns)
        days[owner] += 1
        used += owner is not Owner.client
        if due_day is None and used == business_days:
            due_day = day
    if due_day is None and _owner_on(end, turns) is not Owner.client:
        due_day = add_business_days(end, business_days - used, calendar, office)
    stands = standing(due_day, answered, today) if due_day else Standing.open
    return Clock(received, due_day, stands, used, days[Owner.client], days, tuple(not_paused))


def _owner_on(day: date, turns: Sequence[Turn]) -> Owner:
    return next((turn.owner for turn in reversed(turns) if turn.day <= day), Owner.office)


def _turns(log: Sequence[Turn], held: Collection[str]) -> tuple[list[Turn], list[tuple[Turn, NoPause]]]:
    """The log with waits that stop nothing left out: the matter stays with whoever had it."""
    turns: list[Turn] = []
    not_paused: list[tuple[Turn, NoPause]] = []
    asked: set[str] = set()
    for one in log:
        item = one.item.strip().casefold()
        why = None
        if one.owner is Owner.client:
            if not item:
                why = NoPause.no_item
            elif item in {name.strip().casefold() for name in held}:
                why = NoPause.held_already
            elif item in asked:
                why = NoPause.asked_before
            asked.add(item)
        if why is None:
            turns.append(one)
        else:
            not_paused.append((one, why))
    return turns, not_paused
