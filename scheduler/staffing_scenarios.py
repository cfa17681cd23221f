"""What-ifs of staffing that are kept under a name and held against today.

A scenario is stored as the changes it makes and played anew whenever it is opened, on the cases and people of that day.
"""

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult
from sqlmodel import Session, col, delete, select

from workload.estimates.scenario import Outcome, play_scenario
from workload.estimates.scenario_changes import (
    AdminSupport,
    AnnualApplication,
    CentralIntake,
    Change,
    FilledVacancies,
    Growth,
    IcmPost,
    LifeStabilisation,
    LongerPosts,
    NewSystem,
    Posts,
    ReliefPool,
    StandardDays,
    TierMix,
)
from workload.estimates.territory import Territory
from workload.records.audit import note_action
from workload.records.daily_figures import Daily
from workload.records.territory import territory_today
from workload.tables.scenarios import Scenario

MOST_COMPARED = 4
KINDS: dict[str, type[Any]] = {
    "posts": Posts,
    "longer_posts": LongerPosts,
    "filled_vacancies": FilledVacancies,
    "admin_support": AdminSupport,
    "icm_post": IcmPost,
    "relief_pool": ReliefPool,
    "growth": Growth,
    "tier_mix": TierMix,
    "standard_days": StandardDays,
    "annual_application": AnnualApplication,
    "central_intake": CentralIntake,
    "life_stabilisation": LifeStabilisation,
    "new_system": NewSystem,
}
"""What a stored change is called, and what it is."""

OUTCOMES_KEPT = 32
_played_last: dict[bytes, Outcome] = {}
_KIND_OF = {kind: name for name, kind in KINDS.items()}


class NameTaken(Exception):
    """Another scenario has this name."""


@dataclass(frozen=True)
class Played:
    """A scenario with its changes and what it comes to on a day."""

    scenario: Scenario
    changes: tuple[Change, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Comparison:
    """Today and up to four scenarios, played on the same days; `of_the_day`: on the cases and people of the morning."""

    today: Outcome
    scenarios: tuple[Played, ...]
    of_the_day: bool


def scenarios(session: Session) -> list[Scenario]:
    """All that are kept, the newest first."""
    return list(session.exec(select(Scenario).order_by(col(Scenario.id).desc())))


def save_scenario(session: Session, *, name: str, changes: Iterable[Change], by: int) -> Scenario:
    """Keep a scenario. Raises NameTaken when there is one of that name."""
    if session.exec(select(Scenario).where(Scenario.name == name)).first() is not None:
        raise NameTaken(name)
    stored = [{"kind": _KIND_OF[type(one)], **asdict(one)} for one in changes]  # type: ignore[call-overload]
    row = Scenario(name=name, changes=stored, saved_by=by)
    session.add(row)
    session.flush()
    note_action(
        session, person_id=by, action="save_scenario", subject="scenario", subject_id=row.id, after={"changes": stored}
    )
    return row


def drop_scenario(session: Session, scenario: Scenario, *, by: int) -> None:
    """Remove a scenario; the trail keeps what it was. Of two in the same moment one removes it."""
    number, before = scenario.id, {"name": scenario.name, "changes": scenario.changes}
    gone = cast(CursorResult[Any], session.execute(delete(Scenario).where(col(Scenario.id) == number)))
    if gone.rowcount == 1:
        note_action(session, person_id=by, action="drop_scenario", subject="scenario", subject_id=number, before=before)


def changes_of(scenario: Scenario) -> tuple[Change, ...]:
    """The stored changes as those that can be played."""
    return tuple(
        KINDS[stored["kind"]](**{name: value for name, value in stored.items() if name != "kind"})
        for stored in scenario.changes
    )


def compare(session: Session, chosen: Sequence[Scenario], today: date) -> Comparison:
    """Play today and the scenarios on the cases and people of the day, with the same chance for all."""
    territory, of_the_day = territory_today(session, today)
    played = []
    for scenario in chosen[:MOST_COMPARED]:
        changes = changes_of(scenario)
        played.append(Played(scenario, changes, _outcome(territory, changes)))
    return Comparison(_outcome(territory, ()), tuple(played), of_the_day)


def quarter_ahead(session: Session, today: date) -> Outcome:
    """What happens if nothing changes, by region and in all."""
    return replace(compare(session, [], today).today, offices=())


QUARTER_OF_THE_DAY = Daily("quarter ahead", Outcome, quarter_ahead)


def _outcome(territory: Territory, changes: tuple[Change, ...]) -> Outcome:
    """Playing takes a fifth of a second, so what was played last is kept: the same cases, people and changes come to
    the same outcome."""
    key = pickle.dumps((territory, changes))  # what offices share, such as the activity table, is written once
    if key not in _played_last:
        while len(_played_last) >= OUTCOMES_KEPT:
            _played_last.pop(next(iter(_played_last)), None)
        _played_last[key] = play_scenario(territory, changes)
    return _played_last[key]
