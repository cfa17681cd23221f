"""Bring-forwards: written answers that headquarters asks an office for."""

from flask import Blueprint

blueprint = Blueprint("bring_forwards", __name__, url_prefix="/bring-forwards")
