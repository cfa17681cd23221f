"""Sign in, sign out, choose a language, and the administrator's list of accounts."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlmodel import select
from werkzeug.wrappers import Response

from web.access import action, public
from web.accounts.demonstration import demonstration_accounts
from web.accounts.forms import SignInForm
from web.accounts.sign_in import begin_session, check_password, end_sessions, forget_session, normal, safe_next
from web.edge import db, found, me, saving
from web.language import COOKIE, LOCALES
from web.navigation import home_address
from web.security import limiter
from workload.records.audit import note_action
from workload.tables.accounts import Account
from workload.tables.people import Person

blueprint = Blueprint("accounts", __name__)

ONE_YEAR = 365 * 24 * 3600


def _failed(response: Response) -> bool:
    return response.status_code == 422


@blueprint.get("/")
@public
def start() -> Response:
    return redirect(home_address(), code=303)


@blueprint.get("/sign-in")
@public
def sign_in() -> str | Response:
    if current_user.is_authenticated:
        return redirect(home_address(), code=303)
    return _sign_in_page(SignInForm())


@blueprint.post("/sign-in")
@public
@limiter.limit("60 per 15 minutes", deduct_when=_failed)
@limiter.limit("8 per 15 minutes", key_func=lambda: normal(request.form.get("username", "")), deduct_when=_failed)
def send_sign_in() -> Response:
    form = SignInForm()
    if form.validate_on_submit():
        with saving() as session:
            account = check_password(session, username=form.username.data, password=form.password.data)
            if account is not None:
                begin_session(account)
                return redirect(safe_next(request.args.get("next")) or home_address(), code=303)
        form.password.errors = [_("The name and the password do not fit together. Check both and try again.")]
    return make_response(_sign_in_page(form), 422)


def _sign_in_page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form, **demonstration_accounts())


@blueprint.post("/sign-out")
@action("account.use")
def sign_out() -> Response:
    with saving() as session:
        end_sessions(found(session.get(Account, me().account_id)))
    forget_session()
    flash(_("You are signed out on every device."))
    return redirect(url_for("accounts.sign_in"), code=303)


@blueprint.post("/language")
@public
def choose_language() -> Response:
    """Keep the chosen language on the account and in a cookie, and go back to the same page."""
    response = redirect(safe_next(request.form.get("next")) or home_address(), code=303)
    locale = request.form.get("locale", "")
    if locale in LOCALES:
        if current_user.is_authenticated:
            with saving() as session:
                found(session.get(Account, me().account_id)).locale = locale
        response.set_cookie(COOKIE, locale, max_age=ONE_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


@blueprint.get("/accounts")
@action("accounts.manage")
def people() -> str:
    statement = (
        select(Account, Person)
        .join(Person, Account.person_id == Person.id)  # type: ignore[arg-type]
        .order_by(Person.sort_name)
    )
    return render_template("accounts/people.html", rows=db().exec(statement).all())


@blueprint.post("/accounts/<int:account_id>/<any(close,open,end_sessions):step>")
@action("accounts.manage")
def change(account_id: int, step: str) -> Response:
    """Close or open an account again, or end its sessions. Nobody closes their own."""
    with saving() as session:
        account = found(session.get(Account, account_id))
        if step == "close" and account.id == me().account_id:
            flash(_("You cannot close your own account. Ask another administrator."), "problem")
            return redirect(url_for(".people"), code=303)
        if step != "end_sessions":
            account.active = step == "open"
        end_sessions(account)
        note_action(
            session, person_id=me().person_id, action=f"account.{step}", subject="account", subject_id=account_id
        )
    flash(_("Done. Sessions of this account have ended."))
    return redirect(url_for(".people"), code=303)
