"""A decision that cannot hold beside earlier ones: said before anything is stored, with one button to lift each."""

from flask import abort, render_template, request, url_for
from sqlmodel import Session

from scheduler.caseload_clashes import Decision, clashes_with, lift
from web.caseloads.clash_words import clash_words
from web.edge import db, me, today
from workload.records import cases, officers, places
from workload.tables.cases import Case

KEEP = "keep"
OWN_FIELDS = ("csrf_token", "lift")


def clash_page(new: Decision, region_id: str) -> tuple[str, int] | None:
    """The page that asks what to lift, with everything that was typed; None when the decision can be stored."""
    lifted = _lifted(region_id)
    clashes = [one for one in clashes_with(db(), today(), region_id, new, lifted) if one.rule == ""]
    if not clashes:  # what a rule of holding cases forbids is refused by the decision itself
        return None
    if request.form.get("lift") == KEEP and all(one.may_stand for one in clashes):
        return None
    names = officers.person_names(db())
    references = {one.id or 0: one.reference for one in cases.open_cases(db(), region_id=region_id)}
    page = render_template(
        "caseloads/clash.html", region=places.region(db(), region_id), case=db().get(Case, new.case_id),
        clashes=[clash_words(one, names, references, new) for one in clashes],
        keep=KEEP if all(one.may_stand for one in clashes) else "", typed=_typed(), lift_value=lift_value,
        back_to=url_for("caseloads.plan", region=None if region_id == me().region_id else region_id),
    )  # fmt: skip
    return page, 409


def lift_asked(session: Session, region_id: str) -> None:
    """Take back what the manager chose to lift for the new decision."""
    lifted = _lifted(region_id)
    if lifted is not None:
        lift(session, lifted, by=me().person_id)
        session.flush()


def lift_value(one: Decision) -> str:
    return f"{'exclusion' if one.excludes else 'pin'}.{one.case_id}.{one.person_id}"


def _lifted(region_id: str) -> Decision | None:
    """The pin or exclusion that the form says to lift, of a case of this region."""
    kind, *numbers = request.form.get("lift", "").split(".")
    if kind not in ("pin", "exclusion"):
        return None
    if len(numbers) != 2 or not all(one.isdecimal() and len(one) < 10 for one in numbers):
        abort(400)
    case_id, person_id = map(int, numbers)
    case = db().get(Case, case_id)
    if case is None or places.region_by_office(db())[places.office_by_community(db())[case.community_id]] != region_id:
        abort(404)
    return Decision(case_id, person_id, excludes=kind == "exclusion")


def _typed() -> list[tuple[str, str]]:
    """What was sent, to be sent again with the answer."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in OWN_FIELDS]
