import pytest

from workload.estimates.friction import friction_at, mean_friction


def test_friction_fades_evenly_after_go_live() -> None:
    assert [friction_at(week, 1.4, 20) for week in (-1, 0, 10, 20, 30)] == pytest.approx([1, 1.4, 1.2, 1, 1])


@pytest.mark.parametrize(("begin", "end"), [(-4, 3), (0, 13), (5, 30), (-10, -2), (25, 40), (2, 2)])
def test_mean_is_that_of_many_moments(begin: float, end: float) -> None:
    steps = 20_000
    moments = [friction_at(begin + (end - begin) * (k + 0.5) / steps, 1.5, 20) for k in range(steps)]
    assert mean_friction(begin, end, 1.5, 20) == pytest.approx(sum(moments) / steps, abs=1e-4)


def test_no_friction_changes_nothing() -> None:
    assert mean_friction(0, 10, 1.0, 0) == 1.0
    assert friction_at(0, 1.5, 0) == 1.0
