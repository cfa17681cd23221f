"""The OpenAPI document, for whoever writes a program."""

from copy import deepcopy
from typing import Any

from flask import Response, current_app, jsonify

from web.access import public
from web.api.blueprint import blueprint

CASE = "/api/v1/cases/{reference}"
APPLICATION = CASE + "/applications/{submitted}"
_SAME_CASE = {"reference": "$request.path.reference"}

# an operation -> what can follow it, and which of its values that takes
FOLLOWS: dict[tuple[str, str], dict[tuple[str, str], dict[str, str]]] = {
    ("put", CASE): {("get", CASE): _SAME_CASE, ("put", APPLICATION): _SAME_CASE},
    ("put", APPLICATION): {("get", CASE): _SAME_CASE, ("put", APPLICATION): _SAME_CASE},
}


@blueprint.get("/openapi.json", doc_ui=False)
@public
def document() -> Response:
    return jsonify(with_links(current_app.api_doc))  # type: ignore[attr-defined]


def with_links(plain: dict[str, Any]) -> dict[str, Any]:
    """The document with links: after a case was put, the same one can be read and given applications."""
    told = deepcopy(plain)
    for (method, path), followers in FOLLOWS.items():
        for status, answer in told["paths"][path][method]["responses"].items():
            if status.startswith("2"):
                answer["links"] = {
                    f"{verb}_{'application' if then == APPLICATION else 'case'}": {
                        "operationId": told["paths"][then][verb]["operationId"],
                        "parameters": parameters,
                    }
                    for (verb, then), parameters in followers.items()
                }
    return told
