"""Somebody leaves: the administrator sees what stands after the last day, states it, and later lets go of what is
personal."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from scheduler.leavers import let_leave, what_leaving_means
from web.access import action
from web.accounts.own_data import WORDS
from web.edge import db, found, me, saving, today
from web.formats import day
from web.forms import DayField, Form, SubmitField, needed
from workload.records.audit import note_action
from workload.records.officers import person_names
from workload.records.personal_data import forget, own_data
from workload.tables.accounts import Account
from workload.tables.people import Person

blueprint = Blueprint("leavers", __name__, url_prefix="/accounts/<int:account_id>/leaves")

MOST_AHEAD = timedelta(days=3 * 366)  # as on the page of a post


class LastDayForm(Form):
    last_day = DayField(
        _l("Last day at work"),
        description=_l("Also a day that has passed. From the day after nobody signs in with this account."),
        validators=[needed(_l("Enter the last day at work"))],
    )
    send = SubmitField(_l("Show what this means"))


@blueprint.get("/")
@action("accounts.manage")
def page(account_id: int) -> str | tuple[str, int]:
    """With `last_day` in the address: what stands after it."""
    return _page(*_account(account_id))


@blueprint.post("/")
@action("accounts.manage")
def state(account_id: int) -> Response | tuple[str, int]:
    account, person = _account(account_id)
    form = _form(person)
    if account.id == me().account_id:
        flash(_("You cannot close your own account. Ask another administrator."), "problem")
        return redirect(url_for(".page", account_id=account_id), code=303)
    if not form.validate() or not _possible(form, person):
        return str(_page(account, person)[0]), 422
    with saving() as session:
        let_leave(session, account.person_id, form.last_day.data, by=me().person_id, today=today())  # type: ignore[arg-type]
    flash(_("Stored. The managers of the region find a new plan for the cases; whoever covers instead is asked."))
    return redirect(url_for(".page", account_id=account_id), code=303)


@blueprint.post("/personal")
@action("accounts.manage")
def let_go(account_id: int) -> Response:
    """What is personal of somebody who has left goes before its time."""
    account, person = _account(account_id)
    if not _has_left(person):
        flash(_("Nothing was changed: this person has not left yet."), "problem")
        return redirect(url_for(".page", account_id=account_id), code=303)
    with saving() as session:
        touched = forget(session, account.person_id)
        note_action(
            session, person_id=me().person_id, action="account.forget", subject="account", subject_id=account_id
        )
    flash(_("Done: %(count)d rows went or lost what is personal. Sums of the office are as they were.", count=touched))
    return redirect(url_for("accounts.people"), code=303)


def _account(account_id: int) -> tuple[Account, Person]:
    account = found(db().get(Account, account_id))
    return account, db().get_one(Person, account.person_id)


def _has_left(person: Person) -> bool:
    return person.works_until is not None and person.works_until < today()


def _form(person: Person) -> LastDayForm:
    """Asked for in the address, so that the preview is a page of its own."""
    return LastDayForm(request.args, last_day=person.works_until, meta={"csrf": False})


def _possible(form: LastDayForm, person: Person) -> bool:
    last, latest = form.last_day.data, today() + MOST_AHEAD
    if last is not None and not person.service_since <= last <= latest:
        form.last_day.errors = [
            _("Enter a day from %(first)s to %(last)s", first=day(person.service_since), last=day(latest))
        ]
        return False
    return last is not None


def _page(account: Account, person: Person) -> tuple[str, int]:
    form, means = _form(person), None
    asked = "last_day" in request.args
    if asked and form.validate() and _possible(form, person):
        means = what_leaving_means(db(), account.person_id, form.last_day.data, today())  # type: ignore[arg-type]
    held = own_data(db(), account.person_id) if _has_left(person) else ()
    text = render_template(
        "accounts/leaver.html",
        account=account,
        person=person,
        form=form,
        last_day=form.last_day.data,
        means=means,
        names=person_names(db()) if means and means.deputies else {},
        has_left=_has_left(person),
        personal=[(WORDS[name], len(sheet[1])) for name, sheet in held if sheet[1]],
    )
    return text, 422 if asked and means is None else 200
