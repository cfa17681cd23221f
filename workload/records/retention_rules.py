"""What is kept how long, and why: one table, kept to every night. docs/privacy.md shows it; a test compares the two.

Every period is our judgement until the department's own schedule of records says otherwise; it is a setting where an
office would decide. What goes leaves sums behind: counts of concerns, released tables, nightly gaps, approved times.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Table, and_, or_, select
from sqlmodel import SQLModel

from workload.tables.api import ApiReceipt
from workload.tables.bring_forwards import BringForward, BringForwardMinutes
from workload.tables.concerns import Concern, ConcernEvent
from workload.tables.contact_plans import ContactPlan
from workload.tables.imports import TakenFile
from workload.tables.leave import LeaveChange, LeaveRequest
from workload.tables.leave_year import CoverableWeek, LeaveGuard
from workload.tables.messages import Message
from workload.tables.plans import Plan
from workload.tables.sent_forms import SentForm
from workload.tables.time_log import PhoneTally, TimeLogEntry
from workload.tables.wellbeing import CheckIn, Incident, PrivateLook, PrivateShare, SupportContact, UnpaidHours
from workload.vocabulary import PlanStatus

Condition = Callable[[Table, date], ColumnElement[bool]]


@dataclass(frozen=True)
class Step:
    """Rows of a table that are older than a day: they go, or the columns in `blank` are emptied."""

    model: type[SQLModel]
    older: Condition
    blank: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        found: Table = self.model.__table__  # type: ignore[attr-defined]
        return found


@dataclass(frozen=True)
class Rule:
    """What is kept for so many months after it ended, why, and what is left of it. `setting` names the months in
    Settings; a rule without one is kept for as long as the service runs. Leavers are a rule of their own, without
    steps: see `personal_data.forget`."""

    what: str
    setting: str
    why: str
    left: str
    steps: tuple[Step, ...] = ()


def _day(name: str) -> Condition:
    return lambda table, day: table.c[name] < day


def _moment(name: str) -> Condition:
    return lambda table, day: table.c[name] < datetime.combine(day, time(), UTC)


def _closed_concern(table: Table, day: date) -> ColumnElement[bool]:
    concern = Concern.__table__  # type: ignore[attr-defined]
    return table.c.concern_id.in_(select(concern.c.id).where(concern.c.closed_on < day))


def _ended_share(table: Table, day: date) -> ColumnElement[bool]:
    return or_(table.c.until < day, table.c.ended_on < day)


def _unused_plan(table: Table, day: date) -> ColumnElement[bool]:
    return and_(_moment("asked_at")(table, day), table.c.status.in_([PlanStatus.replaced, PlanStatus.failed]))


def _waiting_file(table: Table, day: date) -> ColumnElement[bool]:
    return and_(_moment("uploaded_at")(table, day), table.c.taken_at.is_(None))


RULES = (
    Rule(
        "words of a concern and how to reach the person",
        "keep_words_months",
        "A question can come back within two years; after that counts by month and topic are enough to learn from.",
        "the concern with its days, topic, channel, finding and time taken, without words",
        (
            Step(ConcernEvent, _closed_concern, ("text", "facts")),
            Step(
                Concern,
                _day("closed_on"),
                (
                    "what_happened",
                    "reach",
                    "needs",
                    "talked_before",
                    "about_when",
                    "finding_reason",
                    "code_key",
                    "code_hash",
                    "form_key",
                ),
            ),
        ),
    ),
    Rule(
        "words of a bring-forward",
        "keep_words_months",
        "As for concerns, which most of them speak of.",
        "the bring-forward with its days and minutes",
        (Step(BringForward, _day("answered_on"), ("question", "clarify", "answer")),),
    ),
    Rule(
        "a plan that limited one person's contact",
        "keep_words_months",
        "The person can ask what was decided and why; after two years an old limit must not follow anybody.",
        "nothing but the trail of who decided when, without the person",
        (Step(ContactPlan, _day("ended_on")),),
    ),
    Rule(
        "why leave was asked for, refused or changed",
        "keep_words_months",
        "A refusal is looked up when the same weeks are asked for again, not later.",
        "the leave with its days, hours and decision",
        (
            Step(LeaveRequest, _day("last_day"), ("note", "decision_reason")),
            Step(LeaveChange, _day("from_day"), ("reason",)),
        ),
    ),
    Rule(
        "logged minutes and counted calls",
        "keep_time_months",
        "Times of an activity are learned from three years at most; older work was done under other rules.",
        "approved times of the activity table, nightly gaps of each office",
        (
            Step(TimeLogEntry, _day("day")),
            Step(PhoneTally, _day("day")),
            Step(BringForwardMinutes, _day("day")),
        ),
    ),
    Rule(
        "unpaid hours, shares of them, who looked at private facts, check-ins and talks with a buddy",
        "keep_private_months",
        "They are for looking back over one's own year and the year before.",
        "tables of counts that were released",
        (
            Step(PrivateLook, _day("day")),
            Step(PrivateShare, _ended_share),
            Step(UnpaidHours, _day("day")),
            Step(CheckIn, _day("day")),
            Step(SupportContact, _day("day")),
        ),
    ),
    Rule(
        "words about an incident",
        "keep_incident_months",
        "A claim for an injury at work can come years later.",
        "the incident with its day, kind and whether support was given",
        (Step(Incident, _day("day"), ("what_happened", "support")),),
    ),
    Rule(
        "messages, figures worked out ahead, plans that were replaced or failed, receipts of programs and forms",
        "keep_passing_months",
        "They say what stands elsewhere, or can be worked out again.",
        "what they were about",
        (
            Step(Message, _moment("created_at")),
            Step(CoverableWeek, _day("week")),
            Step(LeaveGuard, _day("looked_on")),
            Step(Plan, _unused_plan, ("answer",)),
            Step(ApiReceipt, _moment("at")),
            Step(SentForm, _day("day")),
        ),
    ),
    Rule(
        "rows of files that were taken in, and files that wait",
        "keep_upload_months",
        "So long an import can be undone; a file that was forgotten holds names.",
        "who took in which file when, and how many rows it changed",
        (Step(TakenFile, _waiting_file), Step(TakenFile, _moment("taken_at"), ("changes",))),
    ),
    Rule(
        "people who have left",
        "keep_leaver_months",
        "References, pay and disputes about leave are asked about for two years.",
        "hours, days and decisions without a name; sums of an office do not change",
    ),
    Rule(
        "the trail of who did what, and its seals",
        "",
        "A trail from which entries go proves nothing. It names staff by number; the name goes with the leaver.",
        "all of it",
    ),
    Rule(
        "released tables, nightly gaps, counts of the pulse and of exit cards",
        "",
        "They are counts, made so that nobody is told apart.",
        "all of them",
    ),
)
