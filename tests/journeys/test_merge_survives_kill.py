"""A merge, or its undoing, that is killed at any moment is whole or absent."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

KILLS = 10
VISITS = 3_000
# Says when it is ready and begins when it is told: the start of a process takes longer
# than a merge.
ACT = """
import sys, django
django.setup()
from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.registry.actions.merge_businesses import merge_businesses
from wadah.apps.registry.actions.undo_merge import undo_merge
from wadah.apps.registry.models import Merge, PossibleDuplicate
actor = make_local_administrator()
print("ready", flush=True)
sys.stdin.readline()
if sys.argv[1] == "merge":
    pair = PossibleDuplicate.objects.get()
    merge_businesses(actor=actor, pair=pair, kept=pair.first_id, take=["phone"])
else:
    undo_merge(actor=actor, merge=Merge.objects.get())
print("done", flush=True)
"""
PREPARE = f"""
import django
django.setup()
from datetime import date
from wadah.delivery.cli.installation import prepare
prepare()
from wadah.apps.accounts.models import User
from wadah.apps.registry.counting import recount
from wadah.apps.registry.models import Business, PossibleDuplicate, Visit
user = User.objects.create(login="a@example.org", name="A")
first, second = (
    Business.objects.create(name=name, search_name=name, phone=phone)
    for name, phone in (("one", ""), ("two", "+628101"))
)
PossibleDuplicate.objects.create(first=first, second=second, reason="search")
Visit.objects.bulk_create(
    Visit(business=second, visited_on=date(2026, 11, 1), visited_by=user, seen="x")
    for _ in range({VISITS})
)
recount()
"""


@dataclass(frozen=True)
class State:
    """What the database holds: all of a merge, or nothing of it."""

    absorbed: int
    merges: int
    undone: int
    moved_visits: int
    phone: str
    pair: str
    audit_rows: int


LATER = (2, 4, 8, 16)
BEFORE = State(0, 0, 0, 0, "", "open", 0)
MERGED = State(1, 1, 0, VISITS, "+628101", "merged", 1)
UNDONE = State(0, 1, 1, 0, "", "open", 2)


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "WADAH_HOME": str(home),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings.base",
    }


def read_state(home: Path) -> State:
    with closing(sqlite3.connect(home / "wadah.sqlite3")) as database:

        def ask(query: str) -> str:
            return str(database.execute(query).fetchone()[0])

        first = ask("SELECT min(id) FROM registry_business")
        return State(
            int(ask("SELECT count(merged_into_id) FROM registry_business")),
            int(ask("SELECT count(*) FROM registry_merge")),
            int(ask("SELECT count(undone_at) FROM registry_merge")),
            int(ask(f"SELECT count(*) FROM registry_visit WHERE business_id={first}")),
            ask(f"SELECT phone FROM registry_business WHERE id={first}"),
            ask("SELECT state FROM registry_possibleduplicate"),
            int(
                ask(
                    "SELECT count(*) FROM accounts_auditrow "
                    "WHERE verb IN ('business.merged', 'business.merge_undone')"
                )
            ),
        )


def act(home: Path, what: str, seconds: float | None) -> float:
    """Do it, or kill it after so many seconds; how long it took."""
    process = subprocess.Popen(
        [sys.executable, "-c", ACT, what], env=environment(home),
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


@pytest.mark.parametrize(
    ("what", "before", "after"),
    [("merge", BEFORE, MERGED), ("undo", MERGED, UNDONE)],
)
def test_killed_merge_is_whole_or_absent(
    what: str, before: State, after: State, tmp_path: Path
) -> None:
    prepared = tmp_path / "prepared"
    subprocess.run(
        [sys.executable, "-c", PREPARE], env=environment(prepared), check=True,
        capture_output=True,
    )  # fmt: skip
    if what == "undo":
        act(prepared, "merge", None)
    whole = tmp_path / "whole"
    shutil.copytree(prepared, whole)
    duration = act(whole, what, None)
    assert read_state(prepared) == before
    assert read_state(whole) == after

    dice, states = random.Random(16), []
    moments = [duration * 1.6 * (n + dice.random()) / KILLS for n in range(KILLS)]
    # On a busy machine all of these may come too early: later ones until one does not.
    moments += [duration * factor for factor in LATER]
    for moment in moments:
        if len(states) >= KILLS and after in states:
            break
        home = tmp_path / f"home{len(states)}"
        shutil.copytree(prepared, home)
        act(home, what, moment)
        states.append(read_state(home))
        shutil.rmtree(home)

    assert [state for state in states if state not in (before, after)] == []
    # Kills that all come too early or too late would prove nothing.
    assert before in states
    assert after in states
