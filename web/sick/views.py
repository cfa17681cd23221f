from flask import Blueprint

blueprint = Blueprint("sick", __name__, url_prefix="/sick")
