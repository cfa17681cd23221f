"""Concerns of a year, each with what happened to it, event by event, and what clients said went well."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlmodel import Session, col, insert, select

from seed_data.csv_files import Row, read_rows
from seed_data.shift import Shift
from workload.estimates.calendar import add_business_days
from workload.records.calendar import calendar_facts, concern_due
from workload.records.concern_events import AHEAD, SECOND_STAGE_DAYS
from workload.records.concern_quarter import is_easy_way
from workload.tables.concerns import Concern, ConcernEvent
from workload.vocabulary import (
    Channel,
    ConcernCategory,
    ConcernRoute,
    ConcernStatus,
    ConcernStep,
    Finding,
    Handler,
    Naming,
    Said,
)

SECOND_READER = "caroline"
NEW = timedelta(days=14)

Step = tuple[ConcernStep, date | None, str, str, dict[str, Any]]


def add_concerns(session: Session, people: dict[str, int], shift: Shift) -> None:
    """What has not happened yet by `shift.today` is left out, and an answer that has not come yet is blank."""

    @cache
    def due(day: date) -> date:
        return concern_due(session, day).day

    work = {row["reference"]: row for row in read_rows("concern_work")}
    rows = [row | work[row["reference"]] for row in read_rows("concerns")]
    told = [(row, due(shift.day(row["opened_on"]))) for row in rows if shift.day(row["opened_on"]) <= shift.today]
    session.add_all(_concern(session, row, people, promised, shift) for row, promised in told)
    session.add_all(_client_thanks(shift, due))
    session.flush()
    number = dict(session.exec(select(col(Concern.reference), col(Concern.id))).all())
    events = [
        {"concern_id": number[row["reference"]], "day": day, "step": step, "by_id": people.get(by), "text": text,
         "facts": facts}
        for row, promised in told
        for step, day, by, text, facts in _steps(row, people, promised, shift)
        if day is not None
    ]  # fmt: skip
    session.execute(insert(ConcernEvent), events)
    _read_again(session, people, shift)


def _concern(session: Session, row: Row, people: dict[str, int], promised: date, shift: Shift) -> Concern:
    opened = shift.day(row["opened_on"])
    answered, closed = shift.past(row["answered_on"]), _closed_on(row, shift)
    told = shift.past(row["plan_on"]) or answered  # a plan with a day is an answer
    anonymous = Naming(row["naming"]) is Naming.anonymous
    again = shift.past(row["second_on"])
    concern = Concern(
        reference=row["reference"],
        office_id=row["office_id"],
        opened_on=opened,
        category=ConcernCategory(row["category"]),
        channel=Channel(row["channel"]),
        what_happened=row["what_happened"],
        reach="" if anonymous else "By phone, in the morning",
        status=_status(told, closed),
        promised_due=promised,
        promise=f"We will answer by {promised:%A} {promised.day} {promised:%B %Y}.",
        answered_on=told,
        closed_on=closed,
        recorded_by=people[row["recorded_by"]],
        naming=Naming(row["naming"]),
        ticked=[row["category"]],
        language=row["language"],
        urgent=row["urgent"] == "1",
        minutes=int(row["minutes"]),
        route=ConcernRoute(row["route"]),
        handler=Handler(row["handler"]),
        owner_id=people[row["owner"]] if shift.past(row["taken_on"]) else None,
    )
    if answered:
        concern.finding, concern.finding_reason = Finding(row["finding"]), row["finding_reason"]
        concern.remedy, concern.remedy_due = row["remedy"], shift.optional(row["remedy_due"])
        concern.remedy_done_on = shift.past(row["remedy_done_on"])
        concern.systemic, concern.systemic_owner_id = row["systemic"], people.get(row["systemic_owner"])
        concern.systemic_done_on = shift.past(row["systemic_done_on"])
    if closed and row["heard"]:
        concern.heard, concern.understood = Said(row["heard"]), Said(row["understood"])
    if again:
        calendar = calendar_facts(session, again, again + AHEAD, for_clocks=True)
        concern.stage, concern.handler = 2, Handler.superintendent
        concern.promised_due = add_business_days(again, SECOND_STAGE_DAYS, calendar)
        concern.answered_on = concern.closed_on = shift.past(row["second_answered_on"])
        concern.status = _status(concern.answered_on, concern.closed_on)
        concern.finding = Finding(row["second_finding"])
        concern.owner_id, concern.heard, concern.understood = people[row["second_owner"]], None, None
    return concern


def _closed_on(row: Row, shift: Shift) -> date | None:
    """Nothing closes before it is put right."""
    if not row["remedy"] or row["second_on"]:
        return shift.past(row["closed_on"])
    both = [shift.past(row["closed_on"]), shift.past(row["remedy_done_on"])]
    return None if None in both else max(day for day in both if day)


def _status(answered: date | None, closed: date | None) -> ConcernStatus:
    if closed is not None:
        return ConcernStatus.closed
    return ConcernStatus.received if answered is None else ConcernStatus.answered


def _steps(row: Row, people: dict[str, int], promised: date, shift: Shift) -> list[Step]:
    """What happened, in order; a step without a day has not happened."""
    S, owner, opened = ConcernStep, row["owner"], shift.day(row["opened_on"])
    taken, answered, closed = shift.past(row["taken_on"]), shift.past(row["answered_on"]), _closed_on(row, shift)
    routed = {"route": row["route"], "handler": row["handler"], "suggested": row["suggested"],
              "suggested_handler": row["handler"], "held": []}  # fmt: skip
    steps: list[Step] = [
        (S.received, opened, row["recorded_by"], "", {}),
        (S.routed, taken, owner, "", routed),
        (S.acknowledged, taken, owner, "We have what you told us, and it is being looked at.",
         {"owner": people[owner]}),
        (S.owner_accepted, taken, owner, "", {}),
    ]  # fmt: skip
    if row["wait_owner"]:
        wait = {"owner": row["wait_owner"], "item": row["wait_item"]}
        held = {"held": [row["wait_item"]] if row["wait_item"] else []}
        steps.append((S.waiting, shift.past(row["wait_from"]), owner, "", wait))
        steps.append((S.resumed, shift.past(row["wait_until"]), owner, "", held))
    if row["tried_on"]:
        steps.append(
            (
                S.tried_to_reach,
                taken and shift.day(row["tried_on"]),
                owner,
                "No answer, message left.",
                {"part": "morning"},
            )
        )
    if row["progress_on"]:
        said = "Still with us: one paper is missing, and we have asked for it."
        steps.append((S.progress_told, shift.past(row["progress_on"]), owner, said, {}))
    if row["plan_on"]:
        until = shift.day(row["plan_by"])
        said = (
            "We go through it with everyone who had a part in it. "
            f"You know what we found by {until:%A} {until.day} {until:%B}."
        )
        steps.append((S.planned, shift.past(row["plan_on"]), owner, said, {"plan_by": until.isoformat()}))
    steps.append(
        (
            S.answered,
            answered,
            owner,
            row["finding_reason"],
            {"finding": row["finding"], "minutes": int(row["answer_minutes"] or 0)},
        )
    )
    if row["remedy"]:
        steps.append((S.remedy_offered, answered, owner, row["remedy"], {}))
        steps.append((S.remedy_done, shift.past(row["remedy_done_on"]), owner, "", {}))
    if row["heard"]:
        steps.append((S.view_given, closed, owner, "", {}))
    steps.append((S.closed, closed, owner, "You can ask for a second look, or go to the NWT Ombud.", {}))
    again = shift.past(row["second_on"])
    if again and answered:
        first = {
            "first_due": promised.isoformat(),
            "first_answered": (shift.past(row["plan_on"]) or answered).isoformat(),
            "first_finding": row["finding"],
            "owner": people[owner],
        }
        told, other = shift.past(row["second_answered_on"]), row["second_owner"]
        steps.append((S.second_stage, again, other, "The person was not content with the answer.", first))
        answer = "Somebody else went through all of it with you once more."
        steps.append((S.answered, told, other, answer, {"finding": row["second_finding"]}))
        steps.append((S.closed, told, other, "You can go to the NWT Ombud.", {}))
    return sorted(steps, key=lambda step: step[1] or shift.today) if not again else steps


def _read_again(session: Session, people: dict[str, int], shift: Shift) -> None:
    """A second reader has looked at all but the newest of the ways that were chosen otherwise than suggested."""
    query = select(ConcernEvent).where(ConcernEvent.step == ConcernStep.routed, ConcernEvent.day < shift.today - NEW)
    easy = [event for event in session.exec(query) if is_easy_way(event)]
    session.add_all(
        ConcernEvent(
            concern_id=event.concern_id, day=event.day + NEW, step=ConcernStep.audited, by_id=people[SECOND_READER],
            facts={"of": event.id, "agreed": at % 6 != 0},
        )
        for at, event in enumerate(easy)
    )  # fmt: skip


def _client_thanks(shift: Shift, due: Any) -> list[Concern]:
    """What went well, as clients told it on the web page; nobody has passed it on yet."""
    rows = [row for row in read_rows("client_thanks") if shift.day(row["told_on"]) <= shift.today]
    return [
        Concern(
            reference=row["reference"],
            office_id=row["office_id"],
            opened_on=(day := shift.day(row["told_on"])),
            category=ConcernCategory.other,
            channel=Channel.web,
            what_happened=row["what_happened"],
            promised_due=due(day),
            ticked=["went_well"],
            naming=Naming.anonymous,
            route=ConcernRoute.thanks,
            handler=Handler.manager,
        )
        for row in rows
    ]
