"""Passwords are worked out a few at a time: each takes 64 MB while it is checked."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest

from web.accounts import passwords


class Watched:
    """The real hasher, counting how many are inside at once."""

    def __init__(self) -> None:
        self.real, self.lock, self.inside, self.most = passwords.PasswordHasher(), Lock(), 0, 0

    def verify(self, password_hash: str, password: str) -> bool:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(0.01)
        try:
            return self.real.verify(password_hash, password)
        finally:
            with self.lock:
                self.inside -= 1


def test_many_sign_ins_check_two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = passwords.hashed("a river runs north")
    watched = Watched()
    monkeypatch.setattr(passwords, "_hasher", watched)
    with ThreadPoolExecutor(8) as several:
        right = list(several.map(lambda said: passwords.fits(kept, said), ["a river runs north", "no"] * 4))
    assert right == [True, False] * 4
    assert watched.most == passwords.AT_ONCE == 2
