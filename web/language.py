"""English and French: which one a person reads, and our vocabulary in words."""

from enum import StrEnum
from typing import Any

from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale, gettext
from flask_login import current_user

from web.words import LANGUAGES, WORDS

LOCALES = {"en": "English", "fr": "Français"}
COOKIE = "language"


def install(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.config["BABEL_DEFAULT_TIMEZONE"] = app.extensions["settings"].timezone
    Babel(app, locale_selector=chosen_locale)
    app.add_template_filter(word, "word")
    app.add_template_filter(language_name, "language_name")
    app.add_template_global(other_locales, "other_locales")
    app.context_processor(lambda: {"htmlLang": str(get_locale())})


def chosen_locale() -> str:
    """The account's choice, then the cookie's, then the browser's, then English."""
    if not has_request_context():
        return "en"
    if current_user and current_user.is_authenticated:
        locale: str = current_user.viewer.locale
        if locale in LOCALES:
            return locale
    cookie = request.cookies.get(COOKIE, "")
    if cookie in LOCALES:
        return cookie
    return request.accept_languages.best_match(list(LOCALES)) or "en"


def other_locales() -> list[tuple[str, str]]:
    """Code and own name of the languages to switch to."""
    return [(code, name) for code, name in LOCALES.items() if code != str(get_locale())]


def word(member: StrEnum | None) -> Any:
    """A vocabulary member as the page says it."""
    if member is None:
        return ""
    return WORDS[type(member).__name__][member.value]


def language_name(code: str) -> str:
    """The name of a language by its code: `dgr` is Tłı̨chǫ."""
    return str(LANGUAGES.get(code, gettext("another language")))
