"""Thanks beside concerns, ready for the page: both sides the same size, on the same months and the same scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlmodel import Session, col

from web.formats import figure, month
from web.language import word
from web.staffing.fixed import fixed
from workload.estimates.rates import TRIAL_MONTHS, Rate
from workload.records.concerns import ConcernLine, Reader, list_concerns
from workload.records.places import region_names
from workload.records.recognition import READABLE_BY_ALL, READABLE_BY_MANAGER, NoteLine, read_notes
from workload.records.releases import quarter_of, whole_quarters
from workload.records.thanks_beside_concerns import Comparison, Volume, thanks_beside_concerns
from workload.tables.concerns import Concern
from workload.vocabulary import ConcernCategory, Value

THEMES_SHOWN = 3
NEWEST_SHOWN = 3
LATELY = timedelta(weeks=4)
ABOUT_NO_MANAGER = Reader(0, manager=True)  # a home shows no concern about the conduct of whoever reads it


@dataclass(frozen=True)
class Bar:
    month: date
    count: int
    height: float


@dataclass(frozen=True)
class Side:
    """One side: its count in words, its rate, how it changed, bars on the shared scale, and its main themes."""

    total: int
    rate: str
    change: str
    bars: tuple[Bar, ...]
    themes: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class RegionLine:
    name: str
    notes: str
    concerns: str


@dataclass(frozen=True)
class Beside:
    """`top` is the count at the top of both charts. Regions are counted over whole quarters, from `regions_first` to
    `regions_last`, as they were released. `newest_*` are what the viewer may read; texts of concerns are
    never among them."""

    first: date
    until: date
    top: int
    case_months: float
    notes: Side
    concerns: Side
    newest_notes: tuple[NoteLine, ...]
    newest_concerns: tuple[ConcernLine, ...]
    regions: tuple[RegionLine, ...]
    regions_first: date
    regions_last: date


def beside(session: Session, today: date, *, region_ids: Sequence[str] | None) -> Beside:
    """Both sides for some regions, or (None) for the territory, where only notes shared with everyone are read."""
    found = thanks_beside_concerns(session, today, region_ids=region_ids)
    whole = region_ids is None
    top = max((*found.notes.by_month, *found.concerns.by_month, 1))
    notes = read_notes(
        session,
        region_ids=region_ids,
        visible=READABLE_BY_ALL if whole else READABLE_BY_MANAGER,
        limit=NEWEST_SHOWN,
    )
    return Beside(
        first=found.months[0],
        until=found.until,
        top=top,
        case_months=found.case_months,
        notes=_side(found.notes, found.months, top, Value),
        concerns=_side(found.concerns, found.months, top, ConcernCategory),
        newest_notes=tuple(notes),
        newest_concerns=() if whole else _newest_concerns(session, today, region_ids),
        regions=_regions(session, found),
        regions_first=whole_quarters(today)[0],
        regions_last=quarter_of(today) - timedelta(days=1),
    )


def _newest_concerns(session: Session, today: date, region_ids: Sequence[str] | None) -> tuple[ConcernLine, ...]:
    """Those of the last weeks first: ten years of a region are sorted only where these are too few."""
    for such in (col(Concern.opened_on) >= today - LATELY, None):
        found = list_concerns(
            session, region_ids=region_ids, such=such, newest_first=True, limit=NEWEST_SHOWN, reader=ABOUT_NO_MANAGER
        )
        if len(found) == NEWEST_SHOWN:
            break
    return tuple(found)


def rate_words(rate: Rate | None) -> str:
    """«1.1 per 100 cases a month (0.6 to 1.9)», or that there is too little to tell."""
    if rate is None:
        return _("too few to tell")
    return _(
        "%(rate)s per 100 cases a month (%(low)s to %(high)s)",
        rate=fixed(rate.rate, 2),
        low=fixed(rate.low, 2),
        high=fixed(rate.high, 2),
    )


def change_words(side: Volume) -> str:
    """The last six months against the six before: more, fewer, or too few to tell."""
    if side.changed is None:
        return _("The last six months against the six before: too few to tell.")
    if side.changed:
        return _("More in the last six months than in the six before.")
    return _("Fewer in the last six months than in the six before.")


def unusual_words(side: Volume) -> str:
    """Single months: named only outside the exact limits of chance, and only once there are enough to hold them
    against."""
    if side.whole <= TRIAL_MONTHS:
        return _("Single months are told apart once there are thirteen whole months of records.")
    if side.unusual:
        return _("Outside what chance explains: %(months)s.", months=", ".join(month(one) for one in side.unusual))
    return _("No single month lies outside what chance explains.")


def _side(volume: Volume, months: Sequence[date], top: int, kinds: type[Value] | type[ConcernCategory]) -> Side:
    bars = tuple(
        Bar(month, count, round(80 * count / top, 1)) for month, count in zip(months, volume.by_month, strict=True)
    )
    themes = tuple((str(word(kinds(kind))), count) for kind, count in volume.themes[:THEMES_SHOWN])
    change = f"{change_words(volume)} {unusual_words(volume)}"
    return Side(volume.total, rate_words(volume.rate), change, bars, themes)


def _regions(session: Session, found: Comparison) -> tuple[RegionLine, ...]:
    names = region_names(session)
    return tuple(
        RegionLine(names[line.region_id], _shown(line.notes, line.note_rate), _shown(line.concerns, line.concern_rate))
        for line in found.by_region
    )


def _shown(count: int | None, rate: Rate | None) -> str:
    if count is None:
        return _("not shown: too few")
    return figure(count) + _(":") + " " + rate_words(rate)
