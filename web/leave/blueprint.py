"""The journey of leave: `views` for the person who asks, `decisions` for the manager who decides."""

from flask import Blueprint

blueprint = Blueprint("leave", __name__, url_prefix="/leave")
