"""Steps that tests of concerns share: one recorded by somebody signed in, one step taken with it."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlmodel import Session, col, select
from werkzeug.test import TestResponse

from workload.tables.concerns import Concern

STORY = "He handed in everything three weeks ago and heard nothing."
ANSWER = {
    "finding": "upheld",
    "reason": "The papers lay in the tray for three weeks.",
    "text": "Your papers were here on the first day. We are sorry. The cheque goes out on Friday.",
}
SignIn = Callable[[str], FlaskClient]


def record(client: FlaskClient, **changed: str) -> str:
    """Record a concern and return the address of its slip."""
    form = {
        "what_happened": STORY,
        "category": "delay",
        "reach": "",
        "channel": "phone",
        "office": "whati",
        "naming": "named",
    }
    answer = client.post("/concerns/new", data={**form, **changed})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def newest(session: Session) -> Concern:
    return session.exec(select(Concern).order_by(col(Concern.id).desc())).first()  # type: ignore[return-value]


def step(client: FlaskClient, number: int | None, name: str, **given: str) -> TestResponse:
    return client.post(f"/concerns/{number}/step/{name}", data=given, follow_redirects=True)
