"""Events are read strictly: what is wrong is named by path and rule."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from wadah.core.meetings import event_from_json
from wadah.core.values import InvalidInput

EXAMPLE = Path(__file__).parents[4] / "shared/contract/examples/event-of-six.json"


def test_puts_slots_in_the_order_of_time_and_fills_in_what_is_absent(event):
    read = event_from_json(event)

    assert [slot.id for slot in read.slots] == ["s1", "s2", "s3"]
    assert read.person()["a2"].available == {"s1", "s2", "s3"}
    assert (read.person()["a1"].maximum, read.person()["a2"].maximum) == (2, None)
    assert read.wishes[0].weight == Decimal(9)


def test_tells_no_slot_from_every_slot(event):
    event["people"][0]["available"] = []

    assert event_from_json(event).person()["a1"].available == frozenset()


def test_reads_the_example_of_the_contract():
    if not EXAMPLE.exists():
        pytest.skip("the example of the contract is not beside this checkout")

    read = event_from_json(json.loads(EXAMPLE.read_text()))

    assert len(read.people) == 6
    assert read.pinned[0].slot == "s1"
    assert read.forbidden[0].people == ("a2",)


PAIR = {"a": "a1", "b": "b1"}

CASES = [
    (("people",), [], "people", "required"),
    (("slots",), None, "slots", "required"),
    (("tables",), [], "tables", "required"),
    (("wishes",), {}, "wishes", "list"),
    (("people", 1, "id"), "a1", "people[1].id", "duplicate"),
    (("people", 0, "id"), None, "people[0].id", "text"),
    (("people", 0, "side"), "c", "people[0].side", "unknown_word"),
    (("people", 0, "available"), ["s9"], "people[0].available[0]", "unknown_word"),
    (("people", 0, "min"), 3, "people[0].min", "range"),
    (("people", 0, "max"), -1, "people[0].max", "whole_number"),
    (("people", 0, "max"), 1.5, "people[0].max", "whole_number"),
    (("people", 0, "table"), "t9", "people[0].table", "unknown_word"),
    (("slots", 0, "starts_at"), "10 am", "slots[0].starts_at", "date_time"),
    (("slots", 0, "starts_at"), "2026-12-01T10:00:00", "slots", "time_zone"),
    (("slots", 1, "minutes"), 61, "slots[0].starts_at", "overlap"),
    (("wishes", 2, "a"), "a9", "wishes[2].a", "unknown_word"),
    (("wishes", 2, "a"), "b1", "wishes[2].a", "side"),
    (("wishes", 2, "weight"), None, "wishes[2].weight", "number"),
    (("wishes", 2, "weight"), -1, "wishes[2].weight", "number"),
    (("wishes", 2), "a1-b1", "wishes[2]", "object"),
    (("interpreters", 0, "count"), "1", "interpreters[0].count", "whole_number"),
    (("pinned",), [PAIR], "pinned[0].slot", "text"),
    (("pinned",), [{**PAIR, "slot": "s9"}], "pinned[0].slot", "unknown_word"),
    (("forbidden",), [{"person": "a1"}], "forbidden[0].slot", "required"),
    (("forbidden",), [{"a": "a1"}], "forbidden[0].b", "text"),
    (("precedence",), [{"before": PAIR}], "precedence[0].after", "object"),
]


@pytest.mark.parametrize(("path", "value", "field", "rule"), CASES)
def test_names_field_and_rule_of_what_is_wrong(event, path, value, field, rule):
    *way, last = path
    place = event
    for key in way:
        place = place[key]
    place[last] = value

    with pytest.raises(InvalidInput) as refusal:
        event_from_json(event)

    assert (refusal.value.field, refusal.value.rule) == (field, rule)
