"""Running CP-SAT: a model of plain integers, a time limit, and the outcome in our own words.

Speaks to OR-Tools through its small helper module: the usual `cp_model` loads pandas, which costs
55 MB that a planner's laptop and a busy server can use better. Variables are plain integers; the
negation of a Boolean `v` is `-v - 1`.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Term = tuple[int, int]
"""(variable, coefficient)"""

FAR = 1 << 50


class Clock:
    """How long a solve may go on: a deadline, and a stop that a signal can ask for."""

    def __init__(self, seconds: float) -> None:
        self.started = time.monotonic()
        self.deadline = self.started + seconds
        self._stop = threading.Event()

    def stop(self) -> None:
        self._stop.set()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        return 0.0 if self.stopped else max(0.0, self.deadline - time.monotonic())

    def part(self, seconds: float) -> "Clock":
        """A clock that ends after `seconds` or with this one, and stops with it."""
        clock = Clock(min(seconds, self.left))
        clock._stop = self._stop
        return clock


@dataclass
class Outcome:
    """What a run gave: `status` optimal, feasible, infeasible or unknown; `values` empty without a solution."""

    status: str
    value: int = 0
    bound: int = 0
    values: Sequence[int] = field(default_factory=list)
    core: list[int] = field(default_factory=list)
    seconds: float = 0.0
    effort: float = 0.0  # CP-SAT's deterministic time

    @property
    def found(self) -> bool:
        return self.status in ("optimal", "feasible")


class Model:
    """Variables and linear constraints over integers, written straight into the solver's own format."""

    def __init__(self) -> None:
        from ortools.sat.python import cp_model_helper

        self._helper = cp_model_helper
        self.proto = cp_model_helper.CpModelProto()
        self.count = 0

    def integer(self, low: int, high: int) -> int:
        self.proto.variables.add().domain.extend([low, high])
        self.count += 1
        return self.count - 1

    def boolean(self) -> int:
        return self.integer(0, 1)

    def bounds(self, variable: int, low: int, high: int) -> None:
        domain = self.proto.variables[variable].domain
        domain.clear()
        domain.extend([low, high])

    def linear(self, terms: Iterable[Term], low: int | None, high: int | None, when: Sequence[int] = ()) -> int:
        """low <= sum(coefficient * variable) <= high, demanded only while all literals in `when` hold."""
        constraint = self.proto.constraints.add()
        if when:
            constraint.enforcement_literal.extend(list(when))
        variables, coefficients = [], []
        for variable, coefficient in terms:
            variables.append(variable)
            coefficients.append(coefficient)
        linear = constraint.linear
        linear.vars.extend(variables)
        linear.coeffs.extend(coefficients)
        linear.domain.extend([-FAR if low is None else low, FAR if high is None else high])
        return len(self.proto.constraints) - 1

    def at_most(self, variables: Sequence[int], *, when: Sequence[int] = ()) -> None:
        """At most one of these Booleans (a plain sum where the rule can be switched off)."""
        if when:
            self.linear([(v, 1) for v in variables], 0, 1, when=when)
        else:
            self.proto.constraints.add().at_most_one.literals.extend(list(variables))

    def at_least_one(self, literals: Sequence[int]) -> None:
        self.proto.constraints.add().bool_or.literals.extend(list(literals))

    def minimise(self, terms: Iterable[Term]) -> None:
        self.proto.clear_objective()
        terms = list(terms)
        if not terms:
            return
        objective = self.proto.objective
        for variable, coefficient in terms:
            objective.vars.append(variable)
            objective.coeffs.append(coefficient)

    def no_objective(self) -> None:
        self.proto.clear_objective()

    def hint(self, values: Sequence[int]) -> None:
        """Begin the search from these values (one for each of the first variables)."""
        self.proto.clear_solution_hint()
        hint = self.proto.solution_hint
        hint.vars.extend(list(range(len(values))))
        hint.values.extend([int(value) for value in values])

    def assume(self, literals: Sequence[int]) -> None:
        self.proto.assumptions.clear()
        self.proto.assumptions.extend(list(literals))

    def solve(
        self,
        clock: Clock,
        *,
        workers: int = 1,
        seed: int = 1,
        on_solution: Callable[[float, float], None] | None = None,
        **settings: Any,
    ) -> Outcome:
        """Solve within the clock. `settings` are fields of the solver's SatParameters."""
        parameters = self._helper.SatParameters()
        parameters.max_time_in_seconds = max(0.01, clock.left)
        parameters.num_workers = workers
        parameters.random_seed = seed
        parameters.catch_sigint_signal = False
        for name, value in settings.items():
            if isinstance(value, list):
                getattr(parameters, name).extend(value)
            else:
                setattr(parameters, name, value)
        wrapper = self._helper.SolveWrapper()
        wrapper.set_parameters(parameters)
        watch = None if on_solution is None else _callback(self._helper, on_solution)
        if watch is not None:
            wrapper.add_solution_callback(watch)
        started = time.monotonic()
        response = _run_in_thread(wrapper, self.proto, clock)
        if watch is not None:  # the wrapper holds no reference of its own: `watch` must outlive the run
            wrapper.clear_solution_callback(watch)
        return _outcome(response, self._helper, time.monotonic() - started)


def _callback(helper: Any, on_solution: Callable[[float, float], None]) -> Any:
    class Watch(helper.SolutionCallback):
        def __init__(self) -> None:
            helper.SolutionCallback.__init__(self)

        def on_solution_callback(self) -> None:
            on_solution(self.ObjectiveValue(), self.BestObjectiveBound())

        OnSolutionCallback = on_solution_callback

    return Watch()


def _run_in_thread(wrapper: Any, proto: Any, clock: Clock) -> Any:
    """Solve beside the calling thread, so that a signal handler in it can stop the clock at any moment."""
    box: list[Any] = []
    thread = threading.Thread(target=lambda: box.append(wrapper.solve(proto)), daemon=True)
    thread.start()
    wait = 0.001
    while thread.is_alive():
        thread.join(wait)
        wait = min(0.05, wait * 1.5)
        if clock.stopped:
            wrapper.stop_search()
    if not box:
        raise RuntimeError("the solver ended without an answer")
    return box[0]


def _outcome(response: Any, helper: Any, seconds: float) -> Outcome:
    status = helper.CpSolverStatus(response.status).name.lower()
    if status == "model_invalid":
        raise RuntimeError(f"the model is not valid: {response.solution_info}")
    values = list(response.solution) if status in ("optimal", "feasible") else []
    core = list(response.sufficient_assumptions_for_infeasibility) if status == "infeasible" else []
    return Outcome(
        status,
        value=round(response.objective_value) if values else 0,
        bound=-FAR if status == "unknown" else _bound(response),
        values=values,
        core=core,
        seconds=seconds,
        effort=float(response.deterministic_time),
    )


def _bound(response: Any) -> int:
    bound = response.best_objective_bound
    return -FAR if bound in (float("-inf"), float("inf")) or abs(bound) > FAR else int(-((-bound + 1e-6) // 1))
