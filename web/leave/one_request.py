"""One request for leave: only who decides on it gets it, and the way to its page."""

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from web.access import require
from web.edge import db, found, me
from workload.tables.leave import LeaveRequest


def request_to_decide(request_id: int) -> LeaveRequest:
    """The request, for whoever decides on that person's leave."""
    row = found(db().get(LeaveRequest, request_id))
    require("leave.decide", person_id=row.person_id)
    if row.person_id == me().person_id:
        abort(403)  # nobody decides on their own leave
    return row


def to_request(request_id: int) -> Response:
    """On to the page of the request."""
    return redirect(url_for("leave.request_page_of", request_id=request_id), code=303)
