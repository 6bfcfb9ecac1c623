"""A repaired timetable moves as few people as can be, and nothing that has begun."""

import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.meetings import (
    event_from_json,
    published_from_json,
    repair,
    repair_to_json,
    solve,
    violations,
    within,
)
from wadah.core.values import InvalidInput

from .test_event_rules import events

TEN = datetime.fromisoformat("2026-12-01T10:00:00+07:00")


def planned(data, seed=1):
    clock = time.monotonic
    event = event_from_json(data)
    return solve(event, stop=within(20, clock), seed=seed, clock=clock).best.meetings


def mended(data, published, before=None, price=None):
    clock = time.monotonic
    event = event_from_json(data)
    answer = repair(
        event,
        published,
        untouchable_before=before,
        move_price=price,
        stop=within(20, clock),
        seed=1,
        clock=clock,
    )
    return event, answer


def cells(meetings):
    return {(m.a, m.b): (m.slot, m.table) for m in meetings}


def test_nothing_happened_and_nothing_moves(event):
    published = planned(event)

    _, answer = mended(event, published)

    assert answer.result.best.meetings == published
    assert (answer.moved, answer.added, answer.lost) == ((), (), ())


def test_a_person_who_stays_away_frees_a_place_for_others(event):
    # One slot and one table: a1 and b1 hold it, a2 and b1 would be next.
    event["slots"] = event["slots"][:1]
    event["tables"] = event["tables"][:1]
    published = planned(event)
    assert list(cells(published)) == [("a1", "b1")]
    event["people"][0]["available"] = []

    _, answer = mended(event, published)

    assert answer.lost == (("a1", "b1"),)
    assert answer.added == (("a3", "b2"),)
    assert answer.result.best.objective == 7


def test_what_has_begun_stays_though_a_person_has_left(event):
    published = planned(event)
    first = [m for m in published if m.slot == "s1"]
    for person in event["people"]:
        person["available"] = []

    _, answer = mended(event, published, before=TEN)

    assert cells(answer.result.best.meetings) == cells(first)


def test_a_broken_table_moves_its_meetings_to_another(event):
    # b1 keeps no table; two meetings at once need both tables until one breaks.
    event["people"][3].pop("table")
    published = planned(event)
    event["tables"] = [{"id": "t1"}]

    now, answer = mended(event, published)

    assert {m.table for m in answer.result.best.meetings} == {"t1"}
    assert violations(now, answer.result) == ()


@pytest.mark.parametrize(("price", "weight"), [(None, 5), (4, 5), (1, 8)])
def test_a_move_is_made_only_where_it_is_worth_its_price(event, price, weight):
    # a1 meets b1 (5) first and b2 (3) second; then b2 can come to the first slot only.
    event["people"] = [
        {"id": "a1", "side": "a"},
        {"id": "b1", "side": "b"},
        {"id": "b2", "side": "b"},
    ]
    event["slots"] = [slot for slot in event["slots"] if slot["id"] != "s3"]
    event["wishes"] = [
        {"a": "a1", "b": "b1", "weight": 5},
        {"a": "a1", "b": "b2", "weight": 3},
    ]
    event["pinned"] = [{"a": "a1", "b": "b1", "slot": "s1"}]
    published = planned(event)
    event["pinned"] = []
    event["people"][2]["available"] = ["s1"]

    _, answer = mended(event, published, price=price)

    assert answer.result.best.objective == weight
    assert answer.lost == (() if weight == 8 else (("a1", "b2"),))


@settings(max_examples=25, deadline=None)
@given(data=events(), away=st.integers(0, 5), price=st.sampled_from([None, 1.0]))
def test_repair_keeps_every_rule_and_all_that_has_begun(data, away, price):
    published = planned(data)
    person = data["people"][away % len(data["people"])]
    person["available"] = [
        slot for slot in person.get("available", ["s0"]) if slot == "s0"
    ]
    before = datetime.fromisoformat(data["slots"][1]["starts_at"])

    event, answer = mended(data, published, before=before, price=price)

    new, old = cells(answer.result.best.meetings), cells(published)
    begun = {pair: cell for pair, cell in old.items() if cell[0] == "s0"}
    assert begun.items() <= new.items()
    assert {cell[0] for cell in new.values()} - {"s0"} or len(new) == len(begun)
    assert violations(event, answer.result) == ()
    if price is None:
        kept = [pair for pair in old.keys() & new.keys() if old[pair] != new[pair]]
        assert kept == []


@pytest.mark.parametrize("price", [None, 2.0])
def test_same_seed_same_repair(event, price):
    published = planned(event)
    event["people"][0]["available"] = ["s3"]

    _, first = mended(event, published, price=price)
    _, second = mended(event, published, price=price)

    assert first.result.best == second.result.best


def test_reads_a_published_plan_and_writes_what_changed(event):
    published = planned(event)
    rows = [{"a": m.a, "b": m.b, "slot": m.slot, "table": m.table} for m in published]
    document = {
        **event,
        "published": rows,
        "untouchable_before": TEN.isoformat(),
        "move_price": 2,
    }
    now = event_from_json(document)

    read = published_from_json(document, now)

    assert cells(read.meetings) == cells(published)
    assert (read.untouchable_before, read.move_price) == (TEN, 2.0)
    _, answer = mended(event, published)
    assert len(repair_to_json(answer)["changes"]["kept"]) == len(published)


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"slot": "s7"}, "published[0].slot", "unknown_word"),
        ({"a": "b1"}, "published[0].a", "unknown_word"),
        ({"table": None}, "published[0].table", "text"),
        ({"b": "b2", "slot": "s2"}, "published[1].b", "duplicate"),
        ({"slot": "s2"}, "published[1].slot", "duplicate"),
    ],
)
def test_refuses_a_published_plan_that_cannot_be(event, change, field, rule):
    rows = [
        {"a": "a1", "b": "b1", "slot": "s1", "table": "t1"},
        {"a": "a1", "b": "b2", "slot": "s2", "table": "t2"},
    ]
    rows[0].update(change)

    with pytest.raises(InvalidInput) as refusal:
        published_from_json({**event, "published": rows}, event_from_json(event))

    assert (refusal.value.field, refusal.value.rule) == (field, rule)


@pytest.mark.parametrize("moment", ["tomorrow", "2026-12-01T10:00:00"])
def test_refuses_a_moment_that_is_none(event, moment):
    document = {**event, "published": [], "untouchable_before": moment}

    with pytest.raises(InvalidInput) as refusal:
        published_from_json(document, event_from_json(event))

    assert refusal.value.field == "untouchable_before"
