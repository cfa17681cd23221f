"""The blueprint of the pages about strain and safety at work; the modules beside this one hang their pages on it."""

from flask import Blueprint

blueprint = Blueprint("wellbeing", __name__)
