"""Errors as problem+json (RFC 9457): what is wrong, where, and what to do."""

from typing import Any

from flask import Response, jsonify
from pydantic import BaseModel, ValidationError


class Problem(BaseModel):
    """`type` tells programs what went wrong; `errors` names the fields."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[dict[str, str]] = []


class ApiProblem(Exception):
    """Raised anywhere in the API; nothing of the request is stored."""

    def __init__(self, status: int, type_: str, title: str, detail: str = "", errors: Any = ()) -> None:
        super().__init__(title)
        self.problem = Problem(type=type_, title=title, status=status, detail=detail, errors=list(errors))


def as_response(problem: Problem) -> Response:
    response = jsonify(problem.model_dump())
    response.status_code, response.content_type = problem.status, "application/problem+json"
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def invalid(error: ValidationError) -> Response:
    """What does not fit the document, field by field."""
    errors = [
        {"field": ".".join(str(part) for part in one["loc"]) or "body", "message": one["msg"]} for one in error.errors()
    ]
    return as_response(Problem(type="invalid", title="Some fields cannot be used", status=422, errors=errors))
