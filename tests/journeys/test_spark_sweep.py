"""Spark gives the verdicts that DuckDB gives, on a cluster of two workers."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from wadah.apps.requirements.rule_base import read_packaged_rules
from wadah.apps.validation.sweep.compiled import compile_sweep
from wadah.apps.validation.sweep.engine import (
    DuckEngine,
    SparkEngine,
    connect,
    parts_of,
    show,
)

ROOT = Path(__file__).parents[2]
# Two workers of one core and one gigabyte each, as processes of their own.
CLUSTER = "local-cluster[2,1,1024]"
MARKETS = ("AU", "CN", "DE", "GB", "IN", "JP", "PK", "SA", "TH", "US")
PRODUCTS = 10_000


def load(name: str, path: Path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java: none found")
def test_spark_gives_the_hundred_thousand_verdicts_of_duckdb(tmp_path, settings):
    pytest.importorskip("pyspark", reason="the extra [spark] is not installed")
    settings.WADAH_SPARK_MASTER = CLUSTER
    bench = load("sweep_population", ROOT / "benchmarks" / "sweep_population.py")
    base = read_packaged_rules()
    folders = {name: tmp_path / name for name in ("duckdb", "spark")}
    for folder in folders.values():
        folder.mkdir()
        bench.draw(base, MARKETS, PRODUCTS, 7, folder)

    for engine, folder in ((DuckEngine(), "duckdb"), (SparkEngine(), "spark")):
        compiled = compile_sweep(base, bench.AS_OF, MARKETS, engine.dialect)
        engine.run(folders[folder], compiled.statements)

    told = {}
    for name, folder in folders.items():
        with connect(folder) as connection:
            for table in ("judged", "verdicts"):
                show(connection, table, parts_of(folder, table))
            told[name] = connection.execute(
                "SELECT subject, market, weight FROM judged JOIN verdicts "
                f"USING ({', '.join(compiled.codes)}) ORDER BY subject, market"
            ).fetchall()
    assert len(told["duckdb"]) == PRODUCTS * len(MARKETS) == 100_000
    assert {weight for _, _, weight in told["duckdb"]} == {0, 1, 2, 3}
    assert told["spark"] == told["duckdb"]
