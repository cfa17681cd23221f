"""The one blueprint of the API, and the types of value that its fields share."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from web.api.problems import ApiProblem, Problem

TOLD = {"application/problem+json": {"schema": Problem.model_json_schema()}}
PROBLEMS: dict[Any, Any] = {
    str(status): {"description": HTTPStatus(status).phrase, "content": TOLD}
    for status in (401, 403, 404, 409, 413, 415, 422)
}
blueprint = APIBlueprint("api", __name__, url_prefix="/api/v1", abp_security=[{"token": []}], abp_responses=PROBLEMS)
WORK, PEOPLE = Tag(name="work"), Tag(name="people")

Code = Annotated[str, StringConstraints(pattern=r"^P[0-9]{3,9}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=4000, strip_whitespace=True)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2200, 1, 1))]


class In(BaseModel):
    """What is sent: a field that we do not know is a mistake, and named."""

    model_config = ConfigDict(extra="forbid")


def unknown(field: str) -> dict[str, str]:
    return {"field": field, "message": "is not one that we know"}


def unusable(*errors: dict[str, str]) -> ApiProblem:
    """The problem of fields that fit the document and still cannot be used."""
    return ApiProblem(422, "invalid", "Some fields cannot be used", errors=errors)
