"""Pages for what goes wrong: what happened, and what to do now."""

from flask import Flask, current_app, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin, current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import Conflict, HTTPException, SecurityError
from werkzeug.wrappers import Response

from web.accounts.kept_form import send_again, sign_in_and_keep, typed, worth_keeping
from web.api.problems import ApiProblem, Problem, as_response
from workload.traces import trace_without_values

TRY_AGAIN_SECONDS = 30
TOLD_WITH = ("Allow", "Retry-After")  # what else an error tells a program: how it can ask, when it can ask again


def install(app: Flask) -> None:
    app.register_error_handler(ApiProblem, lambda error: as_response(error.problem))
    app.register_error_handler(CSRFError, _token_missing)
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(IntegrityError, _taken_meanwhile)
    app.register_error_handler(ObjectDeletedError, _gone_meanwhile)
    app.register_error_handler(StaleDataError, _gone_meanwhile)
    app.register_error_handler(Exception, _our_failure)


def _words(code: int) -> tuple[str, str]:
    if code == 403:
        return _("This page is not yours to open"), _(
            "Your role does not reach this far. If you need it for your work, ask your manager or the administrator."
        )
    if code == 404:
        return _("We could not find this page"), _(
            "It may have been closed, or the address may have a slip in it. Start again from your first page."
        )
    if code == 405:
        return _("This page cannot be opened like that"), _("Go back and use the button on the page.")
    if code == 409:
        return _("This has changed meanwhile"), _(
            "Somebody stored something here a moment ago, and nothing of yours was stored. Go back, load the page anew "
            "and look; then send it again if it is still right."
        )
    if code == 413:
        return _("That is too much at once"), _("What you sent is larger than 2 MB. Send less, or in parts.")
    if code == 429:
        return _("Too many tries"), _(
            "To keep accounts safe we stop after several tries. Wait fifteen minutes, then try again."
        )
    if code >= 500:
        return _("Something went wrong on our side"), _(
            "Nothing of what you sent was stored. Try again in a moment; if it stays like this, tell the administrator."
        )
    return _("We could not understand that"), _("Go back, check what you entered, and try again.")


def _show(error: HTTPException) -> Response:
    code = error.code or 500
    if request.path.startswith("/api/"):
        answer = as_response(Problem(type="http", title=error.name, status=code))
    elif isinstance(error, SecurityError):  # a host name we do not answer for: there is no page to build links on
        answer = make_response(_("This service does not answer to that name."), code)
    else:
        title, what_to_do = _words(code)
        answer = make_response(render_template("error.html", title=title, what_to_do=what_to_do, code=code), code)
    answer.headers.update({name: value for name, value in error.get_headers() if name in TOLD_WITH})
    return answer


def _token_missing(_error: CSRFError) -> tuple[str, int] | Response:
    if worth_keeping():
        return send_again(409) if current_user.is_authenticated else sign_in_and_keep()
    title = _("Your page was open too long")
    what_to_do = _("Nothing was stored. Go back, reload the page, and send it again.")
    return render_template("error.html", title=title, what_to_do=what_to_do, code=400), 400


def _database_away(error: OperationalError) -> tuple[str, int, dict[str, str]] | Response:
    """The database is away, locked or full. Nothing was stored; what was typed stands in the page, to be sent again."""
    current_app.logger.error("the database does not answer: %s", str(error.orig).splitlines()[0])
    headers = {"Retry-After": str(TRY_AGAIN_SECONDS)}
    if request.path.startswith("/api/"):
        title = "The database does not answer just now. Nothing was stored: send it again in a minute"
        answer = as_response(Problem(type="away", title=title, status=503))
        answer.headers.update(headers)
        return answer
    g._login_user = AnonymousUserMixin()  # whoever it is cannot be looked up now
    page = render_template(
        "away.html", address=request.full_path.rstrip("?"), fields=typed() if worth_keeping() else []
    )
    return page, 503, headers


def _taken_meanwhile(error: IntegrityError) -> Response:
    """Two people stored what there can be only one of, such as a name, in the same moment: the second is told.

    PostgreSQL names the constraint in the first line of its message and the value in the second; only the first is
    written down.
    """
    current_app.logger.warning("what there is one of was stored a moment before: %s", str(error.orig).splitlines()[0])
    return _show(Conflict())


def _gone_meanwhile(error: ObjectDeletedError | StaleDataError) -> Response:
    """Somebody took away in the same moment what was being changed."""
    current_app.logger.warning("what was being changed was taken away: %s", type(error).__name__)
    return _show(Conflict())


def _our_failure(error: Exception) -> tuple[str, int] | Response:
    if current_app.config.get("PROPAGATE_EXCEPTIONS") or current_app.testing:
        raise error
    current_app.logger.error("a page failed\n%s", trace_without_values(error))
    if request.path.startswith("/api/"):
        return as_response(Problem(type="failure", title="Something went wrong on our side", status=500))
    title, what_to_do = _words(500)
    return render_template("error.html", title=title, what_to_do=what_to_do, code=500), 500
