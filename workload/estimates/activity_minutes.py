"""The seed activity table: what a case of each tier needs in a month, and what the post itself takes.

Frequencies and most minutes are illustrative estimates, to be replaced by logged time. They were chosen knowing the
public anchors (about 50 cases reasonable, 95 too many: NWT Ombud 2022), so that agreement with these is a
plausibility check and no proof.
"""

from collections.abc import Iterable

from workload.facts import ActivityTime
from workload.vocabulary import Activity, Evidence, Head, Tier

ILLUSTRATIVE = "Illustrative estimate, replace by logged time"
USDA = (
    "70 min = 30 interview + 19 review + 21 verification: USDA paperwork filings OMB 0584-0064 (2015), State side; "
    "frequency (5 % of cases a month) illustrative"
)
USDA_COMPLEX = "One and a half times the 70 min of USDA filing OMB 0584-0064 (2015); illustrative estimate"

# activity: times a month, then minutes each time, for simple / standard / complex
_CASE_ROWS: tuple[tuple[Activity, tuple[float, float, float], tuple[float, float, float]], ...] = (
    (Activity.monthly_report, (1, 1, 1), (20, 30, 45)),
    (Activity.contact, (1.2, 2.0, 3.5), (8, 10, 14)),
    (Activity.missing_documents, (0.35, 0.6, 1.1), (10, 12, 18)),
    (Activity.third_parties, (0.2, 0.4, 0.8), (10, 12, 15)),
    (Activity.forms_help, (0.05, 0.15, 0.7), (25, 35, 50)),
    (Activity.productive_choice, (1 / 6, 1 / 3, 1 / 2), (20, 25, 35)),  # every six, three, two months
    (Activity.new_application, (0.05, 0.05, 0.05), (70, 70, 105)),
    (Activity.annual_review, (1 / 12, 1 / 12, 1 / 12), (45, 60, 90)),
    (Activity.notes, (1, 1, 1), (8, 10, 15)),
    (Activity.concern, (0.01, 0.015, 0.03), (60, 75, 90)),
    (Activity.bring_forward, (0.004, 0.006, 0.015), (150, 180, 210)),
    (Activity.appeal, (0.003, 0.005, 0.008), (120, 150, 180)),
)

# duties of the post: times a month per person, minutes each time. The first three make 10 hours a month.
_POST_ROWS: tuple[tuple[Activity, float, float, str], ...] = (
    (Activity.meeting, 4, 60, f"{ILLUSTRATIVE}: a weekly team meeting of one hour"),
    (Activity.supervision, 2, 60, f"{ILLUSTRATIVE}: an hour with the manager twice a month"),
    (Activity.administration, 20, 12, f"{ILLUSTRATIVE}: mail, returns, time sheets and supplies on each open day"),
    (
        Activity.training,
        7 / 12,
        450,
        f"{ILLUSTRATIVE}: seven days of 7.5 hours a year (refresher, courses, conference)",
    ),
)

CASE_ACTIVITIES: tuple[Activity, ...] = tuple(row[0] for row in _CASE_ROWS)

_HEADS = {
    Activity.monthly_report: Head.standards,  # the work to which the two-day promises apply
    Activity.new_application: Head.standards,
    Activity.contact: Head.client_service,
    Activity.missing_documents: Head.client_service,
    Activity.third_parties: Head.client_service,
    Activity.forms_help: Head.client_service,
    Activity.productive_choice: Head.client_service,
    Activity.annual_review: Head.client_service,
    Activity.notes: Head.administration,
    Activity.concern: Head.concerns,
    Activity.appeal: Head.concerns,
    Activity.bring_forward: Head.bring_forwards,
    Activity.meeting: Head.administration,
    Activity.supervision: Head.administration,
    Activity.administration: Head.administration,
    Activity.travel: Head.administration,
    Activity.training: Head.training,
    Activity.cover: Head.leave,
}


def _case_row(activity: Activity, tier: Tier, frequency: float, minutes: float) -> ActivityTime:
    if activity is not Activity.new_application:
        return ActivityTime(activity, tier, frequency, minutes, ILLUSTRATIVE, Evidence.estimate)
    if tier is Tier.complex:
        return ActivityTime(activity, tier, frequency, minutes, USDA_COMPLEX, Evidence.estimate)
    return ActivityTime(activity, tier, frequency, minutes, USDA, Evidence.primary)


ACTIVITY_TIMES: tuple[ActivityTime, ...] = tuple(
    _case_row(activity, tier, frequency, minutes)
    for activity, frequencies, each in _CASE_ROWS
    for tier, frequency, minutes in zip(Tier, frequencies, each, strict=True)
) + tuple(
    ActivityTime(activity, None, frequency, minutes, source, Evidence.estimate)
    for activity, frequency, minutes, source in _POST_ROWS
)


def head_of(activity: Activity) -> Head:
    """The head of recommendation 8 under which an activity is shown. What complex cases take above standard ones goes
    to the head of complex needs instead: see `staffing_need`."""
    return _HEADS[activity]


def fixed_hours(activity_times: Iterable[ActivityTime]) -> float:
    """Hours a month that a post takes whatever its length: meetings, supervision, administration. Training is apart."""
    return sum(_post_minutes(row) for row in activity_times if row.activity is not Activity.training) / 60


def training_hours(activity_times: Iterable[ActivityTime]) -> float:
    """Hours a month of training, on the average of the year, per person."""
    return sum(_post_minutes(row) for row in activity_times if row.activity is Activity.training) / 60


def _post_minutes(row: ActivityTime) -> float:
    return row.frequency * row.minutes if row.tier is None else 0.0
