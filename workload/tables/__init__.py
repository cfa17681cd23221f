"""SQLModel tables, one subject a file. Importing this package makes every table known."""

from workload.tables import (  # noqa: F401
    accounts,
    audit,
    bring_forwards,
    calendar,
    cases,
    concerns,
    leave,
    people,
    places,
    plans,
    recognition,
    snapshots,
    time_log,
    training,
    workload_model,
)
from workload.tables.base import metadata  # noqa: F401
