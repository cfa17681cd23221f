"""The ledger of published counts of people: what was shown this month is shown until the next."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlmodel import Session

from workload.tables.wellbeing import Release


def released(session: Session, view: str, today: date, make: Callable[[], dict[str, Any]]) -> Release:
    """This month's release of a view, made by `make` when nobody has asked for it this month yet.

    `make` gives plain values that are fit to be published: what is hidden is not in them.
    """
    month = today.replace(day=1)
    row = session.get(Release, (view, month))
    if row is None:
        row = Release(view=view, month=month, figures=make(), released_on=today)
        session.add(row)
        session.flush()
    return row
