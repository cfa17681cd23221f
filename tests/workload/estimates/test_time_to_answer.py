"""The time to an answer against published figures, with those who wait still among the waiting."""

import pytest

from workload.estimates.time_to_answer import time_to_answer

# Freireich and others (1963), weeks in remission with 6-mercaptopurine: the textbook example of the estimate.
REMISSION = [
    (days, True) for days in (6, 6, 6, 7, 10, 13, 16, 22, 23)
] + [(days, False) for days in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]  # fmt: skip


def test_the_published_curve_comes_out() -> None:
    found = time_to_answer(REMISSION)
    assert found is not None
    shares = {one.days: round(one.open_share, 3) for one in found.steps}
    assert shares == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert [one.waiting for one in found.steps] == [21, 17, 15, 12, 11, 7, 6]
    assert (found.of, found.answered, found.middle) == (21, 9, 23)
    assert (found.low, found.high) == (13, None), "the published interval: 13 weeks to beyond the study"


def test_a_statistics_library_finds_the_same() -> None:
    import numpy as np
    from statsmodels.duration.survfunc import SurvfuncRight

    chance = np.random.default_rng(6)
    days, answered = chance.integers(0, 30, 200), chance.random(200) < 0.6
    found = time_to_answer(list(zip(days.tolist(), answered.tolist(), strict=True)))
    theirs = SurvfuncRight(days, answered.astype(int))
    assert found is not None
    assert [one.open_share for one in found.steps] == pytest.approx(theirs.surv_prob.tolist())
    assert found.middle == theirs.quantile(0.5)
    assert (found.low, found.high) == tuple(theirs.quantile_ci(0.5, method="cloglog"))


def test_open_ones_lengthen_the_wait() -> None:
    answered = [(1, True), (2, True), (3, True)]
    alone, with_open = time_to_answer(answered), time_to_answer([*answered, (9, False), (9, False)])
    assert alone is not None
    assert with_open is not None
    assert (alone.middle, with_open.middle) == (2, 3)
    assert [one.open_share for one in with_open.steps] == pytest.approx([0.8, 0.6, 0.4])


def test_nobody_answered_has_no_middle() -> None:
    found = time_to_answer([(4, False), (9, False)])
    assert found is not None
    assert (found.middle, found.low, found.high, found.steps) == (None, None, None, ())
    assert time_to_answer([]) is None
