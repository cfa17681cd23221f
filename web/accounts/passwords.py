"""Passwords: how they are kept, checked, and made up for somebody new."""

import secrets
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST = 12
LONGEST = 200
AT_ONCE = 2  # a hash takes 64 MB and four threads while it is worked out; whoever comes third waits a moment
_hasher = PasswordHasher()
_room = BoundedSemaphore(AT_ONCE)


def hashed(password: str) -> str:
    with _room:
        return _hasher.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Does the password fit? Takes as long without a hash as with one."""
    against = password_hash or _stand_in()
    try:
        with _room:
            _hasher.verify(against, password)
    except (Argon2Error, InvalidHashError):
        return False
    return password_hash is not None


def first_password() -> str:
    """A password to hand over once: four groups of four letters and digits that cannot be mistaken for each other."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


@lru_cache(maxsize=1)
def _stand_in() -> str:
    return hashed(secrets.token_urlsafe(16))
