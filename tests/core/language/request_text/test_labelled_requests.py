"""Readings against labels: the request data, and forty of our own."""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from wadah.apps.reference.data_files import read_thesaurus
from wadah.core.language import build_goods_index, read_request

HERE = Path(__file__).parent
SHARED = HERE.parents[4] / "shared" / "data" / "requests" / "buyer_requests.csv"
INDEX = build_goods_index(read_thesaurus())


def load_scoring() -> ModuleType:
    """The scorer beside this file; tests are no package."""
    spec = importlib.util.spec_from_file_location("scoring", HERE / "scoring.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scoring"] = module
    spec.loader.exec_module(module)
    return module


SCORING = load_scoring()


def read(body: str, subject: str, received_on: str, country: str) -> dict[str, Any]:
    reading = read_request(
        body,
        INDEX,
        subject=subject,
        received_on=date.fromisoformat(received_on),
        buyer_country=country,
    )
    return dict(reading.as_json())


def test_reads_the_thirty_of_the_request_data() -> None:
    if not SHARED.exists():
        pytest.skip("the request data is not beside this checkout")
    score = SCORING.Score()
    with SHARED.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            answer = read(
                row["body"], row["subject"], row["received_date"], row["buyer_country"]
            )
            SCORING.score_request(
                score, row["request_id"], SCORING.shared_label(row), answer
            )

    assert score.f1 >= 0.95, (score.missed, score.invented)


def test_reads_forty_that_were_labelled_before_the_reader_was_written() -> None:
    rows = json.loads((HERE / "own_requests.json").read_text(encoding="utf-8"))
    score = SCORING.Score()
    for row in rows:
        answer = read(
            row["body"], row["subject"], row["received_on"], row["buyer_country"]
        )
        SCORING.score_request(score, row["id"], SCORING.own_label(row), answer)

    assert len(rows) == 40
    assert score.f1 >= 0.88, (score.missed, score.invented)


def test_the_scorer_counts_a_wrong_value_twice() -> None:
    score = SCORING.Score()

    score.add("x", [("incoterm", "FOB"), ("payment", "cad")], [("incoterm", "CIF")])

    # nothing right; CIF is invented, FOB and the payment are missed
    assert (score.right, len(score.invented), len(score.missed), score.f1) == (
        0,
        1,
        2,
        0,
    )


def test_the_scorer_compares_bounds_in_one_unit() -> None:
    label = {"param": "lead_mg_kg", "op": "<=", "max": 2, "unit": "mg/kg"}
    answer = {"parameter": "lead", "operator": "<=", "value": 2.0, "unit": "ppm"}

    assert SCORING._spec(label) == SCORING._spec(answer)
