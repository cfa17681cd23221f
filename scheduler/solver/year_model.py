"""A year of leave and cover as one integer model: leave in weeks, service day by day, extra relievers without names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_problem import Assignment
from scheduler.solver.relief_scope import Step
from scheduler.solver.run_model import Model, Term
from scheduler.solver.year_cover import YearCover, cover_of_year, least_hours
from scheduler.solver.year_leave import YearLeave, leave_of_year
from scheduler.solver.year_problem import YearProblem
from scheduler.solver.year_service import breaches_of_year


@dataclass(frozen=True)
class YearModel:
    """The model with its variables: leave, cover, and Booleans whose sum is the breaches."""

    layout: Layout
    model: Model
    leave: YearLeave
    cover: YearCover
    breaches: Sequence[Term]

    def limit_breaches(self, most: int) -> None:
        """No more breaches than are unavoidable; with none allowed each is forbidden on its own."""
        if most == 0:
            for variable, _ in self.breaches:
                self.model.bounds(variable, 0, 0)
        else:
            self.model.linear(self.breaches, None, most)

    def start_from(
        self,
        leave: Mapping[str, frozenset[date]],
        cover: Sequence[Assignment],
        extra: frozenset[tuple[date, str]],
    ) -> None:
        """Begin the search at a plan; what is not named follows from it."""
        layout = self.layout
        given = {(a.person_id, a.office_id, a.mode, a.day): a.quarters for a in cover}
        start: dict[int, int] = {}
        for (e, d), variable in self.leave.off.items():
            start[variable] = int(layout.dates[d] in leave.get(layout.people[e].person_id, ()))
        for (number, d), variable in self.cover.y.items():
            way = layout.ways[number]
            name = (layout.people[way.k].person_id, layout.offices[way.o].office_id, way.mode, layout.dates[d])
            start[variable] = int(name in given)
            if (number, d) in self.cover.z:
                start[self.cover.z[number, d]] = given.get(name, 0)
        for (o, d), variable in self.cover.pool.items():
            start[variable] = int((layout.dates[d], layout.offices[o].office_id) in extra)
        hint = self.model.proto.solution_hint
        hint.vars.extend(list(start))
        hint.values.extend(list(start.values()))

    def covered(self, values: Sequence[int]) -> dict[Step, int]:
        """Quarter-hours of cover by step."""
        z = self.cover.z
        return {
            step: values[z[step]] if step in z else least_hours(self.layout, step)
            for step, variable in self.cover.y.items()
            if values[variable]
        }


def year_model(year: YearProblem, layout: Layout, relievers: int, *, leave: bool = True) -> YearModel:
    """The whole model with so many extra relievers; without planned `leave`: what service is possible at best."""
    model = Model()
    planned = leave_of_year(model, year, layout) if leave else YearLeave()
    cover = cover_of_year(model, layout, planned.off, relievers)
    return YearModel(layout, model, planned, cover, breaches_of_year(model, layout, planned.off, cover))
