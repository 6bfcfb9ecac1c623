"""What a case may say, and how a wrong word is refused."""

from __future__ import annotations

import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from wadah.core.requirements import case_from_json
from wadah.core.values import InvalidInput

TODAY = date(2026, 11, 24)
SHARED = Path(__file__).parents[4] / "shared" / "contract"


def put(data, path, value):
    """Set `path` (keys and indices) of a nested case."""
    *parents, last = path
    for key in parents:
        data = data[key]
    data[last] = value


@pytest.mark.parametrize(
    ("path", "value", "field", "rule"),
    [
        (
            ("product", "family"),
            "coffee_green_robust",
            "product.family",
            "unknown_word",
        ),
        (("product", "hs"), 90111, "product.hs", "hs_format"),
        (("product", "form"), "gren", "product.form", "unknown_word"),
        (
            ("product", "attributes", "clen"),
            True,
            "product.attributes.clen",
            "unknown_word",
        ),
        (
            ("product", "attributes", "clean"),
            "yes",
            "product.attributes.clean",
            "bool_expected",
        ),
        (
            ("product", "attributes", "sorting"),
            "mixt",
            "product.attributes.sorting",
            "unknown_word",
        ),
        (
            ("product", "attributes", "polymers"),
            "pp",
            "product.attributes.polymers",
            "list_expected",
        ),
        (
            ("product", "attributes", "cocoa_share_pct"),
            "1.500",
            "product.attributes.cocoa_share_pct",
            "number_ambiguous",
        ),
        (("destination",), "EU", "destination", "unknown_word"),
        (
            ("consignment", "quantity_kg"),
            0,
            "consignment.quantity_kg",
            "number_not_positive",
        ),
        (("destination",), "de", "destination", "unknown_word"),
        (("dates", "departs_on"), "27-11-2026", "dates.departs_on", "date_format"),
        (("dates", "departs_on"), "2026-02-30", "dates.departs_on", "date_format"),
        (("dates", "arrives_on"), "2026-11-01", "dates.arrives_on", "date_order"),
        (
            ("consignment", "quantity_kg"),
            "18.000",
            "consignment.quantity_kg",
            "number_ambiguous",
        ),
        (
            ("consignment", "quantity_kg"),
            "18000",
            "consignment.quantity_kg",
            "number_expected",
        ),
        (
            ("consignment", "quantity_kg"),
            -1,
            "consignment.quantity_kg",
            "number_negative",
        ),
        (
            ("consignment", "packing"),
            ["jutebag"],
            "consignment.packing[0]",
            "unknown_word",
        ),
        (("consignment", "load"), "FCL20", "consignment.load", "unknown_word"),
        (
            ("parties", "importer", "size"),
            "huge",
            "parties.importer.size",
            "unknown_word",
        ),
        (("parties", "buyer"), {}, "parties", "unknown_word"),
        (("documents", 0, "type"), "nibb", "documents[0].type", "unknown_word"),
        (
            ("documents", 0, "scope"),
            {"lots": "L1"},
            "documents[0].scope.lots",
            "unknown_word",
        ),
        (
            ("results", 0, "parameter"),
            "moistur",
            "results[0].parameter",
            "unknown_word",
        ),
        (("results", 0, "unit"), "cfu/g", "results[0].unit", "unit_not_for_parameter"),
        (("results", 0, "unit"), None, "results[0].unit", "unit_missing"),
        (("results", 0, "value"), 0.001, "results[0].value", "one_value"),
        (("results", 0, "below"), "1.500", "results[0].below", "number_ambiguous"),
        (("results", 0, "basis"), "wet", "results[0].basis", "unknown_word"),
        (("answers", "insw"), "free", "answers.insw", "unknown_word"),
        (
            ("answers", "bicon_permit"),
            "maybe",
            "answers.bicon_permit.value",
            "unknown_word",
        ),
        (
            ("contract",),
            [{"parameter": "moisture", "operator": "<<", "value": 1, "unit": "%"}],
            "contract[0].operator",
            "unknown_word",
        ),
        (
            ("contract",),
            [{"parameter": "moisture", "operator": "between", "unit": "%"}],
            "contract[0].value",
            "bound_missing",
        ),
        (("documents",), {}, "documents", "list_expected"),
        (("product",), None, "product", "object_expected"),
    ],
)
def test_a_wrong_word_is_refused_by_field_and_rule(
    words, coffee, path, value, field, rule
):
    put(coffee, path, value)

    with pytest.raises(InvalidInput) as refused:
        case_from_json(coffee, words, TODAY)

    assert (refused.value.field, refused.value.rule) == (field, rule)
    assert refused.value.message.id != refused.value.message.en


def test_an_unknown_word_comes_with_the_nearest_known(words, coffee):
    coffee["product"]["family"] = "coffee_green_robust"

    with pytest.raises(InvalidInput) as refused:
        case_from_json(coffee, words, TODAY)

    assert "coffee_green_robusta" in refused.value.message.en


def test_names_of_requests_are_read_as_aliases(words, coffee):
    coffee["contract"] = [
        {"parameter": "moisture_pct", "operator": "<=", "value": 12.5, "unit": "%"}
    ]

    line = case_from_json(coffee, words, TODAY).contract[0]

    assert (line.parameter, line.alias, line.value) == (
        "moisture",
        "moisture_pct",
        Decimal("12.5"),
    )


def test_numbers_are_exact_and_dates_are_days(words, coffee):
    case = case_from_json(coffee, words, TODAY)

    assert case.facts["consignment.quantity_kg"] == Decimal(18000)
    assert case.dates.departs_on == date(2026, 11, 27)
    assert case.results[0].below == Decimal("0.005")
    assert case.lots == {"L1"}


@pytest.mark.parametrize("empty", [None, []])
def test_null_and_an_empty_list_mean_not_known(words, coffee, empty):
    coffee["consignment"]["packing"] = empty

    assert "consignment.packing" not in case_from_json(coffee, words, TODAY).facts


def test_today_is_taken_only_where_the_case_names_no_day(words, coffee):
    del coffee["dates"]["as_of"]

    assert case_from_json(coffee, words, date(2026, 12, 1)).dates.as_of == date(
        2026, 12, 1
    )


@pytest.mark.parametrize("code", ["attributes.organic_claim", "organic_claim"])
def test_a_question_is_answered_under_answers_too(judge, coffee, code):
    del coffee["product"]["attributes"]["organic_claim"]
    assert judge(coffee)["verdict"] == "cannot_tell"

    coffee["answers"][code] = False

    assert judge(coffee)["verdict"] == "ready"


def test_every_question_can_be_answered_under_its_code(judge, coffee):
    coffee["product"]["attributes"] = {}
    coffee["parties"] = {}
    coffee["consignment"] = {}

    codes = judge(coffee)["codes"]

    for code in codes:
        answered = copy.deepcopy(coffee)
        answered["answers"][code] = None
        judge(answered)
    assert "attributes.intended_use" in codes


def test_extra_keys_are_left_alone(judge, coffee):
    coffee["note"] = "first shipment"
    coffee["consignment"]["booking"] = "ABC"
    coffee["documents"][0]["file"] = "nib.pdf"

    assert judge(coffee)["verdict"] == "ready"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared contract is not beside us")
@pytest.mark.parametrize(
    ("name", "verdict"),
    [("before-2026-12-30", "cannot_tell"), ("after-2026-12-30", "not_ready")],
)
def test_the_contract_examples_give_the_shape_that_is_promised(judge, name, verdict):
    jsonschema = pytest.importorskip("jsonschema")
    shapes = json.loads((SHARED / "shapes.json").read_text())
    data = json.loads((SHARED / "examples" / f"assess-{name}.json").read_text())

    out = judge(data)

    for extra in ("by_rule", "codes"):
        del out[extra]
    jsonschema.validate(
        json.loads(json.dumps(out)),
        {"$ref": "#/$defs/assess.out", "$defs": shapes["$defs"]},
    )
    assert out["verdict"] == verdict


def test_a_rule_of_general_knowledge_is_settled_by_a_dated_answer(judge, coffee):
    coffee["documents"] = []
    out = judge(coffee)
    assert out["verdict"] == "cannot_tell"
    assert "rules.ID-ALL-01" in out["codes"]

    coffee["answers"]["rules.ID-ALL-01"] = {
        "value": True,
        "looked_up_on": "2026-11-20",
        "source": "OSS",
    }

    out = judge(coffee)
    assert out["by_rule"]["ID-ALL-01"]["status"] == "met"
    assert out["by_rule"]["ID-ALL-01"]["warning"] is not None
    assert out["verdict"] == "ready"
