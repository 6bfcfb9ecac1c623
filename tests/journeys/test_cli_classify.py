"""`wadah classify` as the contract has it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wadah.delivery.cli.classify import classify

pytestmark = pytest.mark.django_db
SHAPES = Path(__file__).resolve().parents[3] / "shared" / "contract" / "shapes.json"


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(classify, arguments, input=text)


def test_answers_in_the_shape_of_the_contract() -> None:
    answer = json.loads(run("udang beku", "--json").stdout)

    assert answer["candidates"][0]["hs6"] == "030617"
    assert set(answer) == {"sure", "candidates", "questions", "nomenclature"}
    assert set(answer["candidates"][0]) == {"hs6", "score", "label", "reason"}
    if SHAPES.exists():
        jsonschema = pytest.importorskip("jsonschema")
        shapes = json.loads(SHAPES.read_text(encoding="utf-8"))
        jsonschema.validate(answer, {**shapes, "$ref": "#/$defs/classify.out"})


def test_says_that_the_nomenclature_is_not_loaded_and_is_not_sure() -> None:
    done = run("udang beku", "--exit-code")

    assert done.exit_code == 1
    assert "load-hs" in done.stderr
    assert "Not sure" in done.stdout


def test_a_batch_keeps_its_order_and_bad_rows_answer_in_place(tmp_path: Path) -> None:
    rows = [
        "udang beku",
        "",
        "kopi\x01",
        '{"text": "kacang mete", "answers": ["shell:in_shell"]}',
        '{"text": 1}',
        '{"text": "kopi", "answers": ["a:b"]}',
        "{",
    ]
    path = tmp_path / "goods.txt"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")

    done = run("--batch", str(path))

    assert done.exit_code == 0
    answers = json.loads(done.stdout)
    assert len(answers) == len(rows)
    firsts = [a["candidates"][0]["hs6"] if "candidates" in a else "" for a in answers]
    assert firsts == ["030617", "", "", "080131", "", "", ""]
    refused = [a["error"]["rule"] for a in answers if "error" in a]
    assert refused == [
        "text_empty", "control_characters", "text_missing", "unknown_word",
        "json_syntax",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "text", "rule"),
    [
        (("",), None, "text_empty"),
        (("kopi\x1b[31m",), None, "control_characters"),
        (("-",), "a" * 10_000_000, "text_too_long"),
        (("kopi", "--answer", "roasting:burnt"), None, "unknown_word"),
        (("--batch", "/no/such/file"), None, "file_unreadable"),
    ],
)
def test_bad_input_exits_two_with_field_and_rule(
    arguments: tuple[str, ...], text: str | None, rule: str
) -> None:
    done = run(*arguments, "--json", text=text)

    assert done.exit_code == 2
    error = json.loads(done.stderr)["error"]
    assert error["rule"] == rule
    assert error["field"]
