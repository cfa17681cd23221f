"""Posts needed against posts there, summed by region and territory, ready for a page and for a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from web.language import word
from web.staffing.fixed import fixed
from workload.estimates.staffing_need import Binding, head_totals
from workload.records.places import region_names
from workload.records.staffing import OfficePosts, posts_needed, relief_posts
from workload.vocabulary import Head

BINDINGS = {
    Binding.mean: _l("the hours of an average month"),
    Binding.p90_day: _l("the busy day, nine days of ten"),
    Binding.peak_window: _l("the delivery days"),
    Binding.minimum_presence: _l("one person there every open day"),
}
LARGEST_SHOWN = 3
BAR_WIDTH = 600.0


@dataclass(frozen=True)
class HeadPart:
    """One segment of the stacked bar: its number, words, posts and hours a year, and where it stands on the bar."""

    number: int
    head: Head
    posts: float
    hours: float
    share: float
    x: float
    width: float


@dataclass(frozen=True)
class Sum:
    """A region or the territory: posts needed and there are sums over offices, not rounded."""

    name: str
    needed: float
    low: float
    high: float
    there: float
    vacant: float
    price_of_leave: float
    heads: tuple[HeadPart, ...]

    @property
    def gap(self) -> float:
        return self.needed - self.there


@dataclass(frozen=True)
class RegionPosts:
    id: str
    sum: Sum
    offices: tuple[OfficePosts, ...]


@dataclass(frozen=True)
class PostsPage:
    """`relief` are posts of relievers, who stand in anywhere and belong to no office."""

    territory: Sum
    regions: tuple[RegionPosts, ...]
    largest: tuple[str, ...]
    relief: float


def posts_page(session: Session, today: date, *, region_ids: Sequence[str] | None = None) -> PostsPage:
    names = region_names(session)
    lines = posts_needed(session, today, region_ids=region_ids)
    order = list(dict.fromkeys(line.office.region_id for line in lines))
    most = max((sum(line.need.posts for line in _of(lines, region)) for region in order), default=1.0)
    regions = tuple(
        RegionPosts(region, add_up(names[region], _of(lines, region), scale=most), tuple(_of(lines, region)))
        for region in order
    )
    return PostsPage(
        territory=add_up(_("Territory"), lines),
        regions=regions,
        largest=tuple(_largest(lines)),
        relief=relief_posts(session),
    )


def add_up(name: str, lines: Sequence[OfficePosts], scale: float | None = None) -> Sum:
    """The sum of some offices. Ranges add as if all offices erred the same way, because the minutes behind them are the
    same; `scale` is the number of posts that fills the bar."""
    needed = sum(line.need.posts for line in lines)
    return Sum(
        name=name,
        needed=needed,
        low=sum(line.need.low for line in lines),
        high=sum(line.need.high for line in lines),
        there=sum(line.there for line in lines),
        vacant=sum(line.vacant for line in lines),
        price_of_leave=sum(line.need.price_of_leave for line in lines),
        heads=head_parts(lines, scale or needed),
    )


def head_parts(lines: Iterable[OfficePosts], scale: float) -> tuple[HeadPart, ...]:
    """The eight heads in their order, as segments of a bar on which `scale` posts fill the width."""
    totals = head_totals(line.need for line in lines)
    whole = sum(part.posts for part in totals.values()) or 1.0
    parts, x = [], 0.0
    for number, head in enumerate(Head, start=1):
        width = BAR_WIDTH * totals[head].posts / (scale or 1.0)
        parts.append(
            HeadPart(
                number=number,
                head=head,
                posts=totals[head].posts,
                hours=totals[head].hours,
                share=totals[head].posts / whole,
                x=round(x, 2),
                width=round(width, 2),
            )
        )
        x += width
    return tuple(parts)


def binding_words(binding: Binding) -> str:
    return str(BINDINGS[binding])


def table_rows(page: PostsPage) -> list[list[object]]:
    """The rows of the file: one an office, then the regions and the territory; numbers with three decimals."""
    rows: list[list[object]] = []
    for region in page.regions:
        for line in region.offices:
            heads = [round(part.posts, 3) for part in line.need.heads]
            rows.append(
                [
                    region.sum.name,
                    line.office.name,
                    sum(line.cases.values()),
                    *(round(value, 3) for value in (line.need.posts, line.need.low, line.need.high, line.there)),
                    round(line.gap, 3),
                    round(line.need.price_of_leave, 3),
                    binding_words(line.need.binds),
                    *heads,
                ]
            )
        rows.append(_sum_row(region.sum, region.offices))
    every = [line for region in page.regions for line in region.offices]
    rows.append(_sum_row(page.territory, every))
    return rows


def table_columns() -> list[str]:
    first = [
        _("Region"),
        _("Office"),
        _("Cases"),
        _("Posts needed"),
        _("Posts needed, low"),
        _("Posts needed, high"),
        _("Posts there"),
        _("Gap"),
        _("of the need, for leave and illness"),
        _("What decides"),
    ]
    return first + [str(word(head)) for head in Head]


def _sum_row(total: Sum, lines: Sequence[OfficePosts]) -> list[object]:
    cases = sum(sum(line.cases.values()) for line in lines)
    figures = (total.needed, total.low, total.high, total.there, total.gap, total.price_of_leave)
    return [total.name, _("all offices"), cases, *(round(value, 3) for value in figures), ""] + [
        round(part.posts, 3) for part in total.heads
    ]


def _largest(lines: Sequence[OfficePosts]) -> list[str]:
    """The largest gaps in words, those that are gaps at all."""
    order = sorted(lines, key=lambda line: (-line.gap, line.office.name))[:LARGEST_SHOWN]
    return [
        _(
            "%(office)s needs %(needed)s posts and has %(there)s: %(gap)s short. What decides: %(why)s.",
            office=line.office.name,
            needed=fixed(line.need.posts),
            there=fixed(line.there),
            gap=fixed(line.gap),
            why=binding_words(line.need.binds),
        )
        for line in order
        if line.gap >= 0.05
    ]


def _of(lines: Sequence[OfficePosts], region: str) -> list[OfficePosts]:
    return [line for line in lines if line.office.region_id == region]
