"""Logs tell where something failed, and nothing about people."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from workload.traces import trace_without_values

NAME = " ".join(["Mary", "Bayha"])  # so that no line of this file that a trace shows has the name


def fails() -> None:
    try:
        int(NAME)
    except ValueError as met:
        raise LookupError(NAME) from met


def test_a_trace_names_places_and_kinds_only() -> None:
    with pytest.raises(LookupError) as met:
        fails()
    trace = trace_without_values(met.value)
    assert NAME not in trace
    assert trace.index("ValueError") < trace.index("which led to") < trace.rindex("LookupError")
    assert "test_traces.py" in trace


def test_an_error_of_the_database_names_no_value(empty_database: Engine) -> None:
    with empty_database.connect() as connection, pytest.raises(DBAPIError) as met:
        connection.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": NAME})
    assert NAME not in str(met.value)
