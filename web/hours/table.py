"""The activity table and the office factors: what they are, and where they come from. Everybody may read them."""

from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from web.access import action
from web.downloads import table_response, wants_file
from web.edge import db, today
from web.hours.blueprint import blueprint
from web.language import word
from workload.estimates.case_hours import CaseHours, case_hours
from workload.records.activity_table import activity_times, factors_from, standards_after, standards_in_force
from workload.records.officers import person_names
from workload.records.places import office_names
from workload.records.workload_proposals import decided_proposals, waiting_proposals
from workload.tables.workload_model import ActivityStandard, WorkloadProposal
from workload.vocabulary import Activity, Tier


@dataclass(frozen=True)
class ActivityBlock:
    """One activity with its rows in force, a tier each, or one for a duty of the post."""

    activity: Activity
    rows: tuple[ActivityStandard, ...]


def blocks(session: Session, on: date) -> tuple[ActivityBlock, ...]:
    """The table in the order of the vocabulary."""
    rows = standards_in_force(session, on)
    order = list(Tier)
    return tuple(
        ActivityBlock(activity, tuple(sorted(own, key=lambda row: order.index(row.tier) if row.tier else 0)))
        for activity in Activity
        if (own := [row for row in rows if row.activity is activity])
    )


@blueprint.get("/hours")
@action("hours.see")
def table() -> str | Response:
    rows = blocks(db(), today())
    if wants_file():
        return table_response(_columns(), _lines(rows), f"activity-table-{today().isoformat()}")
    times = activity_times(db(), today())
    each: dict[Tier, CaseHours] = {tier: case_hours(tier, times) for tier in Tier}
    return render_template(
        "hours/table.html",
        blocks=rows,
        each=each,
        coming=standards_after(db(), today()),
        factors=factors_from(db(), today()),
        offices=office_names(db()),
        waiting=waiting_proposals(db()),
        decided=decided_proposals(db()),
        names=person_names(db()),
        subject=subject_words,
        today=today(),
    )


def subject_words(proposal: WorkloadProposal, offices: dict[str, str]) -> str:
    """What a proposal is about, in a few words."""
    if proposal.activity is not None:
        return str(word(proposal.activity))
    office = offices.get(proposal.office_id or "", "") or _("every office")
    return _("%(office)s: %(reason)s", office=office, reason=proposal.reason)


@blueprint.app_template_filter("tier_words")
def tier_words(tier: str | None) -> str:
    """The tier of a proposed row, or that it is a duty of the post."""
    return str(word(Tier(tier))) if tier else _("duty of the post")


def _columns() -> list[str]:
    return [
        _("Activity"),
        _("Tier"),
        _("Stream"),
        _("Times a month"),
        _("Minutes each time"),
        _("Hours a month"),
        _("Source"),
        _("Strength"),
        _("Holds from"),
    ]


def _lines(rows: tuple[ActivityBlock, ...]) -> list[list[object]]:
    return [
        [
            str(word(row.activity)),
            str(word(row.tier)) if row.tier else _("duty of the post"),
            _("every stream"),
            round(row.frequency, 4),
            row.minutes,
            round(row.frequency * row.minutes / 60, 4),
            row.source,
            str(word(row.evidence)),
            row.valid_from.isoformat(),
        ]
        for block in rows
        for row in block.rows
    ]
