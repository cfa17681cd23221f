"""What happens if nothing changes: today's people and cases, played day by day for a quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlmodel import Session

from scheduler.staffing_scenarios import QUARTER_OF_THE_DAY
from web.formats import hours, share
from workload.estimates.scenario import Place
from workload.records.places import region_names


@dataclass(frozen=True)
class Outlook:
    """Every region the viewer sees and, where that is all of them, the territory; `days` is the promise, `runs` how
    often the quarter was played, and `reckoned` the day on whose morning, where that is done once a day."""

    places: tuple[tuple[str, Place], ...]
    days: int
    runs: int
    reckoned: date | None


def outlook(session: Session, today: date, *, region_ids: Sequence[str] | None = None) -> Outlook:
    played, of_the_day = QUARTER_OF_THE_DAY.look(session, today)
    names = region_names(session)
    regions = [(names[one.id], one) for one in played.regions if region_ids is None or one.id in region_ids]
    whole = [(_("the territory"), played.territory)] if region_ids is None else []
    return Outlook((*regions, *whole), played.standard_days, played.runs, today if of_the_day else None)


def outlook_sentence(found: Outlook) -> str:
    """The last place, which is the territory or the one region, in words."""
    name, place = found.places[-1]
    return _(
        "If nothing changes at all, %(place)s keeps the promise of %(days)s business days for %(met)s of applications "
        "and reports, somebody is there on %(leave)s of leave days, and after three months %(waiting)s of other work "
        "wait.",
        place=name,
        days=found.days,
        met=met_share(place),
        leave=_or_dash(place.standard.leave_covered),
        waiting=hours(place.standard.waiting),
    )


def outlook_columns() -> list[str]:
    return [
        _("Place"),
        _("Load today"),
        _("80 per cent range"),
        _("Applications and reports in time"),
        _("80 per cent range"),
        _("Leave days with somebody there"),
        _("Office days with nobody there"),
        _("Other work waiting after three months"),
    ]


def outlook_rows(found: Outlook) -> list[list[str]]:
    """The rows of page and file alike, in words."""
    rows = []
    for name, place in found.places:
        used, met = place.used, place.standard.met
        rows.append(
            [
                name,
                share(used.median) if used else _("UNCOVERED"),
                f"{share(used.low)}–{share(used.high)}" if used else "",
                met_share(place),
                f"{share(met.low)}–{share(met.high)}" if met else "",
                _or_dash(place.standard.leave_covered),
                share(place.standard.nobody),
                hours(place.standard.waiting),
            ]
        )
    return rows


def met_share(place: Place) -> str:
    return _or_dash(place.standard.met.middle if place.standard.met else None)


def _or_dash(value: float | None) -> str:
    return "–" if value is None else share(value)
