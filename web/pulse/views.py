"""Eight questions about work: asked of every officer, counted for the territory, and known of nobody."""

from datetime import date
from typing import Any, cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from web.access import action
from web.downloads import table_response, wants_file
from web.edge import db, me, saving, today
from web.formats import day, figure, share
from web.language import word
from web.pulse.box import AnswerBox
from workload.estimates.pulse import LEAST, published
from workload.records.pulse import Answers, closed_waves, count_answers, may_answer, note_answered, round_now
from workload.records.releases import released
from workload.tables.pulse import PulseRound
from workload.vocabulary import HowOften, PulseQuestion

blueprint = Blueprint("pulse", __name__, url_prefix="/pulse")


@blueprint.record_once
def _install(state: Any) -> None:
    state.app.extensions["pulse"] = AnswerBox()


@blueprint.route("/", methods=["GET", "POST"])
@action("pulse.answer")
def answer() -> str | Response | tuple[str, int]:
    now = round_now(db(), today())
    used = now is not None and not may_answer(db(), now.id or 0, me().person_id)
    if now is None or used or request.method == "GET":
        return render_template("pulse/answer.html", now=now, used=used, answers=list(HowOften), **_asked(now))
    given = {
        PulseQuestion(name): HowOften(request.form[name])
        for name in now.questions
        if request.form.get(name) in list(HowOften)
    }
    if not given:
        page = render_template(
            "pulse/answer.html", now=now, used=False, answers=list(HowOften), nothing=True, **_asked(now)
        )
        return page, 422
    with saving() as session:
        first = note_answered(session, now.id or 0, me().person_id)
    if first:
        _count(now.id or 0, _box().put(now.id or 0, given))
        flash(_("Thank you. Your answers are counted with those of others; nobody can see which were yours."))
    return redirect(url_for("pulse.results"), code=303)


@blueprint.get("/results")
@action("pulse.see")
def results() -> str | Response:
    """The same for everybody on the same day, the union and safety representatives with them."""
    _count_what_is_left()
    closed = closed_waves(db(), today())
    lines: list[dict[str, Any]] = []
    if closed:
        latest = closed[-1][0]
        with saving() as session:
            view = f"pulse {latest.opened_on.isoformat()}"
            lines = released(session, view, latest.closes_on, lambda: _figures(session)).figures["lines"]
    columns = [_("Question"), _("Rounds"), _("Answers of those asked"), _("Often or always"), _("Range")]
    rows = [_row(line) for line in lines]
    if wants_file():
        return table_response(columns, rows, "pulse")
    last = {line["question"]: at for at, line in enumerate(lines)}
    newest = [rows[at] for at in last.values()]
    earlier = [row for at, row in enumerate(rows) if at not in last.values()]
    return render_template(
        "pulse/results.html", columns=columns, newest=newest, earlier=earlier, least=LEAST, **_asked(None)
    )


def _figures(session: Session) -> dict[str, Any]:
    """Plain values of what may be published now."""
    lines = [
        {
            "question": one.question.value, "first": one.first.isoformat(), "last": one.last.isoformat(),
            "answers": one.answers, "asked": one.asked, "mostly": one.mostly,
            "share": [one.share.share, one.share.low, one.share.high] if one.share else None,
        }
        for one in published([wave for _row, wave in closed_waves(session, today())])
    ]  # fmt: skip
    return {"lines": lines}


def _row(line: dict[str, Any]) -> list[str]:
    first, last = date.fromisoformat(line["first"]), date.fromisoformat(line["last"])
    cells = [
        str(word(PulseQuestion(line["question"]))),
        _("%(first)s to %(last)s", first=day(first), last=day(last)),
        _("%(answers)s of %(asked)s", answers=figure(line["answers"]), asked=figure(line["asked"])),
    ]
    if line["share"] is None:
        return [*cells, _("too few to tell"), ""]
    middle, low, high = line["share"]
    return [*cells, share(middle), _("%(low)s to %(high)s", low=share(low), high=share(high))]


def _asked(now: PulseRound | None) -> dict[str, Any]:
    return {"questions": [PulseQuestion(one) for one in now.questions] if now else list(PulseQuestion)}


def _count_what_is_left() -> None:
    """Rounds that have ended are counted to the end before anything is published."""
    now = round_now(db(), today())
    for number in _box().rounds():
        if now is None or number != now.id:
            _count(number, _box().empty(number))


def _count(round_id: int, batch: list[Answers]) -> None:
    """Add a batch to the counters; when the database does not take it, it waits again."""
    try:
        with saving() as session:
            count_answers(session, round_id, batch)
    except Exception:
        _box().take_back(round_id, batch)
        raise


def _box() -> AnswerBox:
    return cast(AnswerBox, current_app.extensions["pulse"])
