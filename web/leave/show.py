"""The page of one request: as its own person reads it, and as the one who decides."""

from flask import render_template

from scheduler.deputies import deciders
from scheduler.leave_decisions import NEVER_REFUSED
from scheduler.leave_ledger import bonus_gained
from web.access import may
from web.changes.on_request import changes_of
from web.edge import db, me, today
from web.leave.around import also_free, told
from web.leave.desk import desk_to_come_back_to
from web.leave.forms import RefuseForm
from web.leave.pages import cover_sentence, own_sentence, request_page
from web.looks import looked_at
from workload.records.officers import person, person_names
from workload.tables.leave import LeaveRequest
from workload.vocabulary import LeaveKind, LeaveStatus, PrivateFact

REFRESH_SECONDS = 3


def show_request(row: LeaveRequest, refuse: RefuseForm | None = None) -> str:
    page = request_page(db(), row)
    decider = person(db(), row.decided_by) if row.decided_by else None
    common = {
        "page": page,
        "decider": decider.name if decider else "",
        "refresh": REFRESH_SECONDS if page.looking else None,
        "changes": changes_of(db(), row, today()),
        "desk": desk_to_come_back_to(db(), page, today()),
        "bonus": bonus_gained(db(), page.person, page.other_dates),
    }
    if row.person_id == me().person_id:
        names = person_names(db())
        bosses = [names[one] for one in deciders(db(), me().office_id, today())]
        return render_template("leave/own_request.html", sentence=own_sentence(page), bosses=bosses, **common)
    if row.kind is LeaveKind.sick:
        looked_at(PrivateFact.sick_leave, [row.person_id])
    return render_template(
        "leave/decide.html",
        sentence=cover_sentence(page),
        decides=row.status == LeaveStatus.asked and may("leave.decide", person_id=row.person_id),
        refusable=row.kind not in NEVER_REFUSED,
        form=refuse or RefuseForm(),
        others=also_free(page, person_names(db())),
        told=told(db(), row),
        **common,
    )
