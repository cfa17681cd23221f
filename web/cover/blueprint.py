"""Consent of those who cover: `views` for the coverer, `arranging` for the manager, `balance` for everyone."""

from flask import Blueprint

blueprint = Blueprint("cover", __name__, url_prefix="/cover")
