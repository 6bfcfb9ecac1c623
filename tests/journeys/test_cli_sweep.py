"""`wadah sweep`, as a user starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import polars as pl
import pytest

CONTRACT = Path(__file__).parents[3] / "shared" / "contract"


def wadah(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "WADAH_HOME": str(home), "DATABASE_URL": ""},
    )


@pytest.mark.slow
def test_sweeps_the_province_of_the_example(tmp_path):
    made = wadah(tmp_path, "example", "--businesses", "40", "--seed", "3", "--json")
    assert made.returncode == 0, made.stderr
    target = tmp_path / "verdicts.parquet"

    done = wadah(
        tmp_path, "sweep", "--as-of", "2026-12-30", "--market", "DE", "--market", "PK",
        "--out", str(target), "--json",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["engine"] == "duckdb" and told["markets"] == 2
    assert sum(told["verdicts"].values()) == 2 * told["products"]
    lines = pl.read_parquet(target)
    assert lines.height == 2 * told["products"]
    assert dict(lines["verdict"].value_counts().iter_rows()) == {
        verdict: count for verdict, count in told["verdicts"].items() if count
    }
    shapes = CONTRACT / "shapes.json"
    if shapes.exists() and "sweep" in json.loads(shapes.read_text())["$defs"]:
        schema = {**json.loads(shapes.read_text()), "$ref": "#/$defs/sweep"}
        jsonschema.Draft202012Validator(schema).validate(told)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [(["--out", "verdicts.xlsx"], "out"), (["--out", "/nowhere/at/all.csv"], "out")],
)
def test_a_target_that_cannot_be_is_refused_before_the_work(tmp_path, arguments, field):
    done = wadah(tmp_path, "sweep", *arguments, "--json")

    assert done.returncode == 2
    assert json.loads(done.stderr)["error"]["field"] == field
