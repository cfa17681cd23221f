"""Messages and the e-mail that tells of them."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What a message is about; the page makes the sentence."""

    cover_asked = "cover_asked"
    cover_assigned = "cover_assigned"
    cover_replanned = "cover_replanned"
    cover_missing = "cover_missing"
    cover_ended = "cover_ended"
    sick_called = "sick_called"
    leave_granted = "leave_granted"
    leave_refused = "leave_refused"
    leave_cancelled = "leave_cancelled"
    leave_recalled = "leave_recalled"
    decision_undone = "decision_undone"
    deputy_named = "deputy_named"
    concern_due = "concern_due"
    thanks_written = "thanks_written"
    thanks_untold = "thanks_untold"
    unthanked_deeds = "unthanked_deeds"
    training_booked = "training_booked"
    training_declined = "training_declined"
    moves_agreed = "moves_agreed"
    move_off = "move_off"
    move_objected = "move_objected"
    move_kept = "move_kept"
    case_given = "case_given"
    concern_urgent = "concern_urgent"
    person_wrote = "person_wrote"
    bring_forward_sent = "bring_forward_sent"
    bring_forward_back = "bring_forward_back"
    incident_written = "incident_written"
    backing_asked = "backing_asked"
    backing_given = "backing_given"


class MailChoice(StrEnum):
    """How a person wants to be told by e-mail that messages wait."""

    at_once = "at_once"
    daily = "daily"
    never = "never"


class MailState(StrEnum):
    """Whether an e-mail tells of a message: not at all, not yet, it did, or it could not."""

    unwanted = "unwanted"
    waiting = "waiting"
    sent = "sent"
    failed = "failed"
