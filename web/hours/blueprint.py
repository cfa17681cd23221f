"""The blueprint of the pages about hours; the modules beside this one hang their pages on it."""

from flask import Blueprint

blueprint = Blueprint("hours", __name__)
