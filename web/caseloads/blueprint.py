"""The blueprint of the caseload pages; the modules beside this one hang their pages on it."""

from flask import Blueprint

blueprint = Blueprint("caseloads", __name__)
