"""How a change slows the work after its first day: every minute is multiplied by a friction that fades evenly to 1."""


def friction_at(weeks_since: float, friction: float, friction_weeks: float) -> float:
    """The multiplier so many weeks after go-live; 1.0 before it, and once it has faded."""
    if weeks_since < 0 or weeks_since >= friction_weeks:
        return 1.0
    return 1 + (friction - 1) * (1 - weeks_since / friction_weeks)


def mean_friction(begin: float, end: float, friction: float, friction_weeks: float) -> float:
    """The mean multiplier between two moments, in weeks since go-live."""
    if end <= begin:
        return friction_at(begin, friction, friction_weeks)
    first, last = max(begin, 0.0), min(end, friction_weeks)
    if last <= first:
        return 1.0
    middle = friction_at((first + last) / 2, friction, friction_weeks)  # the mean of a straight line
    return 1 + (middle - 1) * (last - first) / (end - begin)
