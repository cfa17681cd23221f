"""For machines that watch over the service: is it alive, is it ready, how is it doing."""

import secrets

from flask import Blueprint, abort, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from web.access import public
from web.edge import db, settings
from web.health.metrics import as_text
from workload.records.running import how_it_runs, takes_writes
from workload.tables.base import now

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@public
def health() -> Response:
    """This process answers; nothing else is looked at."""
    return jsonify(status="ok")


@blueprint.get("/ready")
@public
def ready() -> tuple[Response, int]:
    """Can people be sent here? Not while the database is away, locked or old. A silent clock is said only."""
    try:
        running = how_it_runs(db(), at=now())
        if not takes_writes(db()):
            return jsonify(status="database locked"), 503
    except SQLAlchemyError:
        return jsonify(status="no database"), 503
    if not running.newest_tables:
        return jsonify(status="newer tables" if running.newer_tables else "old tables"), 503
    return jsonify(status="ready", clock="silent" if running.clock_silent else "ok"), 200


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """Prometheus figures, for whoever has the token; without a configured token there is no such page."""
    token = settings().metrics_token
    if not token:
        abort(404)
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not secrets.compare_digest(sent.encode(), token.encode()):
        abort(403)
    return Response(as_text(how_it_runs(db(), at=now()), db()), content_type=CONTENT_TYPE_LATEST)
