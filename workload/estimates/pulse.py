"""When a pulse is asked, what of it, and what of the answers may be published.

Two of the eight questions a month in turn, all eight in the first month of a quarter. A question is published for the
whole territory once ten people answered it and ten of those asked did not, so that nobody can be told to have answered;
a wave with fewer on either side waits and is counted together with the next. Ten is by convention.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workload.estimates.calendar import monday_of
from workload.estimates.shares import Share, share_of
from workload.estimates.suppression import hide_small_cells
from workload.vocabulary import HowOften, PulseQuestion

LEAST = 10
OPEN_DAYS = 14
QUARTERS = (1, 4, 7, 10)
EIGHT = tuple(PulseQuestion)
MOSTLY = (HowOften.often, HowOften.always)
MONTHLY = tuple(month for month in range(1, 13) if month not in QUARTERS)


@dataclass(frozen=True)
class Wave:
    """One round as it was counted: its days, how many were asked, and the answers to each question."""

    opened_on: date
    closes_on: date
    asked: int
    counts: Mapping[PulseQuestion, Mapping[HowOften, int]]


@dataclass(frozen=True)
class PulseResult:
    """One published figure. `waves` rounds stand together from the one opened on `first` to the one closed on `last`.
    `mostly` is who answered often or always, None where fewer than five did, or fewer than five did not."""

    question: PulseQuestion
    first: date
    last: date
    waves: int
    answers: int
    asked: int
    mostly: int | None
    share: Share | None


def questions_of(day: date) -> tuple[PulseQuestion, ...]:
    """The questions of a round that opens on `day`."""
    if day.month in QUARTERS:
        return EIGHT
    pair = (day.year * len(MONTHLY) + MONTHLY.index(day.month)) % 4
    return EIGHT[2 * pair : 2 * pair + 2]


def second_monday(day: date) -> date:
    """The second Monday of the month of `day`: the day on which its round opens. Ours."""
    first = day.replace(day=1)
    monday = monday_of(first)
    return monday + timedelta(days=14 if monday < first else 7)


def published(waves: Sequence[Wave]) -> tuple[PulseResult, ...]:
    """What may be shown of closed rounds, the oldest first; what waits is not in it."""
    found = []
    for question in EIGHT:
        together: list[Wave] = []
        for wave in waves:
            if question not in wave.counts:
                continue
            together.append(wave)
            answers = sum(sum(one.counts[question].values()) for one in together)
            if answers >= LEAST and sum(one.asked for one in together) - answers >= LEAST:
                found.append(_result(question, together, answers))
                together = []
    return tuple(sorted(found, key=lambda one: (EIGHT.index(one.question), one.last)))


def _result(question: PulseQuestion, waves: Sequence[Wave], answers: int) -> PulseResult:
    mostly = sum(wave.counts[question].get(answer, 0) for wave in waves for answer in MOSTLY)
    shown = hide_small_cells({"mostly": mostly, "less": answers - mostly}).cells["mostly"]
    return PulseResult(
        question=question,
        first=waves[0].opened_on,
        last=waves[-1].closes_on,
        waves=len(waves),
        answers=answers,
        asked=sum(wave.asked for wave in waves),
        mostly=shown,
        share=None if shown is None else share_of(shown, answers),
    )
