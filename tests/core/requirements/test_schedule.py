"""Schedules worked by hand, and what holds of every schedule."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wadah.core.requirements import Task, make_schedule


def task(key: str, days: tuple[int, int] | None, *needs: str) -> Task:
    return Task(key, frozenset(needs), days)


def test_places_a_halal_certificate_after_the_longer_of_two_preparations() -> None:
    plan = make_schedule([
        task("nib", (1, 3)),
        task("supervisor", (2, 14)),
        task("halal", (12, 60), "nib", "supervisor"),
        task("label", (3, 14), "halal"),
        task("sample", (1, 3)),
        task("test", (5, 14), "sample"),
    ])  # fmt: skip

    # 2 + 12 + 3 = 17; slow: 14 + 60 + 14 = 88. The test (6, 17) runs beside it.
    assert plan.days == (17, 88)
    assert plan.path_low == ("supervisor", "halal", "label")
    assert plan.path_high == ("supervisor", "halal", "label")
    assert plan.find("halal").starts == (2, 14)
    assert plan.find("test").ends == (6, 17)
    assert plan.stages == (
        ("nib", "sample", "supervisor"),
        ("halal", "test"),
        ("label",),
    )


def test_names_another_chain_where_all_goes_slowly() -> None:
    plan = make_schedule([
        task("registration", (30, 30)),
        task("permit", (7, 90)),
    ])  # fmt: skip

    assert plan.days == (30, 90)
    assert (plan.path_low, plan.path_high) == (("registration",), ("permit",))


def test_counts_a_step_of_unknown_length_as_none_and_says_so() -> None:
    plan = make_schedule([task("map", (7, 60)), task("statement", None, "map")])

    assert plan.days == (7, 60)
    assert plan.undated == ("statement",)
    assert plan.path_high == ("map",)


def test_takes_a_need_that_is_no_task_as_done() -> None:
    plan = make_schedule([task("halal", (12, 60), "nib")])

    assert plan.find("halal").starts == (0, 0)


def test_nothing_to_do_takes_no_day() -> None:
    plan = make_schedule([])

    assert (plan.days, plan.path_low, plan.stages) == ((0, 0), (), ())


def test_refuses_steps_that_wait_for_one_another() -> None:
    with pytest.raises(ValueError, match=r"a > b|b > a"):
        make_schedule([task("a", (1, 1), "b"), task("b", (1, 1), "a")])


@st.composite
def plans(draw: st.DrawFn) -> list[Task]:
    """Tasks that wait only for earlier ones: no ring."""
    tasks: list[Task] = []
    for number in range(draw(st.integers(1, 9))):
        low = draw(st.integers(0, 30))
        high = low + draw(st.integers(0, 60))
        needs = draw(st.sets(st.sampled_from([t.key for t in tasks]))) if tasks else ()
        tasks.append(Task(str(number), frozenset(needs), (low, high)))
    return tasks


@given(plans())
def test_lasts_at_least_as_long_as_each_step_and_at_most_their_sum(
    tasks: list[Task],
) -> None:
    plan = make_schedule(tasks)

    for side in (0, 1):
        each = [t.days[side] for t in tasks if t.days is not None]
        assert max(each) <= plan.days[side] <= sum(each)
    assert plan.days[0] <= plan.days[1]


@given(plans())
def test_the_path_is_a_chain_whose_days_add_up_to_the_length(tasks: list[Task]) -> None:
    plan = make_schedule(tasks)
    known = {t.key: t for t in tasks}

    for side, path in ((0, plan.path_low), (1, plan.path_high)):
        assert sum(known[key].days[side] for key in path) == plan.days[side]  # type: ignore[index]
        for before, after in itertools.pairwise(path):
            assert before in known[after].needs


@given(plans(), st.data())
def test_one_more_prerequisite_never_shortens_it(
    tasks: list[Task], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(tasks) - 1))
    earlier = [t.key for t in tasks[:place]]
    before = make_schedule(tasks).days
    if not earlier:
        return
    more = data.draw(st.sampled_from(earlier))
    old = tasks[place]

    tasks[place] = Task(old.key, old.needs | {more}, old.days)

    after = make_schedule(tasks).days
    assert after[0] >= before[0]
    assert after[1] >= before[1]


@given(plans(), st.randoms(use_true_random=False))
def test_the_order_in_which_tasks_are_given_does_not_matter(
    tasks: list[Task], random: object
) -> None:
    shuffled = list(tasks)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert make_schedule(shuffled) == make_schedule(tasks)
