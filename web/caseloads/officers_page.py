"""Who could hold one case: up to four officers side by side, and the decision otherwise than the plan."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.caseload_candidates import Bar, Candidate, candidates_for
from scheduler.caseload_choices import allow_officer, assign_case, choose_officer, exclude_officer, pin_case
from scheduler.caseload_clashes import Decision
from scheduler.caseload_dates import move_dates
from web.access import action, require
from web.caseloads.blueprint import blueprint
from web.caseloads.clash_page import clash_page, lift_asked
from web.caseloads.plan_page import asked_region, to_plan
from web.caseloads.plan_words import agreed_sentence
from web.caseloads.refusal_words import say_refused
from web.edge import db, found, me, saving, settings, today
from web.language import language_name
from web.together import once
from workload.records import cases, officers, places
from workload.records.case_decisions import excluded_from
from workload.records.caseload_plans import current_plan, moves_of
from workload.records.cases_with_hours import with_hours
from workload.tables.cases import Case
from workload.tables.plans import PlannedMove
from workload.vocabulary import MoveGround, MoveState, PlanStatus

SIDE_BY_SIDE = 4
BEST = 3
MOST_NOTE = 300


@dataclass(frozen=True)
class Column:
    """One officer of the comparison: the figures, and in words what speaks for this person."""

    name: str
    place: str
    one: Candidate
    proposed: bool
    why: str


@blueprint.get("/caseloads/without-officer")
@action("caseloads.see")
def without_officer() -> str:
    """The open cases of a region that nobody holds, each two actions from an officer."""
    region_id = asked_region()
    rows = with_hours(db(), cases.open_cases(db(), region_id=region_id, unassigned=True), today())
    rows.sort(key=lambda row: (row.case.opened_on, row.case.reference), reverse=True)
    return render_template(
        "caseloads/without_officer.html", rows=rows, region=found(places.region(db(), region_id)),
        communities=places.community_names(db()),
    )  # fmt: skip


@blueprint.get("/cases/<reference>/officers")
@action("caseloads.decide")
def who_could(reference: str) -> str:
    """The officers beside one another, and the ways to decide."""
    case = _case(reference)
    return _page(case, {"officer": "", "ground": "", "note": ""}, [])


@blueprint.post("/cases/<reference>/officers")
@action("caseloads.decide")
@once
def decide_officer(reference: str) -> Response | tuple[str, int]:
    """Choose another officer, exclude one, or leave the case where it is; each with its ground."""
    case = _case(reference)
    given = {name: request.form.get(name, "").strip() for name in ("officer", "ground", "note", "decision")}
    able = {str(one.officer.id) for one in candidates_for(db(), case, today()) if one.bar in (None, Bar.excluded)}
    problems = _problems(given, able)
    if problems:
        return _page(case, given, problems), 422
    ground, note = MoveGround(given["ground"]), given["note"]
    region_id = _region_of(case)
    move = _move_of(case)
    if move is None and given["decision"] != "exclude":
        return _page(case, given, [{"href": "#officer", "text": _no_move()}]), 422
    new = _decision(case, given)
    clash = clash_page(new, region_id) if new is not None else None
    if clash is not None:
        return clash
    dates = move_dates(db(), today(), settings().discuss_days)
    by, move_id = me().person_id, (move.id or 0) if move is not None else 0
    with saving() as session:
        lift_asked(session, region_id)
        if given["decision"] == "exclude":
            result = exclude_officer(session, case, person_id=int(given["officer"]), by=by, ground=ground, note=note)
        elif given["decision"] == "leave":
            result = pin_case(session, move_id, by=by, today=today(), ground=ground, note=note)
        else:
            result = choose_officer(
                session, move_id, to=int(given["officer"]), ground=ground, note=note, by=by, today=today(),
                dates=dates,
            )  # fmt: skip
    if result.refusal is not None:
        say_refused([result], officers.person_names(db()))
    elif given["decision"] == "choose":
        flash(agreed_sentence(1, dates))
    else:
        flash(_("Kept with its reason. A plan around case %(case)s is being worked out.", case=reference))
    return to_plan(region_id, f"case-{reference}")


@blueprint.post("/cases/<reference>/officers/<int:person_id>/allow")
@action("caseloads.decide")
def allow(reference: str, person_id: int) -> Response:
    """Take an exclusion back."""
    case = _case(reference)
    with saving() as session:
        if allow_officer(session, case, person_id=person_id, by=me().person_id):
            flash(_("The officer may be given case %(case)s again.", case=reference))
    return redirect(url_for("caseloads.who_could", reference=reference), code=303)


@blueprint.post("/cases/<reference>/officers/<int:person_id>/assign")
@action("caseloads.decide")
def assign(reference: str, person_id: int) -> Response:
    """Give a case that nobody holds to one of those who may, from today."""
    case = _case(reference)
    with saving() as session:
        result = assign_case(session, case, to=person_id, by=me().person_id, today=today())
    names = officers.person_names(db())
    if result.refusal is None:
        flash(_("%(who)s holds case %(case)s from today.", who=names[person_id], case=reference))
    else:
        say_refused([result], names)
    region_id = _region_of(case)
    own = None if region_id == me().region_id else region_id
    return redirect(url_for("caseloads.without_officer", region=own), code=303)


def _case(reference: str) -> Case:
    """The open case, when the viewer decides about its region."""
    case = found(cases.case_by_reference(db(), reference))
    require("caseloads.decide", region_id=_region_of(case))
    return found(None if case.closed_on else case)


def _region_of(case: Case) -> str:
    return places.region_by_office(db())[places.office_by_community(db())[case.community_id]]


def _decision(case: Case, given: dict[str, str]) -> Decision | None:
    """What the form decides, as a pin or an exclusion; a case that is to go to somebody is pinned to that person."""
    if given["decision"] == "exclude":
        return Decision(case.id or 0, int(given["officer"]), excludes=True)
    who = case.officer_id if given["decision"] == "leave" else int(given["officer"])
    return None if who is None else Decision(case.id or 0, who, excludes=False)


def _move_of(case: Case) -> PlannedMove | None:
    """The move that the region's newest plan recommends for the case, while it can be decided."""
    plan = current_plan(db(), _region_of(case))
    if plan is None or plan.status not in (PlanStatus.ready, PlanStatus.accepted):
        return None
    moves = (move for move, one in moves_of(db(), plan.id or 0) if one.id == case.id)
    return next((move for move in moves if move.state is MoveState.proposed), None)


def _page(case: Case, given: dict[str, str], problems: list[dict[str, str]]) -> str:
    everybody, move = candidates_for(db(), case, today()), _move_of(case)
    names, offices = officers.person_names(db()), places.office_names(db())
    able = [one for one in everybody if one.bar is None]
    columns = [
        Column(names[one.officer.id], offices[one.officer.home], one, _is_to(move, one), _why(case, one, able))
        for one in _side_by_side(case, everybody, able, move)
    ]
    return render_template(
        "caseloads/officers.html", case=case, line=with_hours(db(), [case], today())[0], columns=columns, move=move,
        names=names, able=able, excluded=excluded_from(db(), case.id or 0),
        barred=_barred(everybody, names), given=given, problems=problems, grounds=list(MoveGround),
        community=places.community_names(db())[case.community_id], most=MOST_NOTE,
        discuss_days=settings().discuss_days,
    )  # fmt: skip


def _side_by_side(
    case: Case, everybody: list[Candidate], able: list[Candidate], move: PlannedMove | None
) -> list[Candidate]:
    """The holder, the plan's choice and who held the case before, then the least loaded; three for a new case."""
    if case.officer_id is None:
        return able[:BEST]
    first = [one for one in everybody if one.holds] + [one for one in able if _is_to(move, one) or one.held_before]
    return [*first, *(one for one in able if one not in first)][:SIDE_BY_SIDE]


def _is_to(move: PlannedMove | None, one: Candidate) -> bool:
    return move is not None and move.to_id == one.officer.id


def _why(case: Case, one: Candidate, able: list[Candidate]) -> str:
    """What speaks for this officer, in a few words."""
    said = []
    if one.holds:
        said.append(_("holds the case now"))
    if one.held_before:
        said.append(_("held the case before"))
    if able and one is able[0]:
        said.append(_("has most room"))
    if case.language != "en" and case.language in one.officer.languages:
        said.append(_("speaks %(language)s", language=language_name(case.language)))
    if not said:
        said.append(_("serves the community"))
    return ", ".join(said)


def _barred(everybody: list[Candidate], names: dict[int, str]) -> list[str]:
    """Who of the region may not hold the case, and why."""
    words = {
        Bar.community: _("does not serve the community"),
        Bar.language: _("does not speak the language"),
        Bar.icm: _("does not hold integrated case management"),
        Bar.conflict: _("has declared a conflict of interest"),
    }
    return [
        _("%(who)s %(why)s", who=names[one.officer.id], why=words[one.bar])
        for one in everybody
        if one.bar is not None and one.bar in words
    ]


def _problems(given: dict[str, str], able: set[str]) -> list[dict[str, str]]:
    wrong = []
    if given["decision"] not in ("choose", "exclude", "leave"):
        wrong.append({"href": "#officer", "text": _("Choose what to do: another officer, exclude one, or leave it")})
    if given["decision"] != "leave" and given["officer"] not in able:
        wrong.append({"href": "#officer", "text": _("Choose an officer who may hold this case")})
    if given["ground"] not in {one.value for one in MoveGround}:
        wrong.append({"href": "#ground", "text": _("Choose a reason: it is kept with the decision")})
    if len(given["note"]) > MOST_NOTE:
        wrong.append({"href": "#note", "text": _("Write at most %(most)s characters as a note", most=MOST_NOTE)})
    return wrong


def _no_move() -> str:
    return _("The newest plan does not move this case. Exclude an officer, or ask for a new plan.")
