"""`wadah assess`, as a user starts it."""

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


def wadah(
    home: Path, *arguments: str, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", "assess", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "WADAH_HOME": str(home), "DATABASE_URL": ""},
    )


def check_shape(document: object, name: str) -> None:
    shapes = CONTRACT / "shapes.json"
    if not shapes.exists():
        pytest.skip("the published shapes are not beside this checkout")
    schema = {**json.loads(shapes.read_text()), "$ref": f"#/$defs/{name}"}
    jsonschema.Draft202012Validator(schema).validate(document)


def case(**changes: Any) -> dict[str, Any]:
    """Mixed, unclean plastic to Pakistan with nothing in hand, unless changed."""
    return {
        "product": {
            "family": "plastic_scrap",
            "hs": "391590",
            "attributes": {
                "polymers": ["pe_ld", "pp"],
                "sorting": "mixed",
                "clean": False,
            },
        },
        "origin": {"region": "18.71"},
        "destination": "PK",
        "dates": {"as_of": "2026-11-24", "departs_on": "2026-12-10"},
        **changes,
    }


def coffee() -> dict[str, Any]:
    return case(
        product={"family": "coffee_green_robusta", "hs": "090111", "form": "green"},
        destination="DE",
    )


def write(folder: Path, document: object) -> str:
    path = folder / "case.json"
    path.write_text(json.dumps(document))
    return str(path)


def test_answers_in_the_published_shape_whatever_the_verdict(tmp_path: Path) -> None:
    done = wadah(tmp_path, write(tmp_path, case()), "--json")

    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["verdict"] == "prohibited"
    assert answer["items"][0]["effect"] == "bars"
    check_shape(answer, "assess.out")


def test_makes_no_installation(tmp_path: Path) -> None:
    home = tmp_path / "home"

    wadah(home, write(tmp_path, case()))

    assert not home.exists()


def test_reads_standard_input(tmp_path: Path) -> None:
    done = wadah(tmp_path, "-", "--json", stdin=json.dumps(coffee()))

    assert json.loads(done.stdout)["verdict"] == "cannot_tell"


def test_exit_code_is_one_unless_the_answer_is_yes(tmp_path: Path) -> None:
    path = write(tmp_path, coffee())

    assert wadah(tmp_path, path).returncode == 0
    assert wadah(tmp_path, path, "--exit-code").returncode == 1


@pytest.mark.parametrize(
    ("language", "verdict", "source", "foreign"),
    [
        ("en", "PROHIBITED", "source: ", "sumber"),
        ("id", "DILARANG", "sumber: ", "step"),
    ],
)
def test_speaks_the_language_asked_for(
    language: str, verdict: str, source: str, foreign: str, tmp_path: Path
) -> None:
    done = wadah(tmp_path, write(tmp_path, case()), "--language", language)

    first, *rest = done.stdout.splitlines()
    assert first == verdict
    assert any(line.strip().startswith(source) for line in rest)
    assert not any(line.strip().startswith(foreign) for line in rest)


@pytest.mark.parametrize(
    ("document", "field", "rule"),
    [
        (case(destination="EU"), "destination", "unknown_word"),
        (case(destination="Pakistan"), "destination", "unknown_word"),
        (case(product={"family": "kopi"}), "product.family", "unknown_word"),
        (
            case(product={"family": "plastic_scrap", "hs": 391590}),
            "product.hs",
            "hs_format",
        ),
        (case(dates={"as_of": "24-11-2026"}), "dates.as_of", "date_format"),
        (
            case(documents=[{"type": "phyto"}]),
            "documents[0].type",
            "unknown_word",
        ),
        (
            case(results=[{"parameter": "moisture", "value": "1.500", "unit": "%"}]),
            "results[0].value",
            "number_ambiguous",
        ),
        ([], "document", "object_expected"),
    ],
)
def test_bad_input_exits_two_and_names_file_field_and_rule(
    document: object, field: str, rule: str, tmp_path: Path
) -> None:
    path = write(tmp_path, document)

    spoken = wadah(tmp_path, path)
    told = wadah(tmp_path, path, "--json")

    assert (spoken.returncode, told.returncode) == (2, 2)
    assert (spoken.stdout, told.stdout) == ("", "")
    assert path in spoken.stderr
    assert field in spoken.stderr
    assert f"[{rule}]" in spoken.stderr
    error = json.loads(told.stderr)["error"]
    assert (error["field"], error["rule"]) == (field, rule)


def test_a_missing_word_is_refused_with_the_nearest(tmp_path: Path) -> None:
    path = write(tmp_path, case(documents=[{"type": "phytosanitary"}]))

    done = wadah(tmp_path, path)

    assert "phytosanitary_certificate" in done.stderr


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "json_syntax"),
        ("{", "json_syntax"),
        ("[" * 100_000, "json_too_large"),
        ("1" * 5_000, "json_too_large"),
        ('{"product": {"family": "\\ud800"}}', "text_not_unicode"),
    ],
)
def test_what_is_no_case_at_all_exits_two_without_a_trace(
    text: str, rule: str, tmp_path: Path
) -> None:
    done = wadah(tmp_path, "-", stdin=text)

    assert done.returncode == 2
    assert f"[{rule}]" in done.stderr
    assert "Traceback" not in done.stderr


def test_neither_file_nor_batch_is_a_fault_of_use(tmp_path: Path) -> None:
    assert wadah(tmp_path).returncode == 2
    assert wadah(tmp_path, "missing.json").returncode == 2
    assert wadah(tmp_path, "-", "--batch", "-", stdin="").returncode == 2


def test_a_bad_row_of_a_batch_costs_itself_and_no_other(tmp_path: Path) -> None:
    lines = [
        json.dumps(case()),
        "no json",
        "[" * 100_000,
        "",
        json.dumps(case(destination="ZZ")),
        '{"product": {"family": "\\ud800"}}',
        json.dumps({**coffee(), "note": "a\u2028b"}, ensure_ascii=False),
    ]

    done = wadah(tmp_path, "--batch", "-", stdin="\n".join(lines))

    answers = json.loads(done.stdout)
    assert done.returncode == 0
    assert [one.get("verdict") for one in answers] == [
        "prohibited", None, None, None, None, "cannot_tell",
    ]  # fmt: skip
    errors = [one["error"] for one in answers if "error" in one]
    assert [error["field"] for error in errors] == [
        "line 2:1:1", "line 3", "destination", "line 6",
    ]  # fmt: skip
    for answer in answers:
        check_shape(answer, "error" if "error" in answer else "assess.out")


def test_each_bad_value_of_a_batch_is_named_by_field_and_rule(tmp_path: Path) -> None:
    lead = {"parameter": "lead", "value": 1, "unit": "mg/kg"}
    lapsed = {"type": "nib", "issued_on": "2026-05-01", "expires_on": "2026-04-30"}
    rows = [
        (case(destination="Germany"), "destination", "unknown_word"),
        (case(documents=[lapsed]), "documents[0].expires_on", "date_order"),
        (case(dates={"as_of": "24 Nov"}), "dates.as_of", "date_format"),
        (case(results=[{**lead, "value": -1}]), "results[0].value", "number_negative"),
        (
            case(results=[{**lead, "unit": "cfu/g"}]),
            "results[0].unit",
            "unit_not_for_parameter",
        ),
        (
            case(results=[{**lead, "value": float("nan")}]),
            "results[0].value",
            "number_out_of_range",
        ),
        (
            case(results=[{**lead, "value": float("inf")}]),
            "results[0].value",
            "number_out_of_range",
        ),
        (case(documents={"type": ["nib"]}), "documents", "list_expected"),
    ]
    stdin = "\n".join(json.dumps(document) for document, _, _ in rows)

    done = wadah(tmp_path, "--batch", "-", stdin=stdin)

    assert done.returncode == 0
    assert [
        (one["error"]["field"], one["error"]["rule"]) for one in json.loads(done.stdout)
    ] == [(field, rule) for _, field, rule in rows]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("assess-before-2026-12-30.json", "COF-EU-01 later"),
        ("assess-after-2026-12-30.json", "COF-EU-01 missing"),
    ],
)
def test_the_published_examples_stand_on_both_sides_of_the_day(
    name: str, verdict: str, tmp_path: Path
) -> None:
    path = CONTRACT / "examples" / name
    if not path.exists():
        pytest.skip("the published examples are not beside this checkout")

    answer = json.loads(wadah(tmp_path, str(path), "--json").stdout)

    lines = {item["rule"]: item["status"] for item in answer["items"]}
    assert f"COF-EU-01 {lines['COF-EU-01']}" == verdict


def test_help_reads_like_a_manual_page_with_an_example(tmp_path: Path) -> None:
    done = wadah(tmp_path, "--help")

    assert done.returncode == 0
    assert "wadah assess case.json" in done.stdout
    assert '"destination": "DE"' in done.stdout
