"""CP-SAT, one call: a model in, the best values found and the proven bound out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ortools.sat.python import cp_model


class Status(StrEnum):
    """How far the solver came."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the solver says.

    Attributes
    ----------
    status : Status
    values : tuple of int
        Value of each variable asked for; empty without a solution.
    objective, bound : int
        Of the best solution, and proven; both 0 without a solution.
    """

    status: Status
    values: tuple[int, ...] = ()
    objective: int = 0
    bound: int = 0


_STATUS = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.FEASIBLE,
    cp_model.INFEASIBLE: Status.INFEASIBLE,
}


class _Watch(cp_model.CpSolverSolutionCallback):
    """Asks at every better solution whether to go on."""

    def __init__(self, should_stop: Callable[[], bool]) -> None:
        super().__init__()
        self._should_stop = should_stop

    def on_solution_callback(self) -> None:
        if self._should_stop():
            self.stop_search()


def run_model(
    model: cp_model.CpModel,
    variables: Sequence[cp_model.IntVar],
    *,
    time_limit: float,
    seed: int = 0,
    workers: int = 1,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """Best values of a model's variables within a time limit.

    Parameters
    ----------
    model : CpModel
        With its objective and hints.
    variables : sequence of IntVar
        The ones whose values are wanted.
    time_limit : float
        Seconds, > 0.
    seed, workers : int
        The same seed with one worker and enough time gives the same answer.
    should_stop : callable, optional
        Asked at every better solution.

    Returns
    -------
    Outcome

    Raises
    ------
    ValueError
        When the model is not a valid one.
    """
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = time_limit
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = workers
    watch = _Watch(should_stop) if should_stop else None
    code = solver.solve(model, watch)
    if code == cp_model.MODEL_INVALID:
        raise ValueError(f"model: got {model.validate()}, expected a valid one")
    status = _STATUS.get(code, Status.UNKNOWN)
    if status not in (Status.OPTIMAL, Status.FEASIBLE):
        return Outcome(status)
    values = tuple(solver.value(variable) for variable in variables)
    return Outcome(status, values, round(solver.objective_value), round(solver.best_objective_bound))
