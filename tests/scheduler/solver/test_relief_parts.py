"""Parts of a territory: small plans are sound, bounds hold, and every improvement in place keeps all rules."""

from pathlib import Path

import pytest

from benchmarks.relief.instances import Size, write_instance
from scheduler.solver.relief_check import Plan, check_plan, count_breaches, measure
from scheduler.solver.relief_fit import regions
from scheduler.solver.relief_from_tables import problem_from_tables
from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_objectives import OF_DECISIONS
from scheduler.solver.relief_parts import Settings, Territory
from scheduler.solver.relief_scope import Detail
from scheduler.solver.run_model import Clock
from workload.exchange.relief_files import read_relief

TWO_REGIONS = Size(people=16, offices=8, weeks=4, requests=(12, 12), per_region=4)


@pytest.fixture(params=[1, 2, 3])
def territory(request: pytest.FixtureRequest, tmp_path: Path) -> Territory:
    write_instance(tmp_path, TWO_REGIONS, seed=request.param)
    return Territory(Layout(problem_from_tables(read_relief(tmp_path))), Settings(workers=1))


def plan_of(territory: Territory) -> tuple[dict[str, int], int]:
    """Granted options by name and breaches, after every rule was checked in plain arithmetic."""
    layout = territory.layout
    granted = {layout.problem.requests[r].request_id: option for r, option in territory.plan.granted}
    granted |= {r.request_id: 1 for r in layout.problem.requests if r.kind == "protected"}
    cover = layout.assignments(territory.plan.cover)
    assert check_plan(layout.problem, granted, cover) == []
    return granted, count_breaches(Plan(layout.problem, granted, cover))


def test_a_part_in_place_never_beats_the_part_alone(territory: Territory) -> None:
    for part in territory.parts:
        territory.improve(part, "breaches", Clock(5), floor=0)
        territory.bound_alone(part, "breaches", Clock(5))
    territory.kept, territory.deciding = ["breaches"], True
    _, breaches = plan_of(territory)
    territory.hold("breaches", breaches)
    for part in territory.parts:
        part.alone = part.offer = None
        territory.bound_alone(part, OF_DECISIONS[0], Clock(10))
        territory.improve(part, OF_DECISIONS[0], Clock(10))
        assert territory.counts(part)["refused_before"] >= part.bound["refused_before"]
    assert plan_of(territory)[1] <= breaches


def test_every_office_is_in_exactly_one_part(territory: Territory) -> None:
    offices = sorted(o for part in regions(territory.layout) for o in part)
    assert offices == list(range(len(territory.layout.offices)))


def test_a_small_plan_is_sound_and_a_relaxed_bound_holds(territory: Territory) -> None:
    territory.improve(territory.whole, "breaches", Clock(10), floor=0, detail=Detail.quick)
    _, quick = plan_of(territory)
    territory.improve(territory.whole, "breaches", Clock(10), floor=0)
    _, exact = plan_of(territory)
    territory.bound_alone(territory.whole, "breaches", Clock(10))
    assert territory.whole.bound["breaches"] <= exact <= quick


def test_cover_alone_changes_no_decision(territory: Territory) -> None:
    territory.improve(territory.whole, "breaches", Clock(10), floor=0)
    territory.deciding, territory.kept = True, ["breaches"]
    territory.improve(territory.whole, OF_DECISIONS[0], Clock(10), detail=Detail.quick)
    granted, breaches = plan_of(territory)
    assert len(granted) > sum(r.kind == "protected" for r in territory.layout.problem.requests)
    territory.late, territory.kept = True, ["breaches", *OF_DECISIONS]
    before = territory.layout.problem
    unmet = measure(before, granted, territory.layout.assignments(territory.plan.cover)).unmet
    territory.improve(territory.whole, "unmet", Clock(10), detail=Detail.quick, settled=True)
    after, still = plan_of(territory)
    assert after == granted
    assert still <= breaches
    assert measure(before, after, territory.layout.assignments(territory.plan.cover)).unmet <= unmet
