"""Why a case moves, in plain words and as a code with values that a page can translate."""

from collections.abc import Mapping
from typing import Any

from scheduler.solver.balance_flow import may_stay
from scheduler.solver.balance_plan import is_moved, loads_of
from scheduler.solver.balance_problem import BalanceProblem, Floats, Ints, Move, Unplaceable

SENTENCES = {
    "must_leave": "{sender} may no longer hold this case; {receiver} {serves}, and goes from {receiver_before} to "
    "{receiver_after} of capacity.",
    "relieves": "{sender} is at {sender_before} of capacity and comes to {sender_after}; {receiver} {serves}, and "
    "goes from {receiver_before} to {receiver_after}.",
    "makes_room": "{sender}, at {sender_before} of capacity, takes on cases that others cannot hold and passes this "
    "one on; {receiver} {serves}, and goes from {receiver_before} to {receiver_after}.",
    "fills_up": "{receiver} has room, at {receiver_before} of capacity, and {serves}; with this plan {receiver} comes "
    "to {receiver_after}, and {sender} goes from {sender_before} to {sender_after}.",
}

RULES = {
    "community": "no officer serves the community {community}",
    "language": "no officer who serves {community} speaks {language}",
    "icm": "no officer who serves {community}{spoken} may hold ICM cases",
    "conflict": "everyone who could hold it has declared a conflict of interest",
    "excluded": "everyone who could hold it is excluded from it",
    "pin": "the officer it is pinned to may not hold it",
}


def moves_of(problem: BalanceProblem, officer: Ints) -> tuple[Move, ...]:
    """Every case that leaves a named current officer, with its reason; in the order of the cases."""
    held = problem.current >= 0
    before = loads_of(problem, problem.current)
    share_before = before / problem.capacity
    share_after = loads_of(problem, officer) / problem.capacity
    stays = may_stay(problem)
    return tuple(
        _move(problem, case, int(officer[case]), bool(stays[case]), share_before, share_after)
        for case in (is_moved(problem, officer) & held).nonzero()[0].tolist()
    )


def _move(problem: BalanceProblem, case: int, receiver: int, may_still: bool, before: Floats, after: Floats) -> Move:
    sender = int(problem.current[case])
    values: dict[str, Any] = {
        "sender": problem.officer_ids[sender],
        "receiver": problem.officer_ids[receiver],
        "sender_before": round(float(before[sender]), 4),
        "sender_after": round(float(after[sender]), 4),
        "receiver_before": round(float(before[receiver]), 4),
        "receiver_after": round(float(after[receiver]), 4),
        "community": problem.community[case] if problem.community else "",
        "language": problem.language[case] if problem.language else "en",
    }
    if not may_still:
        code = "must_leave"
    elif before[sender] > after[sender] + 1e-9 and before[sender] > before[receiver]:
        code = "relieves"
    elif before[sender] <= after[sender] + 1e-9:
        code = "makes_room"
    else:
        code = "fills_up"
    return Move(
        problem.case_ids[case],
        problem.officer_ids[sender],
        problem.officer_ids[receiver],
        float(problem.hours[case]),
        float(problem.weight[case]),
        code,
        values,
        sentence(code, values),
    )


def sentence(code: str, values: Mapping[str, Any]) -> str:
    """The reason in English; utilisations as whole percentages."""
    shown = {name: f"{value:.0%}" if isinstance(value, float) else value for name, value in values.items()}
    serves = f"serves {values['community']}" if values["community"] else "may hold it"
    if values["language"] != "en":
        serves += f" and speaks {values['language']}"
    return SENTENCES[code].format(**shown, serves=serves)


def unplaceable_of(problem: BalanceProblem) -> tuple[Unplaceable, ...]:
    """Every case that nobody may hold, with the rule that excludes it."""
    found = []
    for case, rule in sorted(problem.no_holder.items()):
        language = problem.language[case] if problem.language else "en"
        spoken = f" and speaks {language}" if language != "en" else ""
        community = problem.community[case] if problem.community else "its community"
        found.append(
            Unplaceable(
                problem.case_ids[case],
                rule,
                RULES[rule].format(community=community, language=language, spoken=spoken),
            )
        )
    return tuple(found)
