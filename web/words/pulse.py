"""The pulse: its eight questions and five answers."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "PulseQuestion": {
        "within_paid_hours": _l("I could do my work within my paid hours."),
        "break_or_leave": _l("I could take a break or leave when I needed it."),
        "time_for_clients": _l("I had enough time for clients who needed more."),
        "what_mattered": _l("I knew what mattered most when I could not do everything."),
        "backed": _l("Someone backed me when a contact went badly."),
        "safe": _l("I felt safe at work."),
        "noticed": _l("Good work was noticed here."),
        "pace_of_change": _l("Changes came at a pace I could handle."),
    },
    "HowOften": {
        "never": _l("never"),
        "rarely": _l("rarely"),
        "sometimes": _l("sometimes"),
        "often": _l("often"),
        "always": _l("always"),
    },
}
