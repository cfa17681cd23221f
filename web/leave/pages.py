"""What the pages of leave show of a stored answer: days, coverers, reasons and other dates, with names."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from web.leave.sentences import change_sentence, join, join_days, limit_sentence
from workload.records.leave import covers_of
from workload.records.officers import people_by_id
from workload.records.places import office_names
from workload.records.plans import plans_for_requests
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.tables.plans import Plan
from workload.vocabulary import CoverMode, CoverStatus, LeaveStatus, PlanStatus


@dataclass(frozen=True)
class CoverLine:
    """One person covers on one day. `travel` is hours on the road."""

    person_id: int
    name: str
    mode: CoverMode
    hours: float
    travel: float
    asked: bool = False  # and not answered yet


@dataclass(frozen=True)
class DayLine:
    """A day of the leave. `due` and `urgent` are None once the leave is decided: then only the cover counts."""

    day: date
    who: tuple[CoverLine, ...]
    delivery: bool = False
    due: float | None = None
    urgent: float | None = None
    served: bool = True


@dataclass(frozen=True)
class WeekLine:
    """A coverer's week before and after, in hours of contract hours."""

    name: str
    week: date
    contract: float
    before: float
    after: float


@dataclass(frozen=True)
class RequestPage:
    """One leave request and all that is known of its cover."""

    request: LeaveRequest
    person: Person
    office: str
    plan: Plan | None
    days: tuple[DayLine, ...]
    weeks: tuple[WeekLine, ...]
    coverers: Mapping[int, str]
    given: Mapping[int, str]
    short_days: tuple[date, ...]
    limits: tuple[str, ...]
    other_dates: tuple[tuple[date, date], ...]
    changes: tuple[str, ...]

    @property
    def looking(self) -> bool:
        """Nobody has an answer yet: the page asks again by itself."""
        undecided = self.request.status == LeaveStatus.asked
        return undecided and (self.plan is None or self.plan.status in (PlanStatus.waiting, PlanStatus.solving))

    @property
    def failed(self) -> bool:
        return self.plan is not None and self.plan.status == PlanStatus.failed

    @property
    def possible(self) -> bool | None:
        """Whether the plan found cover; None while there is no answer."""
        if self.plan is None or self.plan.status not in (PlanStatus.ready, PlanStatus.accepted):
            return None
        return bool(self.plan.answer.get("possible"))

    @property
    def names(self) -> str:
        """«Ana Kay and Joe Bird (asked, no answer yet)»: who covers."""
        return join([self._with_state(number, name) for number, name in self.coverers.items()])

    def _with_state(self, number: int, name: str) -> str:
        states = {line.asked for one in self.days for line in one.who if line.person_id == number}
        return _("%(name)s (asked, no answer yet)", name=name) if states == {True} else name

    @property
    def given_names(self) -> str:
        """«Ana and Joe», for a button; whole names where two share one."""
        short = list(self.given.values())
        return join(short) if len(set(short)) == len(short) else self.names


def request_page(session: Session, request: LeaveRequest) -> RequestPage:
    """Everything the page of a request shows, from what is stored."""
    return request_pages(session, [request])[0]


def request_pages(session: Session, requests: Sequence[LeaveRequest]) -> list[RequestPage]:
    """The same for several requests, in as many queries as for one."""
    offices = office_names(session)
    numbers = [one.id or 0 for one in requests]
    plans = plans_for_requests(session, numbers)
    covers: dict[int, list[ReliefCover]] = defaultdict(list)
    for row in covers_of(session, numbers):
        covers[row.request_id].append(row)
    wanted = {one.person_id for one in requests} | {row.person_id for rows in covers.values() for row in rows}
    wanted |= {number for plan in plans.values() for number in _people_named(plan.answer)}
    people = people_by_id(session, wanted)
    names = {number: one.name for number, one in people.items()}
    return [_page(one, plans.get(one.id or 0), covers[one.id or 0], people, names, offices) for one in requests]


def _people_named(answer: Mapping[str, Any]) -> set[int]:
    """Everybody whom an answer names: in its cover, their weeks, the limits, and changes that would help."""
    limits = (one for row in answer.get("limits", []) for one in row["people"])
    changes = (change for rows in answer.get("changes", []) for change in rows)
    lines = (*answer.get("cover", []), *answer.get("coverers", []), *limits, *changes)
    return {line["person_id"] for line in lines if line["person_id"]}


def _page(
    request: LeaveRequest,
    plan: Plan | None,
    cover: Sequence[ReliefCover],
    people: Mapping[int, Person],
    names: Mapping[int, str],
    offices: Mapping[str, str],
) -> RequestPage:
    person = people[request.person_id]
    answer: dict[str, Any] = plan.answer if plan is not None else {}
    days = (
        _days_granted(cover, answer, names) if request.status == LeaveStatus.granted else _days_planned(answer, names)
    )
    covering = {line.person_id: line.name for one in days for line in one.who}
    return RequestPage(
        request=request,
        person=person,
        office=offices[person.office_id],
        plan=plan,
        days=days,
        weeks=tuple(
            WeekLine(
                names[row["person_id"]],
                date.fromisoformat(row["week"]),
                row["contract"],
                row["before"],
                row["after"],
            )
            for row in answer.get("coverers", [])
        ),
        coverers=covering,
        given={number: people[number].given_name for number in covering},
        short_days=tuple(date.fromisoformat(text) for text in answer.get("short_days", [])),
        limits=_limits(answer, names),
        other_dates=tuple(
            (date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]))
            for row in answer.get("other_dates", [])
        ),
        changes=tuple(
            join([change_sentence(change, names, offices) for change in rows]) for rows in answer.get("changes", [])
        ),
    )


def cover_sentence(page: RequestPage) -> str:
    """The answer in one sentence, for whoever decides: it names people."""
    if page.looking or page.possible is None:
        return _("We are looking who can cover.") if not page.failed else _("No plan could be made.")
    if not page.possible:
        if page.short_days:
            return _("Nobody can cover on %(days)s.", days=join_days(page.short_days))
        return _("These days cannot be covered.")
    if not page.coverers:
        return _("Nobody needs to cover: the office is served without.")
    return _("%(who)s can cover.", who=_who(page.days))


def own_sentence(page: RequestPage) -> str:
    """The same for the person who asks: who covers, or on which days nobody can, and no colleague's reason."""
    if page.possible and page.coverers:
        return _("Your leave can be covered: by %(who)s.", who=_who(page.days))
    if page.possible:
        return _("Your leave can be covered: your office is served while you are away.")
    if page.possible is False and page.short_days:
        return _("No cover was found on %(days)s.", days=join_days(page.short_days))
    if page.possible is False:
        return _("No cover was found for these days.")
    return _("We are looking who can cover.")


def _who(days: Sequence[DayLine]) -> str:
    counts: dict[str, int] = {}
    for one in days:
        for line in one.who:
            counts[line.name] = counts.get(line.name, 0) + 1
    return join(
        [ngettext("%(name)s (%(num)d day)", "%(name)s (%(num)d days)", n, name=name) for name, n in counts.items()]
    )


def _days_planned(answer: dict[str, Any], names: Mapping[int, str]) -> tuple[DayLine, ...]:
    cover: dict[str, list[CoverLine]] = {}
    for row in answer.get("cover", []):
        line = CoverLine(
            row["person_id"], names[row["person_id"]], CoverMode(row["mode"]), row["hours"], row["travel_hours"]
        )
        cover.setdefault(row["day"], []).append(line)
    return tuple(
        DayLine(
            date.fromisoformat(row["day"]),
            tuple(cover.get(row["day"], ())),
            row["delivery"],
            row["due"],
            row["urgent"],
            row["served"],
        )
        for row in answer.get("days", [])
    )


def _days_granted(
    in_place: Sequence[ReliefCover], answer: dict[str, Any], names: Mapping[int, str]
) -> tuple[DayLine, ...]:
    """The days with the cover that is in place, and the days of the plan on which nobody is named."""
    cover: dict[date, list[CoverLine]] = {}
    for row in in_place:
        asked = row.status is CoverStatus.proposed
        line = CoverLine(row.person_id, names[row.person_id], row.mode, row.hours, row.travel_hours, asked)
        cover.setdefault(row.day, []).append(line)
    planned = {date.fromisoformat(row["day"]): row for row in answer.get("days", [])}
    return tuple(
        DayLine(
            one,
            tuple(cover.get(one, ())),
            planned[one]["delivery"] if one in planned else False,
            served=planned[one]["served"] if one in planned else True,
        )
        for one in sorted(cover.keys() | planned.keys())
    )


def _limits(answer: dict[str, Any], names: Mapping[int, str]) -> tuple[str, ...]:
    """One sentence for each person and reason, on the days that lack cover (all days when none is named)."""
    short = set(answer.get("short_days", []))
    days: dict[tuple[int, str], list[date]] = {}
    for row in answer.get("limits", []):
        if short and row["day"] not in short:
            continue
        for one in row["people"]:
            days.setdefault((one["person_id"], one["code"]), []).append(date.fromisoformat(row["day"]))
    return tuple(limit_sentence(code, names[person_id], when) for (person_id, code), when in days.items())
