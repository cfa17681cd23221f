"""The API holds to its own document, whatever is sent: schemathesis makes the requests from the document."""

from collections import Counter
from datetime import timedelta

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ensure_resource_availability,
    response_schema_conformance,
    status_code_conformance,
)
from sqlmodel import Session, delete, func, select

from tests.fixtures.territory import MONDAY
from workload.records.api_tokens import make_token
from workload.tables.applications import Application
from workload.tables.cases import Case
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
    tried, answers = 0, Counter[int]()
    operations = [result.ok() for result in schema.get_all_operations()]
    for operation in operations:

        @settings(
            max_examples=8, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def send(case) -> None:
            nonlocal tried
            tried += 1
            answers[case.call_and_validate(headers=shown, checks=CHECKS).status_code] += 1

        send()
    assert tried > 40
    print(
        f"{tried} requests to {len(operations)} operations, every answer by the document: "
        f"{dict(sorted(answers.items()))}"
    )


def test_requests_that_build_on_each_other_hold_too(schema, shown: dict[str, str], session: Session) -> None:
    """Cases put, read, changed and given applications, in orders that schemathesis draws from the document's links."""
    followed: Counter[str] = Counter()
    schema.config.phases.stateful.inference.algorithms = []  # the document says itself what follows what

    @schema.hook
    def map_body(_context, body):
        """Real places and days, so that something is stored to go on with; the test above sends anything."""
        if isinstance(body, dict) and "community" in body:
            return {"stream": body.get("stream"), "community": "behchoko", "opened_on": "2026-11-02"}
        return {"office": "behchoko"} if isinstance(body, dict) and "office" in body else body

    @schema.hook
    def map_path_parameters(_context, parts):
        return parts | {"submitted": "2026-11-03"} if parts and "submitted" in parts else parts

    last_case, last_application = (session.exec(select(func.max(one.id))).one() for one in (Case, Application))

    class Sequences(schema.as_state_machine()):
        def setup(self):
            """Every sequence begins on the same territory."""
            session.execute(delete(Application).where(Application.id > last_application))
            session.execute(delete(Case).where(Case.id > last_case))
            session.commit()

        def get_call_kwargs(self, _case):
            return {"headers": shown}

        def validate_response(self, response, case, **_more):
            followed[f"{case.operation.label} {response.status_code}"] += 1
            case.validate_response(response, checks=[*CHECKS, ensure_resource_availability], headers=shown)

    Sequences.run(
        settings=settings(
            max_examples=6,
            stateful_step_count=5,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
    )
    print(f"{sum(followed.values())} requests in sequences: {dict(sorted(followed.items()))}")
    for what in ("PUT /api/v1/cases/{reference} 201", "GET /api/v1/cases/{reference} 200"):
        assert followed[what] > 3, followed
    for status in (200, 201):
        assert followed[f"PUT /api/v1/cases/{{reference}}/applications/{{submitted}} {status}"], followed
