"""What facts of work say of strain, signal by signal. Nothing here is about health.

There is no sum of signals, no score, no ranking and no prediction: each signal stands for itself with its two
thresholds, where these come from, and the figures it is made of. A signal without facts is `unknown`, never calm.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from workload.estimates.program_change import HEAVY
from workload.vocabulary import Evidence, IncidentKind, Signal, SignalLevel

PRIVATE = frozenset({Signal.weekly_hours, Signal.unpaid_hours})
"""Signals that only the person sees."""

REST_DAYS = 5
LIEU_CAP = 75
"""Hours that may be kept in lieu at most (GNWT Human Resource Manual 0609)."""
REPORT = "NWT Ombud 2022"
OURS = "our judgement; no research behind the number"


@dataclass(frozen=True)
class Threshold:
    """Amber above `amber`, red above `red`; with `reached` already at the figure itself. Above `beyond` it is more than
    anybody can do."""

    amber: float
    red: float
    source: str
    evidence: Evidence = Evidence.estimate
    reached: bool = False
    beyond: float | None = None

    def level(self, value: float) -> SignalLevel:
        if value > self.red or (self.reached and value == self.red):
            return SignalLevel.red
        if value > self.amber or (self.reached and value == self.amber):
            return SignalLevel.amber
        return SignalLevel.calm


THRESHOLDS: Mapping[Signal, Threshold] = {
    Signal.planned_load: Threshold(
        0.85, 1.0, f"contact-centre practice for interrupted work; beyond: 50 h in 37.5 h, {REPORT}",
        Evidence.secondary, beyond=4 / 3,
    ),
    Signal.part_time_fit: Threshold(1.15, 1.3, f"{REPORT}, part-time posts with full caseloads; number: {OURS}"),
    Signal.weeks_since_rest: Threshold(26, 39, f"GNWT-UNW agreement art. 18.02 (1)(a); number: {OURS}"),
    Signal.leave_at_risk: Threshold(0.5, 1.0, f"GNWT-UNW agreement art. 18.02; number: {OURS}"),
    Signal.leave_refused: Threshold(1, 2, f"{REPORT}, leave that cannot be taken; number: {OURS}", reached=True),
    Signal.covering: Threshold(0.2, 1 / 3, f"{REPORT}, lack of relief; number: {OURS}"),
    Signal.interruptions: Threshold(0.1, 0.2, f"{REPORT}, bring-forwards; number: {OURS}"),
    Signal.deadlines: Threshold(1.0, 1.3, f"{REPORT}, standards on a Friday afternoon; number: {OURS}"),
    Signal.major_changes: Threshold(2, 3, f"Haldimand-Norfolk on changes at once; number: {OURS}", reached=True),
    Signal.change_load: Threshold(
        HEAVY, 2 * HEAVY, f"the tenth that headquarters is warned of before a date is fixed; both numbers: {OURS}"
    ),
    Signal.lieu_bank: Threshold(
        60, LIEU_CAP, f"GNWT Human Resource Manual 0609: {LIEU_CAP} h at most; the lower number: {OURS}",
        Evidence.secondary, reached=True,
    ),
    Signal.alone: Threshold(0, 0, "NWT Occupational Health and Safety duty of the employer", Evidence.secondary),
    Signal.incidents: Threshold(3, 4, f"NWT Occupational Health and Safety reporting; number: {OURS}", reached=True),
    Signal.support_reach: Threshold(10, 20, f"{REPORT}, buddies and lone posts; number: {OURS}"),
    Signal.weekly_hours: Threshold(40, 48, "40 h NWT and 48 h federal employment standards; 55 h WHO 2021",
                                   Evidence.secondary, beyond=55),
    Signal.unpaid_hours: Threshold(1, 2, f"{REPORT}, hours for free; number: {OURS}", reached=True),
}  # fmt: skip


@dataclass(frozen=True)
class WorkFacts:
    """What the service knows of one person's work; None is not known. Hours are of the month unless named otherwise.

    `weeks_left` are whole weeks before 31 March in which leave can be covered, `weeks_to_take` weeks of leave still to
    take less what was asked to be carried over. `*_two_weeks`, `*_four_weeks` are sums of the weeks before today, and
    `due_hours` the hours of the answers promised in the coming two weeks, against `hours_two_weeks_ahead`.
    `change_hours` are those that program changes take this month, training and slower work together; `lieu_hours` are
    in the ledger, None where none was ever written down. `unchecked_days` are days alone without a check-in since the
    person first checked in. `unpaid_weeks` holds the unpaid hours of each of the last four weeks. `days_since_talk` are
    business days since a lone post talked with buddy or manager; None for who is not alone, or never wrote one down.
    """

    needed: float = 0.0
    there: float = 0.0
    cases: int = 0
    weekly_hours: float = 0.0
    region_cases_an_hour: float | None = None
    last_rest: date | None = None
    rest_known_since: date | None = None
    weeks_to_take: float | None = None
    weeks_left: int | None = None
    refused: int = 0
    cover_two_weeks: float = 0.0
    hours_two_weeks: float = 0.0
    interrupted_four_weeks: float = 0.0
    hours_four_weeks: float = 0.0
    logged_four_weeks: bool = False
    due_hours: float = 0.0
    hours_two_weeks_ahead: float = 0.0
    major_changes: int = 0
    change_hours: float | None = None
    lieu_hours: float | None = None
    days_alone: int = 0
    days_worked: int = 0
    unchecked_days: int | None = None
    incidents_30_days: tuple[IncidentKind, ...] = ()
    unpaid_weeks: tuple[float, ...] = ()
    days_since_talk: int | None = None


@dataclass(frozen=True)
class Reading:
    """One signal: its value in its own unit (a share, weeks, days or a count), what was set against what, the level."""

    signal: Signal
    level: SignalLevel
    value: float | None = None
    made_of: tuple[float, ...] = ()

    @property
    def threshold(self) -> Threshold:
        return THRESHOLDS[self.signal]

    @property
    def beyond(self) -> bool:
        """More than anybody can do."""
        most = self.threshold.beyond
        return most is not None and self.value is not None and self.value > most


def strain_signals(facts: WorkFacts, today: date) -> tuple[Reading, ...]:
    """Every signal in the order of the vocabulary, private ones last."""
    fit = facts.cases / facts.weekly_hours if facts.weekly_hours else 0.0
    rest_from = facts.last_rest or facts.rest_known_since
    unpaid = facts.unpaid_weeks
    paid_and_unpaid = facts.weekly_hours + sum(unpaid) / len(unpaid) if unpaid else None
    found = {
        Signal.planned_load: _share(Signal.planned_load, facts.needed, facts.there),
        Signal.part_time_fit: _share(Signal.part_time_fit, fit, facts.region_cases_an_hour),
        Signal.weeks_since_rest: _value(
            Signal.weeks_since_rest, (today - rest_from).days // 7 if rest_from else None, 1.0 * bool(facts.last_rest)
        ),
        Signal.leave_at_risk: _share(Signal.leave_at_risk, facts.weeks_to_take, facts.weeks_left),
        Signal.leave_refused: _value(Signal.leave_refused, facts.refused),
        Signal.covering: _share(Signal.covering, facts.cover_two_weeks, facts.hours_two_weeks),
        Signal.interruptions: _share(
            Signal.interruptions, facts.interrupted_four_weeks if facts.logged_four_weeks else None,
            facts.hours_four_weeks,
        ),
        Signal.deadlines: _share(Signal.deadlines, facts.due_hours, facts.hours_two_weeks_ahead),
        Signal.major_changes: _value(Signal.major_changes, facts.major_changes),
        Signal.change_load: _share(Signal.change_load, facts.change_hours, facts.there),
        Signal.lieu_bank: _value(Signal.lieu_bank, facts.lieu_hours),
        Signal.alone: _alone(facts),
        Signal.incidents: _incidents(facts.incidents_30_days),
        Signal.support_reach: _value(Signal.support_reach, facts.days_since_talk),
        Signal.weekly_hours: _value(Signal.weekly_hours, paid_and_unpaid, facts.weekly_hours),
        Signal.unpaid_hours: _value(Signal.unpaid_hours, sum(week > 0 for week in unpaid) if unpaid else None,
                                    sum(unpaid)),
    }  # fmt: skip
    return tuple(found[signal] for signal in Signal)


def last_rest(away: Collection[date], work_days: Collection[date], today: date) -> date | None:
    """The last day of the newest run of at least five of the person's work days off in a row, up to `today`.

    `work_days` are the open days of the pattern, `away` the days of leave among them; holidays and days off between
    two of them do not break a run, and do not count.
    """
    newest, run = None, 0
    for day in sorted(one for one in work_days if one <= today):
        run = run + 1 if day in away else 0
        if run >= REST_DAYS:
            newest = day
    return newest


def _share(signal: Signal, part: float | None, whole: float | None) -> Reading:
    """A share; without anything to divide by it is red when there is something to do, and unknown when not known."""
    if part is None or whole is None:
        return Reading(signal, SignalLevel.unknown)
    if whole <= 0:
        return Reading(signal, SignalLevel.red if part > 0 else SignalLevel.calm, None, (part, whole))
    return Reading(signal, THRESHOLDS[signal].level(part / whole), part / whole, (part, whole))


def _value(signal: Signal, value: float | None, *made_of: float) -> Reading:
    if value is None:
        return Reading(signal, SignalLevel.unknown)
    return Reading(signal, THRESHOLDS[signal].level(value), value, made_of)


def _alone(facts: WorkFacts) -> Reading:
    """Red with any day alone that nobody checked on; amber when days alone are not checked on at all yet."""
    made_of = (facts.days_alone, facts.days_worked)
    if facts.unchecked_days is None:
        level = SignalLevel.amber if facts.days_alone else SignalLevel.calm
        return Reading(Signal.alone, level, facts.days_alone, made_of)
    level = SignalLevel.red if facts.unchecked_days else SignalLevel.calm
    return Reading(Signal.alone, level, facts.unchecked_days, made_of)


def _incidents(kinds: Collection[IncidentKind]) -> Reading:
    """Any threat or assault is red; verbal abuse is amber from the third time in 30 days."""
    grave = any(kind in (IncidentKind.threat, IncidentKind.assault) for kind in kinds)
    level = SignalLevel.red if grave else THRESHOLDS[Signal.incidents].level(len(kinds))
    return Reading(Signal.incidents, level, len(kinds))
