"""Logged minutes from another system."""

from typing import Any

from flask import Response
from pydantic import BaseModel, Field
from sqlmodel import select

from web.api.blueprint import WORK, Code, Day, In, Reference, blueprint, unknown, unusable
from web.api.door import once, scope
from web.edge import db, today
from workload.codes import person_id
from workload.records.cases import case_by_reference
from workload.records.time_log import log_time
from workload.tables.people import Person
from workload.vocabulary import Activity, ApiScope, Tier


class TimeLine(In):
    person: Code
    day: Day
    activity: Activity
    minutes: int = Field(ge=1, le=1440)
    tier: Tier | None = None
    case: Reference | None = None


class TimeIn(In):
    lines: list[TimeLine] = Field(min_length=1, max_length=1000)


class Stored(BaseModel):
    stored: int


@blueprint.post("/time-log", tags=[WORK], responses={201: Stored})
@scope(ApiScope.time_write)
def add_time(body: TimeIn) -> Response:
    """Logged minutes, all lines or none. Send an Idempotency-Key: a line sent twice would count twice."""

    def store() -> tuple[dict[str, Any], int]:
        session = db()
        known = {one for one in session.exec(select(Person.id)) if one is not None}
        errors, ready = [], []
        for at, line in enumerate(body.lines):
            case = case_by_reference(session, line.case) if line.case else None
            person = _person_of(line.person)
            if person not in known:
                errors.append(unknown(f"lines.{at}.person"))
            if line.case and case is None:
                errors.append(unknown(f"lines.{at}.case"))
            if line.day > today():
                errors.append({"field": f"lines.{at}.day", "message": "is still to come"})
            ready.append((person, line, case))
        if errors:
            raise unusable(*errors)
        for person, line, case in ready:
            tier = line.tier or (case.tier if case else None)
            log_time(
                session, person_id=person or 0, day=line.day, activity=line.activity, minutes=line.minutes, tier=tier,
                case_id=case.id if case else None,
            )  # fmt: skip
        return {"stored": len(ready)}, 201

    return once(store)


def _person_of(code: str) -> int | None:
    try:
        return person_id(code)
    except ValueError:
        return None
