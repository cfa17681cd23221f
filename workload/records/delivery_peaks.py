"""The coming delivery: its days, the hours that fall due on one of them, and the hours there for cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from workload.codes import person_code
from workload.estimates.calendar import month_of
from workload.estimates.case_hours import report_hours_by_tier
from workload.estimates.delivery_peak import day_hours
from workload.estimates.officer_capacity import case_hours_by_day, rules_from
from workload.facts import CalendarFacts, OfficerFacts
from workload.records.absences import granted_absences
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.balance_facts import BalanceFacts
from workload.records.calendar import calendar_facts
from workload.records.officers import officers
from workload.records.places import office_by_community, region_by_office
from workload.vocabulary import Tier

LOOK_AHEAD = timedelta(days=45)
ONE_RUN = 5  # a weekend or a holiday may lie within the delivery days of a month


@dataclass(frozen=True)
class DeliveryPeaks:
    """`there` is hours for cases on an average delivery day, by person; `reports` a case's monthly report, by id."""

    first: date
    last: date
    there: dict[int, float]
    reports: dict[int, float]
    people: dict[int, OfficerFacts]
    calendar: CalendarFacts

    def due(self, person_id: int, month_hours: float, report_hours: float) -> float:
        """Hours due on one delivery day for somebody whose cases take so many hours a month; 0.0 when not at work."""
        one = self.people[person_id]
        if self.there.get(person_id, 0.0) <= 0:
            return 0.0
        return day_hours(month_hours, report_hours, one.pattern, self.calendar, self.first, one.office).delivery


def next_delivery(session: Session, today: date) -> tuple[date, date] | None:
    """First and last of the delivery days that are running or come next."""
    days = sorted(day for day in calendar_facts(session, today, today + LOOK_AHEAD).delivery if day >= today)
    if not days:
        return None
    last = days[0]
    for day in days:
        if (day - last).days > ONE_RUN:
            break
        last = day
    return days[0], last


def delivery_peaks(session: Session, today: date, facts: BalanceFacts) -> DeliveryPeaks | None:
    """The peak for the people and cases of a balance; None when the calendar holds no delivery in the coming weeks."""
    days = next_delivery(session, today)
    if days is None:
        return None
    first, last = days
    calendar = calendar_facts(session, *month_of(first))
    known, times = {one.id for one in facts.officers}, activity_times(session, today)
    absences = granted_absences(session, first, last, person_ids=known)
    rules = rules_from(times)
    people = {one.id: one for one in officers(session, facts.last_day, person_ids=known)}
    there = {}
    for number, one in people.items():
        hours = case_hours_by_day(one, absences, calendar, first, last, rules)
        at_work = [value for day, value in hours.items() if day in calendar.delivery and value > 0]
        there[number] = sum(at_work) / len(at_work) if at_work else 0.0
    office_of, of_a_case = office_by_community(session), reports_of_a_case(session, today)
    reports = {case.id: of_a_case[office_of[case.community], case.tier] for case in facts.cases}
    return DeliveryPeaks(first, last, there, reports, people, calendar)


def reports_of_a_case(session: Session, today: date) -> dict[tuple[str, Tier], float]:
    """Hours of a case's monthly report, by office and tier."""
    times, factors = activity_times(session, today), office_multipliers(session, today)
    return {
        (office, tier): hours
        for office in region_by_office(session)
        for tier, hours in report_hours_by_tier(times, factors.get(office, 1.0)).items()
    }


def peaks_of(peaks: DeliveryPeaks, facts: BalanceFacts, holders: Iterable[str]) -> dict[int, float]:
    """Hours due on a delivery day, by person, when `holders` hold the cases of `facts`, in their order."""
    month: dict[str, float] = {}
    reports: dict[str, float] = {}
    for case, holder in zip(facts.cases, holders, strict=True):
        month[holder] = month.get(holder, 0.0) + case.hours
        reports[holder] = reports.get(holder, 0.0) + peaks.reports[case.id]
    return {
        number: peaks.due(number, month.get(person_code(number), 0.0), reports.get(person_code(number), 0.0))
        for number in peaks.people
    }
