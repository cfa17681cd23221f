"""What a form names in its body reaches no further than what an address names."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlmodel import Session

import web
from tests.fixtures.access_fields import ANYBODYS, NAMES_NOBODY, FieldTrial, field_trials, intruders, people_of
from tests.fixtures.access_matrix import signed_in, untouched
from tests.fixtures.territory import MONDAY
from workload.tables import metadata

NOT_COMPARED = ("sent_form", "calendar_day", "coverable_week", "private_look")
POINTS_TO_PEOPLE = {
    table.name: [
        at for at, one in enumerate(table.columns) if any(key.column.table.name == "person" for key in one.foreign_keys)
    ]
    for table in metadata.sorted_tables
}


def written(connection: Connection) -> int:
    """How many rows SQLite has written on this connection so far."""
    driver: Any = connection.connection.driver_connection
    return int(driver.total_changes)


def rows(connection: Connection) -> set[tuple[Any, ...]]:
    """Every row of every table, as text."""
    return {
        (table.name, *map(str, row))
        for table in metadata.sorted_tables
        if table.name not in NOT_COMPARED
        for row in connection.execute(table.select())
    }


@pytest.mark.sqlite
def test_a_field_of_a_form_names_no_further_than_its_sender_may(app: Flask, session: Session) -> None:
    """Each field from a form that is taken with the one value and stores nothing with the other; columns that the form
    does not have are sent along and come to nothing."""
    trials = field_trials(session, MONDAY)
    far_id = people_of(session)[2].id or 0
    session.commit()
    clients = {one.who: signed_in(app, one.who) for one in trials}
    wrong: list[str] = []
    with untouched(app) as connection:
        before = rows(connection)

        def stored(trial: FieldTrial, value: Any) -> set[tuple[Any, ...]]:
            inner, changes = connection.begin_nested(), written(connection)
            try:
                given = trial.form | intruders(far_id) | ({} if value is None else {trial.field: value})
                clients[trial.who].post(trial.address, data=given)
                return rows(connection) - before if written(connection) > changes else set()
            finally:
                inner.rollback()

        for trial in trials:
            name, near = f"{trial.where} {trial.field}", stored(trial, trial.near)
            if not near:
                wrong.append(f"{name}: the value that may be named stored nothing, so the trial says nothing")
            foreign = stored(trial, trial.far)
            if trial.near is None:  # a field that is not there for this thing: what is stored does not hold the value
                foreign = {row for row in foreign if str(trial.far) in row}
            if foreign:
                wrong.append(f"{name}: {sorted(foreign)[:2]}")
            names = {row[at + 1] for row in near for at in POINTS_TO_PEOPLE[row[0]]}
            if trial.near != str(far_id) and str(far_id) in names:
                wrong.append(f"{name}: a column that the form does not have was stored")
    assert wrong == []


def test_every_field_that_can_name_something_is_tried_or_names_nobody(session: Session) -> None:
    known = {(one.where, one.field) for one in field_trials(session, MONDAY)} | set(ANYBODYS)
    root, unknown = Path(web.__file__).parent, []
    for path in sorted(root.rglob("*.py")):
        text, where = path.read_text(encoding="utf-8"), path.relative_to(root).parts[0]
        found = re.findall(r"^    (\w+) = (?:List|Ticks|Hidden)Field\(", text, re.MULTILINE)
        found += re.findall(r"request\.form(?:\.get\(|\[)\"(\w+)\"", text)
        unknown += [(where, name) for name in found if name not in NAMES_NOBODY and (where, name) not in known]
    assert unknown == []
