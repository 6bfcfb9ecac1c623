"""A linear model in whole numbers, filled row by row and given to HiGHS."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

Row = tuple[Mapping[int, float], float, float]


@dataclass(slots=True)
class LinearModel:
    """Columns and rows; always maximises."""

    costs: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def add_column(self, cost: float, upper: float = 1.0) -> int:
        """A whole-numbered column from 0 to `upper`; its index."""
        self.costs.append(cost)
        self.uppers.append(upper)
        return len(self.costs) - 1

    def at_most(self, columns: Iterable[int], limit: float) -> None:
        """Sum of `columns` <= `limit`; left out where it cannot bind."""
        terms = dict.fromkeys(columns, 1.0)
        if len(terms) > limit or limit < 0:
            self.rows.append((terms, -math.inf, limit))

    def at_least(self, columns: Iterable[int], limit: float) -> None:
        self.rows.append((dict.fromkeys(columns, 1.0), limit, math.inf))

    def exactly(self, columns: Iterable[int], value: float) -> None:
        self.rows.append((dict.fromkeys(columns, 1.0), value, value))


@dataclass(frozen=True, slots=True)
class LinearAnswer:
    """`values` is None when no plan was found; `bound` is never below the optimum."""

    values: tuple[int, ...] | None
    value: float
    bound: float
    infeasible: bool
    proved: bool


class _QuietHighs(highspy.Highs):
    """HiGHS greets on standard output while it is built, where only JSON belongs."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Called by the constructor, before the greeting."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def maximise(
    model: LinearModel,
    seconds: float,
    seed: int,
    start: Sequence[int] | None = None,
) -> LinearAnswer:
    """Solve on one thread, so that the same seed gives the same answer."""
    highs = _QuietHighs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", seed)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("time_limit", max(seconds, 0.01))
    highs.passModel(_as_lp(model))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = [float(value) for value in start]
        highs.setSolution(solution)
    highs.run()
    return _answer(highs)


def _answer(highs: highspy.Highs) -> LinearAnswer:
    status = highs.getModelStatus()
    states = highspy.HighsModelStatus
    if status in (states.kInfeasible, states.kUnboundedOrInfeasible):
        return LinearAnswer(None, -math.inf, -math.inf, infeasible=True, proved=True)
    info = highs.getInfo()
    proved = status in (states.kOptimal, states.kModelEmpty)
    bound = info.objective_function_value if proved else info.mip_dual_bound
    if not proved and info.primal_solution_status != 2:
        return LinearAnswer(None, -math.inf, bound, infeasible=False, proved=False)
    values = tuple(round(value) for value in highs.getSolution().col_value)
    return LinearAnswer(
        values, info.objective_function_value, bound, infeasible=False, proved=proved
    )


def _as_lp(model: LinearModel) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.costs), len(model.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array(model.costs, dtype=np.double)
    lp.col_lower_ = np.zeros(len(model.costs))
    lp.col_upper_ = np.array(model.uppers, dtype=np.double)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(model.costs)
    lp.row_lower_ = np.array([row[1] for row in model.rows], dtype=np.double)
    lp.row_upper_ = np.array([row[2] for row in model.rows], dtype=np.double)
    starts = np.cumsum([0, *(len(row[0]) for row in model.rows)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = starts.astype(np.int32)
    lp.a_matrix_.index_ = np.array(
        [column for row in model.rows for column in row[0]], dtype=np.int32
    )
    lp.a_matrix_.value_ = np.array(
        [term for row in model.rows for term in row[0].values()], dtype=np.double
    )
    return lp
