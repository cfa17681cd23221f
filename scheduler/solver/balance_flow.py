"""The fewest moves that fractions of cases could do with: a min-cost flow in hours, its loads and its prices.

Every hour of a case stays with its current officer for nothing or leaves at weight / hours an hour, through the
class of the case to another officer who may hold it. Hours above an officer's capacity cost `mu`, the price on
overload, found by bisection; nobody goes above the cap of the band.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.solver.balance_problem import BalanceProblem, Bools, Floats, Ints

COST_UNITS = 2**20  # the dearest hour counts this many units of cost


@dataclass(frozen=True)
class Flow:
    """`leaving[i]` hours of case i that leave; `into[p]` hours of a class placed on the officer of pair p."""

    leaving: Floats
    into: Floats
    load: Floats
    price: Floats
    mu: float


@dataclass(frozen=True)
class Network:
    """The fixed part of the flow: who may leave whom, and the hours that look for an officer."""

    problem: BalanceProblem
    stayer: NDArray[np.int64]  # cases that may stay with their current officer
    seeking: Floats  # hours of each class that have no officer to stay with
    unit_price: Floats  # weight / hours of each stayer
    pair_class: Ints
    grid: float  # hours of one unit of flow

    @property
    def officers(self) -> int:
        return len(self.problem.officer_ids)


def may_stay(problem: BalanceProblem) -> Bools:
    """Whether a case may be held by the officer who holds it now."""
    officers = len(problem.officer_ids)
    pair_class = np.repeat(np.arange(problem.classes, dtype=np.int64), np.diff(problem.class_start))
    allowed = np.sort(pair_class * officers + problem.class_officers)
    known = (problem.current >= 0) & (problem.case_class >= 0)
    asked = problem.case_class.astype(np.int64) * officers + problem.current
    stays = np.zeros(len(problem.hours), bool)
    if len(allowed):
        place = np.minimum(np.searchsorted(allowed, asked[known]), len(allowed) - 1)
        stays[known] = allowed[place] == asked[known]
    return stays


def network(problem: BalanceProblem) -> Network:
    stays = may_stay(problem)
    placed = problem.case_class >= 0
    seeking = placed & ~stays
    stayer = np.flatnonzero(stays)
    return Network(
        problem,
        stayer,
        np.bincount(problem.case_class[seeking], problem.hours[seeking], problem.classes).astype(np.float64),
        problem.weight[stayer] / problem.hours[stayer],
        np.repeat(np.arange(problem.classes, dtype=np.int32), np.diff(problem.class_start)),
        float(problem.hours[placed].sum()) / 2.0**40 if placed.any() else 1.0,
    )


def cheapest_flow(net: Network, cap: Floats, mu: float, above: Floats | None = None) -> Flow:
    """The least-cost flow with loads within `cap`, each hour above the officer's capacity costing `mu` besides.

    Raises RuntimeError when the caps cannot hold the hours, which the band of the leximin optimum never brings about.
    """
    from ortools.graph.python import min_cost_flow

    problem, officers, classes = net.problem, net.officers, net.problem.classes
    first_class, sink = officers, officers + classes
    stay = net.stayer
    group = problem.case_class[stay]
    lone = np.diff(problem.class_start)[group] == 1
    stay_goes = stay[~lone]
    holder = problem.current[stay_goes]
    dearest = max(float(net.unit_price.max(initial=0.0)), mu, 1e-12)
    scale = COST_UNITS / dearest
    units = np.floor(problem.hours[stay_goes] / net.grid).astype(np.int64)
    supply = np.zeros(officers + classes + 1, np.int64)
    fixed = np.bincount(problem.current[stay[lone]], problem.hours[stay[lone]], minlength=officers)
    np.add.at(supply, holder, units)
    supply[:officers] += np.floor(fixed / net.grid).astype(np.int64)
    supply[first_class:sink] = np.floor(net.seeking / net.grid).astype(np.int64)
    supply[sink] = -supply[:sink].sum()
    most = int(-supply[sink])
    level = problem.capacity if above is None else above
    base = np.ceil(np.minimum(level, cap) / net.grid).astype(np.int64) + 2
    extra = np.maximum(0, np.ceil(cap / net.grid).astype(np.int64) + 4 - base)
    everyone = np.arange(officers)
    tails = np.concatenate([holder, first_class + net.pair_class, everyone, everyone]).astype(np.int32)
    heads = np.concatenate(
        [first_class + group[~lone], problem.class_officers, np.full(officers, sink), np.full(officers, sink)]
    ).astype(np.int32)
    rooms = np.concatenate([units, np.full(len(net.pair_class), most), base, extra])
    costs = np.concatenate(
        [
            np.rint(net.unit_price[~lone] * scale),
            np.zeros(len(net.pair_class) + officers),
            np.full(officers, round(mu * scale)),
        ]
    ).astype(np.int64)
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(tails, heads, rooms, costs)
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the min-cost flow did not finish: the caps cannot hold the hours")
    used = flow.flows(arcs)
    pairs = len(net.pair_class)
    moving = used[: len(stay_goes)]
    price = _prices(tails, heads, rooms, costs, used, sink, officers) / scale
    leaving = np.zeros(len(problem.hours))
    leaving[stay_goes] = moving * net.grid
    into = used[len(stay_goes) : len(stay_goes) + pairs] * net.grid
    load = (used[-2 * officers : -officers] + used[-officers:]) * net.grid
    return Flow(leaving, into, load, price, mu)


def _prices(
    tails: Ints, heads: Ints, rooms: NDArray[np.int64], costs: NDArray[np.int64], used: NDArray[np.int64],
    sink: int, officers: int,
) -> Floats:  # fmt: skip
    """The price of an hour on every officer: the cheapest way on to the sink that the flow has left open."""
    forward, backward = used < rooms, used > 0
    start = np.concatenate([tails[forward], heads[backward]])
    end = np.concatenate([heads[forward], tails[backward]])
    cost = np.concatenate([costs[forward], -costs[backward]])
    order = np.argsort(start, kind="stable")
    start, end, cost = start[order], end[order], cost[order]
    first = np.flatnonzero(np.diff(start, prepend=-1))
    nodes = start[first]
    far = np.iinfo(np.int64).max // 4
    distance = np.full(sink + 1, far)
    distance[sink] = 0
    for _ in range(sink + 1):
        better = np.minimum(distance[nodes], np.minimum.reduceat(distance[end] + cost, first))
        better = np.minimum(better, far)
        if np.array_equal(better, distance[nodes]):
            break
        distance[nodes] = better
        distance[sink] = min(0, int(distance[sink]))
    return np.maximum(distance[:officers], 0).astype(np.float64)


@dataclass(frozen=True)
class Relaxed:
    """The fewest moves in fractions: a flow inside the band, and the prices that prove the bound."""

    flow: Flow
    price: Floats
    mu: float


MU_STEPS = 60
MU_CLOSE = 2e-6  # share of the bound that a better price on overload could still add


def cheapest_in_band(net: Network, cap: Floats, overload_cap: float) -> Relaxed:
    """The cheapest flow with at most `overload_cap` hours above capacity, by the price on overload.

    With the price mu the flow costs W(mu) + mu (O(mu) - cap), a concave function of mu made of straight pieces: where
    the pieces of a price too low and of one too high meet is the next to try, until they meet on the function itself.
    """
    capacity = net.problem.capacity

    def over(flow: Flow) -> float:
        return float(np.maximum(flow.load - capacity, 0.0).sum()) - overload_cap

    def cost(flow: Flow) -> float:
        return float((flow.leaving[net.stayer] * net.unit_price).sum())

    low = cheapest_flow(net, cap, 0.0)
    if over(low) <= 0:
        return Relaxed(low, low.price, 0.0)
    high = cheapest_flow(net, cap, 4.0 * float(np.median(net.unit_price)) if len(net.unit_price) else 1.0)
    for _ in range(MU_STEPS):
        if over(high) <= 0:
            break
        low, high = high, cheapest_flow(net, cap, 4.0 * high.mu)
    best = max((low, high), key=lambda flow: cost(flow) + flow.mu * over(flow))
    for _ in range(MU_STEPS):
        fall = over(low) - over(high)
        if fall <= 0:
            break
        mu = (cost(high) - cost(low)) / fall
        if not low.mu < mu < high.mu:
            break
        most = cost(low) + mu * over(low)
        flow = cheapest_flow(net, cap, mu)
        best = max((best, flow), key=lambda one: cost(one) + one.mu * over(one))
        if over(flow) <= 0:
            high = flow
        else:
            low = flow
        if most - (cost(best) + best.mu * over(best)) <= MU_CLOSE * max(most, 1e-9):
            break
    return Relaxed(high, best.price, best.mu)
