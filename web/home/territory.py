"""What Headquarters sees first."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from web.leave_year.curve import curve_sentence
from web.recognition.beside import Beside, beside
from web.staffing.posts import PostsPage, posts_page
from workload.records.places import regions
from workload.records.staffing import refused_for_lack_of_cover
from workload.records.workload_proposals import waiting_proposals
from workload.tables.workload_model import WorkloadProposal


@dataclass(frozen=True)
class Refused:
    """Leave refused because nobody could cover, in one region."""

    region: str
    requests: int
    hours: float


@dataclass(frozen=True)
class TerritoryPage:
    posts: PostsPage
    refused: tuple[Refused, ...]
    refused_since: date
    beside: Beside
    everyone: str
    proposals: tuple[WorkloadProposal, ...]


def territory_page(session: Session, today: date) -> TerritoryPage:
    since = date.fromordinal(today.toordinal() - 365)
    refused = refused_for_lack_of_cover(session, since, date.fromordinal(today.toordinal() + 365))
    return TerritoryPage(
        posts=posts_page(session, today),
        refused=tuple(Refused(one.name, *refused.get(one.id, (0, 0.0))) for one in regions(session)),
        refused_since=since,
        beside=beside(session, today, region_ids=None),
        everyone=curve_sentence(session),
        proposals=tuple(waiting_proposals(session)),
    )
