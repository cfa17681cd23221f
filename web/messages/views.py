"""Messages to the person signed in, and how often an e-mail tells of them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session
from werkzeug.wrappers import Response

from web.access import action
from web.edge import db, me, noting, saving, settings
from web.forms import ChoiceField, Form, SubmitField, needed
from web.language import word
from web.looks import looked_at
from web.messages.sentences import message_sentence
from workload.records.messages import mark_read, messages_of
from workload.records.officers import person_names
from workload.records.places import office_names
from workload.tables.accounts import Account
from workload.vocabulary import MailChoice, MessageKind, PrivateFact

blueprint = Blueprint("messages", __name__, url_prefix="/messages")


class ChoiceForm(Form):
    choice = ChoiceField(
        _l("How should an e-mail tell you?"),
        description=_l("It only says that messages wait, never what they are about."),
        validators=[needed(_l("Choose how an e-mail should tell you"))],
    )
    save = SubmitField(_l("Save my choice"))


@blueprint.get("/")
@action("messages.see")
def mine() -> str:
    html = _page(_form())
    with noting() as session:  # they are on the page now
        mark_read(messages_of(session, me().person_id))
    return html


@blueprint.post("/choice")
@action("messages.see")
def choose() -> Response | tuple[str, int]:
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    with saving() as session:
        _account(session).mail_choice = MailChoice(form.choice.data)
    flash(_("Your choice is saved."))
    return redirect(url_for("messages.mine"), code=303)


def _page(form: ChoiceForm) -> str:
    names, offices = person_names(db()), office_names(db())
    lines = [(one, message_sentence(one, names, offices)) for one in messages_of(db(), me().person_id)]
    abuse = [one.values["who"] for one, _sentence in lines if one.kind is MessageKind.incident_written]
    looked_at(PrivateFact.incidents, abuse)
    unread = sum(one.read_at is None for one, _sentence in lines)
    return render_template("messages/mine.html", lines=lines, unread=unread, form=form, limits=settings())


def _form() -> ChoiceForm:
    form = ChoiceForm()
    form.choice.choices = [(one.value, word(one)) for one in MailChoice]
    if not form.is_submitted():
        form.choice.data = _account(db()).mail_choice.value
    return form


def _account(session: Session) -> Account:
    return session.get_one(Account, me().account_id)
