"""The blueprint of the pages about training; the modules beside this one hang their pages on it."""

from flask import Blueprint

blueprint = Blueprint("training", __name__, url_prefix="/training")
