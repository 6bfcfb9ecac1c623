"""`wadah match` and `wadah schedule`, as a user starts them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

CONTRACT = Path(__file__).parents[3] / "shared" / "contract"
INSTANCES = Path(__file__).parents[3] / "shared" / "data" / "b2bsp"


def wadah(
    home: Path, *arguments: str, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "WADAH_HOME": str(home), "DATABASE_URL": ""},
    )


def check_shape(document: object, name: str) -> None:
    shapes = CONTRACT / "shapes.json"
    if not shapes.exists():
        pytest.skip("the published shapes are not beside this checkout")
    schema = {**json.loads(shapes.read_text()), "$ref": f"#/$defs/{name}"}
    jsonschema.Draft202012Validator(schema).validate(document)


def offer(product: str, moisture: float, kg: int) -> dict[str, Any]:
    result = {"parameter": "moisture", "value": moisture, "unit": "%"}
    return {
        "product": product,
        "business": f"business of {product}",
        "family": "coffee_green_robusta",
        "lots": [{"id": f"lot {product}", "results": [result]}],
        "capacity": [{"month": "2026-12", "verified_kg": kg, "promised_kg": 0}],
    }


def request(tonnes: float, *offers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    spec = {"parameter": "moisture", "operator": "<=", "value": 12.5, "unit": "%"}
    item = {
        "family": "coffee_green_robusta",
        "quantity": {"value": tonnes, "unit": "t", "tonnes": tonnes},
        "specs": [spec],
        "certificates": [],
        **changes,
    }
    return {
        "request": {"items": [item], "destination": "DE", "doubts": []},
        "as_of": "2026-11-24",
        "window": {"from": "2026-12", "to": "2026-12"},
        "offers": list(offers),
    }


def test_match_answers_in_the_published_shape(tmp_path: Path) -> None:
    document = request(16, offer("good", 11.8, 18000), offer("wet", 13.4, 18000))

    done = wadah(tmp_path, "match", "-", "--json", stdin=json.dumps(document))

    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert [row["product"] for row in answer["matches"]] == ["good"]
    assert [row["product"] for row in answer["refused"]] == ["wet"]
    constraint = answer["refused"][0]["constraints"][0]
    assert constraint["code"] == "spec_fails"
    assert "Matching 2 offers" in done.stderr
    check_shape(answer, "match.out")


def test_match_pools_what_nobody_fills_alone(tmp_path: Path) -> None:
    document = request(16, offer("a", 11.8, 10000), offer("b", 12, 6000))

    done = wadah(tmp_path, "match", "-", "--json", stdin=json.dumps(document))

    pool = json.loads(done.stdout)["pool"]
    assert pool["status"] == "filled"
    assert sum(share["kg"] for share in pool["shares"]) == 16000
    assert pool["shortfall_kg"] == 0


def test_match_of_several_items_has_one_answer_each(tmp_path: Path) -> None:
    document = request(16, offer("a", 11.8, 18000))
    items = document["request"]["items"]
    items.append({**items[0], "family": "cocopeat", "specs": []})

    done = wadah(tmp_path, "match", "-", "--json", stdin=json.dumps(document))

    answer = json.loads(done.stdout)
    assert [len(item["matches"]) for item in answer["items"]] == [1, 0]


@pytest.mark.parametrize(
    ("kg", "arguments", "code"),
    [(18000, [], 0), (9000, [], 0), (18000, ["--exit-code"], 0),
     (9000, ["--exit-code"], 1)],
)  # fmt: skip
def test_match_exits_one_only_when_asked(
    tmp_path: Path, kg: int, arguments: list[str], code: int
) -> None:
    document = json.dumps(request(16, offer("a", 11.8, kg)))

    assert wadah(tmp_path, "match", "-", *arguments, stdin=document).returncode == code


def test_match_without_offers_reads_the_registry(tmp_path: Path) -> None:
    document = request(16)
    del document["offers"]

    done = wadah(tmp_path, "match", "-", "--json", stdin=json.dumps(document))

    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["matches"] == []
    assert answer["pool"]["shortfall_kg"] == 16000
    check_shape(answer, "match.out")


@pytest.mark.parametrize(
    ("stdin", "field", "rule"),
    [
        ("{", "file:1:2", "json_syntax"),
        (json.dumps(request(1, offer("a", 11, 1), family="kopi")),
         "request.items[0].family", "unknown_word"),
        (json.dumps({**request(1), "as_of": "24/11/2026"}), "as_of", "date_format"),
        (json.dumps({**request(1), "window": {"from": "2026-12", "to": "2026-11"}}),
         "window.to", "range"),
    ],
)  # fmt: skip
def test_match_names_the_field_and_rule_of_bad_input(
    tmp_path: Path, stdin: str, field: str, rule: str
) -> None:
    done = wadah(tmp_path, "match", "-", "--json", stdin=stdin)

    error = json.loads(done.stderr.splitlines()[-1])
    assert (done.returncode, done.stdout) == (2, "")
    assert (error["error"]["field"], error["error"]["rule"]) == (field, rule)


EVENT = {
    "people": [
        {"id": "a1", "side": "a"},
        {"id": "a2", "side": "a"},
        {"id": "b1", "side": "b"},
    ],
    "slots": [
        {"id": "s1", "starts_at": "2026-12-01T09:00:00+07:00", "minutes": 20},
        {"id": "s2", "starts_at": "2026-12-01T09:20:00+07:00", "minutes": 20},
    ],
    "tables": [{"id": "t1"}],
    "wishes": [
        {"a": "a1", "b": "b1", "weight": 9},
        {"a": "a2", "b": "b1", "weight": 5},
    ],
}


def test_schedule_answers_in_the_published_shape(tmp_path: Path) -> None:
    done = wadah(tmp_path, "schedule", "-", "--json", stdin=json.dumps(EVENT))

    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["status"], answer["objective"]) == ("optimal", 14)
    assert {row["slot"] for row in answer["meetings"]} == {"s1", "s2"}
    check_shape(answer, "schedule.out")


def test_schedule_tells_which_pins_clash(tmp_path: Path) -> None:
    pins = [{"a": one, "b": "b1", "slot": "s1"} for one in ("a1", "a2")]
    event = json.dumps({**EVENT, "pinned": pins})

    done = wadah(tmp_path, "schedule", "-", "--json", "--exit-code", stdin=event)

    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert (answer["status"], answer["meetings"]) == ("infeasible", [])
    assert answer["conflicts"]


def test_schedule_reads_a_benchmark_instance(tmp_path: Path) -> None:
    file = INSTANCES / "forbidden" / "tic-12.forb0003.dzn"
    if not file.exists():
        pytest.skip("the published instances are not beside this checkout")

    done = wadah(tmp_path, "schedule", str(file), "--json", "--seconds", "30")

    answer = json.loads(done.stdout)
    assert done.returncode == 0
    check_shape(answer, "schedule.out")


@pytest.mark.parametrize(
    ("stdin", "field", "rule"),
    [
        (json.dumps({**EVENT, "wishes": [{"a": "x", "b": "b1", "weight": 1}]}),
         "wishes[0].a", "unknown_word"),
        ("nTables = four;", "nBusiness", "required"),
        ("[]", "", "object"),
    ],
)  # fmt: skip
def test_schedule_names_the_field_and_rule_of_bad_input(
    tmp_path: Path, stdin: str, field: str, rule: str
) -> None:
    done = wadah(tmp_path, "schedule", "-", "--json", stdin=stdin)

    error = json.loads(done.stderr.splitlines()[-1])["error"]
    assert (done.returncode, done.stdout) == (2, "")
    assert (error["field"], error["rule"]) == (field, rule)


@pytest.mark.parametrize("command", ["match", "schedule"])
def test_absent_file_is_told_by_name(tmp_path: Path, command: str) -> None:
    done = wadah(tmp_path, command, "absent.json")

    assert done.returncode == 2
    assert "absent.json" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["match", "schedule"])
def test_help_shows_examples(tmp_path: Path, command: str) -> None:
    done = wadah(tmp_path, command, "--help")

    assert done.returncode == 0
    assert f"wadah {command}" in done.stdout
    assert "Examples:" in done.stdout
