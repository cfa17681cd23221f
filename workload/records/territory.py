"""The territory as it stands today, gathered for scenarios in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from workload.estimates.scenario_changes import StandardDays
from workload.estimates.territory import OfficeNow, Territory
from workload.facts import ActivityTime
from workload.records.activity_table import activity_times, factors_from, office_multipliers
from workload.records.calendar import promises
from workload.records.daily_figures import Daily
from workload.records.places import office_by_community, offices
from workload.records.staffing import filled_posts, open_counts, relief_posts
from workload.tables.cases import Case
from workload.vocabulary import Stream, Tier

NO_SUPPORT = "no administrative support"  # the reason by which an office factor says so


def territory_now(session: Session, today: date) -> Territory:
    """Every office from north to south with its open cases and filled posts, and the promise that clients count on."""
    times = activity_times(session, today)
    factors = office_multipliers(session, today)
    lack = {
        row.office_id: row.multiplier
        for row in factors_from(session, today)
        if row.reason == NO_SUPPORT and row.valid_from <= today
    }
    cases = _cases(session)
    filled, vacant = filled_posts(session, today)
    promise = promises(session, "application", today)
    now = Territory(
        offices=tuple(
            OfficeNow(
                id=one.id,
                region=one.region_id,
                counts=_tiers(cases, one.id, *Stream),
                aged=_tiers(cases, one.id, Stream.aged),
                icm=_tiers(cases, one.id, Stream.icm),
                people=tuple(filled.get(one.id, ())),
                vacant=tuple(vacant.get(one.id, ())),
                times=times,
                multiplier=factors.get(one.id, 1.0),
                without_support=lack.get(one.id, 1.0),
                has_support=one.has_admin_support,
            )
            for one in offices(session)
        ),
        relievers=relief_posts(session),
    )
    return now if not promise else StandardDays(promise[0].business_days).apply(now)


@dataclass(frozen=True)
class OneTable:
    """A territory whose offices share one activity table, and the table, which is stored once."""

    territory: Territory
    times: tuple[ActivityTime, ...]


def _apart(session: Session, today: date) -> OneTable:
    now = territory_now(session, today)
    times = now.offices[0].times if now.offices else ()
    return OneTable(now.with_offices([replace(one, times=()) for one in now.offices]), times)


TERRITORY_OF_THE_DAY = Daily("territory", OneTable, _apart)


def territory_today(session: Session, today: date) -> tuple[Territory, bool]:
    """The territory on which scenarios are played: of a large service as it stood this morning, and True, so that what
    was played once stands for the day; of others as it stands now, and False."""
    found, of_the_day = TERRITORY_OF_THE_DAY.look(session, today)
    return found.territory.with_offices(
        [replace(one, times=found.times) for one in found.territory.offices]
    ), of_the_day


def _cases(session: Session) -> dict[tuple[str, Stream, Tier], int]:
    """Open cases by office, stream and tier."""
    office_of = office_by_community(session)
    found: dict[tuple[str, Stream, Tier], int] = defaultdict(int)
    for community_id, stream, tier, count in session.execute(open_counts(Case.stream, Case.tier)):
        found[office_of[community_id], stream, tier] += count
    return found


def _tiers(cases: dict[tuple[str, Stream, Tier], int], office: str, *streams: Stream) -> dict[Tier, float]:
    return {tier: float(sum(cases.get((office, stream, tier), 0) for stream in streams)) for tier in Tier}
