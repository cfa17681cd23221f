"""What waits for a manager's decision, the longest waiting first, each with the page where it is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import func
from sqlmodel import Session, col, select

from scheduler.caseload_looks import open_looks
from web.concerns.reading import reader, works_on
from web.cover.needs import cover_needs
from web.edge import me, settings
from web.formats import day as said_day
from web.formats import days_range, figure
from web.language import word
from web.leave.on_home import leave_to_decide
from web.wellbeing.needs import safety_needs
from workload.records.concern_needs import Need, Owed, concern_needs
from workload.records.contact_plans import contact_plans, last_decided_by
from workload.records.hours_disputes import disputes
from workload.records.move_objections import open_objections
from workload.records.note_care import open_reports
from workload.records.officers import person_names
from workload.records.places import region_names
from workload.records.training import asked_bookings
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import Backing, MoveState, PlanKind, PlanStatus

REVIEW_AHEAD = timedelta(days=7)
"""A review of limits on somebody's contact shows so long before its day; judgement."""


MOST_WAITING = 15
"""Of more a home shows the longest waiting, and a link leads to all of them."""

OWED = {
    Owed.help_today: _l("Help needed today, %(office)s: %(about)s"),
    Owed.first_look: _l("Read first: help may be needed today, %(office)s: %(about)s"),
    Owed.answer: _l("Answer a concern, %(office)s: %(about)s"),
    Owed.plan: _l("Do what was planned and say what was found, %(office)s: %(about)s"),
    Owed.remedy: _l("Put right what was promised, %(office)s: %(about)s"),
    Owed.appeal_right: _l("Tell the last day to appeal, %(office)s: %(about)s"),
    Owed.owner: _l("Name who looks at a concern, %(office)s: %(about)s"),
    Owed.word: _l("Say how it is going, %(office)s: %(about)s"),
}


@dataclass(frozen=True)
class Waiting:
    """One thing to decide: since when it waits, what it is, what is known already, where it is decided."""

    since: date
    title: str
    state: str
    href: str
    urgent: bool = False


def needs_you(session: Session, region_ids: Sequence[str] | None, today: date) -> list[Waiting]:
    found = [
        *leave_and_cover(session, region_ids, today),
        *_plans(session, region_ids),
        *_objections(session, region_ids),
        *_changed_cases(session, region_ids),
        *_concerns(session, region_ids, today),
        *_disputes(session, region_ids, today),
        *_training(session, region_ids, today),
        *_reported_notes(session, region_ids),
        *_contact_plans(session, region_ids, today),
        *_safety(session, region_ids, today),
    ]
    return sorted(found, key=lambda one: (not one.urgent, one.since, one.title))


def leave_and_cover(session: Session, region_ids: Sequence[str] | None, today: date) -> list[Waiting]:
    """What a deputy decides too: leave that is asked for, days without anybody, coverers who have not answered."""
    needs = [
        Waiting(_day_of(one.since), one.title, one.state, one.href, one.urgent)
        for one in cover_needs(session, settings(), region_ids, today)
    ]
    return [*needs, *_leave(session, region_ids, today)]


def _leave(session: Session, region_ids: Sequence[str] | None, today: date) -> list[Waiting]:
    return [
        Waiting(
            since=_day_of(one.request.asked_at),
            title=_(
                "%(name)s, %(office)s, asks for leave: %(days)s",
                name=one.name,
                office=one.office,
                days=days_range(one.request.first_day, one.request.last_day),
            ),
            state=one.sentence,
            href=url_for("leave.request_page_of", request_id=one.request.id),
        )
        for one in leave_to_decide(session, region_ids, today)
    ]


def _plans(session: Session, region_ids: Sequence[str] | None) -> list[Waiting]:
    moves = func.count(col(PlannedMove.id))
    query = (
        select(Plan, moves)
        .join(PlannedMove, col(PlannedMove.plan_id) == col(Plan.id))
        .where(Plan.kind == PlanKind.caseload, Plan.status == PlanStatus.ready, PlannedMove.state == MoveState.proposed)
        .where(PlannedMove.point == 0)
        .group_by(col(Plan.id))
    )
    if region_ids is not None:
        query = query.where(col(Plan.region_id).in_(list(region_ids)))
    places = region_names(session)
    return [
        Waiting(
            since=_day_of(plan.answered_at or plan.asked_at),
            title=_("A plan to balance caseloads, %(place)s", place=places.get(plan.region_id or "", "")),
            state=ngettext("%(num)s case would move", "%(num)s cases would move", count),
            href=url_for("caseloads.plan", region=plan.region_id),
        )
        for plan, count in session.exec(query)
    ]


def _objections(session: Session, region_ids: Sequence[str] | None) -> list[Waiting]:
    found = open_objections(session, region_ids)
    names = person_names(session, {said.person_id for said, *_rest in found})
    return [
        Waiting(
            since=_day_of(said.made_at),
            title=_("%(name)s objects to the move of case %(case)s", name=names[said.person_id], case=case.reference),
            state=_("changes hands on %(day)s", day=said_day(move.effective_on)) if move.effective_on else "",
            href=url_for("caseloads.objections", region=plan.region_id),
        )
        for said, move, case, plan in found
    ]


def _changed_cases(session: Session, region_ids: Sequence[str] | None) -> list[Waiting]:
    """One line a region: cases whose hours changed so much that the balance needs a look."""
    found = []
    for region_id, name in region_names(session).items():
        looks = open_looks(session, region_id) if region_ids is None or region_id in region_ids else []
        if looks:
            changed = sum(look.hours_after - look.hours_before for look, _case in looks)
            found.append(
                Waiting(
                    since=looks[0][0].noted_on,
                    title=_("Look at the balance, %(place)s", place=name),
                    state=ngettext(
                        "%(num)s case changed by %(hours)s h a month", "%(num)s cases changed by %(hours)s h a month",
                        len(looks), hours=figure(changed, 1),
                    ),
                    href=url_for("caseloads.plan", region=region_id),
                )
            )  # fmt: skip
    return found


def _concerns(session: Session, region_ids: Sequence[str] | None, today: date) -> list[Waiting]:
    return [
        concern_waiting(need, today) for need in concern_needs(session, today, region_ids=region_ids, reader=reader())
    ]


def concern_waiting(need: Need, today: date) -> Waiting:
    """A concern with what is owed first, as a line of a home."""
    concern, office = need.line.concern, need.line.office or _("no office named")
    step = {Owed.first_look: "route", Owed.help_today: "acknowledge", Owed.appeal_right: "acknowledge",
            Owed.owner: "acknowledge", Owed.word: "progress"}.get(need.owed)  # fmt: skip
    here = step is not None and works_on(concern)
    return Waiting(
        since=concern.opened_on,
        title=str(OWED[need.owed]) % {"office": office, "about": word(concern.category)},
        state=_due_words(need.by, today),
        href=url_for("concern_steps.step", concern_id=concern.id, name=step)
        if here
        else url_for("concerns.one", concern_id=concern.id),
        urgent=need.by <= today,
    )


def _disputes(session: Session, region_ids: Sequence[str] | None, today: date) -> list[Waiting]:
    """All disputes of hours without an answer: each names the day by which it is owed."""
    return [
        Waiting(
            since=line.dispute.said_on,
            title=_(
                "%(name)s says that the hours of case %(case)s do not fit", name=line.person, case=line.case.reference
            ),
            state=_("answer owed by %(day)s", day=said_day(line.dispute.due_on)),
            href=url_for("hours.disputed", dispute_id=line.dispute.id),
            urgent=line.dispute.due_on <= today,
        )
        for line in disputes(session, region_ids=region_ids, open_only=True)
    ]


def _day_of(moment: datetime) -> date:
    """The day of a stored moment, on the territory's clocks."""
    return moment.astimezone(ZoneInfo(settings().timezone)).date()


def _due_words(due: date, today: date) -> str:
    if due < today:
        late = (today - due).days
        return ngettext("OVERDUE by %(num)s day", "OVERDUE by %(num)s days", late)
    return _("due today") if due == today else _("due on the next open day")


def _training(session: Session, region_ids: Sequence[str] | None, today: date) -> list[Waiting]:
    return [
        Waiting(
            since=booking.asked_on,
            title=_("%(name)s asks for a course: %(course)s", name=person.name, course=word(booking.course)),
            state=days_range(booking.first_day, booking.last_day),
            href=url_for("training.region"),
        )
        for booking, person in asked_bookings(session, today, region_ids=region_ids)
    ]


def _safety(session: Session, region_ids: Sequence[str] | None, today: date) -> list[Waiting]:
    """Support owed for abuse, and people alone who have not checked in."""
    needs = safety_needs(session, region_ids, today)
    return [Waiting(one.since, one.title, one.state, one.href, one.urgent) for one in needs]


def _reported_notes(session: Session, region_ids: Sequence[str] | None) -> list[Waiting]:
    return [
        Waiting(
            since=one.report.said_on,
            title=_("A note of thanks was reported"),
            state=str(word(one.report.fault)),
            href=url_for("thanks_care.reports"),
        )
        for one in open_reports(session, region_ids, reader=me().person_id)
    ]


def _contact_plans(session: Session, region_ids: Sequence[str] | None, today: date) -> list[Waiting]:
    """Limits of which the person was not told yet, and reviews that are near; an objection shows to others only."""
    found = []
    for line in contact_plans(session, region_ids=region_ids):
        plan = line.plan
        objected = plan.objected_on is not None
        if objected and last_decided_by(plan) == me().person_id:
            continue
        review = objected or plan.review_by <= today + REVIEW_AHEAD
        if not review and plan.told_on is not None:
            continue
        title = (
            _("Review the limits on contact, %(case)s, %(office)s", case=plan.known_as, office=line.office)
            if review
            else _(
                "Tell the person of the limits on contact, %(case)s, %(office)s", case=plan.known_as, office=line.office
            )
        )
        state = _("by %(day)s", day=said_day(plan.review_by)) if review else _("no limit holds before")
        found.append(
            Waiting(
                since=plan.objected_on or plan.reviewed_on or plan.decided_on,
                title=title,
                state=state,
                href=url_for("contact_plans.one", contact_plan_id=plan.id),
                urgent=review and plan.review_by <= today,
            )
        )
    return found


def backing_waiting(session: Session) -> list[Waiting]:
    """Limits on one person's contact on which headquarters is asked for its word."""
    return [
        Waiting(
            since=line.plan.reviewed_on or line.plan.decided_on,
            title=_(
                "Stand behind limits on contact? %(case)s, %(office)s", case=line.plan.known_as, office=line.office
            ),
            state=_("the manager asks"),
            href=url_for("contact_backing.word_on", contact_plan_id=line.plan.id),
        )
        for line in contact_plans(session)
        if line.plan.backing is Backing.asked
    ]
