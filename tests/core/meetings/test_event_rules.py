"""Walking, lunch and required meetings; gaps; and what holds for any event."""

import time
from copy import deepcopy
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.meetings import event_from_json, explain, solve, violations, within
from wadah.core.values import InvalidInput

from .conftest import EVENT


def run(data, seconds=20.0, seed=1, report=None):
    clock = time.monotonic
    event = event_from_json(data)
    stop = within(seconds, clock)
    return event, solve(event, stop=stop, seed=seed, clock=clock, report=report)


def day(*hours):
    return [
        {"id": f"s{n}", "starts_at": f"2026-12-01T{hour}:00+07:00", "minutes": 20}
        for n, hour in enumerate(hours)
    ]


def two_halls(walking_minutes):
    """One seller wished for by two buyers who keep tables in two halls."""
    return {
        "people": [
            {"id": "a", "side": "a"},
            {"id": "b1", "side": "b", "table": "t1"},
            {"id": "b2", "side": "b", "table": "t2"},
        ],
        "slots": day("09:00", "09:25"),
        "tables": [{"id": "t1", "hall": "north"}, {"id": "t2", "hall": "south"}],
        "wishes": [
            {"a": "a", "b": "b1", "weight": 3},
            {"a": "a", "b": "b2", "weight": 2},
        ],
        "walking_minutes": walking_minutes,
    }


@pytest.mark.parametrize(("minutes", "weight"), [(5, 5), (6, 3)])
def test_nobody_walks_in_less_time_than_there_is(minutes, weight):
    event, result = run(two_halls(minutes))

    assert (result.status, result.best.objective) == ("optimal", weight)
    assert violations(event, result) == ()


def test_a_table_that_floats_is_chosen_in_the_hall_where_people_are():
    data = two_halls(10)
    data["people"][2].pop("table")
    data["tables"].append({"id": "t3", "hall": "north"})

    event, result = run(data)

    assert result.best.objective == 5
    assert {m.table for m in result.best.meetings} <= {"t1", "t3"}
    assert violations(event, result) == ()


def test_everybody_keeps_a_slot_free_for_lunch():
    data = deepcopy(EVENT)
    data["lunch"] = [["s1", "s2", "s3"]]
    data["people"][3]["max"] = None
    data["wishes"].append({"a": "a3", "b": "b1", "weight": 1})

    event, result = run(data)

    # b1 has three wishes and two slots beside lunch: the wish worth 1 falls out.
    assert result.best.objective == 27
    assert violations(event, result) == ()


def test_a_required_meeting_is_held_though_others_are_worth_more():
    data = deepcopy(EVENT)
    data["slots"] = data["slots"][:1]
    data["required"] = [{"a": "a2", "b": "b1"}]

    event, result = run(data)

    assert {(m.a, m.b) for m in result.best.meetings} == {("a2", "b1"), ("a3", "b2")}
    assert violations(event, result) == ()


def test_required_meetings_that_clash_are_named_and_no_others():
    data = deepcopy(EVENT)
    data["slots"] = data["slots"][:2]
    data["people"].append({"id": "b3", "side": "b", "languages": ["en"]})
    data["required"] = [
        {"a": "a3", "b": "b2"},
        {"a": "a1", "b": "b1"},
        {"a": "a1", "b": "b3"},
        {"a": "a1", "b": "b2"},
    ]

    _, result = run(data)

    # a1 has at most two meetings, three of the four are required of it.
    (conflict,) = result.conflicts
    assert (result.status, conflict.code) == ("infeasible", "must_meet")
    assert set(conflict.subjects) == {"a1–b1", "a1–b3", "a1–b2"}


def test_a_required_pair_that_never_meets_is_named():
    data = deepcopy(EVENT)
    data["people"][0]["available"] = []
    data["required"] = [{"a": "a1", "b": "b1"}]

    conflicts = explain(event_from_json(data))

    assert [(c.code, c.subjects) for c in conflicts] == [("no_slot", ("a1", "b1"))]


def test_days_are_made_short_where_nothing_is_lost():
    data = {
        "people": [{"id": "a", "side": "a"}, {"id": "b1", "side": "b"},
                   {"id": "b2", "side": "b"}],
        "slots": day("09:00", "10:00", "11:00", "12:00", "13:00"),
        "tables": [{"id": "t1"}],
        "wishes": [{"a": "a", "b": buyer, "weight": 1} for buyer in ("b1", "b2")],
    }  # fmt: skip

    _, result = run(data)

    assert (result.best.objective, result.best.idle_slots) == (2, 0)


def test_idle_slots_are_not_counted_over_night():
    data = two_halls(0)
    data["slots"][1]["starts_at"] = "2026-12-02T09:00:00+07:00"
    data["slots"].insert(1, {**data["slots"][0], "id": "s9",
                             "starts_at": "2026-12-01T10:00:00+07:00"})  # fmt: skip
    data["forbidden"] = [{"person": "a", "slot": "s9"}]

    _, result = run(data)

    assert (len(result.best.meetings), result.best.idle_slots) == (2, 0)


def test_tells_of_every_better_plan_and_ends_with_the_best():
    heard = []
    _, result = run(deepcopy(EVENT), report=heard.append)

    values = [one.best.objective for one in heard]
    assert values == sorted(values)
    assert values[-1] == result.best.objective == Decimal(27)


def test_a_plan_comes_though_no_time_is_given():
    event, result = run(deepcopy(EVENT), seconds=0)

    assert result.best.meetings
    assert violations(event, result) == ()


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"lunch": [["s1", "s4"]]}, "lunch[0][1]", "unknown_word"),
        ({"lunch": [["s1"], ["s1", "s2"]]}, "lunch[1]", "overlap"),
        ({"required": [{"a": "b1", "b": "a1"}]}, "required[0].a", "side"),
        ({"walking_minutes": -1}, "walking_minutes", None),
        (
            {
                "precedence": [
                    {"before": {"a": "a1", "b": "b1"}, "after": {"a": "a1", "b": "b1"}}
                ]
            },
            "precedence[0].after",
            "order",
        ),
    ],
)
def test_refuses_rules_that_cannot_be(change, field, rule):
    with pytest.raises(InvalidInput) as refusal:
        event_from_json({**deepcopy(EVENT), **change})

    assert refusal.value.field == field
    assert rule is None or refusal.value.rule == rule


@st.composite
def events(draw):
    """Small events with every kind of rule."""
    slots = day("09:00", "09:25", "09:50", "13:00")
    names = [slot["id"] for slot in slots]
    some = st.lists(st.sampled_from(names), unique=True, min_size=1)
    sellers = [
        {
            "id": f"a{n}",
            "side": "a",
            "available": draw(some),
            "languages": draw(st.sampled_from([["id"], ["id", "en"]])),
            "max": draw(st.sampled_from([None, 1, 2])),
        }
        for n in range(draw(st.integers(1, 4)))
    ]
    buyers = [
        {
            "id": f"b{n}",
            "side": "b",
            "available": draw(some),
            "languages": draw(st.sampled_from([["en"], ["zh"]])),
            "min": draw(st.integers(0, 2)),
            "table": draw(st.sampled_from([None, "t1"])),
        }
        for n in range(draw(st.integers(1, 3)))
    ]
    wishes = [
        {"a": a["id"], "b": b["id"], "weight": draw(st.integers(1, 5))}
        for a in sellers
        for b in buyers
    ]
    pairs = st.sampled_from([{"a": w["a"], "b": w["b"]} for w in wishes])
    return {
        "people": [*sellers, *buyers],
        "slots": slots,
        "tables": [{"id": "t1", "hall": "north"}, {"id": "t2", "hall": "south"}],
        "interpreters": [{"language": "zh", "count": 1}],
        "wishes": wishes,
        "walking_minutes": draw(st.sampled_from([0, 10])),
        "lunch": draw(st.sampled_from([[], [["s1", "s2"]]])),
        "precedence": [
            {"before": before, "after": after}
            for before, after in draw(st.lists(st.tuples(pairs, pairs), max_size=2))
            if before != after
        ],
    }


@settings(max_examples=60, deadline=None)
@given(data=events())
def test_every_plan_keeps_the_rules_and_no_value_is_above_its_bound(data):
    event, result = run(data)
    _, again = run(data)

    assert result.status in ("optimal", "unknown")
    if result.best is not None:
        assert violations(event, result) == ()
        assert result.best.objective <= result.bound
        assert again.best == result.best
