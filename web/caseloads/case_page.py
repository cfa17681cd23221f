"""One case: why it has its hours, and the answers that can be corrected."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.caseload_looks import note_change
from scheduler.cover_today import who_answers_today
from web.access import action, may, require
from web.caseloads.blueprint import blueprint
from web.caseloads.case_words import RULES, answer_word, missing, why_tier
from web.caseloads.load_words import exact_hours
from web.edge import db, found, me, saving, settings, today
from web.language import word
from workload.estimates.case_tier import decide_tier
from workload.records import cases, officers, places
from workload.records.cases_with_hours import CaseWithHours, factors_of, with_hours
from workload.records.hours_disputes import disputes
from workload.records.time_log import likely_activities
from workload.tables.cases import Case
from workload.vocabulary import Driver

ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}
MOST_REASON = 300


@blueprint.get("/cases/<reference>")
@action("cases.see")
def case(reference: str) -> str:
    """Why the case has its hours."""
    one = _seen(reference)
    return _page(one)


@blueprint.get("/cases/<reference>/answers")
@action("cases.correct")
def answers(reference: str) -> str:
    """What makes the case take time, to be corrected."""
    one = _seen(reference, "cases.correct")
    return _answers_page(one, {driver: _key(drivers_of(one)[driver]) for driver in Driver}, "", [])


@blueprint.post("/cases/<reference>/answers")
@action("cases.correct")
def correct(reference: str) -> Response | tuple[str, int]:
    """Store corrected answers: tier and hours follow at once."""
    one = _seen(reference, "cases.correct")
    given = {driver: request.form.get(driver.value, "") for driver in Driver}
    why = request.form.get("why", "").strip()
    problems = _problems(given, why)
    if problems:
        return _answers_page(one, given, why, problems), 422
    if request.form.get("seen", _standing(one)) != _standing(one):
        meanwhile = _meanwhile(one, given)
        if meanwhile:
            return _answers_page(one, given, why, meanwhile), 409
    before = with_hours(db(), [one], today())[0]
    with saving() as session:
        changed = cases.set_drivers(
            session,
            one.id or 0,
            drivers={driver: ANSWERS[given[driver]] for driver in Driver},
            by=me().person_id,
            why=why,
        )
        note_change(
            session, changed, before=before.hours.hours, after=with_hours(session, [changed], today())[0].hours.hours,
            threshold=settings().look_hours, by=me().person_id, today=today(),
        )  # fmt: skip
    after = with_hours(db(), [_again(reference)], today())[0]
    flash(_changed(before, after))
    return redirect(url_for("caseloads.case", reference=reference), code=303)


def drivers_of(one: Case) -> dict[Driver, bool | None]:
    """Every driver with its answer; one that was never asked is not known."""
    return {driver: one.drivers.get(driver.value) for driver in Driver}


def _seen(reference: str, name: str = "cases.see") -> Case:
    """The open case, when the viewer may."""
    one = found(cases.case_by_reference(db(), reference))
    office_id = places.office_by_community(db())[one.community_id]
    if one.officer_id is not None and (may(name, person_id=one.officer_id) or _covers_today(one)):
        return one
    require(name, office_id=office_id)
    return one


def _covers_today(one: Case) -> bool:
    """Whoever answers for a colleague today sees the colleague's cases, but none with a conflict of interest."""
    officer_id = one.officer_id or 0
    away = who_answers_today(db(), today(), person_id=officer_id).get(officer_id)
    covers = away is not None and me().person_id in {given.person_id for given in away.covered_by}
    return covers and one.id not in cases.cases_in_conflict(db(), me().person_id)


def _again(reference: str) -> Case:
    return found(cases.case_by_reference(db(), reference))


def _page(one: Case) -> str:
    line = with_hours(db(), [one], today())[0]
    drivers = drivers_of(one)
    decision = decide_tier(drivers, one.stream)
    names = officers.person_names(db())
    return render_template(
        "caseloads/case.html", case=one, line=line, drivers=drivers, decision=decision, rules=RULES,
        why=why_tier(decision, drivers), missing=missing(drivers), answer_word=answer_word, answered=_answered(drivers),
        factors=factors_of(db(), line.office_id, today()), office=places.office(db(), line.office_id),
        community=places.community_names(db())[one.community_id], names=names,
        away=who_answers_today(db(), today(), person_id=one.officer_id) if one.officer_id else {},
        disputes=disputes(db(), case_id=one.id), likely=likely_activities(db(), me().person_id, 2),
    )  # fmt: skip


def _answers_page(one: Case, given: dict[Driver, str], why: str, problems: list[dict[str, str]]) -> str:
    return render_template(
        "caseloads/answers.html", case=one, given=given, why=why, problems=problems, standing=_standing(one),
        community=places.community_names(db())[one.community_id], most=MOST_REASON,
    )  # fmt: skip


def _problems(given: dict[Driver, str], why: str) -> list[dict[str, str]]:
    """What is wrong with the form, each with the id of its field."""
    wrong = [
        {"href": f"#{driver.value}", "text": _("Choose yes, no or not known for: %(what)s", what=word(driver))}
        for driver, answer in given.items()
        if answer not in ANSWERS
    ]
    if len(why) > MOST_REASON:
        wrong.append({"href": "#why", "text": _("Write at most %(most)s characters about why", most=MOST_REASON)})
    return wrong


def _standing(one: Case) -> str:
    """The stored answers in a few letters: a form sent back says which ones its writer saw."""
    return "".join(_key(answer)[0] for answer in drivers_of(one).values())


def _meanwhile(one: Case, given: dict[Driver, str]) -> list[dict[str, str]]:
    """What somebody else answered since the form was opened, where it is not what the form says."""
    return [
        {
            "href": f"#{driver.value}",
            "text": _(
                "Meanwhile somebody answered «%(answer)s» for: %(what)s. Yours stands below; save again to keep it.",
                answer=answer_word(answer), what=word(driver),
            ),
        }
        for driver, answer in drivers_of(one).items()
        if given[driver] != _key(answer)
    ]  # fmt: skip


def _changed(before: CaseWithHours, after: CaseWithHours) -> str:
    if abs(before.hours.hours - after.hours.hours) < 0.005:
        return _("Saved. The case still takes %(hours)s a month.", hours=exact_hours(after.hours.hours))
    return _(
        "Saved. The case takes %(after)s a month now; it was %(before)s.",
        after=exact_hours(after.hours.hours), before=exact_hours(before.hours.hours),
    )  # fmt: skip


def _key(answer: bool | None) -> str:
    return "unknown" if answer is None else "yes" if answer else "no"


def _answered(drivers: dict[Driver, bool | None]) -> dict[str, list[Any]]:
    """The answers grouped: what was said yes to, what no, what is not known."""
    return {key: [driver for driver in Driver if drivers[driver] is answer] for key, answer in ANSWERS.items()}
