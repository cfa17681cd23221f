"""Where answers wait in memory, mixed with those of others, until they are added to the counters.

Nothing here says who answered: an answer goes in without a name, at a place drawn at random. Five leave together, drawn
at random, once ten wait; so at least five are always behind to mix with, and what the counters gain between two looks
at the database came from any of ten people or more. After the round what is left is counted if it is five or more. A
process that is killed loses the answers that wait, nine at most; that these people have answered stands in the
database.
"""

from collections import defaultdict
from secrets import SystemRandom
from threading import Lock

from workload.records.pulse import Answers

BATCH, WAITING = 5, 10
_dice = SystemRandom()


class AnswerBox:
    """The answers that wait in this process, by round."""

    def __init__(self) -> None:
        self._waiting: dict[int, list[Answers]] = defaultdict(list)
        self._lock = Lock()

    def put(self, round_id: int, answers: Answers) -> list[Answers]:
        """Add one person's answers; gives back a batch to count, or nothing yet."""
        with self._lock:
            waiting = self._waiting[round_id]
            waiting.insert(_dice.randint(0, len(waiting)), dict(sorted(answers.items())))
            if len(waiting) < WAITING:
                return []
            _dice.shuffle(waiting)
            batch, self._waiting[round_id] = waiting[:BATCH], waiting[BATCH:]
            return batch

    def take_back(self, round_id: int, batch: list[Answers]) -> None:
        """A batch that could not be counted waits again."""
        with self._lock:
            self._waiting[round_id] += batch
            _dice.shuffle(self._waiting[round_id])

    def rounds(self) -> list[int]:
        """The rounds of which answers wait."""
        with self._lock:
            return [number for number, waiting in self._waiting.items() if waiting]

    def empty(self, round_id: int) -> list[Answers]:
        """What is left of a round that has ended, to be counted; nothing where fewer than five would be."""
        with self._lock:
            waiting = self._waiting.pop(round_id, [])
        return waiting if len(waiting) >= BATCH else []
