"""The rules of `retention_rules`, kept to: what would go today, and letting it go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import JSON, ColumnElement, String, and_, cast, delete, func, or_, select, update
from sqlmodel import Session

from workload.records.audit import note_action
from workload.records.personal_data import SOMEBODY, forget
from workload.records.retention_rules import RULES, Rule, Step
from workload.settings import Settings
from workload.tables.people import Person


@dataclass(frozen=True)
class Due:
    """What a rule takes: rows by table, all older than `before`."""

    rule: Rule
    before: date | None
    rows: dict[str, int]


def what_would_go(session: Session, settings: Settings, today: date) -> list[Due]:
    """Each rule with the rows that it would take today."""
    return [_counted(session, rule, settings, today) for rule in RULES]


def keep_to_rules(session: Session, settings: Settings, today: date) -> list[Due]:
    """Do it, and note in the trail how many rows of which table it was; the caller commits."""
    found = what_would_go(session, settings, today)
    for due in found:
        if due.before is None or not due.rows:
            continue
        for step in due.rule.steps:
            statement: Any = delete(step.table).where(_where(step, due.before))
            if step.blank:
                statement = update(step.table).where(_where(step, due.before)).values(_blank(step))
            session.execute(statement)
        if not due.rule.steps:
            for person_id in _leavers(session, due.before):
                forget(session, person_id)
        note_action(
            session,
            person_id=None,
            action="retention",
            subject="retention",
            subject_id=due.before.isoformat(),
            after=due.rows,
        )
    session.expire_all()
    return found


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the 28th at the latest."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def _counted(session: Session, rule: Rule, settings: Settings, today: date) -> Due:
    if not rule.setting:
        return Due(rule, None, {})
    before = months_before(today, getattr(settings, rule.setting))
    rows: dict[str, int] = {}
    for step in rule.steps:
        count = session.execute(select(func.count()).select_from(step.table).where(_where(step, before))).scalar_one()
        rows[step.table.name] = rows.get(step.table.name, 0) + count
    if not rule.steps:
        rows["person"] = len(_leavers(session, before))
    return Due(rule, before, {name: count for name, count in rows.items() if count})


def _leavers(session: Session, before: date) -> Sequence[int]:
    """Who left before that day and still has a name here."""
    person = Person.__table__  # type: ignore[attr-defined]
    named = or_(person.c.given_name != SOMEBODY[0], person.c.family_name != SOMEBODY[1])
    return session.execute(select(person.c.id).where(person.c.works_until < before, named)).scalars().all()


def _where(step: Step, before: date) -> ColumnElement[bool]:
    """Old enough, and not done already."""
    old = step.older(step.table, before)
    return and_(old, or_(*_filled(step))) if step.blank else old


def _filled(step: Step) -> Iterator[ColumnElement[bool]]:
    for name, empty in _blank(step).items():
        column = step.table.c[name]
        if isinstance(column.type, JSON):
            yield cast(column, String).not_in(("[]", "{}", "null"))
        else:
            yield column.is_not(None) if empty is None else column != empty


def _blank(step: Step) -> dict[str, Any]:
    """The value of each column that is emptied."""
    return {name: _empty(step, name) for name in step.blank}


def _empty(step: Step, name: str) -> Any:
    column = step.table.c[name]
    if isinstance(column.type, JSON):
        return step.model.model_fields[name].get_default(call_default_factory=True)
    return None if column.nullable else ""
