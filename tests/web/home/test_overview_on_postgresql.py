"""The same figures and the same writing on PostgreSQL as on SQLite."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from seed_data.accounts import DEMONSTRATION_PASSWORD
from tests.web.pages_read import words
from web import create_app
from workload.database import connect
from workload.settings import Settings
from workload.tables.concerns import Concern
from workload.tables.recognition import RecognitionNote

pytestmark = pytest.mark.postgres

PAGES = {
    "helen": [
        "/my-region",
        "/gaps/yellowknife/2026-11-23",
        "/staffing",
        "/concerns/?status=all",
        "/thanks/",
        "/cases/IA-10005/officers",
        "/cover/given-and-received",
    ],
    "daniel": [
        "/territory",
        "/gaps",
        "/concerns/quarter",
        "/staffing/behchoko",
        "/scenarios/",
        "/hours",
        "/hours/logs",
        "/hours/proposals/1",
    ],
    "celine": ["/my-work", "/my/time", "/hours/job", "/training/"],
}


def test_pages_and_writing_are_the_same_on_postgresql(
    settings: Settings, postgres_territory: str, sign_in: Callable[[str], FlaskClient]
) -> None:
    engine = connect(postgres_territory)
    app = create_app(settings.model_copy(update={"database_url": postgres_territory}))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    for username, addresses in PAGES.items():
        there = app.test_client()
        there.post("/sign-in", data={"username": username, "password": DEMONSTRATION_PASSWORD})
        here = sign_in(username)
        for address in addresses:
            assert words(there.get(address)) == words(here.get(address)), address
    told = {"what_happened": "Nobody called back.", "category": "no_answer", "channel": "phone", "office": "whati"}
    slip = there.post("/concerns/new", data=told, follow_redirects=True)
    assert "An answer is due by Wed 18 Nov 2026." in words(slip)
    there.post("/thanks/new", data={"to": "18", "text": "Thank you for the week in Whatì.", "value": "covered"})
    with Session(engine) as session:
        concern = session.exec(select(Concern).order_by(col(Concern.id).desc())).first()
        note = session.exec(select(RecognitionNote).order_by(col(RecognitionNote.id).desc())).first()
        assert concern is not None
        assert concern.reference == f"CR-2026-{concern.id:04d}"
        assert note is not None
        assert note.text == "Thank you for the week in Whatì."
    app.extensions["engine"].dispose()
    engine.dispose()
