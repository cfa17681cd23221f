"""One structured line a request: a number to find it by, what was asked for by name, and how long it took.

No address, no person, no form value: a line says `leave.send_ask 303 41 ms`, not who asked for which days.
"""

import re
import time
import uuid
from contextlib import suppress

import structlog
from flask import Flask, Response, g, request

from web.health.metrics import page_seconds

GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")

log = structlog.get_logger()


def install(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_tell)


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if GIVEN.fullmatch(given) else uuid.uuid4().hex
    g.began = time.perf_counter()


def _tell(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    response.headers["X-Request-ID"] = g.get("request_id", "")
    page = request.endpoint or "none"
    page_seconds.labels(page, response.status_code).observe(seconds)
    if page not in ("health.health", "health.ready", "health.metrics"):
        with suppress(OSError):  # a log that cannot be written, as on a full disk, takes no page away
            log.info(
                "page", request=g.get("request_id"), page=page, status=response.status_code, ms=round(seconds * 1000)
            )
    return response
