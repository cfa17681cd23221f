"""Leave through the year: the pool curve, the entitlement guard and the annual round."""

from flask import Blueprint

blueprint = Blueprint("leave_year", __name__, url_prefix="/leave-year")
