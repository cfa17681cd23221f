"""Whose caseload is how full: a region's people, one person's cases, my own cases."""

from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from scheduler.cover_today import who_answers_today
from web.access import action, may, require
from web.caseloads import (  # noqa: F401  (their pages hang on the same blueprint)
    case_page,
    moves_page,
    officers_page,
    plan_page,
    post_page,
    what_if_page,
)
from web.caseloads.bars import bar_of_load, longest, paired_bars
from web.caseloads.blueprint import blueprint
from web.caseloads.load_words import exact_hours, my_needs
from web.caseloads.people import (
    as_rows,
    chosen_month,
    coming_month,
    keep,
    months_to_choose,
    rows_of_region,
    verdicts_there,
    whole,
)
from web.caseloads.people_table import people_table
from web.downloads import wants_file
from web.edge import db, found, me, today
from web.pages import page_asked
from web.regions import all_together, region_choice
from workload.records import officers, places
from workload.records.caseload_plans import current_plan
from workload.records.cases import cases_in_conflict, open_cases
from workload.records.cases_with_hours import CaseWithHours, with_hours
from workload.records.loads import load_of
from workload.records.newcomers import newcomer_shares
from workload.vocabulary import Stream, Tier

__all__ = ["blueprint"]

for _shape in (bar_of_load, longest, paired_bars):
    blueprint.add_app_template_global(_shape)
blueprint.add_app_template_filter(exact_hours)


@dataclass(frozen=True)
class Covered:
    """A colleague on leave for whom the viewer answers today."""

    name: str
    cases: list[CaseWithHours]


@blueprint.get("/caseloads")
@action("caseloads.see")
def region() -> str | Response:
    """The people of a region with what their cases need and what is there."""
    choice = region_choice("caseloads.see").or_first()
    region_id = choice.chosen
    month = chosen_month(request.args.get("month", ""), today(), otherwise=coming_month(today()))
    rows = rows_of_region(db(), today(), month, region_id=region_id)
    office, verdict = request.args.get("office", ""), request.args.get("verdict", "")
    shown = keep(rows, office_id=office, verdict=verdict)
    if wants_file():
        return people_table(shown, month)
    offices = places.offices(db(), region_id) if region_id else []
    names = {one.id: one.name for one in choice.regions} | {one.id: one.name for one in offices}
    return render_template(
        "caseloads/region.html",
        whole=whole(
            db(),
            [row.load for row in keep(rows, office_id=office, verdict="")],
            names.get(office or region_id or "", _("The territory")),
            month,
        ),
        list=page_asked(shown),
        everybody=rows,
        month=month,
        months=months_to_choose(today()),
        choice=choice,
        together=all_together(),
        region_id=region_id,
        offices=offices,
        office=office,
        verdict=verdict,
        verdicts=verdicts_there(rows),
        plan=current_plan(db(), region_id) if region_id else None,
    )


@blueprint.get("/caseloads/people/<int:person_id>")
@action("cases.see")
def person(person_id: int) -> str:
    """One person's load and cases, each case with its hours."""
    who = found(officers.person(db(), person_id))
    require("cases.see", person_id=person_id)
    month = chosen_month(request.args.get("month", ""), today(), otherwise=coming_month(today()))
    load = found(load_of(db(), person_id, today(), month))
    row = as_rows(db(), [load], today(), month)[0]
    return render_template(
        "caseloads/person.html", who=who, row=row, month=month, months=months_to_choose(today()), steps=_steps(month),
        **_case_list(db(), person_id), back_to=may("caseloads.see"),
    )  # fmt: skip


@blueprint.get("/my/cases")
@action("cases.see")
def my_cases() -> str:
    """The viewer's own cases, this month unless another is chosen."""
    month = chosen_month(request.args.get("month", ""), today(), otherwise=today().replace(day=1))
    load = load_of(db(), me().person_id, today(), month)
    row = as_rows(db(), [load], today(), month)[0] if load else None
    sentence = my_needs(load.load, month) if load else ""
    return render_template(
        "caseloads/my_cases.html",
        row=row,
        sentence=sentence,
        covering=_covered_by_me(db()),
        month=month,
        months=months_to_choose(today()),
        steps=_steps(month),
        **_case_list(db(), me().person_id),
    )


def _steps(month: date) -> list[tuple[int, float]]:
    """The share of a newcomer's hours that counts, by month of service."""
    return sorted(newcomer_shares(db(), month).items())


def _covered_by_me(session: Session) -> list[Covered]:
    """The colleagues whose work is the viewer's today, with their cases, but none with a conflict of interest."""
    barred = cases_in_conflict(session, me().person_id)
    return [
        Covered(
            away.name,
            with_hours(
                session,
                [one for one in open_cases(session, officer_id=away.person_id) if one.id not in barred],
                today(),
            ),
        )
        for away in who_answers_today(session, today()).values()
        if me().person_id in {given.person_id for given in away.covered_by}
    ]


def _case_list(session: Session, person_id: int) -> dict[str, object]:
    """The cases that the links above the list leave, those that take most time first."""
    everything = with_hours(session, open_cases(session, officer_id=person_id), today())
    tier, stream = request.args.get("tier", ""), request.args.get("stream", "")
    shown = [one for one in everything if _matches(one, tier, stream)]
    shown.sort(key=lambda one: (-one.hours.hours, one.case.reference))
    return {
        "cases": shown,
        "all_cases": len(everything),
        "tier": tier,
        "stream": stream,
        "tiers": [one for one in Tier if any(row.case.tier is one for row in everything)],
        "streams": [one for one in Stream if any(row.case.stream is one for row in everything)],
        "communities": places.community_names(session),
    }


def _matches(one: CaseWithHours, tier: str, stream: str) -> bool:
    if tier == "provisional":
        return one.case.provisional and stream in ("", one.case.stream.value)
    return tier in ("", one.case.tier.value) and stream in ("", one.case.stream.value)
