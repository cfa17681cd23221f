"""Messages and the e-mail that tells of them."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "MessageKind": {
        "cover_asked": _l("asked to cover"),
        "cover_assigned": _l("named to cover"),
        "cover_replanned": _l("somebody else is asked to cover"),
        "cover_missing": _l("nobody covers"),
        "cover_ended": _l("cover not needed any more"),
        "sick_called": _l("somebody is off"),
        "leave_granted": _l("leave granted"),
        "leave_refused": _l("leave refused"),
        "leave_cancelled": _l("leave cancelled"),
        "leave_recalled": _l("called back from leave"),
        "decision_undone": _l("a decision was undone"),
        "deputy_named": _l("named as deputy"),
        "concern_due": _l("a concern is due"),
        "thanks_written": _l("somebody thanked you"),
        "thanks_untold": _l("thanks that have not reached their person"),
        "unthanked_deeds": _l("work that nobody has thanked for"),
        "training_booked": _l("a course is booked"),
        "training_declined": _l("a course is declined"),
        "moves_agreed": _l("cases are to change hands"),
        "move_off": _l("a case does not change hands"),
        "move_objected": _l("an objection to a move"),
        "move_kept": _l("a move stays after an objection"),
        "case_given": _l("a case is given to you"),
        "concern_urgent": _l("somebody needs help today"),
        "person_wrote": _l("the person of a concern wrote again"),
        "bring_forward_sent": _l("a bring-forward is asked of you"),
        "bring_forward_back": _l("a question or an answer to a bring-forward"),
        "incident_written": _l("abuse was written down"),
        "backing_asked": _l("limits ask for headquarters' word"),
        "backing_given": _l("headquarters' word on limits"),
    },
    "MailChoice": {
        "at_once": _l("an e-mail for each message, by day"),
        "daily": _l("one e-mail a day at most"),
        "never": _l("no e-mail"),
    },
    "MailState": {
        "unwanted": _l("on the page only"),
        "waiting": _l("waits to be sent"),
        "sent": _l("sent"),
        "failed": _l("could not be sent"),
    },
}
