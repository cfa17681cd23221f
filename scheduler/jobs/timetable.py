"""Every job of the clock, its hour and why it runs then. Hours are the territory's.

None lies between midnight and two: around the days on which clocks change, such a job would be left out or run twice.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.jobs.beat import beat
from scheduler.jobs.escalate_concerns import escalate_concerns
from scheduler.jobs.hand_over_cases import hand_over_cases
from scheduler.jobs.leave_year import compute_year_strips, follow_decisions, guard_leave, queue_pool_curve
from scheduler.jobs.nightly import (
    credit_leave,
    keep_daily_figures,
    keep_retention_rules,
    queue_missing_plans,
    release_counts,
    snapshot_gaps,
)
from scheduler.jobs.note_strain import note_strain
from scheduler.jobs.open_pulse import open_pulse
from scheduler.jobs.prepare_plans import PlanDesk, prepare_plans
from scheduler.jobs.seal_trail import seal_trail
from scheduler.jobs.send_messages import send_messages
from scheduler.jobs.tell_thanks import tell_thanks


@dataclass(frozen=True)
class Job:
    """Runs `every_seconds`, or once a night at `hour`:`minute` (with `weekday`, mon to sun, once a week).

    `at_start`: also when the clock starts.
    """

    run: Callable[[PlanDesk], None]
    why: str
    every_seconds: float | None = None
    hour: int = 0
    minute: int = 0
    weekday: str | None = None
    at_start: bool = False

    @property
    def name(self) -> str:
        return self.run.__name__


TIMETABLE = (
    Job(
        prepare_plans,
        "Somebody waits at a page for the answer, so the queue is looked at every second.",
        every_seconds=1.0,
    ),
    Job(
        beat,
        "Whoever watches over the service learns within a minute that plans are no longer prepared.",
        every_seconds=15.0,
        at_start=True,
    ),
    Job(
        seal_trail,
        "What was written into the audit trail a minute ago can no longer be changed without a trace.",
        every_seconds=60.0,
        at_start=True,
    ),
    Job(
        send_messages,
        "Somebody who is asked to cover for a colleague off sick should know within the minute; everything else waits "
        "for the day, and for the one e-mail a day of those who chose that.",
        every_seconds=20.0,
    ),
    Job(
        escalate_concerns,
        "On the morning of the day on which an answer is due there is still time to give it; a clock that was down at "
        "nine looks again when it starts.",
        hour=9,
        at_start=True,
    ),
    Job(
        hand_over_cases,
        "Moves that were agreed on take effect on their day, before anybody is at work and before new plans are made.",
        hour=2,
        minute=5,
        at_start=True,
    ),
    Job(
        keep_daily_figures,
        "What takes seconds to add up in a large service (its tier rules, its logged time, a quarter played ahead) is "
        "there before the first person opens the page; a clock that was down does it when it starts.",
        hour=4,
        minute=40,
        at_start=True,
    ),
    Job(
        credit_leave,
        "Leave earned in a month that has ended, and bonus days of winter vacation taken, are there before the first "
        "person signs in; a second run adds nothing.",
        hour=2,
        minute=10,
        at_start=True,
    ),
    Job(
        compute_year_strips,
        "Everybody sees while picking dates which weeks of the coming year can be covered, without waiting for it.",
        hour=2,
        minute=20,
        at_start=True,
    ),
    Job(
        follow_decisions,
        "Leave just asked or granted takes cover away from others: their year strips show it within the minute.",
        every_seconds=60.0,
    ),
    Job(
        guard_leave,
        "Whoever may lose leave before 31 March is seen while there are still weeks left that can be covered.",
        hour=2,
        minute=30,
        weekday="mon",
        at_start=True,
    ),
    Job(
        queue_pool_curve,
        "Headquarters opens the pool curve without waiting; it is worked out anew only when people or leave changed.",
        hour=2,
        minute=50,
        at_start=True,
    ),
    Job(
        queue_missing_plans,
        "Plans that failed or that belong to no day any more are asked again while nobody waits for the solver.",
        hour=2,
        minute=40,
        at_start=True,
    ),
    Job(
        keep_retention_rules,
        "What is kept no longer goes while nobody looks at it, after the sums of the night; a clock that was down at "
        "night does it when it starts.",
        hour=3,
        minute=40,
        at_start=True,
    ),
    Job(
        release_counts,
        "Counts of people are released in the first night of a month or quarter, the territory before the regions, so "
        "that nobody's early look decides which figures others may see.",
        hour=4,
        minute=10,
        at_start=True,
    ),
    Job(
        note_strain,
        "A signal of strain is the person's alone for five business days: they count from the night it began.",
        hour=3,
        minute=20,
        at_start=True,
    ),
    Job(
        open_pulse,
        "The questions of the month are there when people come to work on its second Monday; a clock that was down "
        "then opens them when it starts.",
        hour=5,
        minute=40,
        at_start=True,
    ),
    Job(
        tell_thanks,
        "Thanks that did not reach their person in two business days are told before the day begins; facts of work "
        "that nobody has thanked for once a week, on the first day of it on which the clock runs.",
        hour=7,
        minute=10,
        at_start=True,
    ),
    Job(
        snapshot_gaps,
        "After leave and plans are settled for the night, what each office lacks is kept for comparison.",
        hour=3,
        minute=10,
        at_start=True,
    ),
)
