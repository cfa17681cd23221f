"""What people say of how they were treated and informed: concerns, thanks and exit cards side by side, small numbers
hidden. One period for all three: the four whole quarters before this one, so that nobody sees a count grow by one.

The counts are released once a quarter, those of the territory before those of a region, so that no manager's look takes
a figure from headquarters; every figure is held against all that were released before.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from workload.estimates.rates import Rate
from workload.estimates.shares import Share, share_of
from workload.records.case_months import case_months_by_office, months_until
from workload.records.concerns import count_concerns_by_month
from workload.records.exit_cards import card_counts
from workload.records.recognition import count_notes_by_month
from workload.records.releases import TOTAL, Table, publish_tables, quarter_of, released, whole_quarters
from workload.records.standards import places_of
from workload.records.thanks_beside_concerns import rate_of
from workload.vocabulary import ConcernCategory, ExitQuestion, Value


class Quality(StrEnum):
    """A qualitative standard, as recommendation 5 names them."""

    respect = "respect"
    knowledge = "knowledge"
    clear = "clear"
    privacy = "privacy"


ABOUT = {
    Quality.respect: ConcernCategory.respect,
    Quality.knowledge: ConcernCategory.knowledge,
    Quality.clear: ConcernCategory.wrong_information,
    Quality.privacy: ConcernCategory.privacy,
}
"""Which concerns are about it."""

THANKED = {
    Value.relationship: Quality.respect,
    Value.calmed_conflict: Quality.respect,
    Value.found_a_way: Quality.knowledge,
    Value.explained_clearly: Quality.clear,
}
"""Which thanks are about it. Ours."""

ASKED = {Quality.respect: ExitQuestion.respect, Quality.clear: ExitQuestion.clear}
QUALITY_OF = {category.value: quality for quality, category in ABOUT.items()}
THANKS_OF = {value.value: quality for value, quality in THANKED.items()}
QUESTION_OF = {question: quality for quality, question in ASKED.items()}


@dataclass(frozen=True)
class Line:
    """A quality, a place or a quarter. None is hidden: too few people, or it would bring a hidden figure back.

    Of a place or quarter `concerns` and `thanks` are those about all four qualities together, and `said` the share of
    yes on exit cards by what they ask; a quality has no cards of its own here, see `QualitySaid.said`.
    """

    key: str
    concerns: Rate | None
    thanks: Rate | None
    said: dict[Quality, Share | None]


@dataclass(frozen=True)
class QualitySaid:
    """`places` says whether the places are regions or offices; `said` is the share of yes on all exit cards."""

    first: date
    last: date
    said: dict[Quality, Share | None]
    places: str
    by_quality: tuple[Line, ...]
    by_place: tuple[Line, ...]
    by_quarter: tuple[Line, ...]


@dataclass(frozen=True)
class _Event:
    """So many about one quality, at a place, in a quarter; `yes` of an exit card."""

    kind: str
    office: str
    place: str
    quarter: str
    quality: Quality
    count: int
    yes: int = 0


def quality_said(session: Session, today: date, *, region_ids: Sequence[str] | None = None) -> QualitySaid:
    """By office inside some regions, by region of the whole territory (None), as it was released this quarter."""
    made = release_quality(session, today, region_ids=region_ids)
    return QualitySaid(
        first=whole_quarters(today)[0],
        last=quarter_of(today) - timedelta(days=1),
        said={quality: _share(made[f"card {quality} by place"], TOTAL) for quality in ASKED},
        places="region" if region_ids is None else "office",
        by_quality=_lines(made, "quality"),
        by_place=_lines(made, "place"),
        by_quarter=_lines(made, "quarter"),
    )


def release_quality(session: Session, today: date, *, region_ids: Sequence[str] | None) -> dict[str, Any]:
    """This quarter's release: tables by name such as «concern by place», and the case-months that rates divide by."""
    if region_ids is not None:
        release_quality(session, today, region_ids=None)
    view = "quality " + ("all" if region_ids is None else "-".join(sorted(region_ids)))
    return released(session, view[:40], today, lambda: _figures(session, today, region_ids), quarterly=True).figures


def _figures(session: Session, today: date, region_ids: Sequence[str] | None) -> dict[str, Any]:
    months = whole_quarters(today)
    last = quarter_of(today) - timedelta(days=1)
    place_of, staff = places_of(session, today, region_ids)
    quarters = list(dict.fromkeys(map(_quarter, months)))
    keys: dict[str, list[str]] = {"place": list(staff), "quality": [*Quality], "quarter": quarters}
    open_in = {way: dict.fromkeys(some, 0.0) for way, some in keys.items()}
    inside = None if region_ids is None else list(place_of)
    for office, line in case_months_by_office(session, months_until(months[0], last), office_ids=inside).items():
        open_in["place"][place_of[office]] += sum(line)
        for month, cases in zip(months, line, strict=True):
            open_in["quarter"][_quarter(month)] += cases
    open_in["quality"] = dict.fromkeys(keys["quality"], sum(open_in["place"].values()))
    events = _events(session, months, last, place_of, inside)
    made = publish_tables(session, _tables(events, keys, staff))
    return made | {
        f"case-months by {way}": [[key, cases] for key, cases in some.items()] for way, some in open_in.items()
    }


def _tables(events: Sequence[_Event], keys: Mapping[str, Sequence[str]], staff: Mapping[str, bool]) -> list[Table]:
    """Concerns and thanks by place, quality and quarter; of the cards each question by place and quarter."""
    made = []
    for kind in ("concern", "thanks", *(f"card {one}" for one in ASKED)):
        some = [one for one in events if one.kind == kind]
        ways = ("place", "quarter") if kind.startswith("card") else ("place", "quality", "quarter")
        made += [_table(kind, way, keys[way], some, staff) for way in ways]
    return made


def _table(kind: str, way: str, keys: Sequence[str], events: Sequence[_Event], staff: Mapping[str, bool]) -> Table:
    people, count, yes = Counter[str](), Counter[str](dict.fromkeys(keys, 0)), Counter[str](dict.fromkeys(keys, 0))
    groups: dict[str, set[str]] = {key: set() for key in keys}
    for one in events:
        key, group = getattr(one, way), f"{one.office} {one.quarter} {one.quality}"
        groups[key].add(group)
        people[group] += one.count
        count[key] += one.count
        yes[key] += one.yes
    behind = {key: count[key] if staff[key] else 0 for key in keys} if way == "place" else None
    figures = {key: frozenset(some) for key, some in groups.items()}
    return Table(f"{kind} by office", figures, people, behind, f"{kind} by {way}", yes)


def _quarter(day: date) -> str:
    """«2026-07», the month with which the quarter of a day begins."""
    return f"{quarter_of(day):%Y-%m}"


def _events(
    session: Session, months: Sequence[date], last: date, place_of: Mapping[str, str], inside: Sequence[str] | None
) -> list[_Event]:
    """What was said at these places; `inside` are their offices, None all there are."""
    concerns = count_concerns_by_month(session, first_day=months[0], last_day=last, office_ids=inside)
    notes = count_notes_by_month(session, first_day=months[0], last_day=last, office_ids=inside)
    found = [
        _Event(kind, one.office, place_of[one.office], _quarter(one.month), quality_of[one.kind], one.count)
        for kind, rows, quality_of in (("concern", concerns, QUALITY_OF), ("thanks", notes, THANKS_OF))
        for one in rows
        if one.kind in quality_of
    ]
    for one in card_counts(session, months[0], months[-1]):
        if one.office in place_of:
            place, quality = place_of[one.office], QUESTION_OF[one.question]
            found.append(
                _Event(f"card {quality}", one.office, place, _quarter(one.month), quality, one.answered, one.yes)
            )
    return found


def _lines(made: Mapping[str, Any], way: str) -> tuple[Line, ...]:
    return tuple(
        Line(
            key=key,
            concerns=_rate(made[f"concern by {way}"]["shown"][key], months),
            thanks=_rate(made[f"thanks by {way}"]["shown"][key], months),
            said={} if way == "quality" else {one: _share(made[f"card {one} by {way}"], key) for one in ASKED},
        )
        for key, months in made[f"case-months by {way}"]
    )


def _rate(count: int | None, case_months: float) -> Rate | None:
    return None if count is None else rate_of(count, case_months)


def _share(table: Mapping[str, Any], key: str) -> Share | None:
    answered = table["shown"][key]
    return None if answered is None else share_of(table["part"][key], answered)
