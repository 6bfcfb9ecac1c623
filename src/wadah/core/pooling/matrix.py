"""The pool as a matrix: columns, rows and costs for HiGHS.

Months are not columns. Within a seller's share the earliest month comes first, so only
the sum over the window bounds it; that keeps twelve months as small as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from wadah.core.pooling.members import Able, is_plain
from wadah.core.pooling.problem import ZERO, Limit, Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

INFINITY = float("inf")

# Inside an open bound: one millionth of it, far above the solver's tolerance.
OPEN_MARGIN = 1e-6

# A pool that is not ready at all counts like half a business more, so that among
# equally dear pools the readiest wins. A convention of this project.
UNREADY_STOPS = 0.5

# A seller more within a business is no gain in itself.
SECOND_PRODUCT = 1e-4


@dataclass(slots=True)
class Rows:
    """Rows in compressed form while they grow."""

    starts: list[int] = field(default_factory=lambda: [0])
    index: list[Ints] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def add(self, index: Ints, value: Floats, lower: float, upper: float) -> None:
        """One row."""
        self.starts.append(self.starts[-1] + len(index))
        self.index.append(index)
        self.value.append(value)
        self.lower.append(lower)
        self.upper.append(upper)

    def add_pairs(self, left: Ints, right: Ints, factor: Floats, sign: float) -> None:
        """For each place sign * (left - factor * right) <= 0."""
        count = len(left)
        pairs = np.empty(2 * count, dtype=np.int32)
        pairs[0::2], pairs[1::2] = left, right
        values = np.empty(2 * count)
        values[0::2], values[1::2] = sign, -sign * factor
        first = self.starts[-1]
        self.starts.extend(range(first + 2, first + 2 * count + 1, 2))
        self.index.append(pairs)
        self.value.append(values)
        self.lower.extend([-INFINITY] * count)
        self.upper.extend([0.0] * count)


@dataclass(slots=True)
class Matrix:
    """A mixed-integer problem; kilograms are counted in `scale` kilograms.

    The first `count` columns are amounts, the next `count` say who takes part.
    """

    count: int
    scale: float
    lower: Floats
    upper: Floats
    is_integer: NDArray[np.bool_]
    cost: Floats
    rows: Rows

    @property
    def amounts(self) -> Ints:
        return np.arange(self.count, dtype=np.int32)


def build(problem: Problem, able: Sequence[Able], margin: float = 0.0) -> Matrix:
    """The problem without the row of the total.

    Parameters
    ----------
    margin
        Kilograms (times the unit of the parameter) by which weighted limits are drawn
        tighter, so that rounding to grams keeps them.
    """
    count = len(able)
    scale = float(problem.bag_kg or 1)
    least = np.array([float(one.least) for one in able]) / scale
    most = np.array([float(one.most) for one in able]) / scale
    is_frozen = np.array([bool(one.frozen) for one in able], dtype=bool)
    x, y = np.arange(count, dtype=np.int32), np.arange(count, 2 * count, dtype=np.int32)
    heads, groups = _heads(able, y)
    extra = len(groups) + (count if problem.previous else 0)
    size = 2 * count + extra
    upper = np.ones(size)
    upper[:count] = most
    lower = np.zeros(size)
    lower[:count][is_frozen] = least[is_frozen]
    lower[count : 2 * count][is_frozen] = 1.0
    is_integer = np.zeros(size, dtype=bool)
    is_integer[count : 2 * count + len(groups)] = True
    is_integer[:count] = problem.bag_kg is not None and not is_plain(problem)
    rows = Rows()
    rows.add_pairs(x, y, most, 1.0)
    has_least = np.flatnonzero(least > 0).astype(np.int32)
    rows.add_pairs(x[has_least], y[has_least], least[has_least], -1.0)
    matrix = Matrix(count, scale, lower, upper, is_integer, np.zeros(size), rows)
    _add_businesses(problem, able, matrix, groups)
    _add_limits(problem, able, matrix, margin)
    _add_coverage(problem, able, matrix)
    _add_new_exporters(problem, able, matrix, heads)
    _set_costs(problem, able, matrix, heads)
    if problem.previous:
        _set_changes(problem, able, matrix)
    return matrix


Group = tuple[int, list[int]]


def _heads(able: Sequence[Able], y: Ints) -> tuple[dict[str, int], list[Group]]:
    """The column that says a business takes part.

    A business with one seller needs no column of its own.
    """
    members: dict[str, list[int]] = {}
    for i, one in enumerate(able):
        members.setdefault(one.seller.business, []).append(i)
    heads: dict[str, int] = {}
    groups: list[Group] = []
    for name, mine in members.items():
        if len(mine) == 1:
            heads[name] = int(y[mine[0]])
        else:
            heads[name] = 2 * len(able) + len(groups)
            groups.append((heads[name], mine))
    return heads, groups


def _add_businesses(
    problem: Problem, able: Sequence[Able], matrix: Matrix, groups: list[Group]
) -> None:
    cap = problem.most_of_business()
    for column, mine in groups:
        for i in mine:
            pair = np.array([matrix.count + i, column], dtype=np.int32)
            matrix.rows.add(pair, np.array([1.0, -1.0]), -INFINITY, 0.0)
        frozen = sum((able[i].least for i in mine if able[i].frozen), ZERO)
        index = np.array(mine, dtype=np.int32)
        limit = float(max(cap, frozen)) / matrix.scale
        matrix.rows.add(index, np.ones(len(mine)), -INFINITY, limit)


def _add_limits(
    problem: Problem, able: Sequence[Able], matrix: Matrix, margin: float
) -> None:
    """Sum of (value - bound) * kilograms, which mixing adds up, against zero."""
    slack = margin / matrix.scale
    for limit in problem.limits:
        if not limit.is_weighted:
            continue
        for bound, sign in ((limit.maximum, 1.0), (limit.minimum, -1.0)):
            if bound is None:
                continue
            beyond = np.array([float(_value(one, limit) - bound) for one in able])
            values = sign * beyond
            if limit.is_open:
                values = values + OPEN_MARGIN * max(abs(float(bound)), OPEN_MARGIN)
            matrix.rows.add(matrix.amounts, values, -INFINITY, -slack)


def _value(one: Able, limit: Limit) -> Decimal:
    return one.seller.values[limit.parameter]


def _add_coverage(problem: Problem, able: Sequence[Able], matrix: Matrix) -> None:
    for cover in problem.coverage:
        holds = np.array(
            [cover.certificate in one.seller.certificates for one in able], dtype=float
        )
        if cover.share == 0:
            takes_part = matrix.amounts + matrix.count
            matrix.rows.add(takes_part, holds, 1.0, INFINITY)
        elif cover.share < 1:
            values = holds - float(cover.share)
            matrix.rows.add(matrix.amounts, values, 0.0, INFINITY)


def _add_new_exporters(
    problem: Problem, able: Sequence[Able], matrix: Matrix, heads: dict[str, int]
) -> None:
    if problem.new_exporters <= 0:
        return
    new = sorted({heads[o.seller.business] for o in able if o.seller.is_new_exporter})
    index = np.array(new, dtype=np.int32)
    matrix.rows.add(index, np.ones(len(new)), float(problem.new_exporters), INFINITY)


def _set_costs(
    problem: Problem, able: Sequence[Able], matrix: Matrix, heads: dict[str, int]
) -> None:
    """Collection by kilogram, a stop by business, readiness as a tie-break."""
    stop = float(problem.cost_per_stop)
    unready = UNREADY_STOPS * stop / max(float(problem.target_kg), 1e-9)
    per_kg = np.array([float(one.seller.cost_per_kg) for one in able])
    scores = np.array([one.seller.score for one in able])
    matrix.cost[: matrix.count] = matrix.scale * (per_kg + unready * (1.0 - scores))
    matrix.cost[matrix.count : 2 * matrix.count] = SECOND_PRODUCT * stop
    matrix.cost[list(heads.values())] = stop


def _set_changes(problem: Problem, able: Sequence[Able], matrix: Matrix) -> None:
    """The last columns are what each seller brings more or less than before.

    A kilogram of change costs more than any stop or way, so fewest changes come first.
    """
    count = matrix.count
    size = len(matrix.cost)
    change = np.arange(size - count, size, dtype=np.int32)
    before = [
        float(problem.previous.get(one.seller.product, ZERO)) / matrix.scale
        for one in able
    ]
    matrix.upper[change] = INFINITY
    dearest = float(matrix.cost.max(initial=1.0))
    matrix.cost[change] = 10.0 * dearest
    for i, kg in enumerate(before):
        pair = np.array([i, change[i]], dtype=np.int32)
        matrix.rows.add(pair, np.array([1.0, -1.0]), -INFINITY, kg)
        matrix.rows.add(pair, np.array([1.0, 1.0]), kg, INFINITY)
