"""Runs the published timetable instances and compares them with peers.

    python benchmarks/meetings.py [FOLDER] [--seconds 60] [--peer-seconds 60] [--all]

FOLDER, by default the one of the shared data beside the checkout, holds the twenty
original instances (`tic-12.original.dzn`, ...). Every answer is checked by the
independent checker, then held against the published optimum and the published times.
A few instances, with --all every one, are also given to HiGHS in linear form and to
CP-SAT with default parameters as a plain model, in the same run; the last lines are the
ratios of the times.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import highspy
from ortools.sat.python import cp_model

from wadah.core.meetings import (
    Result,
    Status,
    Timetable,
    instance_from_dzn,
    solve,
    violations,
    within,
)

SEED = 1
SHARED = Path(__file__).resolve().parents[2] / "shared/data/b2bsp/original"

# Bofill et al., JAIR 74 (2022), article 12670: optimum, seconds of UWrMaxSat 1.0 and
# of the best constraint model (Chuffed; None where 7,200 s were not enough), on a
# Xeon E3-1220v2 at 3.1 GHz.
PUBLISHED: dict[str, tuple[int, float, float | None]] = {
    "forum-13": (0, 2.5, 2891.2),
    "forum-13crafb": (6, 23.3, 1725.6),
    "forum-13crafc": (1, 2.3, None),
    "forum-14": (2, 5.1, 873.9),
    "forumt-14": (5, 0.5, 5.6),
    "forumt-14crafc": (5, 0.9, 20.2),
    "forumt-14crafd": (4, 0.4, 20.9),
    "forumt-14crafe": (5, 0.6, 26.3),
    "tic-12": (0, 0.1, 0.8),
    "tic-12crafc": (0, 0.3, 1.2),
    "tic-13": (0, 0.4, 16.9),
    "tic-13crafb": (0, 0.4, 2.0),
    "tic-13crafc": (4, 5.8, 518.2),
    "tic-14crafa": (0, 1.0, 22.4),
    "tic-14crafc": (0, 0.8, 24.1),
    "tic-14crafd": (0, 0.8, 6.2),
    "ticf-13crafa": (0, 2.2, 2473.4),
    "ticf-13crafb": (3, 22.3, 2291.9),
    "ticf-13crafc": (1, 3.7, None),
    "ticf-14crafa": (0, 7.6, 1714.8),
}
PEERS = ("tic-12", "tic-12crafc", "forumt-14crafd")


@dataclass(frozen=True, slots=True)
class PeerAnswer:
    value: float | None
    bound: float
    is_proved: bool
    seconds: float


def main() -> int:
    options = _options()
    proved, ours_total = 0, 0.0
    ours: dict[str, float] = {}
    print(f"{'instance':16}{'optimum':>8}{'found':>7}{'bound':>7}{'s':>9}  MaxSAT s")
    for name, (optimum, maxsat, _) in PUBLISHED.items():
        problem = _read(options.folder, name)
        result = _solve(problem, options.seconds)
        ours[name] = result.seconds
        ours_total += result.seconds
        proved += _is_proved(problem, result, optimum)
        found = "-" if result.best is None else str(result.best.objective)
        print(
            f"{name:16}{optimum:>8}{found:>7}{result.bound!s:>7}"
            f"{result.seconds:>9.2f}  {maxsat}",
            flush=True,
        )
    print(f"proved {proved} of {len(PUBLISHED)} in {ours_total:.1f} s")
    _compare(options, ours)
    return 0 if proved == len(PUBLISHED) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--peer-seconds", type=float, default=60.0)
    parser.add_argument("--all", action="store_true", help="peers on all instances")
    options = parser.parse_args()
    if options.folder == SHARED and not SHARED.exists():
        print("The published instances are not here: give their FOLDER.")
        sys.exit(0)
    missing = [n for n in PUBLISHED if not _path(options.folder, n).exists()]
    if missing:
        parser.error(f"not in {options.folder}: {', '.join(missing)}")
    return options


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.original.dzn"


def _read(folder: Path, name: str) -> Timetable:
    return instance_from_dzn(_path(folder, name).read_text())


def _solve(problem: Timetable, seconds: float) -> Result:
    clock = time.monotonic
    return solve(problem, stop=within(seconds, clock), seed=SEED, clock=clock)


def _is_proved(problem: Timetable, result: Result, optimum: int) -> bool:
    broken = violations(problem, result)
    if broken:
        raise SystemExit(f"the plan breaks rules: {broken[:5]}")
    if result.status is not Status.OPTIMAL or result.best is None:
        return False
    if result.best.objective != optimum:
        raise SystemExit(f"proved {result.best.objective}, published is {optimum}")
    return True


def _compare(options: argparse.Namespace, ours: dict[str, float]) -> None:
    names = tuple(PUBLISHED) if options.all else PEERS
    peers = {"HiGHS": solve_with_highs, "CP-SAT default": solve_with_cp_sat}
    mine = sum(ours[name] for name in names)
    for peer, solve_with in peers.items():
        theirs, proved = 0.0, 0
        for name in names:
            answer = solve_with(_read(options.folder, name), options.peer_seconds)
            theirs += answer.seconds
            proved += answer.is_proved
            state = "proved" if answer.is_proved else "not proved"
            print(
                f"{peer} {name}: {answer.value} / {answer.bound:.1f}, {state}, "
                f"{answer.seconds:.2f} s; ours {ours[name]:.2f} s",
                flush=True,
            )
        print(
            f"{peer} proved {proved} of {len(names)}; ratio {peer} / ours: "
            f"{theirs / mine:.0f} (a lower limit where not proved)"
        )


def solve_with_highs(problem: Timetable, seconds: float) -> PeerAnswer:
    """The same definition as a linear model: one thread, default parameters."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("time_limit", seconds)
    slots = range(1, problem.slots + 1)
    held = {
        (number, slot): highs.addBinary()
        for number in range(1, len(problem.meetings) + 1)
        for slot in slots
        if _is_open(problem, number, slot)
    }
    for number in range(1, len(problem.meetings) + 1):
        mine = [held[number, slot] for slot in slots if (number, slot) in held]
        highs.addConstr(highs.qsum(mine) == 1)
    for slot in slots:
        here = [column for (_, s), column in held.items() if s == slot]
        highs.addConstr(highs.qsum(here) <= problem.tables)
    breaks = []
    for numbers in problem.meetings_of().values():
        if numbers:
            breaks.append(_breaks(highs, problem, held, numbers))
    began = time.monotonic()
    highs.minimize(highs.qsum(breaks))
    spent = time.monotonic() - began
    info = highs.getInfo()
    is_found = info.primal_solution_status == 2
    return PeerAnswer(
        value=info.objective_function_value if is_found else None,
        bound=info.mip_dual_bound,
        is_proved=highs.getModelStatus() == highspy.HighsModelStatus.kOptimal,
        seconds=spent,
    )


def solve_with_cp_sat(problem: Timetable, seconds: float) -> PeerAnswer:
    """The same definition as a plain model: default parameters but for one worker."""
    model = cp_model.CpModel()
    held = {
        (number, slot): model.new_bool_var("")
        for number in range(1, len(problem.meetings) + 1)
        for slot in range(1, problem.slots + 1)
        if _is_open(problem, number, slot)
    }
    for number in range(1, len(problem.meetings) + 1):
        model.add_exactly_one(x for (n, _), x in held.items() if n == number)
    for slot in range(1, problem.slots + 1):
        here = [x for (_, s), x in held.items() if s == slot]
        model.add(sum(here) <= problem.tables)
    total = []
    for numbers in problem.meetings_of().values():
        starts, before = [], None
        for slot in range(1, problem.slots + 1):
            busy = model.new_bool_var("")
            mine = [held[n, slot] for n in numbers if (n, slot) in held]
            model.add(sum(mine) == busy)
            start = model.new_bool_var("")
            model.add(start >= (busy if before is None else busy - before))
            starts.append(start)
            before = busy
        if numbers:
            model.add(sum(starts) - 1 <= problem.fairness)
            total.append(sum(starts) - 1)
    model.minimize(sum(total))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    began = time.monotonic()
    status = solver.solve(model)
    spent = time.monotonic() - began
    is_found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return PeerAnswer(
        value=solver.objective_value if is_found else None,
        bound=solver.best_objective_bound,
        is_proved=status == cp_model.OPTIMAL,
        seconds=spent,
    )


def _is_open(problem: Timetable, number: int, slot: int) -> bool:
    meeting = problem.meetings[number - 1]
    is_morning = slot <= problem.morning_slots
    if (meeting.session == 1 and not is_morning) or (
        meeting.session == 2 and is_morning
    ):
        return False
    if meeting.fixed_slot not in (None, slot):
        return False
    firms = (meeting.a, meeting.b)
    return all(slot not in problem.closed.get(firm, ()) for firm in firms)


def _breaks(
    highs: highspy.Highs,
    problem: Timetable,
    held: dict[tuple[int, int], highspy.highs_var],
    numbers: list[int],
) -> highspy.highs_linear_expression:
    """Starts of blocks of busy slots, less one, at most the fairness."""
    starts = []
    before = None
    for slot in range(1, problem.slots + 1):
        mine = [held[n, slot] for n in numbers if (n, slot) in held]
        busy = highs.addBinary()
        highs.addConstr(highs.qsum(mine) == busy) if mine else highs.addConstr(
            busy == 0
        )
        start = highs.addBinary()
        highs.addConstr(start >= (busy if before is None else busy - before))
        starts.append(start)
        before = busy
    count: highspy.highs_linear_expression = highs.qsum(starts) - 1
    # In every original some firm has no break, so nobody has more than the fairness.
    highs.addConstr(count <= problem.fairness)
    return count


if __name__ == "__main__":
    sys.exit(main())
