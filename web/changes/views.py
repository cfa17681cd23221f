from flask import Blueprint

blueprint = Blueprint("changes", __name__, url_prefix="/changes")
