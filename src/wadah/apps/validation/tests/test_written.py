"""What people write into a form is read in one way or asked about."""

from __future__ import annotations

from typing import Any

import pytest

from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.written import (
    read_answer,
    read_number,
    read_result_value,
)
from wadah.core.values import InvalidInput


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.5", 12.5),
        ("12,5", 12.5),
        (" 12 ", 12.0),
        ("0.005", 0.005),
        ("0,005", 0.005),
        ("-1.2", -1.2),
        ("1500", 1500.0),
        ("1234.567", 1234.567),
    ],
)
def test_reads_a_decimal_point_and_a_decimal_comma(text: str, number: float) -> None:
    assert read_number(text, "value") == number


@pytest.mark.parametrize(
    ("text", "rule", "hint"),
    [
        ("1.500", "number_ambiguous", "Write 1500 or 1.5."),
        ("12,250", "number_ambiguous", "Write 12250 or 12.25."),
        ("1.234.567", "number_ambiguous", "without thousands marks"),
        ("1.500,5", "number_expected", "12.5 or 12,5"),
        ("about 3", "number_expected", "12.5 or 12,5"),
        ("", "number_expected", "12.5 or 12,5"),
        ("1e3", "number_expected", "12.5 or 12,5"),
        ("NaN", "number_expected", "12.5 or 12,5"),
    ],
)
def test_asks_where_a_number_can_be_read_in_two_ways(
    text: str, rule: str, hint: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_number(text, "value")

    assert (refused.value.field, refused.value.rule) == ("value", rule)
    assert hint in refused.value.message.en


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("12.1", "%", {"value": 12.1}),
        ("< 0,01", "mg/kg", {"below": 0.01}),
        ("1; 2; 3", "cfu/g", {"values": [1.0, 2.0, 3.0]}),
        ("not_detected", "text", {"value": "not_detected"}),
    ],
)
def test_reads_a_result_as_the_report_writes_it(
    text: str, unit: str, read: dict[str, Any]
) -> None:
    assert read_result_value(text, unit) == read


@pytest.mark.parametrize(
    ("code", "written", "answer"),
    [
        ("attributes.organic_claim", "false", False),
        ("attributes.organic_claim", "true", True),
        ("consignment.quantity_kg", "18000", 18000.0),
        (
            "consignment.value",
            "49600 USD fob",
            {"amount": 49600.0, "currency": "USD", "basis": "fob"},
        ),
        ("attributes.label_languages", "de, fr", ["de", "fr"]),
        ("attributes.species", "Coffea canephora", "Coffea canephora"),
        ("consignment.packing", ["jute_bag"], ["jute_bag"]),
    ],
)
def test_reads_an_answer_by_the_type_of_its_fact(
    code: str, written: Any, answer: Any
) -> None:
    assert read_answer(written, read_vocabulary().facts[code]) == answer
