"""Every kind of message reads as a sentence with names, in both languages."""

from flask import Flask
from flask_babel import force_locale

from web.messages.sentences import message_sentence
from workload.tables.messages import Message
from workload.vocabulary import MessageKind

VALUES = {"who": 1, "away": 2, "next": [3], "office": "whati", "first": "2026-11-16", "last": "2026-11-18", "open": 2}
NO_DAYS = {
    MessageKind.concern_urgent,
    MessageKind.person_wrote,
    MessageKind.backing_asked,
    MessageKind.backing_given,
    MessageKind.bring_forward_back,
}
"""What is told of a client, or answered, says nothing of when."""
CONCERN = "TC-000007"
NAMES, OFFICES = {1: "Joseph", 2: "Céline", 3: "Jolene"}, {"whati": "Whatì"}


def test_every_kind_reads_as_a_sentence(app: Flask) -> None:
    with app.test_request_context():
        for kind in MessageKind:
            message = Message(person_id=9, kind=kind, values=VALUES | {"reference": CONCERN}, href="/cover/")
            english = message_sentence(message, NAMES, OFFICES)
            with force_locale("fr"):
                french = message_sentence(message, NAMES, OFFICES)
            if kind in NO_DAYS:
                assert "2026" not in english + french
                assert english != french
                continue
            assert "Mon 16 to Wed 18 Nov 2026" in english, kind
            assert "2026" in french
            assert any(name in english for name in NAMES.values()) or english.startswith(
                ("You", "The decision", "Case", "Headquarters")
            )
            assert "sick" not in english
            assert "special" not in english
