"""A pool of 10,000 offers over 12 months beside HiGHS on a matrix built by hand.

Run: python benchmarks/pooling.py [--offers 10000] [--instances 3]

The same problem is given to us and to three peers in one run, each on one thread and to
the same gap of 0.1 %: HiGHS on the matrix one writes down first, with a column for each
offer and month; HiGHS on the matrix without months, which is what we make of it; and
scipy.milp, if it is installed, on the first. Our time is that of `solve`: offers in,
exact shares out. A peer's time is matrix in, columns out. Processor time of one thread,
which other work on the machine does not lengthen. Bounds of the claim: gap at most
0.1 %, time at most 1.3 times that of the first, less than scipy's.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import highspy
import numpy as np

from wadah.core.pooling import Limit, Problem, Seller, find_breaches, solve
from wadah.core.values import Month

SEED = 1
GAP = 1e-3
BOUND = 1.3
MONTHS = tuple(Month(2027, number) for number in range(1, 13))
STOP = Decimal(250_000)
MOISTURE = Decimal("12.5")


def make_problem(count: int, rng: random.Random) -> Problem:
    """Many small makers and few large ones; the need is a tenth of what there is."""
    sellers = []
    for number in range(count):
        size = rng.lognormvariate(5.5, 1.0)
        free = {month: Decimal(round(size * rng.uniform(0, 2))) for month in MONTHS}
        sellers.append(
            Seller(
                f"b{number * 9 // 10}", f"p{number}", free,
                minimum_kg=Decimal(round(size * rng.choice((0, 1, 2)))),
                score=rng.random(),
                values={"moisture": Decimal(rng.randint(105, 137)) / 10},
                cost_per_kg=Decimal(rng.randint(50, 800)),
            )
        )  # fmt: skip
    supply = sum((sum(one.free_kg.values()) for one in sellers), Decimal(0))
    return Problem(
        Decimal(round(supply / 10)), MONTHS[0], MONTHS[-1], tuple(sellers),
        maximum_share=Decimal("0.01"), cost_per_stop=STOP,
        limits=(Limit("moisture", maximum=MOISTURE),),
    )  # fmt: skip


@dataclass(frozen=True)
class Arrays:
    """What the peers start from."""

    free: np.ndarray  # offer by month
    least: np.ndarray
    cost: np.ndarray
    moisture: np.ndarray
    business: np.ndarray
    need: float
    cap: float


def arrays_of(problem: Problem, by_month: bool) -> Arrays:
    free = np.array([[float(s.free_kg[m]) for m in MONTHS] for s in problem.sellers])
    if not by_month:
        free = free.sum(axis=1, keepdims=True)
    need = float(problem.need_kg)
    unready = 0.5 * float(STOP) / need
    names = {s.business: None for s in problem.sellers}
    places = {name: place for place, name in enumerate(names)}
    return Arrays(
        free,
        np.array([float(s.minimum_kg) for s in problem.sellers]),
        np.array(
            [float(s.cost_per_kg) + unready * (1 - s.score) for s in problem.sellers]
        ),
        np.array([float(s.values["moisture"]) for s in problem.sellers]),
        np.array([places[s.business] for s in problem.sellers]),
        need,
        need / 100,
    )


@dataclass(frozen=True)
class Model:
    """Columns: amounts by offer and month, who takes part, which business does."""

    cost: np.ndarray
    upper: np.ndarray
    integer: np.ndarray
    start: np.ndarray
    index: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def by_hand(a: Arrays) -> Model:
    count, months = a.free.shape
    firms = int(a.business.max()) + 1
    amounts = count * months
    y, z = amounts + np.arange(count), amounts + count + np.arange(firms)
    most = np.minimum(a.free.sum(axis=1), a.cap)
    offer = np.repeat(np.arange(count), months)
    x = np.arange(amounts)
    ones = np.ones(amounts)
    # Rows: most and least of an offer, offer within business, cap of a business, the
    # total, the mean.
    row = np.concatenate([
        offer, np.arange(count), count + offer, count + np.arange(count),
        2 * count + np.arange(count), 2 * count + np.arange(count),
        3 * count + a.business[offer], np.full(amounts, 3 * count + firms),
        np.full(amounts, 3 * count + firms + 1),
    ])  # fmt: skip
    column = np.concatenate([x, y, x, y, y, z[a.business], x, x, x])
    value = np.concatenate([
        ones, -most, ones, -a.least, np.ones(count), -np.ones(count), ones, ones,
        (a.moisture - float(MOISTURE))[offer],
    ])  # fmt: skip
    rows = 3 * count + firms + 2
    order = np.argsort(row, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))])
    low = np.full(rows, -np.inf)
    high = np.zeros(rows)
    low[count : 2 * count], high[count : 2 * count] = 0.0, np.inf
    high[3 * count : 3 * count + firms] = a.cap
    low[3 * count + firms] = high[3 * count + firms] = a.need
    integer = np.zeros(amounts + count + firms, dtype=bool)
    integer[amounts:] = True
    return Model(
        np.concatenate(
            [a.cost[offer], np.full(count, 1e-4 * float(STOP)),
             np.full(firms, float(STOP))]
        ),
        np.concatenate([a.free.ravel(), np.ones(count + firms)]),
        integer, start.astype(np.int32), column[order].astype(np.int32), value[order],
        low, high,
    )  # fmt: skip


def run_highs(model: Model) -> tuple[float, float]:
    """Cost and gap."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", SEED)
    highs.setOptionValue("mip_rel_gap", GAP)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(model.low)
    lp.col_cost_, lp.col_upper_ = model.cost, model.upper
    lp.col_lower_ = np.zeros(len(model.cost))
    lp.row_lower_, lp.row_upper_ = model.low, model.high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = model.start, model.index
    lp.a_matrix_.value_ = model.value
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[flag] for flag in model.integer.tolist()]
    highs.passModel(lp)
    highs.run()
    info = highs.getInfo()
    return info.objective_function_value, info.mip_gap


def run_scipy(model: Model) -> tuple[float, float]:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    shape = (len(model.low), len(model.cost))
    matrix = csr_array((model.value, model.index, model.start), shape=shape)
    found = milp(
        model.cost,
        integrality=model.integer.astype(int),
        bounds=Bounds(0, model.upper),
        constraints=LinearConstraint(matrix, model.low, model.high),
        options={"mip_rel_gap": GAP},
    )
    return float(found.fun), float(found.mip_gap)


FIRST = "HiGHS, a column a month"
Works = dict[str, tuple[Callable[[Model], tuple[float, float]], bool]]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    answer = work()
    return time.process_time() - started, answer


def compare(problem: Problem, works: Works, spent: dict[str, float]) -> None:
    """One instance: our pool is checked, every time is added to what was spent."""
    seconds, ours = timed(
        lambda: solve(problem, stop=lambda: 600.0, seed=SEED, clock=time.perf_counter)
    )
    spent["ours"] = spent.get("ours", 0.0) + seconds
    pool = ours.best
    print(
        f"need {problem.need_kg / 1000:,.0f} t: {ours.status}, "
        f"{len({share.business for share in pool.shares})} members, "
        f"{len(find_breaches(problem, pool.shares))} breaches, {seconds:.2f} s, "
        f"gap {ours.gap:.4%}"
    )
    for name, (work, by_month) in works.items():
        arrays = arrays_of(problem, by_month)
        seconds, (cost, gap) = timed(lambda work=work, a=arrays: work(by_hand(a)))
        spent[name] = spent.get(name, 0.0) + seconds
        print(f"  {name:30} {seconds:6.2f} s   gap {gap:.4%}   cost {cost:,.0f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--offers", type=int, default=10_000)
    parser.add_argument("--instances", type=int, default=3)
    asked = parser.parse_args()
    works: Works = {
        FIRST: (run_highs, True),
        "HiGHS, months summed": (run_highs, False),
    }
    if importlib.util.find_spec("scipy"):
        works["scipy.milp, a column a month"] = (run_scipy, True)
    else:
        print("scipy is not installed: pip install scipy to compare")
    spent: dict[str, float] = {}
    for seed in range(1, asked.instances + 1):
        compare(make_problem(asked.offers, random.Random(seed)), works, spent)
    for name, seconds in spent.items():
        print(f"{name:32} {seconds:7.2f} s   ratio {spent['ours'] / seconds:.2f}")
    print(f"bound {BOUND} of {FIRST}")


if __name__ == "__main__":
    main()
