"""The API holds to its own document, whatever is sent: schemathesis makes the requests from the document."""

from datetime import timedelta

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlmodel import Session

from tests.fixtures.territory import MONDAY
from workload.records.api_tokens import make_token
from workload.vocabulary import ApiScope

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def shown(app: Flask, session: Session) -> dict[str, str]:
    """The header of a program that may do everything; our own failures become answers, as they would for a user."""
    _token, secret = make_token(
        session, name="schemathesis", scopes=list(ApiScope), expires_on=MONDAY + timedelta(days=30), by=None
    )
    session.commit()
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    return {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}


@pytest.fixture
def schema(app: Flask, shown: dict[str, str]) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def test_whatever_is_sent_is_answered_by_the_document(schema, shown: dict[str, str]) -> None:
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=8, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def send(case) -> None:
            nonlocal tried
            tried += 1
            case.call_and_validate(headers=shown, checks=CHECKS)

        send()
    assert tried > 40
