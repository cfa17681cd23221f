"""A year of the pulse, invented: counts of answers by round, and never an answer of anybody."""

from datetime import date
from random import Random

from seed_data.csv_files import Row
from workload.estimates.pulse import questions_of, second_monday
from workload.vocabulary import HowOften, PulseQuestion

MONTHS = [*((2025, month) for month in (11, 12)), *((2026, month) for month in range(1, 12))]
ASKED = 33
LEANING = {
    PulseQuestion.within_paid_hours: (5, 6, 6, 4, 2),
    PulseQuestion.break_or_leave: (6, 6, 6, 3, 2),
    PulseQuestion.time_for_clients: (4, 7, 7, 3, 1),
    PulseQuestion.what_mattered: (1, 3, 7, 8, 3),
    PulseQuestion.backed: (2, 5, 6, 6, 3),
    PulseQuestion.safe: (1, 3, 6, 8, 5),
    PulseQuestion.noticed: (6, 7, 6, 3, 1),
    PulseQuestion.pace_of_change: (3, 5, 7, 5, 2),
}
"""How the answers from never to always fall, as weights."""


def make_pulse(dice: Random) -> list[Row]:
    """Rows of pulse.csv, a question of a round each. The last round is open, and nobody has answered it yet."""
    rows: list[Row] = []
    for year, month in MONTHS:
        opened = second_monday(date(year, month, 1))
        answered = 0 if (year, month) == MONTHS[-1] else dice.randint(8, 22)
        for question in questions_of(opened):
            given = dice.choices(list(HowOften), LEANING[question], k=max(0, answered - dice.randint(0, 2)))
            counts = {answer.value: str(given.count(answer)) for answer in HowOften}
            rows.append({"opened_on": opened.isoformat(), "asked": str(ASKED), "question": question.value} | counts)
    return rows
