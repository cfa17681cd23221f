"""How much of the promised work is answered in time: a quarter of days, played many times with seeded chance.

Each half of an open day an office has hours for cases from whoever is at work. They go first to what cannot wait
(calls, visitors, bring-forwards, concerns), then to promised work (reports and applications) in the order of its due
day, then to everything else. Work comes by chance (Poisson), each piece of its own length (gamma). A promise of S
business days is kept when the piece is done by the end of the Sth open day after the day on which it came. Leave and
other absence come in spells. A reliever goes where nobody is left. Work is counted in hours, so that a piece can be
half done.

What it leaves out: nobody plans leave around colleagues or around the delivery days; no work moves between offices
other than by relievers; the quarter begins without a backlog.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from workload.estimates.uncertainty import Range

HALVES = 2  # of a day
PROMISED, URGENT, PEOPLE, RELIEVERS = range(
    4
)  # rows of chance, so that a change at one office leaves the others theirs
LEAST = 1e-9  # hours; less is arithmetic, not work
DAYS_AT_ONCE = 8  # for which chance is drawn together: a call for each office and day would take longer than the play


@dataclass(frozen=True)
class Arrivals:
    """Work that comes by chance: pieces on each day on average, hours of one, and its coefficient of variation.

    `spread` is the coefficient of variation of what is not known about the hours, the same for a whole run.
    """

    per_day: tuple[float, ...]
    hours: float
    cv: float
    spread: float = 0.0


@dataclass(frozen=True)
class OfficeWork:
    """What comes to an office, and the hours for cases that each of its people has on a day at work."""

    promised: Arrivals
    urgent: Arrivals
    deferrable: float  # hours a day that can wait
    people: tuple[float, ...]


@dataclass(frozen=True)
class Away:
    """Share of open days away and open days in a row: on leave, and otherwise (sickness, training)."""

    on_leave: float = 29.5 / 248
    leave_days: float = 5.0
    otherwise: float = 20 / 248
    other_days: float = 2.0


@dataclass(frozen=True)
class StandardMet:
    """Of an office, or of several: share of promised work in time (None without promised work) with the middle and the
    80 % range over the runs; share of leave days on which a colleague or a reliever was there (None without people);
    share of days on which nobody was (mean of the offices); and hours of other work that wait at the end."""

    met: Range | None
    leave_covered: float | None
    nobody: float
    waiting: float


@dataclass(frozen=True)
class Played:
    """What all runs came to: hours of promised work that came and that were late, offices x runs; and by office."""

    arrived: np.ndarray
    missed: np.ndarray
    leave_days: np.ndarray
    covered_days: np.ndarray
    nobody: np.ndarray
    waiting: np.ndarray

    def together(self, offices: Sequence[int]) -> StandardMet:
        """Some offices as one, by their place in the list that was played."""
        rows = list(offices)
        came, late = self.arrived[rows].sum(axis=0), self.missed[rows].sum(axis=0)
        met = None
        if came.any():
            shares = np.clip(1 - late / np.maximum(came, LEAST), 0.0, 1.0)
            low, high = np.quantile(shares, (0.1, 0.9))
            met = Range(max(0.0, float(1 - late.sum() / came.sum())), float(low), float(high))
        leave = self.leave_days[rows].sum()
        covered = float(self.covered_days[rows].sum() / leave) if leave > 0 else None
        nobody = float(self.nobody[rows].mean()) if rows else 0.0
        return StandardMet(met, covered, nobody, float(self.waiting[rows].sum()))


def play(
    offices: Sequence[OfficeWork],
    standard_days: int = 2,
    relievers: int = 0,
    reliever_hours: float = 0.0,
    away: Away | None = None,
    runs: int = 2000,
    seed: int = 8,
) -> Played:
    """Play as many days as the arrivals have, for all offices at once; same seed, same answer, and each office and each
    person has its own row of chance: what is changed at one office changes nothing at another but through relievers.

    `reliever_hours` are those for cases on a day at another office. Raises ValueError when offices have different days.
    """
    days = len(offices[0].promised.per_day) if offices else 0
    if any(len(part.per_day) != days for one in offices for part in (one.promised, one.urgent)):
        raise ValueError("Every office needs arrivals for the same days.")
    crew = _Crew(offices, away or Away(), relievers, reliever_hours, runs, seed)
    promised = _Arriving([one.promised for one in offices], HALVES, runs, [seed, PROMISED])
    urgent = _Arriving([one.urgent for one in offices], 1, runs, [seed, URGENT])
    deferrable = np.array([one.deferrable for one in offices])[:, None]
    shape = (len(offices), runs)
    ages = [np.zeros(shape) for _ in range(standard_days + 2)]  # hours by days waited; the last is late
    arrived, missed, pressing, waiting = (np.zeros(shape) for _ in range(4))
    for day in range(days):
        hours, calls = crew.day(day) / HALVES, urgent.day(day)[0]
        _one_day_older(ages)
        for came in promised.day(day):
            ages[0] += came
            if day < days - standard_days:
                arrived += came
            pressing += calls / HALVES
            left = _work_off(pressing, hours)
            for age in reversed(ages):
                left = _work_off(age, left)
            waiting += deferrable / HALVES
            _work_off(waiting, left)
        missed += ages[standard_days]
    nobody = crew.nobody_days / max(days, 1)
    return Played(arrived, missed, crew.leave_days, crew.covered_days, nobody, waiting.mean(axis=1))


class _Arriving:
    """Hours of work that come, for all offices and runs, in each of so many `parts` of a day."""

    def __init__(self, arrivals: Sequence[Arrivals], parts: int, runs: int, seed: list[int]) -> None:
        self.random = [np.random.default_rng([*seed, office]) for office in range(len(arrivals))]
        self.rate = np.array([one.per_day for one in arrivals]) / parts
        cv = np.maximum([one.cv for one in arrivals], 1e-3)
        sigma = np.sqrt(np.log1p(np.array([one.spread for one in arrivals]) ** 2))[:, None]
        known = np.exp(sigma * np.random.default_rng(seed).standard_normal(runs) - sigma**2 / 2)
        self.shape = 1 / cv**2
        self.scale = (np.array([one.hours for one in arrivals]) * cv**2)[:, None] * known
        self.parts = parts

    def day(self, day: int) -> np.ndarray:
        """Hours in each part of a day, parts x offices x runs; days are asked for in their order."""
        if day % DAYS_AT_ONCE == 0:
            self.drawn = self._draw(self.rate[:, day : day + DAYS_AT_ONCE])
        return self.drawn[day % DAYS_AT_ONCE]

    def _draw(self, rate: np.ndarray) -> np.ndarray:
        """Days x parts x offices x runs. The sum of n gamma lengths is a gamma length of n times the shape."""
        offices, runs = self.scale.shape
        lengths = np.empty((rate.shape[1], self.parts, offices, runs))
        for office, random in enumerate(self.random):
            pieces = random.poisson(rate[office, :, None, None], (rate.shape[1], self.parts, runs))
            lengths[:, :, office] = random.standard_gamma(pieces * self.shape[office])
        lengths *= self.scale
        return lengths


class _Crew:
    """Who is at work: every person's leave and other absence as a chain of spells, and relievers where nobody is."""

    def __init__(
        self,
        offices: Sequence[OfficeWork],
        away: Away,
        relievers: int,
        reliever_hours: float,
        runs: int,
        seed: int,
    ) -> None:
        self.random = np.random.default_rng([seed, RELIEVERS])
        self.relievers, self.reliever_hours = relievers, reliever_hours
        self.hours = np.array([hours for one in offices for hours in one.people])[:, None]
        office = [k for k, one in enumerate(offices) for _ in one.people]
        ones = np.ones(len(office))
        self.where = csr_array((ones, (office, range(len(office)))), (len(offices), len(office)))
        self.people = [len(one.people) for one in offices]
        self.away = away
        self.runs = runs
        self.seed = seed
        leave, other = self._draw(0, 1)[0]  # before the first day
        self.on_leave = leave < away.on_leave
        self.other_share = away.otherwise / (1 - away.on_leave) if away.on_leave < 1 else 0.0
        self.there_share = (1 - away.on_leave) * (1 - self.other_share)
        self.elsewhere = other < self.other_share
        self.leave_days, self.covered_days, self.nobody_days = (np.zeros(len(offices)) for _ in range(3))

    def day(self, day: int) -> np.ndarray:
        """Hours for cases at each office on a day, for all runs; days are asked for in their order."""
        block, place = divmod(day, DAYS_AT_ONCE)
        if place == 0:
            self.drawn = self._draw(1 + block, DAYS_AT_ONCE)
        leave, other = self.drawn[place]
        self.on_leave = _next(self.on_leave, leave, self.away.on_leave, self.away.leave_days)
        self.elsewhere = _next(self.elsewhere, other, self.other_share, self.away.other_days)
        there = self.where @ (self.hours * ~(self.on_leave | self.elsewhere))
        nobody = there <= LEAST
        if self.relievers:
            first = self.random.permutation(len(there))  # nobody is always served first
            relieved = np.zeros_like(nobody)
            here = self.random.binomial(self.relievers, self.there_share, self.runs)  # relievers go on leave too
            relieved[first] = nobody[first] & (np.cumsum(nobody[first], axis=0) <= here)
            there[relieved] = self.reliever_hours
        leaves = self.where @ self.on_leave.astype(float)
        self.leave_days += leaves.mean(axis=1)
        self.covered_days += (leaves * (there > LEAST)).mean(axis=1)
        self.nobody_days += (there <= LEAST).mean(axis=1)
        return there

    def _draw(self, block: int, days: int) -> np.ndarray:
        """Numbers between 0 and 1, days x 2 (leave, other absence) x people x runs. An office draws them person after
        person and anew for each block of days, so that another person at the end changes nobody else's."""
        drawn = np.empty((days, 2, sum(self.people), self.runs), dtype=np.float32)
        first = 0
        for office, people in enumerate(self.people):
            random = np.random.default_rng([self.seed, PEOPLE, office, block])
            theirs = random.random((people, days, 2, self.runs), dtype=np.float32)
            drawn[:, :, first : first + people] = theirs.transpose(1, 2, 0, 3)
            first += people
        return drawn


def _next(state: np.ndarray, chance: np.ndarray, share: float, spell: float) -> np.ndarray:
    """A chain that is away on `share` of days, `spell` days in a row on average."""
    if share <= 0:
        return np.zeros_like(state)
    begins = share / ((1 - share) * spell) if share < 1 else 1.0
    return np.where(state, chance >= 1 / spell, chance < begins)


def _one_day_older(ages: list[np.ndarray]) -> None:
    late = ages.pop()
    late += ages.pop()
    ages.insert(0, np.zeros_like(late))
    ages.append(late)


def _work_off(waiting: np.ndarray, hours: np.ndarray) -> np.ndarray:
    """Take hours to what waits, in place; the hours that are left."""
    done = np.minimum(waiting, hours)
    waiting -= done
    return hours - done
