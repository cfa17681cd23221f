"""What people say of how they were treated and informed: concerns, thanks and exit cards side by side, small numbers
hidden. One period for all three: the twelve whole months before this one, so that nobody sees a count grow by one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session

from workload.estimates.rates import Rate
from workload.estimates.shares import Share, share_of
from workload.estimates.suppression import SMALLEST_SHOWN, hide_small_cells
from workload.records.concerns import count_concerns_by_month
from workload.records.exit_cards import card_counts
from workload.records.recognition import count_notes_by_month
from workload.records.standards import places_of
from workload.records.thanks_beside_concerns import case_months_by_office, last_months, rate_of
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
    """A quality, a place or a month. None is hidden: too few people, or it would bring a hidden figure back.

    Of a place or month `concerns` and `thanks` are those about all four qualities together, and `said` the share of
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
    by_month: tuple[Line, ...]


@dataclass(frozen=True)
class _Event:
    """So many about one quality, at a place, in a month; `yes` of an exit card."""

    kind: str
    place: str
    month: str
    quality: Quality
    count: int
    yes: int = 0


def quality_said(session: Session, today: date, *, region_ids: Sequence[str] | None = None) -> QualitySaid:
    """By office inside some regions, by region of the whole territory (None)."""
    last = today.replace(day=1) - timedelta(days=1)
    months = last_months(last)
    place_of, staff = places_of(session, today, region_ids)
    events = _events(session, months, last, place_of)
    told = [one for one in events if one.kind != "card"]
    exposure = case_months_by_office(session, months, last)
    by_office = {office: line for office, line in exposure.items() if office in place_of}
    whole = sum(map(sum, by_office.values()))
    there: dict[str, float] = defaultdict(float)
    for office, line in by_office.items():
        there[place_of[office]] += sum(line)
    open_in = {f"{month:%Y-%m}": sum(line[at] for line in by_office.values()) for at, month in enumerate(months)}
    return QualitySaid(
        first=months[0],
        last=last,
        said={quality: _all_cards(events, quality) for quality in ASKED},
        places="region" if region_ids is None else "office",
        by_quality=_lines(told, list(Quality), lambda one: one.quality, dict.fromkeys(Quality, whole), {}),
        by_place=_lines(events, list(staff), lambda one: one.place, there, staff),
        by_month=_lines(events, list(open_in), lambda one: one.month, open_in, {}),
    )


def _events(session: Session, months: Sequence[date], last: date, place_of: Mapping[str, str]) -> list[_Event]:
    concerns = count_concerns_by_month(session, first_day=months[0], last_day=last)
    notes = count_notes_by_month(session, first_day=months[0], last_day=last)
    found = [
        _Event(kind, place_of[one.office], f"{one.month:%Y-%m}", quality_of[one.kind], one.count)
        for kind, rows, quality_of in (("concern", concerns, QUALITY_OF), ("thanks", notes, THANKS_OF))
        for one in rows
        if one.office in place_of and one.kind in quality_of
    ]
    return found + [
        _Event("card", place_of[one.office], f"{one.month:%Y-%m}", QUESTION_OF[one.question], one.answered, one.yes)
        for one in card_counts(session, months[0], months[-1])
        if one.office in place_of
    ]


def _lines(
    events: Sequence[_Event],
    keys: Sequence[str],
    key_of: Callable[[_Event], str],
    exposure: Mapping[str, float],
    staff: Mapping[str, bool],
) -> tuple[Line, ...]:
    """One line a key; `staff` says behind which keys enough officers stand, all where it is empty."""

    def shown(kind: str, quality: Quality | None = None) -> dict[str, int | None]:
        count = Counter[str](dict.fromkeys(keys, 0))
        for one in events:
            if one.kind == kind and quality in (None, one.quality):
                count[key_of(one)] += one.count
        people = {key: count[key] if staff.get(key, True) else 0 for key in keys}
        return hide_small_cells(count, people=people).cells

    yes = Counter[tuple[str, Quality]]()
    for one in events:
        yes[key_of(one), one.quality] += one.yes
    concerns, thanks = shown("concern"), shown("thanks")
    cards = {quality: shown("card", quality) for quality in ASKED}
    return tuple(
        Line(
            key=key,
            concerns=_rate(concerns[key], exposure.get(key, 0.0)),
            thanks=_rate(thanks[key], exposure.get(key, 0.0)),
            said={quality: _share(yes[key, quality], some[key]) for quality, some in cards.items()},
        )
        for key in keys
    )


def _all_cards(events: Sequence[_Event], quality: Quality) -> Share | None:
    cards = [one for one in events if one.kind == "card" and one.quality is quality]
    answered = sum(one.count for one in cards)
    return share_of(sum(one.yes for one in cards), answered) if answered >= SMALLEST_SHOWN else None


def _rate(count: int | None, case_months: float) -> Rate | None:
    return None if count is None else rate_of(count, case_months)


def _share(yes: int, answered: int | None) -> Share | None:
    return None if answered is None else share_of(yes, answered)
