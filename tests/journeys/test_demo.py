"""The whole journey by one command: six corridors, the law's dates, twice the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

SHAPES = Path(__file__).resolve().parents[3] / "shared" / "contract" / "shapes.json"


def _demo(home: Path) -> dict[str, Any]:
    environ = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "WADAH_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings.base",
    }
    command = [sys.executable, "-m", "wadah.delivery.cli.main", "demo", "--no-serve"]
    done = subprocess.run(
        [*command, "--json"],
        env=environ,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def journey(home: Path) -> dict[str, Any]:
    return _demo(home)


def _corridor(journey: dict[str, Any], product: str) -> dict[str, Any]:
    return next(row for row in journey["corridors"] if row["product"] == product)


def test_six_corridors_go_through_every_step(journey: dict[str, Any]) -> None:
    assert [(row["product"], row["destination"]) for row in journey["corridors"]] == [
        ("coffee_green_robusta", "DE"),
        ("seaweed_cottonii", "AU"),
        ("cocopeat", "AU"),
        ("cinnamon_cassia", "GB"),
        ("palm_sticks_ekel", "TH"),
        ("plastic_scrap", "PK"),
    ]
    for row in journey["corridors"]:
        assert row["reasons"]
        assert row["matched"]
        assert row["meeting"]["next_step_owner"]
        assert row["meeting"]["next_step_due_on"]
        assert row["deal_rung"]


@pytest.mark.parametrize(
    ("product", "verdict"),
    [
        ("coffee_green_robusta", "ready"),
        ("seaweed_cottonii", "cannot_tell"),
        ("cocopeat", "cannot_tell"),
        ("cinnamon_cassia", "ready"),
        ("palm_sticks_ekel", "cannot_tell"),
        ("plastic_scrap", "prohibited"),
    ],
)
def test_verdicts_are_what_the_rules_give(
    product: str, verdict: str, journey: dict[str, Any]
) -> None:
    assert _corridor(journey, product)["verdict"] == verdict


def test_plastic_is_barred_by_the_missing_consent(journey: dict[str, Any]) -> None:
    rules = [row["rule"] for row in _corridor(journey, "plastic_scrap")["reasons"]]

    assert rules[0] == "PLA-ALL-02"


def test_palm_sticks_ask_the_thai_department(journey: dict[str, Any]) -> None:
    questions = _corridor(journey, "palm_sticks_ekel")["questions"]

    assert "Thai Department of Agriculture" in questions[0]["en"]


def test_the_same_coffee_gets_what_the_law_gives_each_importer(
    journey: dict[str, Any],
) -> None:
    answers = {
        (row["placed_on"], row["importer"].split(",")[0] + row["importer"][-4:]): row[
            "verdict"
        ]
        for row in journey["importers"]
    }

    assert answers == {
        ("2026-12-15", "large1998"): "ready",
        ("2026-12-15", "micro2019"): "ready",
        ("2026-12-15", "micro2025"): "ready",
        ("2027-01-10", "large1998"): "not_ready",
        ("2027-01-10", "micro2019"): "ready",
        ("2027-01-10", "micro2025"): "not_ready",
    }


def test_the_funnel_narrows(journey: dict[str, Any]) -> None:
    counts = {row["step"]: row["count"] for row in journey["funnel"]}

    assert counts["registered"] > counts["contactable"] > counts["assessed"]
    assert counts["assessed"] == 9
    assert counts["ready"] == 2
    assert counts["contract"] == 1
    assert counts["shipped"] == counts["paid"] == 0


def test_a_second_run_changes_nothing(home: Path, journey: dict[str, Any]) -> None:
    again = _demo(home)

    assert again["corridors"] == journey["corridors"]
    assert again["funnel"] == journey["funnel"]


def test_the_answer_has_the_shape_of_the_interface(journey: dict[str, Any]) -> None:
    if not SHAPES.exists():
        pytest.skip("the shapes of the command line are not beside the checkout")
    shapes = json.loads(SHAPES.read_text())

    jsonschema.validate(journey, {**shapes, "$ref": "#/$defs/demo.out"})
