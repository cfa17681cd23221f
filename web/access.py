"""Who may see and do what, in one table.

Every page declares its action with `@action("...")` (or is `@public`); a test walks all of them.
A scope says how far a role's action reaches: the own person, the own office, the own region, or the whole territory.
"""

from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, g
from flask_login import current_user

from scheduler.deputies import standing_in
from web.edge import db, me, today
from workload.tables.deputies import Deputy
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import Role

View = TypeVar("View", bound=Callable[..., Any])


class Scope(IntEnum):
    own = 1
    office = 2
    region = 3
    territory = 4


own, office, region, territory = Scope.own, Scope.office, Scope.region, Scope.territory
cso, manager, superintendent, hq, administrator = (
    Role.cso,
    Role.manager,
    Role.superintendent,
    Role.hq,
    Role.administrator,
)

ACTIONS: dict[str, dict[Role, Scope]] = {
    # homes
    "home.my_work": {cso: own},
    "home.my_region": {manager: region, superintendent: region},
    "home.territory": {hq: territory},
    # cases and caseloads
    "cases.see": {cso: own, manager: region, superintendent: region},
    "cases.correct": {cso: own, manager: region},
    # hours: own time, disputes, the activity table that everybody reads and headquarters changes
    "time.log": {cso: own},
    "hours.dispute": {cso: own},
    "hours.disputes": {cso: own, manager: region, superintendent: region, hq: territory},
    "hours.answer": {manager: region},
    "hours.see": dict.fromkeys(Role, territory),
    "hours.propose": {hq: territory},
    "caseloads.see": {manager: region, superintendent: region, hq: territory},
    "caseloads.decide": {manager: region},
    "caseloads.object": {cso: own},
    "gaps.see": {manager: region, superintendent: region, hq: territory},
    # leave and its cover
    "leave.ask": {cso: own},
    "leave.see": {cso: own, manager: region, superintendent: region},
    "leave.withdraw": {cso: own},
    "leave.feed": {cso: own},
    "leave.rules": {hq: territory},
    "leave.calendar": {manager: region, superintendent: region},
    "leave.decide": {manager: region},
    "cover.see": {cso: own, manager: region, superintendent: region},
    "cover.answer": {cso: own},
    "cover.arrange": {manager: region},
    "cover.balance": {cso: region, manager: region, superintendent: region, hq: territory},
    "sick.call": {cso: own},
    "sick.record": {manager: region},
    "deputies.name": {manager: own},
    "deputies.desk": {cso: own, manager: region, superintendent: region},
    "messages.see": dict.fromkeys(Role, own),
    # leave through the year
    "year.curve": {hq: territory},
    "year.guard": {manager: region, superintendent: region, hq: territory},
    "year.reserve": {manager: region},
    "year.answer": {cso: own},
    "round.see": {cso: own, manager: region, superintendent: region, hq: territory},
    "round.wish": {cso: own},
    "round.run": {hq: territory},
    # staffing
    "scenarios.use": {hq: territory},
    "changes.see": {manager: region, superintendent: region, hq: territory},
    "changes.plan": {hq: territory},
    "staffing.see": {manager: region, superintendent: region, hq: territory},
    # what clients say, good and bad
    "concerns.record": {cso: office, manager: region, superintendent: region, hq: territory},
    "concerns.see": {cso: office, manager: region, superintendent: region, hq: territory},
    "concerns.answer": {cso: own, manager: region, superintendent: region, hq: territory},
    "concerns.evaluate": {manager: region, superintendent: region, hq: territory},
    "concerns.audit": {hq: territory},
    "concerns.screen": {manager: region, superintendent: region, hq: territory},
    "releases.see": {hq: territory},
    "bf.see": {cso: own, manager: region, superintendent: region, hq: territory},
    "bf.work": {cso: own, manager: region, hq: territory},
    "bf.ask": {hq: territory},
    "bf.report": {manager: region, superintendent: region, hq: territory},
    "recognition.thank": {cso: territory, manager: territory, superintendent: territory, hq: territory},
    "recognition.pass_on": {manager: region},
    "recognition.see": {cso: own, manager: region, superintendent: region, hq: territory},
    "recognition.choose": {cso: own, manager: own, superintendent: own, hq: own},
    "recognition.report": {cso: own, manager: region, superintendent: region, hq: own},
    "recognition.moderate": {manager: region, superintendent: region},
    "recognition.missed": {manager: region},
    "recognition.awards": {manager: region, hq: territory},
    "recognition.reach": {hq: territory},
    # strain and safety at work
    "strain.own": {cso: own},
    "strain.reports": {manager: region, superintendent: region},
    "strain.regions": {hq: territory},
    "unpaid.own": {cso: own},
    "lieu.keep": {manager: region, superintendent: region},
    "pulse.answer": {cso: own},
    "pulse.see": dict.fromkeys(Role, territory),
    "unpaid.shared": dict.fromkeys(Role, own),
    "incidents.write": {cso: own},
    "incidents.see": {cso: own, manager: region, superintendent: region},
    "incidents.support": {manager: region},
    "contact_plans.see": {cso: office, manager: region, superintendent: region},
    "contact_plans.decide": {manager: region},
    "contact_plans.review": {manager: region, superintendent: region},
    "contact_plans.back": {hq: territory},
    "training.own": {cso: own},
    "training.cancel": {cso: own, manager: region},
    "training.see": {manager: region, superintendent: region},
    "training.decide": {manager: region},
    "training.plan": {hq: territory},
    "standards.see": {manager: region, superintendent: region, hq: territory},
    # accounts
    "accounts.manage": {administrator: territory},
    "imports.run": {administrator: territory},
    "account.use": dict.fromkeys(Role, own),
}


DEPUTED = ("leave.decide", "cover.arrange", "sick.record")
"""What a deputy does in a manager's place, in the region and on the days that were named."""

UNASKED, NOWHERE = -1, "\0"
"""Stand for «no place was asked about», which is another question than a place that is None."""


def action(name: str) -> Callable[[View], View]:
    """The view needs a sign-in and a role that has the action `name`; how far it reaches is asked with `require`."""
    if name not in ACTIONS:
        raise KeyError(f"web/access.py has no action {name!r}: add a line to ACTIONS")

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                from web.accounts.sign_in import to_sign_in

                return to_sign_in()
            if scope_of(name) is None:
                abort(403)
            return view(*args, **kwargs)

        guarded.action = name  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def public(view: View) -> View:
    """The view is for everyone, signed in or not."""
    view.action = "public"  # type: ignore[attr-defined]
    return view


def scope_of(name: str) -> Scope | None:
    """How far the action reaches for the signed-in viewer; None when neither the role nor a manager's place has it."""
    scope = ACTIONS[name].get(me().role)
    return region if scope is None and name in DEPUTED and as_deputy() else scope


def regions_of(name: str) -> list[str] | None:
    """The regions to which the viewer's action is limited: none of them, the own one, or None for all."""
    scope = ACTIONS[name].get(me().role)
    if scope is territory:
        return None
    deputed = set(as_deputy()) if name in DEPUTED else set()
    return sorted(deputed if scope is None else deputed | {me().region_id})


def may(
    name: str, *, person_id: int | None = UNASKED, office_id: str | None = NOWHERE, region_id: str | None = NOWHERE
) -> bool:
    """May the viewer do this, to this person, office or region? Without a place: at all?

    A place that is asked about and turns out to be None belongs to nobody: only an action for the whole territory
    reaches it.
    """
    if not current_user.is_authenticated:
        return False
    if person_id is UNASKED and office_id is NOWHERE and region_id is NOWHERE:
        return scope_of(name) is not None
    person_id = None if person_id is UNASKED else person_id
    office_id, region_id = (None if one is NOWHERE else one for one in (office_id, region_id))
    return _may_by_role(name, person_id, office_id, region_id) or (
        name in (*DEPUTED, "leave.see") and _region_of(person_id, office_id, region_id) in as_deputy()
    )


def in_place_of(name: str, person_id: int) -> int | None:
    """The manager in whose place the viewer acts on somebody; None where the own role is enough."""
    if _may_by_role(name, person_id, None, None):
        return None
    row = as_deputy().get(_region_of(person_id, None, None) or "")
    return None if row is None else row.manager_id


def as_deputy() -> dict[str, Deputy]:
    """The regions in which the viewer decides today in a manager's place."""
    if "as_deputy" not in g:
        g.as_deputy = standing_in(db(), me().person_id, today())
    found: dict[str, Deputy] = g.as_deputy
    return found


def _may_by_role(name: str, person_id: int | None, office_id: str | None, region_id: str | None) -> bool:
    scope, viewer = ACTIONS[name].get(me().role), me()
    if scope is None:
        return False
    if scope is territory or person_id == viewer.person_id:
        return True
    if scope is own:
        return False
    if office_id is None and person_id is not None:
        person = db().get(Person, person_id)
        office_id = person.office_id if person else None
    if scope is office:
        return office_id == viewer.office_id
    return _region_of(None, office_id, region_id) == viewer.region_id


def _region_of(person_id: int | None, office_id: str | None, region_id: str | None) -> str | None:
    if office_id is None and person_id is not None:
        person = db().get(Person, person_id)
        office_id = person.office_id if person else None
    if region_id is None and office_id is not None:
        region_id = _region_of_office(office_id)
    return region_id


def _region_of_office(office_id: str) -> str | None:
    """Read once a request: a page asks about the same offices line by line."""
    known: dict[str, str | None] = g.setdefault("region_of_office", {})
    if office_id not in known:
        place = db().get(Office, office_id)
        known[office_id] = place.region_id if place else None
    return known[office_id]


def require(
    name: str, *, person_id: int | None = UNASKED, office_id: str | None = NOWHERE, region_id: str | None = NOWHERE
) -> None:
    """Stop with the «not yours» page unless the viewer may."""
    if not may(name, person_id=person_id, office_id=office_id, region_id=region_id):
        abort(403)


def install(app: Flask) -> None:
    app.add_template_global(may, "may")
