"""What Headquarters sees first."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from web.concerns.reading import reader
from web.home.needs_you import MOST_WAITING, Waiting, backing_waiting, concern_waiting
from web.leave_year.curve import curve_sentence
from web.recognition.beside import Beside, beside
from web.staffing.posts import PostsPage, posts_page
from workload.records.concern_needs import concern_needs
from workload.records.places import regions
from workload.records.refused_leave import SUBJECT, refused_leave
from workload.records.workload_proposals import waiting_proposals
from workload.tables.workload_model import WorkloadProposal


@dataclass(frozen=True)
class Refused:
    """Leave refused because nobody could cover, in one region; None where the figure would be about a few people."""

    region: str
    requests: int | None
    hours: float | None


@dataclass(frozen=True)
class TerritoryPage:
    posts: PostsPage
    refused: tuple[Refused, ...]
    refused_since: date
    beside: Beside
    everyone: str
    proposals: tuple[WorkloadProposal, ...]
    concerns: tuple[Waiting, ...]
    all_concerns: int


def territory_page(session: Session, today: date, *, everything: bool = False) -> TerritoryPage:
    """Of many concerns those that are late longest, or `everything`, beside how many there are."""
    concerns = _concerns(session, today)
    refused = refused_leave(session, today).figures
    return TerritoryPage(
        posts=posts_page(session, today),
        refused=tuple(
            Refused(one.name, refused[SUBJECT]["shown"][one.id], refused["hours"].get(one.id))
            for one in regions(session)
        ),
        refused_since=date.fromisoformat(refused["since"]),
        beside=beside(session, today, region_ids=None),
        everyone=curve_sentence(session),
        proposals=tuple(waiting_proposals(session)),
        concerns=concerns if everything else concerns[:MOST_WAITING],
        all_concerns=len(concerns),
    )


def _concerns(session: Session, today: date) -> tuple[Waiting, ...]:
    """Concerns that were sent or went up to headquarters, and limits that ask for its word; those that are late
    first."""
    needs = concern_needs(session, today, region_ids=None, reader=reader(), at_headquarters=True)
    waiting = [*(concern_waiting(one, today) for one in needs), *backing_waiting(session)]
    return tuple(sorted(waiting, key=lambda one: (not one.urgent, one.since)))
