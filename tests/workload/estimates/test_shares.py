"""A month is unusual only where chance would hardly make it so, and never where it is small."""

from math import comb

import pytest

from workload.estimates.shares import Share, share_of, unusual_shares


def share(part: int, whole: int) -> Share:
    found = share_of(part, whole)
    assert found is not None
    return found


@pytest.mark.parametrize(("met", "unusual"), [(45, False), (38, False), (37, True), (50, False)])
def test_a_month_is_held_against_the_exact_limits_of_the_others(met: int, unusual: bool) -> None:
    months = {f"2026-{n:02}": share(45, 50) for n in range(1, 11)} | {"2026-11": share(met, 50)}
    assert unusual_shares(months) == ({"2026-11"} if unusual else set())
    at_most = sum(comb(50, k) * 0.9**k * 0.1 ** (50 - k) for k in range(met + 1))
    at_least = sum(comb(50, k) * 0.9**k * 0.1 ** (50 - k) for k in range(met, 51))
    assert (min(at_most, at_least) <= 0.00135) is unusual


def test_one_bad_month_makes_no_good_one_unusual() -> None:
    months = {f"2026-{n:02}": share(48, 50) for n in range(1, 6)} | {"2026-06": share(0, 50)}
    assert unusual_shares(months) == {"2026-06"}


def test_a_small_month_is_never_called_unusual() -> None:
    assert unusual_shares({"2026-01": share(450, 500), "2026-02": share(0, 19)}) == set()
    assert unusual_shares({}) == set()
