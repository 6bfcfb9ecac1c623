"""Plans events of two sizes beside HiGHS on the whole model, then repairs one.

    python benchmarks/events.py [--peer-seconds 240] [--only fair|nation|repair]

(b) 300 sellers, 50 buyers, 24 slots, 45 tables, 2,300 wishes with every rule: seconds
until our plan is within 0.1 % of the bound, beside the seconds in which HiGHS proves
the whole model (or its limit). (c) 2,000 sellers, 300 buyers, 48 slots, 250 tables,
20,000 wishes: seconds to the first plan, gap after 60 s, memory. (d) A repair after 13
people stay away, survivors frozen, beside the first solve. (e) Idle slots per person
before and after days were made short. The independent checker looks at every plan.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from dataclasses import dataclass, field, replace

from event_maker import FAIR, NATION, make_event

from wadah.core.meetings import Event, Result, repair, solve, violations, within
from wadah.core.meetings.board import Board
from wadah.core.meetings.compacting import compact
from wadah.core.meetings.placing import model
from wadah.core.meetings.rules import prepare
from wadah.core.meetings.wishes import plan_of

SEED = 1
CLOSE = 0.001
AWAY_SELLERS, AWAY_BUYERS, AFTER_SLOT = 10, 3, 12


@dataclass(slots=True)
class Watch:
    """When each better plan came."""

    began: float = field(default_factory=time.monotonic)
    seen: list[tuple[float, float]] = field(default_factory=list)

    def __call__(self, result: Result) -> None:
        if result.best is not None:
            seconds = time.monotonic() - self.began
            self.seen.append((seconds, float(result.best.objective)))

    def reached(self, value: float) -> float | None:
        return next((s for s, found in self.seen if found >= value), None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-seconds", type=float, default=240.0)
    parser.add_argument("--only", choices=("fair", "nation", "repair"))
    options = parser.parse_args()
    if options.only in (None, "fair", "repair"):
        _fair(options.peer_seconds, options.only)
    if options.only in (None, "nation"):
        _nation()
    return 0


def _plan(event: Event, seconds: float) -> tuple[Result, Watch]:
    watch = Watch()
    clock = time.monotonic
    stop = within(seconds, clock)
    result = solve(event, stop=stop, seed=SEED, clock=clock, report=watch)
    broken = violations(event, result)
    if broken or result.best is None:
        raise SystemExit(f"the plan breaks rules: {broken[:5]}")
    return result, watch


def _fair(peer_seconds: float, only: str | None) -> None:
    event = make_event(FAIR, SEED)
    result, watch = _plan(event, 60)
    assert result.best is not None and result.bound is not None
    bound = float(result.bound)
    gap = 1 - float(result.best.objective) / bound
    close = watch.reached(bound * (1 - CLOSE))
    print(f"(b) fair: first plan after {watch.seen[0][0]:.2f} s")
    print(f"    {result.best.objective} of at most {bound:g}, gap {gap:.3%}")
    print(f"    within 0.1 % after {'-' if close is None else f'{close:.1f} s'}")
    if only is None or only == "fair":
        _peer(event, peer_seconds, close)
    _short_days(event, result)
    _repair(event, result)


def _peer(event: Event, seconds: float, close: float | None) -> None:
    """HiGHS on the whole model: one thread, default parameters, no start."""
    rules = prepare(event)
    whole = model(Board(rules), range(len(rules.candidates)), (1 << rules.slots) - 1)
    began = time.monotonic()
    answer = whole.solve(seconds, SEED)
    spent = time.monotonic() - began
    state = "proved" if answer.proved else "not proved"
    print(
        f"    HiGHS, {len(whole.cells)} cells: {answer.value:g} / {answer.bound:g}, "
        f"{state} after {spent:.1f} s"
    )
    if close is not None:
        more = "" if answer.proved else " or more"
        print(f"    ratio HiGHS / ours: {spent / close:.1f}{more}")


def _short_days(event: Event, result: Result) -> None:
    assert result.best is not None
    rules = prepare(event)
    board = Board(rules)
    whole = (1 << rules.slots) - 1
    pairs = {(m.a, m.b) for m in result.best.meetings}
    chosen = [p for p, one in enumerate(rules.candidates) if one.pair in pairs]
    placing = model(board, chosen, whole)
    board.keep(placing.held(placing.solve(60, SEED)))
    before = plan_of(rules, board.held)
    began = time.monotonic()
    held = compact(rules, board.held, stop=within(60, time.monotonic), seed=SEED)
    spent = time.monotonic() - began
    after = plan_of(rules, held)
    people = len({person for m in before.meetings for person in (m.a, m.b)})
    print(
        f"(e) idle slots per person: {before.idle_slots / people:.2f} before, "
        f"{after.idle_slots / people:.2f} after {spent:.1f} s"
    )


def _repair(event: Event, result: Result) -> None:
    assert result.best is not None
    away = {f"a{n}" for n in range(AWAY_SELLERS)} | {
        f"b{n}" for n in range(AWAY_BUYERS)
    }
    early = frozenset(slot.id for slot in event.slots[:AFTER_SLOT])
    people = tuple(
        replace(person, available=person.available & early)
        if person.id in away
        else person
        for person in event.people
    )
    now = replace(event, people=people)
    clock = time.monotonic
    mended = repair(
        now, result.best.meetings,
        untouchable_before=event.slots[AFTER_SLOT].starts_at, move_price=None,
        stop=within(60, clock), seed=SEED, clock=clock,
    )  # fmt: skip
    broken = violations(now, mended.result)
    if broken:
        raise SystemExit(f"the repaired plan breaks rules: {broken[:5]}")
    print(
        f"(d) repair: {len(mended.lost)} lost, {len(mended.added)} new, "
        f"{len(mended.moved)} moved in {mended.result.seconds:.2f} s; first solve "
        f"{result.seconds:.1f} s; ratio {mended.result.seconds / result.seconds:.3f}"
    )


def _nation() -> None:
    result, watch = _plan(make_event(NATION, SEED), 60)
    assert result.best is not None and result.bound is not None
    gap = 1 - float(result.best.objective) / float(result.bound)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"(c) nation: first plan after {watch.seen[0][0]:.2f} s")
    print(
        f"    {result.best.objective} of at most {result.bound:g}, gap {gap:.2%} after "
        f"{result.seconds:.1f} s; {memory:,.0f} MB"
    )


if __name__ == "__main__":
    sys.exit(main())
