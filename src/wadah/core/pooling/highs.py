"""Runs HiGHS on a matrix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import highspy
import numpy as np

from wadah.core.pooling.matrix import Floats, Ints, Matrix

# A pool of some hundred sellers is proved to the end; more are proved to 0.1 %.
PROVED_TO_THE_END = 300
LARGE_GAP = 1e-3

# A column below this is nobody: the tolerance of the simplex method.
WHOLE = 1e-7


@dataclass(frozen=True, slots=True)
class Row:
    """One more row for a run."""

    index: Ints
    value: Floats
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a run gave; `columns` is None where nothing was found.

    `is_impossible` is True only where that is proved.
    """

    columns: Floats | None
    objective: float
    bound: float
    is_optimal: bool
    is_impossible: bool

    @property
    def gap(self) -> float:
        return abs(self.objective - self.bound) / max(abs(self.objective), 1e-9)


NOTHING = Found(None, 0.0, 0.0, False, False)


class _QuietHighs(highspy.Highs):
    """HiGHS greets on standard output while it is built, where only JSON belongs."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Called by the constructor, before the greeting."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def run(
    matrix: Matrix, row: Row, cost: Floats, *, seconds: float, seed: int,
    is_relaxed: bool = False,
) -> Found:  # fmt: skip
    """Least cost under the row; `is_relaxed` lets every column be a fraction."""
    if seconds <= 0:
        return NOTHING
    highs = _QuietHighs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", seed)
    highs.setOptionValue("time_limit", seconds)
    is_large = matrix.count > PROVED_TO_THE_END
    highs.setOptionValue("mip_rel_gap", LARGE_GAP if is_large else 0.0)
    if not is_large:
        highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
    highs.passModel(_model(matrix, row, cost, is_relaxed))
    highs.run()
    return _read(highs, is_relaxed)


def run_rounded(
    matrix: Matrix, row: Row, cost: Floats, *, stop: Callable[[], float], seed: int
) -> Found:
    """A pool from the relaxed problem, where that is near enough to its own bound.

    A member of a large pool that is needed by a fraction is taken whole. There are no
    more such members than rows that bind, so the pool is mostly within `LARGE_GAP` of
    the bound, and no search is needed.
    """
    if matrix.count <= PROVED_TO_THE_END or matrix.is_integer[: matrix.count].any():
        return NOTHING
    relaxed = run(matrix, row, cost, seconds=stop(), seed=seed, is_relaxed=True)
    if relaxed.columns is None or not relaxed.is_optimal:
        return relaxed if relaxed.is_impossible else NOTHING
    whole = np.where(matrix.is_integer, np.ceil(relaxed.columns - WHOLE), 0.0)
    lower = np.where(matrix.is_integer, whole, matrix.lower)
    upper = np.where(matrix.is_integer, whole, matrix.upper)
    fixed = replace(matrix, lower=lower, upper=upper)
    found = run(fixed, row, cost, seconds=stop(), seed=seed, is_relaxed=True)
    if found.columns is None:
        return NOTHING
    found = replace(found, bound=relaxed.objective)
    return found if found.is_optimal and found.gap <= LARGE_GAP else NOTHING


def _model(matrix: Matrix, row: Row, cost: Floats, is_relaxed: bool) -> highspy.HighsLp:
    rows = matrix.rows
    model = highspy.HighsLp()
    model.num_col_ = len(cost)
    model.num_row_ = len(rows.lower) + 1
    model.col_cost_ = cost
    model.col_lower_ = matrix.lower
    model.col_upper_ = matrix.upper
    model.row_lower_ = np.array([*rows.lower, row.lower])
    model.row_upper_ = np.array([*rows.upper, row.upper])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = [*rows.starts, rows.starts[-1] + len(row.index)]
    model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    model.a_matrix_.index_ = np.concatenate([*rows.index, row.index])
    model.a_matrix_.value_ = np.concatenate([*rows.value, row.value])
    if not is_relaxed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[flag] for flag in matrix.is_integer.tolist()]
    return model


def _read(highs: highspy.Highs, is_relaxed: bool) -> Found:
    status = highs.getModelStatus()
    info = highs.getInfo()
    is_optimal = status == highspy.HighsModelStatus.kOptimal
    is_impossible = status in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )
    has_columns = info.primal_solution_status == 2  # kSolutionStatusFeasible
    if not has_columns:
        return Found(None, 0.0, 0.0, False, is_impossible)
    objective = float(info.objective_function_value)
    bound = objective if is_relaxed and is_optimal else float(info.mip_dual_bound)
    columns = np.array(highs.getSolution().col_value)
    return Found(columns, objective, bound, is_optimal, False)


def total_row(matrix: Matrix, lower: float, upper: float) -> Row:
    """The sum of all amounts between two weights (kilograms)."""
    ones = np.ones(matrix.count)
    return Row(matrix.amounts, ones, lower / matrix.scale, upper / matrix.scale)


def amount_cost(matrix: Matrix) -> Floats:
    """Least of this is most kilograms."""
    cost = np.zeros(len(matrix.cost))
    cost[: matrix.count] = -1.0
    return cost
