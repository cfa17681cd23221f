"""What a colleague must know to answer for somebody's cases for some days: references and dates, never a client."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from workload.records.case_dates import coming_dates
from workload.records.cases import cases_in_conflict, open_cases
from workload.records.concern_promises import Promise, promises_of, something_owed
from workload.tables.bring_forwards import BringForward
from workload.tables.caseloads import CaseDate
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.tables.places import Community
from workload.vocabulary import CaseDateKind, Driver


@dataclass(frozen=True)
class DatedCase:
    """Something a case has coming, with where and in which language the client is served."""

    case: Case
    community: str
    date: CaseDate


@dataclass(frozen=True)
class CaseLine:
    case: Case
    community: str


@dataclass(frozen=True)
class Handover:
    """`dates` by kind, those that have passed among them; `watch` are cases in crisis; `hidden` counts cases that the
    reader does not see because of a declared conflict of interest."""

    cases: int
    hidden: int
    dates: dict[CaseDateKind, tuple[DatedCase, ...]]
    awaited: tuple[CaseLine, ...]
    watch: tuple[CaseLine, ...]
    bring_forwards: tuple[BringForward, ...]
    concerns: tuple[tuple[Concern, Promise], ...]


def handover(session: Session, person_id: int, first_day: date, last_day: date, *, reader_id: int) -> Handover:
    """The pack for leave of these days. Clocks, documents, BFs and concerns that fall due up to the last day are in it
    also when they are overdue; appointments only on the days of the leave."""
    mine = open_cases(session, officer_id=person_id)
    secret = cases_in_conflict(session, reader_id) if reader_id != person_id else set()
    shown = {one.id or 0: one for one in mine if one.id not in secret}
    places = dict(session.exec(select(Community.id, Community.name)).all())
    dated: list[DatedCase] = [
        DatedCase(shown[number], places[shown[number].community_id], row)
        for number, rows in coming_dates(session, shown).items()
        for row in rows
        if row.day <= last_day and (row.kind is not CaseDateKind.appointment or row.day >= first_day)
    ]
    dated.sort(key=lambda one: (one.date.day, one.case.reference))
    with_document = {one.case.id for one in dated if one.date.kind is CaseDateKind.document}
    return Handover(
        cases=len(shown),
        hidden=len(mine) - len(shown),
        dates={kind: tuple(one for one in dated if one.date.kind is kind) for kind in CaseDateKind},
        awaited=_with(shown.values(), places, Driver.missing_documents, with_document),
        watch=_with(shown.values(), places, Driver.crisis, set()),
        bring_forwards=tuple(_bring_forwards(session, person_id, last_day)),
        concerns=tuple(_concerns(session, person_id, first_day, last_day)),
    )


def _with(
    cases: Iterable[Case], places: dict[str, str], driver: Driver, without: set[int | None]
) -> tuple[CaseLine, ...]:
    found = [one for one in cases if one.drivers.get(driver) is True and one.id not in without]
    return tuple(CaseLine(one, places[one.community_id]) for one in found)


def _bring_forwards(session: Session, person_id: int, last_day: date) -> list[BringForward]:
    query = select(BringForward).where(
        BringForward.person_id == person_id,
        col(BringForward.answered_on).is_(None),
        col(BringForward.needed_by) <= last_day,
    )
    return list(session.exec(query.order_by(col(BringForward.needed_by), col(BringForward.id))))


def _concerns(session: Session, person_id: int, first_day: date, last_day: date) -> list[tuple[Concern, Promise]]:
    """What they own or wrote down, and what is promised up to the last day: an answer, what a plan says, a remedy. What
    waits for the client counts as if it came on the first."""
    theirs = or_(Concern.owner_id == person_id, Concern.recorded_by == person_id)
    owed = session.exec(select(Concern).where(theirs, something_owed())).all()
    promises = promises_of(session, owed, first_day)
    dated = [(one, promises[one.id or 0]) for one in owed if one.id in promises]
    due = [(one, promise) for one, promise in dated if promise.now <= last_day]
    return sorted(due, key=lambda line: (line[1].now, line[0].reference))
