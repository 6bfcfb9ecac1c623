"""A sweep that is killed while it is written leaves the one before, whole."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

KILLS = 6
PRODUCTS = 4_000
# Judging takes no part: it touches no database. The writing begins when it is told.
ACT = """
import sys, django
django.setup()
from datetime import date
import polars as pl
from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.validation.actions import sweep_products as action
from wadah.apps.validation.models import Sweep
from wadah.apps.validation.sweep.outcomes import Outcomes
from wadah.apps.registry.models import Product
keys = list(Product.objects.order_by("pk").values_list("pk", flat=True))
swept = pl.DataFrame({"product_id": keys, "outcome": keys})
verdicts = pl.DataFrame({
    "outcome": keys, "market_id": ["DE"] * len(keys), "verdict": ["ready"] * len(keys),
    "rules": [""] * len(keys),
})
outcomes = Outcomes(swept, verdicts, {"ready": len(keys)})
sweep = Sweep(
    as_of=date.fromisoformat(sys.argv[1]), markets=["DE"], engine="duckdb",
    products=len(keys), counts=outcomes.counts, seconds=1,
)
print("ready", flush=True)
sys.stdin.readline()
action._store(make_local_administrator(), sweep, outcomes)
print("done", flush=True)
"""
PREPARE = f"""
import django
django.setup()
from wadah.delivery.cli.installation import prepare
prepare()
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.models import Business, Product
business = Business.objects.create(name="one", search_name="one")
family = ProductFamily.objects.get(pk="coffee_green_robusta")
Product.objects.bulk_create(
    Product(business=business, family=family, name="x", hs_code="090111")
    for _ in range({PRODUCTS})
)
"""
OLD, NEW = "2026-11-23", "2026-11-24"


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "WADAH_HOME": str(home),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings.base",
    }


def read_state(home: Path) -> tuple[str, int, int, int, int, int]:
    """Day of the latest sweep, its lines and products, all lines, heads, audit rows."""
    with closing(sqlite3.connect(home / "wadah.sqlite3")) as database:

        def ask(query: str) -> int:
            return int(database.execute(query).fetchone()[0])

        latest, day = database.execute(
            "SELECT id, as_of FROM validation_sweep ORDER BY made_at DESC, id DESC"
        ).fetchone()
        of = f"WHERE sweep_id = {latest}"
        return (
            str(day),
            ask(f"SELECT count(*) FROM validation_sweptverdict {of}"),
            ask(f"SELECT count(*) FROM validation_sweptproduct {of}"),
            ask("SELECT count(*) FROM validation_sweptverdict"),
            ask("SELECT count(*) FROM validation_sweep"),
            ask("SELECT count(*) FROM accounts_auditrow WHERE verb = 'products.swept'"),
        )


def write_sweep(home: Path, day: str, seconds: float | None) -> float:
    """Write it, or kill the writing after so many seconds; how long it took."""
    process = subprocess.Popen(
        [sys.executable, "-c", ACT, day], env=environment(home),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    started = time.monotonic()
    process.stdin.write("go\n")
    process.stdin.flush()
    if seconds is None:
        assert process.stdout.readline() == "done\n"
    else:
        time.sleep(seconds)
        process.kill()
    took = time.monotonic() - started
    process.stdin.close()
    process.wait()
    process.stdout.close()
    return took


def test_a_killed_sweep_is_whole_or_the_one_before(tmp_path: Path) -> None:
    prepared = tmp_path / "prepared"
    subprocess.run(
        [sys.executable, "-c", PREPARE], env=environment(prepared), check=True,
        capture_output=True,
    )  # fmt: skip
    write_sweep(prepared, OLD, None)
    whole = tmp_path / "whole"
    shutil.copytree(prepared, whole)
    duration = write_sweep(whole, NEW, None)
    before = (OLD, PRODUCTS, PRODUCTS, PRODUCTS, 1, 1)
    after = (NEW, PRODUCTS, PRODUCTS, PRODUCTS, 2, 2)
    assert read_state(prepared) == before
    assert read_state(whole) == after

    dice, states = random.Random(4), []
    for number in range(KILLS):
        home = tmp_path / f"home{number}"
        shutil.copytree(prepared, home)
        # The last one comes late on purpose: all too early would prove nothing.
        share = 4.0 if number == KILLS - 1 else (number + dice.random()) / KILLS
        write_sweep(home, NEW, duration * share)
        states.append(read_state(home))
        shutil.rmtree(home)

    assert [state for state in states if state not in (before, after)] == []
    assert before in states
    assert after in states
