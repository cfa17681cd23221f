"""Proposing a change to the workload model, seeing what it does to every office, and the second person's decision."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.workload_changes import Decided, OfficeEffect, decide, effect_of, propose
from web.access import action, may
from web.edge import db, found, me, saving, today
from web.hours.blueprint import blueprint
from web.hours.table import blocks, subject_words
from web.hours.table_forms import ChangeForm, activity_form, factor_form, tier_name
from web.language import word
from web.regions import Choice, all_together, region_choice
from web.together import once, was_first
from workload.estimates.load import Load, together
from workload.records.activity_table import standards_in_force
from workload.records.officers import person_names
from workload.records.places import office_names, offices
from workload.records.program_changes import as_planned
from workload.tables.scenarios import ProgramChange
from workload.tables.workload_model import ActivityStandard, OfficeFactor, WorkloadProposal
from workload.vocabulary import Activity, Evidence, ProposalStatus

MOST_REASON = 600
Row = TypeVar("Row", OfficeFactor, ProgramChange)


@dataclass(frozen=True)
class EffectLine:
    """An office, or a region that leads to its offices (`href`), without and with the change."""

    name: str
    href: str
    before: Load
    after: Load
    posts_before: float
    posts_after: float


def first_of_next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


@blueprint.route("/hours/activities/<activity>", methods=["GET", "POST"])
@action("hours.propose")
@once
def change_activity(activity: str) -> str | Response | tuple[str, int]:
    block = found(next((one for one in blocks(db(), today()) if one.activity.value == activity), None))
    form = activity_form(block.rows, first_of_next_month(today()))
    if form.validate_on_submit() and form.not_in_the_past(today()):
        rows = [
            {
                "tier": row.tier.value if row.tier else None,
                "frequency": form[f"{tier_name(row.tier)}_times"].data,
                "minutes": form[f"{tier_name(row.tier)}_minutes"].data,
            }
            for row in block.rows
            if _changed(row, form)
        ]
        if rows:
            return _kept(form, activity=Activity(activity), rows=rows)
        form.form_errors.append(_("Change at least one figure: all are as they stand today"))
    page = render_template("hours/change_activity.html", form=form, block=block)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/hours/factors", methods=["GET", "POST"])
@action("hours.propose")
@once
def change_factor() -> str | Response | tuple[str, int]:
    standing = _row(OfficeFactor, request.args.get("factor", ""))
    planned = _row(ProgramChange, request.args.get("change", ""))
    form = factor_form(offices(db()), first_of_next_month(today()), standing, as_planned(planned) if planned else None)
    if form.validate_on_submit() and form.not_in_the_past(today()):
        last = form.valid_until.data
        if last is None or (form.valid_from.data is not None and last >= form.valid_from.data):
            return _kept(
                form,
                office_id=standing.office_id if standing else form.office.data or None,
                reason=form.reason.data.strip(),
                multiplier=form.multiplier.data,
                valid_until=last,
                factor_id=standing.id if standing else None,
            )
        form.valid_until.errors = [_("Enter a last day that is not before the first one, or leave it empty")]
    names = office_names(db())
    page = render_template("hours/change_factor.html", form=form, standing=standing, offices=names)
    return page, 422 if form.is_submitted() else 200


def _changed(row: ActivityStandard, form: ChangeForm) -> bool:
    """Whether the figures typed for a row are others than those in force, as the form shows them."""
    name = tier_name(row.tier)
    typed = (form[f"{name}_times"].data, form[f"{name}_minutes"].data)
    return any(f"{one:.4g}" != f"{now:.4g}" for one, now in zip(typed, (row.frequency, row.minutes), strict=True))


def _row(table: type[Row], number: str) -> Row | None:
    """The row that the address names, if it names one."""
    return found(db().get(table, int(number))) if number.isdecimal() and len(number) < 10 else None


def _kept(form: ChangeForm, **what: Any) -> Response:
    """Store the proposal and show what it does."""
    with saving() as session:
        made = propose(
            session,
            WorkloadProposal(
                source=(form.source.data or "").strip(),
                evidence=Evidence(form.evidence.data),
                valid_from=form.valid_from.data or today(),
                why=(form.why.data or "").strip(),
                proposed_by=me().person_id,
                **what,
            ),
        )
        number = made.id
    flash(_("Kept. Nothing has changed yet: a second person at headquarters approves it."))
    return redirect(url_for("hours.proposal", proposal_id=number), code=303)


@blueprint.get("/hours/proposals/<int:proposal_id>")
@action("hours.see")
def proposal(proposal_id: int) -> str:
    """What is proposed, and every office before and after; of a large service every region, or one region's offices."""
    row = found(db().get(WorkloadProposal, proposal_id))
    waits = row.status is ProposalStatus.waiting
    names, choice = office_names(db()), region_choice("hours.see")
    effect = effect_of(db(), row, today()) if waits else []
    return render_template(
        "hours/proposal.html",
        proposal=row,
        subject=subject_words(row, names),
        office=names.get(row.office_id or "", _("every office")),
        standing={one.tier: one for one in standards_in_force(db(), today()) if one.activity is row.activity},
        effect=effect,
        lines=_lines(effect, choice, proposal_id),
        choice=choice,
        many=not all_together(),
        names=person_names(db()),
        decides=waits and may("hours.propose"),
        own=row.proposed_by == me().person_id,
        from_day=max(row.valid_from, today()),
    )


def _lines(effect: list[OfficeEffect], choice: Choice, proposal_id: int) -> list[EffectLine]:
    if not choice.too_many:
        return [
            EffectLine(one.office.name, "", one.before, one.after, one.posts_before, one.posts_after)
            for one in effect
            if choice.chosen in (None, one.office.region_id)
        ]
    return [
        EffectLine(
            place.name,
            url_for("hours.proposal", proposal_id=proposal_id, region=place.id),
            together([one.before for one in here]),
            together([one.after for one in here]),
            sum(one.posts_before for one in here),
            sum(one.posts_after for one in here),
        )
        for place in choice.regions
        for here in [[one for one in effect if one.office.region_id == place.id]]
    ]


@blueprint.post("/hours/proposals/<int:proposal_id>")
@action("hours.propose")
def decide_proposal(proposal_id: int) -> Response | tuple[str, int]:
    """Approve, or decline with words; for an own proposal: withdraw."""
    row = found(db().get(WorkloadProposal, proposal_id))
    approve, answer = "approve" in request.form, request.form.get("answer", "").strip()
    back = redirect(url_for("hours.proposal", proposal_id=proposal_id), code=303)
    if len(answer) > MOST_REASON:
        flash(_("The answer must be 600 characters or less. Shorten it."), "problem")
        return back
    with saving() as session:
        said = decide(session, proposal_id, by=me().person_id, approve=approve, answer=answer, today=today())
    if said is Decided.own_proposal:
        flash(_("You proposed this change: another person at headquarters approves it."), "problem")
    elif said is Decided.decided_already:
        db().refresh(row)
        was_first(row.decided_by, word(row.status), answer)
        return proposal(proposal_id), 409
    elif approve:
        flash(_("Approved. The new figures hold from the day named; earlier months keep theirs."))
    else:
        flash(_("Nothing has changed. The proposal and the words stay in the list."))
    return back
