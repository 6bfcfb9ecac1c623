"""An import, or its undoing, that is killed at any moment: whole or absent."""

from __future__ import annotations

import csv
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db.backends.sqlite3._functions import register

pytestmark = pytest.mark.slow

# For every day; before a release WADAH_KILLS=100.
KILLS = int(os.environ.get("WADAH_KILLS", "16"))
UNDO_KILLS = KILLS // 2
SIDE_BY_SIDE = 2
ROWS = 1500
DIRECTORY = (
    Path(__file__).parents[3] / "shared" / "data" / "umkm" / "ikm_directory_masked.xlsx"
)


@dataclass(frozen=True)
class State:
    """What the database holds after a restart."""

    integrity: str
    businesses: int
    batches: int
    audit_rows: int


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "WADAH_HOME": str(home), "DATABASE_URL": ""}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "wadah.delivery.cli.main", *arguments]


def write_list(path: Path) -> list[str]:
    """A list of its own, for a checkout that stands alone."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            ["NO", "NAMA PERUSAHAAN", "NAMA PEMILIK", "JALAN", "KECAMATAN", "TELP",
             "NAMA PRODUK"]
        )  # fmt: skip
        for number in range(1, ROWS + 1):
            writer.writerow(
                [number, f"Usaha {number}", f"Pemilik {number}", f"Jl. Kopi {number}",
                 "Natar", f"0812{number:08d}", "Keripik pisang"]
            )  # fmt: skip
    return [str(path)]


def read_state(home: Path) -> State:
    with closing(sqlite3.connect(home / "wadah.sqlite3")) as database:
        # The integrity check evaluates the constraints, which call these functions.
        register(database)

        def ask(query: str) -> object:
            return database.execute(query).fetchone()[0]

        return State(
            str(ask("PRAGMA integrity_check")),
            int(str(ask("SELECT count(*) FROM registry_business"))),
            int(str(ask("SELECT count(*) FROM registry_importbatch"))),
            int(str(ask("SELECT count(*) FROM accounts_auditrow"))),
        )


def kill_after(
    seconds: float, home: Path, arguments: list[str], verb: str = "businesses"
) -> None:
    process = subprocess.Popen(
        command("import", verb, *arguments),
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def try_once(
    seconds: float, number: int, prepared: Path, tmp_path: Path, arguments: list[str]
) -> State:
    home = tmp_path / f"home{number}"
    shutil.copytree(prepared, home)
    kill_after(seconds, home, arguments)
    state = read_state(home)
    shutil.rmtree(home)
    return state


def test_killed_import_leaves_the_whole_batch_or_nothing(tmp_path: Path) -> None:
    arguments = (
        [str(DIRECTORY), "--sheet", "final"]
        if DIRECTORY.exists()
        else write_list(tmp_path / "list.csv")
    )
    prepared, whole_home = tmp_path / "prepared", tmp_path / "whole"
    subprocess.run(
        command("import", "businesses", *arguments, "--dry-run"),
        env=environment(prepared), check=True, capture_output=True,
    )  # fmt: skip
    before = read_state(prepared)
    shutil.copytree(prepared, whole_home)
    started = time.monotonic()
    subprocess.run(
        command("import", "businesses", *arguments),
        env=environment(whole_home), check=True, capture_output=True,
    )  # fmt: skip
    duration = time.monotonic() - started
    whole = read_state(whole_home)
    # Two side by side take longer than one alone, so the moments reach further; the
    # moments before anything is read teach nothing, so they start at a third.
    dice = random.Random(16)
    moments = [
        duration * (0.3 + 1.5 * (number + dice.random()) / KILLS)
        for number in range(KILLS)
    ]
    dice.shuffle(moments)

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        states = list(
            pool.map(
                lambda pair: try_once(pair[1], pair[0], prepared, tmp_path, arguments),
                enumerate(moments),
            )
        )

    assert before.businesses == 0
    assert whole.businesses in (1440, ROWS)
    assert (whole.batches, whole.audit_rows) == (1, before.audit_rows + 1)
    assert [state for state in states if state not in (before, whole)] == []
    # Kills that all come too early or too late would prove nothing.
    assert before in states
    assert whole in states
    assert len(states) == KILLS


def test_killed_undo_leaves_the_whole_batch_or_nothing(tmp_path: Path) -> None:
    arguments = write_list(tmp_path / "list.csv")
    loaded, undone = tmp_path / "loaded", tmp_path / "undone"
    subprocess.run(
        command("import", "businesses", *arguments),
        env=environment(loaded), check=True, capture_output=True,
    )  # fmt: skip
    before = read_state(loaded)
    shutil.copytree(loaded, undone)
    started = time.monotonic()
    subprocess.run(
        command("import", "undo", "1"),
        env=environment(undone), check=True, capture_output=True,
    )  # fmt: skip
    duration = time.monotonic() - started
    after = read_state(undone)
    dice = random.Random(17)
    states = []
    for number in range(UNDO_KILLS):
        home = tmp_path / f"undo{number}"
        shutil.copytree(loaded, home)
        share = 0.3 + 1.2 * (number + dice.random()) / UNDO_KILLS
        kill_after(duration * share, home, ["1"], "undo")
        states.append(read_state(home))
        shutil.rmtree(home)

    assert (before.businesses, after.businesses) == (ROWS, 0)
    assert after.audit_rows == before.audit_rows + 1
    assert [state for state in states if state not in (before, after)] == []
    assert before in states
    assert after in states


def test_killed_import_can_be_repeated(tmp_path: Path) -> None:
    arguments = write_list(tmp_path / "list.csv")
    home = tmp_path / "home"
    kill_after(1.3, home, arguments)

    subprocess.run(
        command("import", "businesses", *arguments),
        env=environment(home), check=True, capture_output=True,
    )  # fmt: skip

    assert read_state(home) == State("ok", ROWS, 1, 1)
