"""Passwords: how they are kept, checked, and made up for somebody new."""

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST = 12
LONGEST = 200
_hasher = PasswordHasher()


def hashed(password: str) -> str:
    return _hasher.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Does the password fit? Takes as long without a hash as with one."""
    try:
        _hasher.verify(password_hash or _stand_in(), password)
    except (Argon2Error, InvalidHashError):
        return False
    return password_hash is not None


def first_password() -> str:
    """A password to hand over once: four groups of four letters and digits that cannot be mistaken for each other."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


@lru_cache(maxsize=1)
def _stand_in() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))
