"""The blueprint of scenarios and of the change calendar."""

from flask import Blueprint

blueprint = Blueprint("scenarios", __name__, url_prefix="/scenarios")
