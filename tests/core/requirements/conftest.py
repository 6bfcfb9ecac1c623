"""The packaged words and rules, and a coffee consignment that has everything."""

from __future__ import annotations

import copy
import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wadah.apps.requirements.rule_files import load_rule_base, load_vocabulary
from wadah.core.requirements import (
    RuleBase,
    Vocabulary,
    assess,
    assessment_to_json,
    case_from_json,
)

ROOT = Path(__file__).parents[3]
FAMILIES = ROOT / "src/wadah/apps/reference/data/families.csv"
TODAY = date(2026, 11, 24)

Judge = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="session")
def families() -> frozenset[str]:
    with FAMILIES.open(encoding="utf-8", newline="") as file:
        return frozenset(row["family"] for row in csv.DictReader(file))


@pytest.fixture(scope="session")
def words(families: frozenset[str]) -> Vocabulary:
    return load_vocabulary(families)


@pytest.fixture(scope="session")
def base(families: frozenset[str]) -> RuleBase:
    return load_rule_base(families)


@pytest.fixture(scope="session")
def judge(words: Vocabulary, base: RuleBase) -> Judge:
    """From JSON to JSON, with each item also under its rule."""

    def run(data: dict[str, Any]) -> dict[str, Any]:
        case = case_from_json(data, words, TODAY)
        out = dict(assessment_to_json(assess(case, base)))
        out["by_rule"] = {item["rule"]: item for item in out["items"]}
        out["codes"] = {question["code"] for question in out["questions"]}
        return out

    return run


_RESULT = {
    "unit": "mg/kg",
    "basis": "as_sold",
    "method": "LC-MS/MS",
    "loq": 0.005,
    "laboratory_accredited": True,
    "sampled_on": "2026-11-10",
    "lot": "L1",
}
_COFFEE = {
    "product": {
        "family": "coffee_green_robusta",
        "hs": "090111",
        "form": "green",
        "attributes": {
            "species": "Coffea canephora",
            "coffee_process": "dry",
            "for_planting": False,
            "intended_use": "food_ingredient",
            "retail_packed": False,
            "organic_claim": False,
        },
    },
    "origin": {"country": "ID", "region": "18.06"},
    "destination": "DE",
    "dates": {
        "as_of": "2026-11-24",
        "declared_on": "2026-11-25",
        "departs_on": "2026-11-27",
        "arrives_on": "2026-12-14",
        "placed_on": "2026-12-15",
    },
    "consignment": {
        "lot": "L1",
        "quantity_kg": 18000,
        "value": {"amount": 72000, "currency": "USD", "basis": "fob"},
        "packing": ["jute_bag"],
        "packing_new_clean": True,
        "transport": "sea",
        "load": "FCL",
    },
    "parties": {
        "exporter": {"size": "small"},
        "importer": {"size": "large", "established_on": "1998-03-01"},
    },
    "documents": [{"type": "nib", "holder": "exporter"}],
    "results": [{"parameter": "pesticide.carbaryl", "below": 0.005, **_RESULT}],
    "answers": {"insw_restriction": {"value": "free", "looked_up_on": "2026-11-23"}},
    "contract": [],
}


@pytest.fixture
def coffee() -> dict[str, Any]:
    """Green robusta to Germany in December 2026: everything asked is there."""
    return copy.deepcopy(_COFFEE)
