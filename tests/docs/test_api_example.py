"""The client in docs/api.md runs as it stands there."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

import web
from tests.fixtures.live import Service
from tests.fixtures.territory import MONDAY
from workload.records.api_tokens import make_token
from workload.vocabulary import ApiScope

PAGE = Path(web.__file__).parents[1] / "docs" / "api.md"


@pytest.mark.browser
def test_the_example_client_runs(service: Service) -> None:
    code = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert code
    with service.session() as session:
        _token, secret = make_token(
            session, name="example", scopes=list(ApiScope), expires_on=MONDAY + timedelta(days=30), by=None
        )
        session.commit()
    said = subprocess.run(
        [sys.executable, "-c", code[1]],
        env=os.environ | {"FAIRLOAD_SERVICE": service.url, "FAIRLOAD_TOKEN": secret},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert re.fullmatch(r"\d+ people work here\nstandard\n1 line stored\n", said)
