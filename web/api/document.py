"""The OpenAPI document, for whoever writes a program."""

from flask import Response, current_app, jsonify

from web.access import public
from web.api.blueprint import blueprint


@blueprint.get("/openapi.json", doc_ui=False)
@public
def document() -> Response:
    return jsonify(current_app.api_doc)  # type: ignore[attr-defined]
