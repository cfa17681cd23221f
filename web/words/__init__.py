"""Every word of workload/vocabulary/ as a page says it, to be translated. A test holds this to the vocabulary."""

from typing import Any

from flask_babel import lazy_gettext as _l

from web.words import (
    bring_forwards,
    casework,
    concerns,
    leave,
    messages,
    people,
    plans,
    pulse,
    recognition,
    staffing,
    strain,
    training,
)

SUBJECTS = (
    people,
    casework,
    staffing,
    leave,
    plans,
    messages,
    concerns,
    bring_forwards,
    recognition,
    strain,
    pulse,
    training,
)
WORDS: dict[str, dict[str, Any]] = {kind: words for subject in SUBJECTS for kind, words in subject.WORDS.items()}

LANGUAGES: dict[str, Any] = {
    "en": _l("English"),
    "fr": _l("French"),
    "chp": _l("Dëne Sųłıné (Chipewyan)"),
    "crk": _l("Nēhiyawēwin (Cree)"),
    "gwi": _l("Gwich'in"),
    "ikt": _l("Inuinnaqtun"),
    "iku": _l("Inuktitut"),
    "ivk": _l("Inuvialuktun"),
    "scs": _l("North Slavey"),
    "xsl": _l("South Slavey"),
    "dgr": _l("Tłı̨chǫ"),
}
