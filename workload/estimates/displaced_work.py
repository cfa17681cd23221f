"""What a bring-forward costs before it is sent: its hours, and the files that wait for it.

The hours are those of the last ones like it. The files are modelled: an officer takes them in the order of their due
days, with the hours for cases that each day has, once without the bring-forward and once with its hours taken from the
days it falls on. The difference is what it displaces. Nothing is left to chance, so the same facts give the same
answer; what really happens depends on the officer's judgement of what matters most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

LIKE_IT = 12  # ours: recent enough to be alike, enough of them to have a middle
LEAST = 1e-9  # hours; less is arithmetic, not work


@dataclass(frozen=True)
class Price:
    """Minutes in the middle, the least and the most of so many bring-forwards."""

    minutes: int
    low: int
    high: int
    like_it: int


@dataclass(frozen=True)
class File:
    """Work that an officer still has on one file, in hours, and the day by which it should be done. A quiet file is one
    that nobody asks about: no concern and no bring-forward is open on it."""

    reference: str
    due: date
    hours: float
    quiet: bool = True


@dataclass(frozen=True)
class Displaced:
    """Hours taken; files past their day without it and with it; which ones slip; and the quiet files that wait longer,
    each with its further open days."""

    hours: float
    late_without: int
    late_with: int
    slipped: tuple[str, ...]
    quiet: tuple[tuple[str, int], ...]

    @property
    def quiet_days(self) -> int:
        return sum(days for _reference, days in self.quiet)

    @property
    def more_late(self) -> int:
        return self.late_with - self.late_without


def price_of(minutes: Sequence[int]) -> Price | None:
    """The price from the minutes of earlier ones, the newest first; those never timed are left out."""
    timed = [one for one in minutes if one > 0][:LIKE_IT]
    if not timed:
        return None
    return Price(round(median(timed)), min(timed), max(timed), len(timed))


def displaced_work(files: Sequence[File], hours: Mapping[date, float], taken: Mapping[date, float]) -> Displaced:
    """What the hours `taken` on some days displace; where a day is too short for them they fall on the days after.
    `hours` are the hours for files of each day ahead; what is not done by the last of them is done the day after."""
    with_it = dict(hours)
    for begin, some in sorted(taken.items()):
        left = some
        for day in sorted(day for day in hours if day >= begin):
            used = min(left, with_it[day])
            with_it[day] -= used
            left -= used
    without, after = _finished(files, hours), _finished(files, with_it)
    days = {day: at for at, day in enumerate(sorted(hours))}
    late = {one.reference for one in files if _late(without[one.reference], one.due)}
    late_after = {one.reference for one in files if _late(after[one.reference], one.due)}
    longer = [
        (one.reference, _at(after[one.reference], days) - _at(without[one.reference], days))
        for one in files
        if one.quiet
    ]
    return Displaced(
        hours=sum(taken.values()),
        late_without=len(late),
        late_with=len(late_after),
        slipped=tuple(sorted(late_after - late)),
        quiet=tuple((reference, more) for reference, more in longer if more),
    )


def _finished(files: Sequence[File], hours: Mapping[date, float]) -> dict[str, date | None]:
    """The day on which each file is done, the one due first being done first; None when no day is left."""
    done: dict[str, date | None] = {}
    days = sorted(hours)
    at, left = 0, hours[days[0]] if days else 0.0
    for one in sorted(files, key=lambda file: (file.due, file.reference)):
        need = one.hours
        while at < len(days) and need > left + LEAST:
            need -= left
            at += 1
            left = hours[days[at]] if at < len(days) else 0.0
        left -= need
        done[one.reference] = days[at] if at < len(days) else None
    return done


def _late(done: date | None, due: date) -> bool:
    return done is None or done > due


def _at(day: date | None, days: Mapping[date, int]) -> int:
    return len(days) if day is None else days[day]
