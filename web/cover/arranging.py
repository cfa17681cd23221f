"""The manager's page for the cover of one absence: who could step in, who is asked, who answered what."""

from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from scheduler.cover_answers import CoverResult, ask_someone_else, ask_to_cover, name_to_cover
from scheduler.cover_finding import CoverDesk, OpenRun
from web.access import action, require
from web.cover.asked import AskedLine, asked_lines
from web.cover.blueprint import blueprint
from web.edge import db, found, me, saving, settings, today
from web.forms import Form, ListField, SubmitField, TextField, at_most, needed
from web.leave.sentences import join, join_days
from workload.records.cover_asked import answers_on, cover_ahead
from workload.records.cover_links import cover_links
from workload.records.officers import officers, person_names
from workload.records.places import office_names
from workload.tables.leave import CoverAnswer, LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import CoverStatus, LeaveStatus


class NameForm(Form):
    person = ListField(_l("Who covers?"), validators=[needed(_l("Choose who covers"))])
    reason = TextField(
        _l("Why this person, without being asked?"),
        description=_l("The person reads it. Speak to them first where you can."),
        validators=[
            needed(_l("Write why you name this person, so that they know")),
            at_most(300, _l("The reason has 300 characters at most. Shorten it.")),
        ],
    )
    save = SubmitField(_l("Name this person"))


@dataclass(frozen=True)
class Arranging:
    """All that the page shows. `open_days` are without anybody, counting whoever is asked."""

    request: LeaveRequest
    person: Person
    office: str
    runs: tuple[OpenRun, ...]
    lines: tuple[AskedLine, ...]
    answers: list[CoverAnswer]
    names: dict[int, str]
    over: bool

    @property
    def open_days(self) -> tuple[date, ...]:
        return tuple(day for run in self.runs for day in run.days)

    @property
    def sentence(self) -> str:
        """The answer in one sentence."""
        if self.over:
            return _("This leave is over or not granted: nothing has to be arranged.")
        if self.open_days:
            days = join_days(self.open_days)
            return _("Nobody answers in %(office)s on %(days)s.", days=days, office=self.office)
        asked = {line.coverer for line in self.lines if line.status is CoverStatus.proposed}
        agreed = {line.coverer for line in self.lines if line.status is CoverStatus.agreed}
        if asked:
            names = join(sorted(asked))
            return _("Asked, without an answer yet: %(names)s. Until then nobody answers for sure.", names=names)
        if agreed:
            return _("Covered by %(names)s.", names=join(sorted(agreed)))
        return _("Colleagues at the office answer: nobody has to cover.")


@blueprint.get("/leave/<int:request_id>")
@action("cover.arrange")
def arrange(request_id: int) -> str:
    row = _to_arrange(request_id)
    return _page(row, _name_form(row))


@blueprint.post("/leave/<int:request_id>/ask/<int:person_id>")
@action("cover.arrange")
def ask(request_id: int, person_id: int) -> Response:
    _to_arrange(request_id)
    with saving() as session:
        result = ask_to_cover(session, request_id=request_id, person_id=person_id, by=me().person_id, today=today())
    _say(result, _("%(name)s is asked and answers with one click.", name=_name(person_id)))
    return _back(request_id)


@blueprint.post("/leave/<int:request_id>/else/<int:person_id>")
@action("cover.arrange")
def someone_else(request_id: int, person_id: int) -> Response:
    _to_arrange(request_id)
    with saving() as session:
        result = ask_someone_else(session, request_id=request_id, person_id=person_id, by=me().person_id, today=today())
    _say(result, _("%(name)s is not asked any more. The next one is, where there is one.", name=_name(person_id)))
    return _back(request_id)


@blueprint.post("/leave/<int:request_id>/name")
@action("cover.arrange")
def name(request_id: int) -> Response | tuple[str, int]:
    row = _to_arrange(request_id)
    form = _name_form(row)
    if not form.validate_on_submit():
        return _page(row, form), 422
    chosen, reason = int(form.person.data), form.reason.data.strip()
    with saving() as session:
        result = name_to_cover(
            session, request_id=request_id, person_id=chosen, reason=reason, by=me().person_id, today=today()
        )
    _say(result, _("%(name)s covers, and reads your reason.", name=_name(chosen)))
    return _back(request_id)


def _to_arrange(request_id: int) -> LeaveRequest:
    row = found(db().get(LeaveRequest, request_id))
    require("cover.arrange", person_id=row.person_id)
    if row.person_id == me().person_id:
        abort(403)
    return row


def _page(row: LeaveRequest, form: NameForm) -> str:
    person = db().get_one(Person, row.person_id)
    over = row.status is not LeaveStatus.granted or row.last_day < today()
    page = Arranging(
        request=row,
        person=person,
        office=office_names(db())[person.office_id],
        runs=() if over else CoverDesk(db(), row, today=today()).runs(),
        lines=asked_lines(db(), cover_ahead(db(), today(), request_id=row.id)),
        answers=answers_on(db(), row.id or 0),
        names=person_names(db()),
        over=over,
    )
    return render_template("cover/arrange.html", page=page, form=form, join_days=join_days, limits=settings())


def _name_form(row: LeaveRequest) -> NameForm:
    """Whoever is listed to cover at the office, by name; the rules are held against the choice when it is made."""
    office = db().get_one(Person, row.person_id).office_id
    listed = {link.person for link in cover_links(db(), office_ids=[office])} - {row.person_id}
    people = officers(db(), today(), person_ids=listed)
    form = NameForm()
    form.person.choices = [("", ""), *sorted(((str(one.id), one.name) for one in people), key=lambda pair: pair[1])]
    return form


def _say(result: CoverResult, done: str) -> None:
    if result is CoverResult.done:
        flash(done)
        return
    words = {
        CoverResult.gone: _("Nothing was changed: this leave or this cover is not there any more."),
        CoverResult.covered: _("Nothing was changed: no day is without cover any more."),
        CoverResult.not_free: _(
            "Nothing was changed: this person is away, covers elsewhere, may not cover here, or has no hours left on "
            "these days. Below stands who could step in now."
        ),
    }
    flash(words[result], "problem")


def _name(person_id: int) -> str:
    return person_names(db()).get(person_id, _("a colleague"))


def _back(request_id: int) -> Response:
    return redirect(url_for("cover.arrange", request_id=request_id), code=303)
