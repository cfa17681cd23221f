from flask import Blueprint

blueprint = Blueprint("deputies", __name__, url_prefix="/deputies")
