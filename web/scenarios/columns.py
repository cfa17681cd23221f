"""The comparison as tables and sentences: a column for today and one for each scenario."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from scheduler.staffing_scenarios import Comparison
from web.formats import figure, hours, share
from web.staffing.fixed import fixed
from workload.estimates.scenario import Outcome, Place
from workload.estimates.uncertainty import Range


def measures(compared: Comparison) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of the table: one row a measure of the whole territory."""
    columns = [_("Measure"), _("Today"), *(one.scenario.name for one in compared.scenarios)]
    outcomes = [compared.today, *(one.outcome for one in compared.scenarios)]
    rows: list[tuple[str, Callable[[Outcome], str]]] = [
        (_("Cost in posts"), lambda one: fixed(one.posts_added)),
        (_("Cases"), lambda one: figure(one.territory.cases)),
        (
            _("Cases that the people there can carry (80 per cent range)"),
            lambda one: _ranged(one.territory.sustainable, figure),
        ),
        (_("Posts needed (80 per cent range)"), lambda one: _ranged(one.territory.posts_needed, fixed)),
        (_("Posts with a holder"), lambda one: fixed(one.territory.posts_there)),
        (_("Posts short"), lambda one: fixed(one.territory.posts_short)),
        (_("Relievers"), lambda one: fixed(one.relievers)),
        (_("Case hours a month (80 per cent range)"), lambda one: _ranged(one.territory.hours_needed, hours)),
        (_("Hours there a month"), lambda one: hours(one.territory.hours_there)),
        (_("Load: hours needed over hours there (80 per cent range)"), lambda one: used_words(one.territory)),
        (_("Chance that the hours do not suffice"), lambda one: _chance(one.territory)),
        (_("Promise, business days"), lambda one: figure(one.standard_days)),
        (_("Applications and reports within the promise (80 per cent range)"), lambda one: met_words(one.territory)),
        (_("Leave days on which somebody is there"), lambda one: _share(one.territory.standard.leave_covered)),
        (_("Office days with nobody there"), lambda one: share(one.territory.standard.nobody)),
        (_("Other work waiting after three months"), lambda one: hours(one.territory.standard.waiting)),
        (_("Posts of a central intake"), lambda one: fixed(one.intake.posts) if one.intake else "–"),
        (_("of these at the phones in the busiest half-hour"), _phones),
    ]
    return columns, [[name, *(say(outcome) for outcome in outcomes)] for name, say in rows]


def office_table(compared: Comparison, names: Mapping[str, str]) -> tuple[list[str], list[list[str]]]:
    """One row each of the offices in `names`: load, and applications answered within the promise, today and after each
    scenario."""
    outcomes = [compared.today, *(one.outcome for one in compared.scenarios)]
    heads = [_("Today"), *(one.scenario.name for one in compared.scenarios)]
    columns = [_("Office"), *(f"{_('Load')}: {head}" for head in heads), *(f"{_('In time')}: {head}" for head in heads)]
    rows = []
    for place, office in enumerate(compared.today.offices):
        if office.id not in names:
            continue
        lines = [outcome.offices[place] for outcome in outcomes]
        used = [share(line.used.median) if line.used else _("UNCOVERED") for line in lines]
        met = [_share(line.standard.met.middle if line.standard.met else None) for line in lines]
        rows.append([names[office.id], *used, *met])
    return columns, rows


def sentences(compared: Comparison) -> list[str]:
    """What each scenario comes to against today, in one sentence."""
    before = compared.today.territory
    return [
        _(
            "«%(name)s» costs %(cost)s posts. %(needed)s posts are needed instead of %(needed_today)s, %(met)s of "
            "applications and reports are done in time instead of %(met_today)s, and somebody is there on %(leave)s of "
            "leave days instead of %(leave_today)s.",
            name=one.scenario.name,
            cost=fixed(one.outcome.posts_added),
            needed=fixed(one.outcome.territory.posts_needed.middle),
            needed_today=fixed(before.posts_needed.middle),
            met=_middle(one.outcome.territory),
            met_today=_middle(before),
            leave=_share(one.outcome.territory.standard.leave_covered),
            leave_today=_share(before.standard.leave_covered),
        )
        for one in compared.scenarios
    ]


def used_words(place: Place) -> str:
    """Utilisation with its range; UNCOVERED with the hours where nobody is there."""
    if place.used is None:
        return f"{_('UNCOVERED')} {hours(place.hours_needed.middle)}"
    return _ranged(Range(place.used.median, place.used.low, place.used.high), share)


def met_words(place: Place) -> str:
    return _ranged(place.standard.met, share) if place.standard.met else "–"


def _middle(place: Place) -> str:
    return share(place.standard.met.middle) if place.standard.met else "–"


def _ranged(values: Range, say: Callable[[float], str]) -> str:
    return _("%(middle)s (%(low)s to %(high)s)", middle=say(values.middle), low=say(values.low), high=say(values.high))


def _share(value: float | None) -> str:
    return "–" if value is None else share(value)


def _chance(place: Place) -> str:
    return _("UNCOVERED") if place.used is None else share(place.used.chance_over)


def _phones(outcome: Outcome) -> str:
    if outcome.intake is None or outcome.intake.phones is None:
        return "–"
    phones = outcome.intake.phones
    return _("%(people)s (%(share)s answered in time)", people=figure(phones.people), share=share(phones.level, 1))
