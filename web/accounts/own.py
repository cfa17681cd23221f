"""One's own account: password, second factor, sessions."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from web.access import action
from web.accounts.forms import CodeForm, PasswordForm
from web.accounts.known_device import remember_device
from web.accounts.passwords import fits, hashed
from web.accounts.second_factor import code_fits, new_secret, picture, step_of, turn_off, turn_on
from web.accounts.sign_in import begin_session, end_sessions
from web.edge import db, found, me, saving
from web.security import limiter
from workload.records.audit import note_action
from workload.tables.accounts import Account

blueprint = Blueprint("account", __name__, url_prefix="/account")


def mine() -> Account:
    return found(db().get(Account, me().account_id))


@blueprint.get("/")
@action("account.use")
def index() -> str:
    return render_template("accounts/own.html", account=mine())


@blueprint.get("/password")
@action("account.use")
def password() -> str:
    return render_template("accounts/password.html", form=PasswordForm(), account=mine())


def _failed(response: Response) -> bool:
    return response.status_code == 422


def _whose() -> str:
    return f"own {me().account_id}" if current_user.is_authenticated else ""


@blueprint.post("/password")
@action("account.use")
@limiter.limit("8 per 15 minutes", key_func=_whose, deduct_when=_failed)
def send_password() -> tuple[str, int] | Response:
    form, account = PasswordForm(), mine()
    if form.validate_on_submit():
        if fits(account.password_hash, form.old.data):
            with saving():
                account.password_hash, account.must_change = hashed(form.new.data), False
                end_sessions(account)
                _note(account, "account.password")
                begin_session(account)
            flash(_("Your password is changed. Other devices are signed out."))
            return remember_device(redirect(url_for(".index"), code=303), account)
        form.old.errors = [_("This is not your password. Type the one you signed in with.")]
    return render_template("accounts/password.html", form=form, account=account), 422


@blueprint.get("/second-factor")
@action("account.use")
def factor() -> str:
    return _factor_page(CodeForm())


@blueprint.post("/second-factor")
@action("account.use")
def send_factor() -> tuple[str, int] | Response | str:
    """Turn the second factor on, once the app shows what we expect; the recovery codes are shown this one time."""
    form, account = CodeForm(), mine()
    if account.factor_secret:
        return redirect(url_for(".index"), code=303)
    if form.validate_on_submit():
        secret = session.get("new_factor", "")
        step = step_of(secret, form.code.data) if secret else None
        if step is not None:
            with saving():
                codes = turn_on(account, session.pop("new_factor"), step)
                _note(account, "account.factor_on")
            return render_template("accounts/recovery_codes.html", codes=codes)
        form.code.errors = [_("This is not what we expect. Wait for the next code in your app and type that one.")]
    return _factor_page(form), 422


@blueprint.post("/second-factor/off")
@action("account.use")
@limiter.limit("8 per 15 minutes", key_func=_whose, deduct_when=_failed)
def factor_off() -> tuple[str, int] | Response:
    form, account = CodeForm(), mine()
    if form.validate_on_submit():
        with saving() as db_session:
            if code_fits(db_session, account, form.code.data):
                turn_off(account)
                _note(account, "account.factor_off")
                flash(_("Signing in asks for your password only."))
                return redirect(url_for(".index"), code=303)
        form.code.errors = [_("This code does not fit. Wait for the next one in your app, or use a recovery code.")]
    return render_template("accounts/own.html", account=account, form=form), 422


def _factor_page(form: CodeForm) -> str:
    account = mine()
    secret = session.setdefault("new_factor", new_secret())
    words: dict[str, Any] = {"secret": secret, "picture": picture(secret, account.username)}
    return render_template("accounts/factor.html", form=form, account=account, **words)


def _note(account: Account, what: str) -> None:
    note_action(db(), person_id=account.person_id, action=what, subject="account", subject_id=account.id)
