"""How long cases were open, summed over cases: what rates per 100 cases a month divide by.

Counted from how many cases were opened and closed by each day, which the database reads from two indexes alone: the
cases themselves are not looked at, however many there are.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from workload.estimates.calendar import months_between
from workload.records.cases import DAYS_A_MONTH
from workload.tables.cases import Case
from workload.tables.places import Community, Office

Span = tuple[date, date]
"""First and last day, both included."""


def case_months(session: Session, spans: Sequence[Span], *, office_ids: Collection[str] | None = None) -> list[float]:
    """Open months of the cases that some offices (None: all) serve, of each span; a case open for half a month counts
    half, and the day on which it is closed counts. The spans follow each other without a gap."""
    return _open_months(session, spans, office_ids, by_community=False).get("", [0.0] * len(spans))


def case_months_by_office(
    session: Session, spans: Sequence[Span], *, office_ids: Collection[str] | None = None
) -> dict[str, list[float]]:
    """The same by the office that serves the community of the case."""
    office_of = dict(session.exec(select(Community.id, Community.office_id)).all())
    found: dict[str, list[float]] = {}
    for community, line in _open_months(session, spans, office_ids, by_community=True).items():
        before = found.get(office_of[community], [0.0] * len(spans))
        found[office_of[community]] = [one + more for one, more in zip(before, line, strict=True)]
    return found


def months_until(first: date, until: date) -> list[Span]:
    """The months from the first day of one on, the last of them up to a day."""
    return [(begins, min(ends, until)) for begins, ends in months_between(first, until)]


def offices_in(session: Session, region_ids: Sequence[str] | None) -> list[str] | None:
    """The offices of some regions; None for the whole territory."""
    if region_ids is None:
        return None
    return list(session.exec(select(Office.id).where(col(Office.region_id).in_(region_ids))))


def _open_months(
    session: Session, spans: Sequence[Span], office_ids: Collection[str] | None, *, by_community: bool
) -> dict[str, list[float]]:
    """By community, or all under "". Whoever is opened in a span adds the rest of it and the whole of those after it;
    whoever is closed takes as much away, from the day after."""
    starts = [first.toordinal() for first, _ in spans]
    ends = [last.toordinal() for _, last in spans]
    rest: dict[str, list[int]] = defaultdict(lambda: [0] * len(spans))  # days within the span of the change
    whole: dict[str, list[int]] = defaultdict(lambda: [0] * (len(spans) + 1))  # cases from the next span on
    for sign, column, delay in ((1, Case.opened_on, 0), (-1, Case.closed_on, 1)):
        for community, count in _before(session, column, spans, office_ids, by_community=by_community):
            whole[community][0] += sign * count
        for community, day, count in _within(session, column, spans, office_ids, by_community=by_community):
            index = bisect_right(starts, day.toordinal()) - 1
            rest[community][index] += sign * count * (ends[index] - day.toordinal() + 1 - delay)
            whole[community][index + 1] += sign * count
    lengths = [end - start + 1 for start, end in zip(starts, ends, strict=True)]
    return {
        community: [
            (there * days + part) / DAYS_A_MONTH
            for there, days, part in zip(accumulate(steps), lengths, rest[community], strict=False)
        ]
        for community, steps in whole.items()
    }


def _before(
    session: Session, column: Any, spans: Sequence[Span], office_ids: Collection[str] | None, *, by_community: bool
) -> Iterator[tuple[str, int]]:
    """How many cases were opened (or closed) before the first span."""
    query = _inside(columns(func.count()).where(col(column) < spans[0][0]), office_ids)
    if by_community:
        query = query.add_columns(col(Case.community_id)).group_by(col(Case.community_id))
    for count, *community in session.execute(query):
        yield (community[0] if by_community else ""), count


def _within(
    session: Session, column: Any, spans: Sequence[Span], office_ids: Collection[str] | None, *, by_community: bool
) -> Iterator[tuple[str, date, int]]:
    """How many cases were opened (or closed) on each day of the spans."""
    wanted = columns(func.count(), col(column)).where(col(column) >= spans[0][0], col(column) <= spans[-1][1])
    query = _inside(wanted, office_ids).group_by(col(column))
    if by_community:
        query = query.add_columns(col(Case.community_id)).group_by(col(Case.community_id))
    for count, day, *community in session.execute(query):
        yield (community[0] if by_community else ""), day, count


def _inside(query: Any, office_ids: Collection[str] | None) -> Any:
    if office_ids is None:
        return query
    served = select(Community.id).where(col(Community.office_id).in_(list(office_ids)))
    return query.where(col(Case.community_id).in_(served))
