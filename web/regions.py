"""Which region a page is about: where a service is too large to read all at once, headquarters chooses one."""

from dataclasses import dataclass, replace

from flask import abort, request

from web.access import regions_of
from web.edge import db, today
from workload.records.officers import MOST_TOGETHER, officer_ids
from workload.records.places import regions
from workload.tables.places import Region


@dataclass(frozen=True)
class Choice:
    """The regions that the viewer may see and the one chosen: asked for in the address, or the only one."""

    regions: list[Region]
    chosen: str | None
    limited_to: list[str] | None

    @property
    def region_ids(self) -> list[str] | None:
        """What to read: the chosen region, or every region of the viewer; None is the whole territory."""
        return [self.chosen] if self.chosen else self.limited_to

    @property
    def too_many(self) -> bool:
        """No region is chosen and the service is too large for one page."""
        return self.chosen is None and not all_together()

    def or_first(self) -> "Choice":
        """Where that is so, the first region is chosen."""
        return replace(self, chosen=self.regions[0].id) if self.too_many else self


def region_choice(action: str) -> Choice:
    """What `?region=` of the address says, within the regions of the action."""
    allowed = regions_of(action)
    there = [one for one in regions(db()) if allowed is None or one.id in allowed]
    wanted = asked()
    if wanted and wanted not in {one.id for one in there}:
        abort(403)
    return Choice(there, wanted or (there[0].id if len(there) == 1 else None), allowed)


def asked() -> str | None:
    """The region in the address, to keep it in the page's links."""
    return request.args.get("region") or None


def all_together() -> bool:
    """Whether one page can show everybody."""
    return len(officer_ids(db(), today())) <= MOST_TOGETHER
