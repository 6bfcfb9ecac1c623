"""`wadah request parse`, as a user starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import jsonschema
import pytest

CONTRACT = Path(__file__).parents[3] / "shared" / "contract"
WORDS = "need 20 t robusta, moisture 13 % max, c&f alexandria, phyto"


def wadah(
    home: Path, *arguments: str, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", "request", *arguments],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, "WADAH_HOME": str(home), "DATABASE_URL": ""},
    )


def check_shape(document: object) -> None:
    shapes = CONTRACT / "shapes.json"
    if not shapes.exists():
        pytest.skip("the published shapes are not beside this checkout")
    schema = {**json.loads(shapes.read_text()), "$ref": "#/$defs/request.out"}
    jsonschema.Draft202012Validator(schema).validate(document)


def error_of(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    return dict(json.loads(done.stderr)["error"])


def test_reads_a_text_a_mail_and_json_into_the_published_shape(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.example", "c@d.example", "Robusta"
    mail.set_content(WORDS)
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    body = json.dumps({"body": WORDS, "buyer_country": "EG"}).encode()

    text = wadah(tmp_path, "parse", "-", "--json", stdin=WORDS.encode())
    from_mail = wadah(tmp_path, "parse", str(tmp_path / "mail.eml"), "--json")
    from_json = wadah(tmp_path, "parse", "-", "--json", stdin=body)

    for done in (text, from_mail, from_json):
        assert done.returncode == 0
        answer = json.loads(done.stdout)
        assert answer["items"][0]["quantity"] == {
            "value": 20,
            "unit": "t",
            "tonnes": 20,
        }
        assert (answer["incoterm"], answer["destination"]) == ("CFR", "EG")
    check_shape(json.loads(text.stdout))


def test_a_batch_answers_in_order_and_bad_rows_stand_in_their_place(
    tmp_path: Path,
) -> None:
    rows = [WORDS, json.dumps({"body": WORDS}), "", "{bad", json.dumps({"body": 3})]
    path = tmp_path / "rows.txt"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")

    done = wadah(tmp_path, "parse", "--batch", str(path), "--json")

    answers = json.loads(done.stdout)
    assert done.returncode == 0
    assert [row.get("error", {}).get("rule") for row in answers] == [
        None, None, "text_empty", "json_syntax", "text",
    ]  # fmt: skip
    check_shape(answers[0])


def test_refuses_nothing_and_ten_megabytes(tmp_path: Path) -> None:
    empty = wadah(tmp_path, "parse", "-", "--json")
    large = wadah(tmp_path, "parse", "-", "--json", stdin=b"robusta " * 1_300_000)

    assert error_of(empty)["rule"] == "text_empty"
    assert error_of(large)["rule"] == "file_too_large"


def test_refuses_a_structured_request_by_field(tmp_path: Path) -> None:
    row = {"family": "coffee_green_robusta", "quantity": {"value": 5, "unit": "t"}}
    body = json.dumps({"items": [row], "incoterm": "FOX"}).encode()

    done = wadah(tmp_path, "parse", "-", "--json", stdin=body)

    assert error_of(done)["field"] == "request.incoterm"


def test_says_in_words_what_was_read_and_exits_by_doubt(tmp_path: Path) -> None:
    done = wadah(tmp_path, "parse", "-", "--exit-code", stdin=b"5 tons of garlic")

    assert done.returncode == 1
    assert b"unknown goods: 5 t" in done.stdout
    assert b"[product_ambiguous]" in done.stdout
