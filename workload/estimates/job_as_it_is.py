"""The job as it is: where the logged hours of a kind of post go, held against the list of a job profile.

The list is that of a Client Services Officer in Newfoundland and Labrador (job class profile, pay level CG-32), in our
words: the same work in another province. Hours that stand under none of its items are what the list leaves out. A kind
of post is shown only when enough people logged, so that it is nobody's diary.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workload.vocabulary import Activity, PersonKind

LEAST_PEOPLE = 5


class Side(StrEnum):
    """Where the time of an activity is spent: with a client, at a screen or paper, or neither."""

    client = "client"
    screen = "screen"
    other = "other"


class ProfileItem(StrEnum):
    """What the list of the job profile names, in our words."""

    information = "information"  # gives information, guidance, support and advice
    assessment = "assessment"  # assesses applications and decides on eligibility
    gathering = "gathering"  # gathers information from others
    reviews = "reviews"  # confirms continuing eligibility, reviews
    planning = "planning"  # employability, career guidance, referrals
    crisis = "crisis"  # clients in crisis: emergency food, shelter, transport
    inquiries = "inquiries"  # answers members of the legislature
    scanning = "scanning"  # scans documents for the electronic file
    statistics = "statistics"  # call statistics, budgets, records
    training = "training"  # attends training


SIDES: dict[Activity, Side] = {
    **dict.fromkeys(Activity, Side.screen),
    **dict.fromkeys((Activity.contact, Activity.forms_help, Activity.productive_choice, Activity.concern), Side.client),
    **dict.fromkeys(
        (Activity.meeting, Activity.supervision, Activity.training, Activity.travel, Activity.cover), Side.other
    ),
}
ON_THE_LIST: dict[Activity, ProfileItem] = {
    Activity.contact: ProfileItem.information,
    Activity.new_application: ProfileItem.assessment,
    Activity.missing_documents: ProfileItem.gathering,
    Activity.third_parties: ProfileItem.gathering,
    Activity.monthly_report: ProfileItem.reviews,
    Activity.annual_review: ProfileItem.reviews,
    Activity.productive_choice: ProfileItem.planning,
    Activity.bring_forward: ProfileItem.inquiries,
    Activity.notes: ProfileItem.scanning,
    Activity.administration: ProfileItem.statistics,
    Activity.training: ProfileItem.training,
}


@dataclass(frozen=True)
class WorkedTime:
    """Minutes that one person logged for an activity. `person` only says how many people there are."""

    kind: PersonKind
    person: int
    activity: Activity
    minutes: float


@dataclass(frozen=True)
class ActivityShare:
    """Hours logged for an activity, their share of all, on which side they are spent, and the item of the list under
    which they stand (None when the list leaves them out)."""

    activity: Activity
    hours: float
    share: float
    side: Side
    item: ProfileItem | None


@dataclass(frozen=True)
class JobAsItIs:
    """A kind of post: how many people logged how many hours, the activities with the longest first, shares by side, and
    by item of the list (0.0 where nothing was logged: on the list and not seen)."""

    kind: PersonKind
    people: int
    hours: float
    activities: tuple[ActivityShare, ...]
    sides: dict[Side, float]
    items: dict[ProfileItem, float]

    @property
    def left_out(self) -> float:
        """Share of the hours that stand under no item of the list."""
        return sum(one.share for one in self.activities if one.item is None)


def job_as_it_is(worked: Iterable[WorkedTime], least_people: int = LEAST_PEOPLE) -> list[JobAsItIs]:
    """Every kind of post that enough people logged for, in the order of the kinds."""
    minutes: dict[PersonKind, dict[Activity, float]] = defaultdict(lambda: defaultdict(float))
    people: dict[PersonKind, set[int]] = defaultdict(set)
    for one in worked:
        minutes[one.kind][one.activity] += one.minutes
        people[one.kind].add(one.person)
    return [
        _job(kind, len(people[kind]), minutes[kind])
        for kind in PersonKind
        if len(people[kind]) >= least_people and sum(minutes[kind].values()) > 0
    ]


def _job(kind: PersonKind, people: int, minutes: dict[Activity, float]) -> JobAsItIs:
    total = sum(minutes.values())
    activities = tuple(
        ActivityShare(activity, spent / 60, spent / total, SIDES[activity], ON_THE_LIST.get(activity))
        for activity, spent in sorted(minutes.items(), key=lambda item: -item[1])
    )
    return JobAsItIs(
        kind=kind,
        people=people,
        hours=total / 60,
        activities=activities,
        sides={side: sum(one.share for one in activities if one.side is side) for side in Side},
        items={item: sum(one.share for one in activities if one.item is item) for item in ProfileItem},
    )
