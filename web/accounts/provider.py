"""Signing in with a work account, at an OpenID Connect provider (extra `oidc`).

The first time, a person is found by the e-mail address that the provider has verified; from then on by the provider's
own name for them, so that an address given to somebody else later opens nothing. The second factor is the provider's.
"""

from typing import Any

from flask import Blueprint, Flask, abort, current_app, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from sqlmodel import Session, func, select
from werkzeug.wrappers import Response

from web.access import public
from web.accounts.kept_form import safe_next
from web.accounts.sign_in import begin_session, may_come_in
from web.edge import saving, settings
from web.navigation import home_address
from workload.records.audit import note_action
from workload.tables.accounts import Account
from workload.tables.people import Person

blueprint = Blueprint("provider", __name__, url_prefix="/sign-in/provider")


def install(app: Flask) -> None:
    """Make the provider known when one is configured."""
    chosen = app.extensions["settings"]
    app.jinja_env.globals["provider"] = bool(chosen.oidc_issuer)
    if not chosen.oidc_issuer:
        return
    from authlib.integrations.flask_client import OAuth

    oauth = OAuth(app)
    oauth.register(
        "provider",
        client_id=chosen.oidc_client_id,
        client_secret=chosen.oidc_client_secret,
        server_metadata_url=chosen.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "timeout": 10},
    )
    app.extensions["provider"] = oauth.provider


def _provider() -> Any:
    return current_app.extensions.get("provider") or abort(404)


@blueprint.get("/")
@public
def go() -> Response:
    """Away to the provider; the page asked for is kept until we are back."""
    provider = _provider()
    session["then"] = safe_next(request.args.get("next"))
    answer: Response = provider.authorize_redirect(url_for(".back", _external=True))
    return answer


@blueprint.get("/back")
@public
def back() -> Response:
    """Back from the provider, with somebody whom it knows, or with its refusal."""
    from authlib.integrations.base_client import OAuthError
    from joserfc.errors import JoseError

    provider = _provider()
    then = session.pop("then", None)
    try:
        token = provider.authorize_access_token()
        told = dict(token["userinfo"])
        if "email" not in told:  # some providers tell it only when asked
            told |= provider.userinfo(token=token)
    except (OAuthError, JoseError, KeyError):
        flash(_("Your work account did not sign you in. Try again, or use your Fairload password."), "problem")
        return redirect(url_for("accounts.sign_in"), code=303)
    with saving() as db_session:
        account = _account_of(db_session, told)
        if account is not None:
            begin_session(account)
            return redirect(then or home_address(), code=303)
    flash(_("Your work account is known, but it has no account here. Ask the administrator."), "problem")
    return redirect(url_for("accounts.sign_in"), code=303)


def _account_of(db_session: Session, told: dict[str, Any]) -> Account | None:
    subject = f"{settings().oidc_issuer} {told['sub']}"
    known = db_session.exec(select(Account).where(Account.provider_subject == subject)).first()
    if known is not None or not told.get("email_verified") or not told.get("email"):
        return known if known is not None and _welcome(db_session, known) else None
    query = select(Account).join(Person, Account.person_id == Person.id)  # type: ignore[arg-type]
    same_address = func.lower(Person.email) == str(told["email"]).lower()
    found = db_session.exec(query.where(same_address, Account.provider_subject == None)).all()  # noqa: E711
    if len(found) != 1 or not _welcome(db_session, found[0]):
        return None
    found[0].provider_subject = subject
    note_action(
        db_session, person_id=found[0].person_id, action="account.provider", subject="account", subject_id=found[0].id
    )
    return found[0]


def _welcome(db_session: Session, account: Account) -> bool:
    return may_come_in(account, db_session.get_one(Person, account.person_id))
