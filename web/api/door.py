"""Who may come in: every operation names its scope, every request shows a token; what is sent twice is stored once."""

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, g, jsonify, request
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import BadRequest

from web.api.problems import ApiProblem
from web.edge import db, noting, saving, today
from workload.records.api_tokens import Bearer, bearer_of, digest_of, keep_receipt, note_use, receipt_for
from workload.tables.base import now
from workload.vocabulary import ApiScope

LONGEST_KEY = 100
SIGN = "api:"
Operation = Callable[..., Any]


def scope(needed: ApiScope) -> Callable[[Operation], Operation]:
    """The operation needs a token with this scope."""

    def declare(operation: Operation) -> Operation:
        operation.action = SIGN + needed.value  # type: ignore[attr-defined]
        return operation

    return declare


def look_at_token() -> None:
    """Before anything that was sent is looked at: is there a token in force, and does it reach this operation?"""
    declared: str = getattr(current_app.view_functions[str(request.endpoint)], "action", "")
    if not declared.startswith(SIGN):
        return
    g.bearer = _shown()
    needed = ApiScope(declared.removeprefix(SIGN))
    if needed not in g.bearer.scopes:
        raise ApiProblem(403, "scope", f"This token may not do that: it lacks the scope {needed.value}")
    if request.method in ("POST", "PUT"):
        _look_at_body()


def _look_at_body() -> None:
    """Is it JSON? Whether it fits the document is asked after this."""
    if not request.is_json:
        raise ApiProblem(415, "invalid", "Send JSON", "Say so with: Content-Type: application/json")
    try:
        request.get_json()
    except (BadRequest, RecursionError) as fault:
        raise ApiProblem(422, "invalid", "The body cannot be read as JSON") from fault


def bearer() -> Bearer:
    shown: Bearer = g.bearer
    return shown


def once(store: Callable[[], tuple[dict[str, Any], int]]) -> Response:
    """Run `store` in one transaction, at most once for an Idempotency-Key; its answer is kept and given again."""
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY:
        raise ApiProblem(422, "invalid", "Idempotency-Key is too long", f"Use at most {LONGEST_KEY} characters.")
    sent = digest_of(request.method.encode() + request.path.encode() + request.get_data())
    try:
        with saving() as session:
            kept = receipt_for(session, bearer().token_id, key) if key else None
            if kept is not None:
                if kept.digest != sent:
                    raise ApiProblem(409, "key_used", "This Idempotency-Key was used for something else before")
                return _answer(kept.answer, kept.status)
            answer, status = store()
            if key:
                keep_receipt(
                    session, token_id=bearer().token_id, key=key, digest=sent, status=status, answer=answer
                )  # fmt: skip
    except IntegrityError as met:
        raise ApiProblem(
            409, "conflict", "Somebody sent the same at the same moment", "Nothing was stored. Send it again."
        ) from met
    return _answer(answer, status)


def _answer(answer: dict[str, Any], status: int) -> Response:
    response = jsonify(answer)
    response.status_code = status
    return response


def _shown() -> Bearer:
    word, _space, secret = request.headers.get("Authorization", "").partition(" ")
    found = bearer_of(db(), secret.strip(), today()) if word.lower() == "bearer" else None
    if found is None:
        raise ApiProblem(401, "token", "Show a token that is in force", "Send it as: Authorization: Bearer fl_...")
    with noting() as session:
        note_use(session, found.token_id, at=now())
    return found
