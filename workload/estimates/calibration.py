"""What an activity takes, learned from logged time: the table's minutes as a prior, moved as far as the logs bear.

Minutes of one activity and tier are log-normal around exp(mu), mean minutes exp(mu + sigma^2 / 2); before any log,
mu is normal around the table with `TAU`, and the table as a whole may be off by `TAU_TABLE`. A share of all timers is
forgotten: their logarithm lies `FORGOTTEN_BY` higher, widely spread. That share, sigma and how far the whole table is
off are the same everywhere and are chosen by the evidence of all logs together; the posterior of each mu lies on a
grid. The lines of everybody are pooled: a *cell* is an activity and tier; an office has one factor on all of its
activities, and only where enough people log. Nobody's own speed is ever estimated.

A time that equals one of the buttons stands for every time that is nearest to that button.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, inf, log, sqrt

import numpy as np
from scipy.sparse import csr_array
from scipy.special import logsumexp, ndtr

from workload.estimates.uncertainty import Range
from workload.facts import ActivityTime
from workload.vocabulary import Activity, Tier

TAU = 0.35  # how far the table may be off, in logarithms; illustrative
TAU_TABLE = 0.2  # how far the table as a whole may be off; illustrative
TAU_OFFICE = 0.15  # how far an office may be from the others; illustrative
FORGOTTEN_BY = 1.5  # a forgotten timer runs some four and a half times as long; illustrative
FORGOTTEN_SPREAD = 0.6
SIGMAS = (0.3, 0.36, 0.43, 0.51, 0.6, 0.7, 0.83)  # of one occurrence, in logarithms
SHIFTS = tuple(round(0.06 * k, 2) for k in range(-10, 11))  # of the whole table
FORGOTTEN = (0.001, 0.02, 0.05, 0.1, 0.15, 0.25)
BELIEF_SIGMA = 0.3  # how firmly sigma is held to be near 0.6 before any log
GRID = np.linspace(-4.5, 4.5, 121)  # in prior standard deviations
LEAST = 1e-300  # so that a time beyond belief has a logarithm
BUTTONS = (15, 30, 60, 120)
LEAST_LOGS = 10  # before a change is proposed
LEAST_PEOPLE = 3  # so that a figure is never one person's
LEAST_OFFICE_LOGS = 30
WORTH = 0.10  # a smaller change is not worth a proposal


@dataclass(frozen=True)
class LoggedTime:
    """One occurrence of an activity as somebody logged it. `person` only says how many people there are."""

    activity: Activity
    tier: Tier | None
    office: str
    person: int
    minutes: float


@dataclass(frozen=True)
class Learned:
    """Mean minutes of an activity and tier with their 80 % range, beside the table's, and how many lines and people."""

    activity: Activity
    tier: Tier | None
    table: float
    minutes: Range
    logs: int
    people: int


@dataclass(frozen=True)
class LearnedFactor:
    """What an office's minutes are multiplied by beyond its present multiplier, with the 80 % range."""

    office: str
    factor: Range
    logs: int
    people: int


@dataclass(frozen=True)
class Calibration:
    """Every cell of the table with what the logs say of it, offices with enough people, and what explains the logs
    best: the share of forgotten timers, the spread of one occurrence, and a factor on the table as a whole."""

    cells: tuple[Learned, ...]
    offices: tuple[LearnedFactor, ...]
    forgotten: float
    sigma: float
    table_factor: float


@dataclass(frozen=True)
class Proposal:
    """A weight that the logs speak against: the table's minutes, those proposed, their range and the lines behind."""

    activity: Activity
    tier: Tier | None
    old: float
    new: float
    low: float
    high: float
    logs: int
    people: int


def calibrate(
    logs: Iterable[LoggedTime], activity_times: Iterable[ActivityTime], multipliers: Mapping[str, float] | None = None
) -> Calibration:
    """What the logs say of every row of the activity table. `multipliers` are the offices' present ones (others 1.0);
    lines of an activity and tier that is not in the table, or without minutes, are left out."""
    rows = {(row.activity, row.tier): row for row in activity_times if row.minutes > 0}
    order = {key: k for k, key in enumerate(rows)}
    placed = [(order.get((one.activity, one.tier)), one) for one in logs if one.minutes > 0]
    known = [one for k, one in placed if k is not None]
    where = np.array([k for k, _one in placed if k is not None], dtype=int)
    table = [row.minutes for row in rows.values()]
    span = cache(lambda k, office, minutes: _span(minutes, log(table[k] * (multipliers or {}).get(office, 1.0))))
    spans = np.array([span(k, one.office, one.minutes) for k, one in placed if k is not None]).reshape(-1, 2)
    evidence = _Evidence(spans, where, len(rows), TAU)
    sigma, forgotten, shift = _noise(evidence)
    found = evidence.posterior(sigma, forgotten, shift)
    pairs = set(zip(where.tolist(), (one.person for one in known), strict=True))
    people = np.bincount(np.array([place for place, _person in pairs], dtype=int), minlength=len(rows))
    times = np.bincount(where, minlength=len(rows))
    cells = tuple(
        Learned(*key, row.minutes, found.factor(k, row.minutes), int(times[k]), int(people[k]))
        for k, (key, row) in enumerate(rows.items())
    )
    beyond = spans - found.mean[where][:, None]
    spread = sqrt(sigma**2 + float(found.variance[where].mean())) if known else sigma
    return Calibration(cells, _offices(known, beyond, spread, forgotten), forgotten, sigma, exp(shift))


def proposals(calibration: Calibration) -> list[Proposal]:
    """Changes of weights that enough lines of enough people speak for, the largest change first: the table lies outside
    the 80 % range. Nothing changes by itself."""
    found = [
        Proposal(
            cell.activity,
            cell.tier,
            cell.table,
            cell.minutes.middle,
            cell.minutes.low,
            cell.minutes.high,
            cell.logs,
            cell.people,
        )
        for cell in calibration.cells
        if cell.logs >= LEAST_LOGS
        and cell.people >= LEAST_PEOPLE
        and not cell.minutes.low <= cell.table <= cell.minutes.high
        and abs(log(cell.minutes.middle / cell.table)) >= WORTH
    ]
    return sorted(found, key=lambda one: -abs(log(one.new / one.old)))


@dataclass(frozen=True)
class _Posterior:
    """Of the logarithm of mean minutes over the table's, cell by cell."""

    mean: np.ndarray
    variance: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def factor(self, cell: int, minutes: float = 1.0) -> Range:
        return Range(*(minutes * exp(float(part[cell])) for part in (self.mean, self.low, self.high)))


class _Evidence:
    """Where the logarithms of minutes lie beside the table's: points, or spans where a button was pressed."""

    def __init__(self, spans: np.ndarray, cell: np.ndarray, cells: int, tau: float) -> None:
        """`spans` are lines x 2 (from, to), `cell` the number of each line's cell."""
        self.grid = tau * GRID
        self.prior = -0.5 * GRID**2 - logsumexp(-0.5 * GRID**2)
        lines, times = np.unique(np.column_stack([cell, spans]), axis=0, return_counts=True)
        exact = lines[:, 1] == lines[:, 2]
        self.parts = [self._part(lines, times, which, cells) for which in (exact, ~exact)]

    @staticmethod
    def _part(lines: np.ndarray, times: np.ndarray, which: np.ndarray, cells: int) -> tuple[np.ndarray, csr_array]:
        """Spans, and a matrix that adds up their logarithms cell by cell."""
        some = lines[which]
        places = (some[:, 0].astype(int), np.arange(len(some)))
        return some[:, 1:], csr_array((times[which].astype(float), places), (cells, len(some)))

    def weights(self, sigma: float, forgotten: float, shift: float = 0.0) -> np.ndarray:
        """The logarithm of prior times likelihood, cells x grid around the shifted table."""
        middle = self.grid + shift - sigma**2 / 2  # minutes of the table are a mean, not a median
        wide = sqrt(sigma**2 + FORGOTTEN_SPREAD**2)
        (points, add_points), (spans, add_spans) = self.parts
        z, late = (points[:, :1] - middle) / sigma, (points[:, :1] - middle - FORGOTTEN_BY) / wide
        density = (1 - forgotten) / sigma * np.exp(-0.5 * z**2) + forgotten / wide * np.exp(-0.5 * late**2)
        low, high = spans[:, :1] - middle, spans[:, 1:] - middle
        usual = ndtr(high / sigma) - ndtr(low / sigma)
        left_on = ndtr((high - FORGOTTEN_BY) / wide) - ndtr((low - FORGOTTEN_BY) / wide)
        within = (1 - forgotten) * usual + forgotten * left_on
        return self.prior + add_points @ np.log(density + LEAST) + add_spans @ np.log(within + LEAST)

    def posterior(self, sigma: float, forgotten: float, shift: float = 0.0) -> _Posterior:
        weights = self.weights(sigma, forgotten, shift)
        chance = np.exp(weights - logsumexp(weights, axis=1, keepdims=True))
        mean = chance @ self.grid
        variance = (chance * (self.grid - mean[:, None]) ** 2).sum(axis=1)
        below = np.cumsum(chance, axis=1) - chance / 2
        low, high = (np.array([np.interp(at, row, self.grid) for row in below]) for at in (0.1, 0.9))
        return _Posterior(mean + shift, variance, low + shift, high + shift)


def _noise(evidence: _Evidence) -> tuple[float, float, float]:
    """Sigma, share of forgotten timers and shift of the whole table with the most evidence over all cells; each is
    chosen in its turn, twice."""
    sigma, forgotten, shift = 0.6, 0.05, 0.0

    def plausible(candidate: tuple[float, float, float]) -> float:
        belief = (log(candidate[0] / 0.6) / BELIEF_SIGMA) ** 2 + (candidate[2] / TAU_TABLE) ** 2
        return float(logsumexp(evidence.weights(*candidate), axis=1).sum()) - belief / 2

    for _ in range(2):
        *_, shift = max(((sigma, forgotten, value) for value in SHIFTS), key=plausible)
        sigma, forgotten, _ = max(((one, other, shift) for one in SIGMAS for other in FORGOTTEN), key=plausible)
    return sigma, forgotten, shift


def _offices(
    lines: Sequence[LoggedTime], beyond: np.ndarray, spread: float, forgotten: float
) -> tuple[LearnedFactor, ...]:
    """Offices where enough people log: what is left of their lines when the cells' own means are taken off."""
    people: dict[str, set[int]] = defaultdict(set)
    for one in lines:
        people[one.office].add(one.person)
    times = Counter(one.office for one in lines)
    enough = sorted(o for o in people if len(people[o]) >= LEAST_PEOPLE and times[o] >= LEAST_OFFICE_LOGS)
    if not enough:
        return ()
    number = {office: k for k, office in enumerate(enough)}
    theirs = [k for k, one in enumerate(lines) if one.office in number]
    where = np.array([number[lines[k].office] for k in theirs])
    found = _Evidence(beyond[theirs], where, len(enough), TAU_OFFICE).posterior(spread, forgotten)
    return tuple(LearnedFactor(o, found.factor(k), times[o], len(people[o])) for k, o in enumerate(enough))


def _span(minutes: float, usual: float) -> tuple[float, float]:
    """From and to where the logarithm of the true minutes lies beside the table's (`usual`, the office's multiplier
    in)."""
    if minutes not in BUTTONS:
        return log(minutes) - usual, log(minutes) - usual
    k = BUTTONS.index(int(minutes))
    low = -inf if k == 0 else log(BUTTONS[k - 1] * BUTTONS[k]) / 2
    high = inf if k == len(BUTTONS) - 1 else log(BUTTONS[k] * BUTTONS[k + 1]) / 2
    return low - usual, high - usual
