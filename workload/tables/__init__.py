"""SQLModel tables, one subject a file. Importing this package makes every table known."""

from workload.tables import (  # noqa: F401
    accounts,
    api,
    audit,
    bring_forwards,
    calendar,
    caseloads,
    cases,
    clock,
    concerns,
    deputies,
    hours_disputes,
    leave,
    leave_year,
    messages,
    people,
    places,
    plans,
    recognition,
    scenarios,
    snapshots,
    time_log,
    training,
    workload_model,
)
from workload.tables.base import metadata  # noqa: F401
