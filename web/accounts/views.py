"""Sign in, sign out, choose a language, and the administrator's list of accounts."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlmodel import col, select
from werkzeug.wrappers import Response

from web.access import action, public
from web.accounts.demonstration import demonstration_accounts
from web.accounts.forms import CodeForm, NewAccountForm, SignInForm
from web.accounts.kept_form import kept_form, safe_next
from web.accounts.known_device import known_device, remember_device
from web.accounts.new_account import begin_anew
from web.accounts.people_list import accounts_page, every_account
from web.accounts.second_factor import code_fits
from web.accounts.sign_in import (
    account_named,
    begin_half_way,
    begin_session,
    check_password,
    end_sessions,
    forget_session,
    half_way,
    normal,
)
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, settings
from web.language import COOKIE, LOCALES, word
from web.navigation import home_address
from web.security import limiter
from web.together import answered_at, once
from workload.records.audit import note_action
from workload.tables.accounts import Account
from workload.tables.people import Person
from workload.vocabulary import Role

blueprint = Blueprint("accounts", __name__)

ONE_YEAR = 365 * 24 * 3600


def _failed(response: Response) -> bool:
    return response.status_code == 422


def _device() -> str | None:
    """The device that sends a name and a password, when it is known for that name."""
    return known_device(account_named(db(), request.form.get("username", "")))


def _whose_password() -> str:
    """Whose tries are counted together: those of a known device, or those of all strangers at one name."""
    device = _device()
    return f"device {device}" if device else f"name {normal(request.form.get('username', ''))}"


def _whose_code() -> str:
    """The same for the second step."""
    account = half_way(db())
    device = known_device(account)
    return f"device {device}" if device else f"account {account.id if account else ''}"


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
@limiter.limit("60 per 15 minutes", exempt_when=lambda: _device() is not None, deduct_when=_failed)
@limiter.limit("8 per 15 minutes", key_func=_whose_password, deduct_when=_failed)
def send_sign_in() -> Response:
    form = SignInForm()
    if form.validate_on_submit():
        with saving() as session:
            account = check_password(session, username=form.username.data, password=form.password.data)
            if account is not None and account.factor_secret:
                begin_half_way(account)
                return make_response(_code_page(CodeForm(formdata=None, kept=form.kept.data)))
            if account is not None:
                begin_session(account)
                return remember_device(_go_on(form.kept.data), account)
        form.password.errors = [_("The name and the password do not fit together. Check both and try again.")]
    return make_response(_sign_in_page(form), 422)


@blueprint.post("/sign-in/code")
@public
@limiter.limit("8 per 15 minutes", key_func=_whose_code, deduct_when=_failed)
def send_code() -> Response:
    """The second step of signing in, for who has a second factor."""
    form = CodeForm()
    account = half_way(db())
    if account is None:
        flash(_("That took too long. Sign in again."), "problem")
        return redirect(url_for(".sign_in", next=request.args.get("next")), code=303)
    if form.validate_on_submit():
        with saving() as session:
            if code_fits(session, account, form.code.data):
                begin_session(account)
                return remember_device(_go_on(form.kept.data), account)
        form.code.errors = [_("This code does not fit. Wait for the next one in your app, or use a recovery code.")]
    return make_response(_code_page(form), 422)


def _code_page(form: CodeForm) -> str:
    return render_template("accounts/code.html", form=form)


def _go_on(kept: str | None) -> Response:
    """After signing in: offer to send what was typed before, or open the page that was asked for."""
    form = kept_form(kept or "")
    if form is not None:
        address, fields = form
        return make_response(render_template("accounts/send_again.html", address=address, fields=fields))
    return redirect(safe_next(request.args.get("next")) or home_address(), code=303)


def _sign_in_page(form: SignInForm) -> str:
    kept = kept_form(form.kept.data or "")
    return render_template("accounts/sign_in.html", form=form, kept=kept, **demonstration_accounts())


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
        response.set_cookie(
            COOKIE, locale, max_age=ONE_YEAR, httponly=True, samesite="Lax", secure=settings().secure_cookies
        )
    return response


@blueprint.get("/accounts")
@action("accounts.manage")
def people() -> str | Response:
    """Everybody's account; in a large place page by page, or those who fit a name."""
    asked = request.args.get("name", "")[:100]
    if wants_file():
        head = (_("Person"), _("Sign-in name"), _("Role"), _("Last sign-in"), _("May sign in"))
        told = [
            (person.name, one.username, word(one.role), one.last_sign_in_at, one.active)
            for one, person in every_account(db(), asked)
        ]
        return table_response(head, told, "accounts")
    page = request.args.get("page", 1, type=int)
    return render_template("accounts/people.html", page=accounts_page(db(), asked, page))


@blueprint.get("/accounts/new")
@action("accounts.manage")
def new() -> str:
    return render_template("accounts/new.html", form=_new_form())


@blueprint.post("/accounts/new")
@action("accounts.manage")
@once
def send_new() -> tuple[str, int] | str:
    """An account for somebody who has none; its first password is shown this one time."""
    form = _new_form()
    if form.validate_on_submit():
        username = normal(form.username.data)
        if db().exec(select(Account).where(Account.username == username)).first() is None:
            with saving() as session:
                account = Account(
                    person_id=int(form.person.data),
                    username=username,
                    password_hash="",
                    role=Role(form.role.data),
                    session_key="",
                )
                password = begin_anew(session, account, by=me().person_id)
                answered_at(url_for(".password_was_shown", account_id=account.id))
            return render_template("accounts/first_password.html", account=account, password=password)
        form.username.errors = [_("Somebody signs in with this name already. Choose another.")]
    return render_template("accounts/new.html", form=form), 422


@blueprint.get("/accounts/<int:account_id>/first-password")
@action("accounts.manage")
def password_was_shown(account_id: int) -> str:
    """Where a form that was sent twice leads: the first password was shown once, and a new one can be made."""
    account = found(db().get(Account, account_id))
    return render_template("accounts/first_password.html", account=account, password="")


@blueprint.post("/accounts/<int:account_id>/reset")
@action("accounts.manage")
@once
def reset(account_id: int) -> str:
    """A new first password for somebody who forgot theirs or lost the phone; sessions end, the second factor too."""
    with saving() as session:
        account = found(session.get(Account, account_id))
        password = begin_anew(session, account, by=me().person_id)
        answered_at(url_for(".password_was_shown", account_id=account_id))
    return render_template("accounts/first_password.html", account=account, password=password)


def _new_form() -> NewAccountForm:
    form = NewAccountForm()
    taken = select(Account.person_id)
    free = select(Person).where(col(Person.id).not_in(taken)).order_by(Person.sort_name)
    form.person.choices = [("", _("Choose")), *((str(one.id), f"{one.name}, {one.title}") for one in db().exec(free))]
    return form


@blueprint.post("/accounts/<int:account_id>/<any(close,open,end_sessions):step>")
@action("accounts.manage")
def change(account_id: int, step: str) -> Response:
    """Close or open an account again, or end its sessions. Nobody closes their own."""
    with saving() as session:
        account = found(session.get(Account, account_id))
        if step == "close" and account.id == me().account_id:
            flash(_("You cannot close your own account. Ask another administrator."), "problem")
            return _back_to_list()
        if step != "end_sessions":
            account.active = step == "open"
        end_sessions(account)
        note_action(
            session, person_id=me().person_id, action=f"account.{step}", subject="account", subject_id=account_id
        )
    flash(_("Done. Sessions of this account have ended."))
    return _back_to_list()


def _back_to_list() -> Response:
    """The list where it was left: the same page, the same name."""
    kept = {name: request.args[name] for name in ("name", "page") if name in request.args}
    return redirect(url_for(".people", **kept), code=303)  # type: ignore[arg-type]
