"""Who is told at once: that somebody needs help today, and that the person of a concern wrote again.

Nothing tells when an anonymous person wrote: such a message has no time of day, and no e-mail goes out about it.
"""

from datetime import UTC, date, datetime, time

from sqlmodel import Session

from workload.records.concern_people import officer_may_know, people_of_roles
from workload.records.messages import write_message
from workload.tables.concerns import Concern
from workload.vocabulary import MailState, MessageKind, Naming, Role


def tell_of_urgent(session: Session, concern: Concern, today: date, *, by: int | None = None) -> None:
    """Whoever is on duty reads it now: the managers, and the officers of the office where the person allows it."""
    roles = (Role.manager, Role.cso) if officer_may_know(concern) else (Role.manager,)
    _tell(session, concern, MessageKind.concern_urgent, roles, today, but=by)


def tell_of_words(session: Session, concern: Concern, today: date) -> None:
    """The owner reads that the person wrote again; while there is none, the managers, or above them in the second
    stage."""
    roles = (Role.superintendent,) if concern.stage > 1 else (Role.manager,)
    _tell(session, concern, MessageKind.person_wrote, roles, today, owner=concern.owner_id)


def _tell(
    session: Session,
    concern: Concern,
    kind: MessageKind,
    roles: tuple[Role, ...],
    today: date,
    *,
    owner: int | None = None,
    but: int | None = None,
) -> None:
    """These people, never whom it is about; where nobody is left, the superintendent, then headquarters."""
    told = {owner} if owner else _ids(session, concern, roles)
    told = told or _ids(session, concern, (Role.superintendent,)) or _ids(session, concern, (Role.hq,))
    day, anonymous = today.isoformat(), concern.naming is Naming.anonymous
    midnight = datetime.combine(today, time(), UTC)
    write_message(
        session, told - {but or 0}, kind, href=f"/concerns/{concern.id}", urgent=kind is MessageKind.concern_urgent,
        row={"created_at": midnight, "mail": MailState.unwanted} if anonymous else {},
        reference=concern.reference, office=concern.office_id or "", first=day, last=day,
    )  # fmt: skip


def _ids(session: Session, concern: Concern, roles: tuple[Role, ...]) -> set[int]:
    return {one.id or 0 for one in people_of_roles(session, concern.office_id, roles) if one.id != concern.about_id}
