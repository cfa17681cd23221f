"""`/api/v1`: what personnel and case systems exchange with us."""

from flask_openapi3 import OpenAPI

from web.api import applications, cases, concerns, document, people, planning, time_log  # noqa: F401  (their operations hang on it)
from web.api.blueprint import blueprint
from web.api.door import look_at_token
from web.security import csrf

blueprint.before_request(look_at_token)


def install(app: OpenAPI) -> None:
    app.register_api(blueprint)
    csrf.exempt(blueprint)  # a token is no cookie: no other site can send it for somebody
