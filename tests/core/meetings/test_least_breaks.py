"""Timetables have the fewest breaks, keep every rule and reach the published optima."""

import time
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.meetings import (
    Meeting,
    Timetable,
    explain,
    instance_from_dzn,
    result_to_json,
    solve,
    violations,
    within,
)

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "b2bsp"


def run(problem, seconds=60.0, seed=1):
    clock = time.monotonic
    return solve(problem, stop=within(seconds, clock), seed=seed, clock=clock)


def small(*meetings, slots=4, tables=2, firms=4, morning=None, closed=None, fairness=2):
    return Timetable(
        firms=firms,
        tables=tables,
        slots=slots,
        morning_slots=slots if morning is None else morning,
        meetings=meetings,
        closed=closed or {},
        fairness=fairness,
    )


@pytest.mark.parametrize(
    ("problem", "breaks"),
    [
        (small(Meeting(1, 2), Meeting(1, 3)), 0),
        # Firm 1 meets in the first and the last slot: one break, however long.
        (
            small(Meeting(1, 2, fixed_slot=1), Meeting(1, 3, fixed_slot=4), slots=4),
            1,
        ),
        # Closed slots inside the day are idle.
        (
            small(
                *(Meeting(1, b) for b in (2, 3, 4)),
                slots=5,
                closed={1: frozenset({2, 4})},
            ),
            2,
        ),
        # Lunch is no slot: last of the morning and first of the afternoon touch.
        (small(Meeting(1, 2, 1), Meeting(1, 3, 2), morning=2), 0),
        (
            small(
                Meeting(1, 2, fixed_slot=3), Meeting(1, 3, predecessors=frozenset({1}))
            ),
            0,
        ),
        (small(), 0),
    ],
)
def test_counts_breaks_as_groups_of_idle_slots(problem, breaks):
    result = run(problem)

    assert result.status == "optimal"
    assert result.best.objective == result.bound == breaks
    assert violations(problem, result) == ()


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (small(Meeting(1, 2, 1), morning=0), "no_slot"),
        (
            small(
                Meeting(1, 2, predecessors=frozenset({2})),
                Meeting(3, 4, predecessors=frozenset({1})),
            ),
            "order",
        ),
        (
            small(Meeting(1, 2), Meeting(1, 3), closed={1: frozenset({1, 2, 3})}),
            "firm_slots",
        ),
        (
            small(Meeting(1, 2, fixed_slot=1), Meeting(1, 3, fixed_slot=1)),
            "double_booked",
        ),
        (small(Meeting(1, 2), Meeting(3, 4), tables=1, slots=1), "tables"),
    ],
)
def test_says_why_there_is_no_timetable(problem, code):
    result = run(problem)

    assert result.status == "infeasible"
    assert result.best is None
    assert code in {conflict.code for conflict in result.conflicts}
    assert result.conflicts == explain(problem)


def test_names_the_kinds_of_rules_that_leave_no_room_together():
    # Both meetings can only be in slot 1, which has one table.
    problem = small(
        Meeting(1, 2),
        Meeting(3, 4),
        tables=1,
        slots=2,
        closed={1: frozenset({2}), 3: frozenset({2})},
    )

    result = run(problem)

    assert result.status == "infeasible"
    assert explain(problem) == ()
    assert [conflict.code for conflict in result.conflicts] == ["closed", "tables"]


def test_holds_breaks_of_two_firms_within_the_fairness():
    # Firm 5 has no meeting, so with fairness 0 nobody may have a break.
    problem = small(
        *(Meeting(1, b) for b in (2, 3, 4)),
        slots=5,
        firms=5,
        closed={1: frozenset({2, 4})},
        fairness=0,
    )

    assert run(problem).status == "infeasible"
    assert run(replace(problem, fairness=2)).best.objective == 2
    assert run(replace(problem, fairness=1)).status == "infeasible"


@st.composite
def timetables(draw):
    pairs = [(a, b) for a in range(1, 5) for b in range(a + 1, 5)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=4))
    slots = draw(st.integers(2, 4))
    meetings = tuple(Meeting(a, b, draw(st.integers(1, 3))) for a, b in chosen)
    closed = draw(
        st.dictionaries(
            st.integers(1, 4), st.frozensets(st.integers(1, slots), max_size=2)
        )
    )
    return small(
        *meetings,
        slots=slots,
        tables=draw(st.integers(1, 2)),
        morning=draw(st.integers(0, slots)),
        closed=closed,
        fairness=draw(st.integers(0, 2)),
    )


@settings(max_examples=60, deadline=None)
@given(timetables())
def test_agrees_with_trying_every_timetable(problem):
    result = run(problem)
    numbers = range(1, len(problem.meetings) + 1)
    best = min(
        (
            breaks
            for slots in product(range(1, problem.slots + 1), repeat=len(numbers))
            if (breaks := _breaks_if_allowed(problem, slots)) is not None
        ),
        default=None,
    )

    assert (result.best.objective if result.best else None) == best
    assert violations(problem, result) == ()


def _breaks_if_allowed(problem, slots):
    """Total breaks of one try by the definition, or None where a rule is broken."""
    mine = {firm: [] for firm in range(1, problem.firms + 1)}
    for meeting, slot in zip(problem.meetings, slots, strict=True):
        if slots.count(slot) > problem.tables:
            return None
        if meeting.session == 1 and slot > problem.morning_slots:
            return None
        if meeting.session == 2 and slot <= problem.morning_slots:
            return None
        for firm in (meeting.a, meeting.b):
            if slot in problem.closed.get(firm, ()) or slot in mine[firm]:
                return None
            mine[firm].append(slot)
    counts = []
    for held in mine.values():
        held.sort()
        counts.append(sum(b - a > 1 for a, b in pairwise(held)))
    return sum(counts) if max(counts) - min(counts) <= problem.fairness else None


def published(name, folder="original"):
    path = PUBLISHED / folder / f"{name}.dzn"
    if not path.exists():
        pytest.skip("the published instances are not beside this checkout")
    return instance_from_dzn(path.read_text())


@pytest.mark.parametrize(
    ("name", "optimum"),
    [("tic-12", 0), ("forumt-14crafd", 4), ("forumt-14", 5), ("forum-14", 2)],
)
def test_proves_the_published_optimum(name, optimum):
    problem = published(f"{name}.original")

    result = run(problem)

    assert result.status == "optimal"
    assert result.best.objective == result.bound == optimum
    assert violations(problem, result) == ()


@pytest.mark.parametrize(
    ("folder", "name", "optimum"),
    [
        ("forbidden", "ticf-13crafc.forb0007", 1),
        ("forbidden", "tic-13.forb0003", None),
        ("fixed", "forum-13.fixed020-Forb", 20),
        ("precedence", "ticf-13crafc.prec15", 1),
        ("precedence", "forum-13.prec25", None),
    ],
)
def test_proves_published_answers_with_further_rules(folder, name, optimum):
    problem = published(name, folder)

    result = run(problem)

    assert result.status == ("infeasible" if optimum is None else "optimal")
    assert (result.best and result.best.objective) == optimum
    assert violations(problem, result) == ()


@pytest.mark.slow
def test_falls_back_where_the_core_search_shows_no_plan():
    problem = published("tic-13crafc.original")

    result = run(problem, seconds=90)

    assert (result.status, result.best.objective) == ("optimal", 4)
    assert violations(problem, result) == ()


def test_a_short_limit_still_gives_a_plan_that_keeps_every_rule():
    problem = published("tic-13crafc.original")

    result = run(problem, seconds=15)

    assert result.status in ("feasible", "optimal")
    assert result.bound <= result.best.objective
    assert violations(problem, result) == ()


def test_gives_the_same_plan_for_the_same_seed():
    problem = published("forumt-14.original")

    assert run(problem, seed=3).best == run(problem, seed=3).best


def test_writes_meetings_slots_and_tables_from_one():
    problem = small(Meeting(1, 2, fixed_slot=2), Meeting(3, 4, fixed_slot=2))

    answer = result_to_json(run(problem))

    assert answer["status"] == "optimal"
    assert (answer["objective"], answer["bound"]) == (0, 0)
    assert [
        (m["meeting"], m["a"], m["b"], m["slot"], m["table"])
        for m in answer["meetings"]
    ] == [(1, 1, 2, 2, 1), (2, 3, 4, 2, 2)]
