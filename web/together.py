"""Two people at once, and the same form twice (a double click, a line that broke)."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import flash, g, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.edge import db
from workload.records.audit import actions_on
from workload.records.officers import person_names
from workload.records.together import SentTwice, answer_to

View = TypeVar("View", bound=Callable[..., Any])


def once(view: View) -> View:
    """What this view stores is stored once for the same bytes, and sent again they are answered as the first time.

    The token of a form is new with every page, so that the same bytes are the same page sent again. Their digest is
    stored in the transaction of the view's first `saving()`, which is committed when its answer is known."""

    @wraps(view)
    def taken_once(*given: Any, **named: Any) -> Any:
        if request.method != "POST" or "csrf_token" not in request.form:
            return view(*given, **named)
        digest = _digest()
        before = answer_to(db(), digest)
        if before is None:
            g.digest = digest
            try:
                answer = view(*given, **named)
            except SentTwice:
                before = answer_to(db(), digest)
            else:
                return _kept(answer)
        flash(_("This was stored when you sent it first. Nothing is there twice."))
        return redirect(before or "/", code=303)

    return taken_once  # type: ignore[return-value]


def answered_at(address: str) -> None:
    """The answer of this view is a page that shows a secret once: the same form sent again leads to `address`, which
    says that it was made and offers a new one."""
    g.answered_at = address


def was_first(person_id: int | None, what: object, words: str = "") -> None:
    """Tell the second of two people who was first and what they did; `words` are the second's own, not to be lost."""
    who = person_names(db()).get(person_id or 0)
    if who:
        flash(_("%(name)s was first: %(what)s. That stands.", name=who, what=str(what)), "problem")
    else:
        flash(_("Somebody else was first: %(what)s. That stands.", what=str(what)), "problem")
    if words:
        flash(_("What you wrote was not stored. Here it is again: %(words)s", words=words), "problem")


def who_did(action: str, subject: str, subject_id: int) -> int | None:
    """Who did this to it last, by the trail."""
    done = [one.person_id for one in actions_on(db(), subject, subject_id) if one.action == action]
    return done[0] if done else None


def _digest() -> str:
    """SHA-256 of everything that was sent, files too, and where to."""
    sent = hashlib.sha256(repr((request.full_path, list(request.form.items(multi=True)))).encode())
    for file in request.files.values():
        sent.update(file.read())
        file.seek(0)
    return sent.hexdigest()


def _kept(answer: Any) -> Any:
    """Commit what the view stored, with the address that it answered; a page that says what is wrong is none."""
    taken, instead = g.pop("taken", None), g.pop("answered_at", "")
    if taken is not None:
        address = instead or (answer.location if isinstance(answer, Response) else "")
        if address:
            taken.answer = address
        else:
            db().delete(taken)
        db().commit()
    return answer
