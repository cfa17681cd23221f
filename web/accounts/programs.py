"""Tokens of programs that exchange data with us: the administrator makes and ends them."""

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from web.access import action
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, today
from web.forms import DayField, Form, SubmitField, TextField, TicksField, at_most, needed
from web.together import answered_at, once
from web.words import WORDS
from workload.records.api_tokens import make_token, tokens
from workload.records.audit import note_action
from workload.records.together import as_seen
from workload.tables.api import ApiToken
from workload.tables.base import now
from workload.vocabulary import ApiScope

blueprint = Blueprint("programs", __name__, url_prefix="/programs")

LONGEST = timedelta(days=366)


class TokenForm(Form):
    name = TextField(
        _l("Which program is it for?"),
        validators=[needed(_l("Enter the name of the program")), at_most(80, _l("A name has at most 80 characters"))],
    )
    scopes = TicksField(
        _l("What may it do?"),
        choices=[(scope.value, WORDS["ApiScope"][scope.value]) for scope in ApiScope],
        validators=[InputRequired(_l("Tick at least one thing that the program may do"))],
    )
    expires_on = DayField(
        _l("Until which day?"),
        description=_l("A year at most, so that a token that nobody remembers ends by itself."),
        validators=[needed(_l("Enter the last day on which the token works"))],
    )
    send = SubmitField(_l("Make the token"))


@blueprint.get("/")
@action("accounts.manage")
def listed() -> str | Response:
    rows, words = tokens(db()), WORDS["ApiScope"]
    if wants_file():
        head = (_("Program"), _("May"), _("Until"), _("Last used"), _("Ended"))
        told = [
            (one.name, "; ".join(str(words[scope]) for scope in one.scopes), one.expires_on, one.used_at, one.ended_at)
            for one in rows
        ]
        return table_response(head, told, "programs")
    return render_template("accounts/programs.html", tokens=rows, scopes=words, today=today())


@blueprint.route("/new", methods=["GET", "POST"])
@action("accounts.manage")
@once
def new() -> str | tuple[str, int]:
    form = TokenForm()
    if not form.validate_on_submit():
        return render_template("accounts/new_program.html", form=form), 422 if form.is_submitted() else 200
    last_day = form.expires_on.data
    assert last_day is not None  # the form needs it
    if not today() < last_day <= today() + LONGEST:
        form.expires_on.errors = [_("Choose a day after today and within a year")]
        return render_template("accounts/new_program.html", form=form), 422
    with saving() as session:
        return _made(session, form.name.data.strip(), form.scopes.data, last_day)


@blueprint.get("/<int:token_id>")
@action("accounts.manage")
def was_shown(token_id: int) -> str:
    """Where a form that was sent twice leads: the token was shown once, and a new one can be made in its place."""
    token = found(db().get(ApiToken, token_id))
    return render_template("accounts/token.html", token=token, secret="", works=_works(token))


@blueprint.post("/<int:token_id>/renew")
@action("accounts.manage")
@once
def renew(token_id: int) -> str | Response:
    """A new token that may do the same until the same day; the one before ends."""
    with saving() as session:
        token = found(session.get(ApiToken, token_id))
        if _works(token):
            _end(token)
            return _made(session, token.name, token.scopes, token.expires_on)
    flash(_("This token has ended. Make a new one, and say again what it may do."), "problem")
    return redirect(url_for(".new"), code=303)


@blueprint.post("/<int:token_id>/end")
@action("accounts.manage")
def end(token_id: int) -> Response:
    with saving() as session:
        _end(found(session.get(ApiToken, token_id)))
    flash(_("Ended. The program gets no answer any more."))
    return redirect(url_for(".listed"), code=303)


def _works(token: ApiToken) -> bool:
    return token.ended_at is None and token.expires_on >= today()


def _made(session: Session, name: str, scopes: list[str], last_day: date) -> str:
    """The page with the new token, shown this one time."""
    words = [ApiScope(word) for word in scopes]
    token, secret = make_token(session, name=name, scopes=words, expires_on=last_day, by=me().person_id)
    _note("token.make", token)
    answered_at(url_for(".was_shown", token_id=token.id))
    return render_template("accounts/token.html", token=token, secret=secret)


def _end(token: ApiToken) -> None:
    if as_seen(db(), token, "ended_at") and token.ended_at is None:
        token.ended_at = now()
        _note("token.end", token)


def _note(what: str, token: ApiToken) -> None:
    note_action(
        db(),
        person_id=me().person_id,
        action=what,
        subject="token",
        subject_id=token.id,
        after={"scopes": token.scopes},
    )
