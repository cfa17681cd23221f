"""The first-contact check of a bring-forward: what it is tied to, and what another person saved meanwhile."""

from flask_babel import gettext as _
from sqlmodel import select

from web.access import may
from web.bring_forwards.forms import YES_NO, LookForm
from web.concerns.reading import reader
from web.edge import db
from workload.records.cases import case_by_reference
from workload.records.concerns import is_for
from workload.tables.bring_forwards import BringForward
from workload.tables.cases import Case
from workload.tables.concerns import Concern


def look_of(row: BringForward) -> dict[str, str]:
    """The stored check as its form has it, by field."""
    said = {True: "yes", False: "no", None: ""}
    about = db().get(Case, row.case_id) if row.case_id else None
    told = db().get(Concern, row.concern_id) if row.concern_id else None
    told = told if told is not None and is_for(told, reader()) else None
    return {
        "spoke_to_office": said[row.spoke_to_office], "applied": said[row.applied],
        "solved_before": said[row.solved_before], "clarify": row.clarify,
        "case": about.reference if about else "", "concern": told.reference if told else "",
    }  # fmt: skip


def look_stands(row: BringForward) -> str:
    """A form sent back says which check its writer saw."""
    return "/".join(look_of(row).values())


def checked_meanwhile(row: BringForward, form: LookForm) -> bool:
    """Whether somebody else saved another check since the form was shown; what it says then stands at each field."""
    other = {name: value for name, value in look_of(row).items() if value != (form[name].data or "").strip()}
    for name, value in other.items():
        shown = dict(YES_NO).get(value, value) or _("nothing")
        form[name].errors = [
            _("Meanwhile somebody saved «%(answer)s» here. Yours stands below; save again to keep it.", answer=shown)
        ]
    return bool(other)


def links(row: BringForward, form: LookForm) -> bool:
    """Ties it to the file and the concern that were named; False, with the reason at the field, when one is unknown."""
    about, told = (form.case.data or "").strip(), (form.concern.data or "").strip()
    case = case_by_reference(db(), about) if about else None
    concern = db().exec(select(Concern).where(Concern.reference == told)).first() if told else None
    if about and (case is None or not may("cases.see", person_id=case.officer_id)):
        form.case.errors = [_("We know no file «%(reference)s» here. Check the reference, or leave it empty.",
                              reference=about)]  # fmt: skip
    if told and (concern is None or not is_for(concern, reader()) or concern.office_id != row.office_id):
        form.concern.errors = [_("We know no concern «%(reference)s» of this office. Check it, or leave it empty.",
                                 reference=told)]  # fmt: skip
    row.case_id, row.concern_id = case.id if case else None, concern.id if concern else None
    return not (form.case.errors or form.concern.errors)
