"""The code by which a person comes back to what they told us, with or without a name.

Sixteen figures, easy to read over the phone. We keep the first four, to find the row, and a slow hash of all.
"""

import secrets

from sqlmodel import Session, select

from web.accounts.passwords import fits, hashed
from workload.tables.concerns import Concern

FIGURES = 16
KEY = 4


def new_code() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(FIGURES))


def keep_code(concern: Concern, code: str) -> None:
    concern.code_key, concern.code_hash = code[:KEY], hashed(code)


def spoken(code: str) -> str:
    """Four groups of four: 1234 5678 9012 3456."""
    return " ".join(code[at : at + 4] for at in range(0, FIGURES, 4))


def concern_of(session: Session, typed: str) -> Concern | None:
    """The concern of a code, however it was typed. Takes about as long for a wrong code as for a right one."""
    code = "".join(figure for figure in typed if figure.isdecimal())
    rows = session.exec(select(Concern).where(Concern.code_key == code[:KEY])).all() if len(code) == FIGURES else []
    if not rows:
        fits(None, code)
    return next((one for one in rows if fits(one.code_hash, code)), None)
