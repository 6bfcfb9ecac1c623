"""Duplicate search over a province, beside the bare linker.

Ours reads the register from the database, brings names and places into the form that
compares, counts frequencies, scores, reads the evidence and writes the queue. The peer
is splink with the same model, run plainly from a frame that is prepared already. Both
run in one process, in turns, after a warm-up; the claim is that ours takes under twice
the time.

Precision, recall and F1 are measured on planted pairs of a seed on which nothing was
tuned (the levels' figures come from seeds 101 to 103): 5 of 100 rows are copies written
by another hand, 3 of 100 are hard negatives. Hard negatives are reported apart.

    python benchmarks/find_duplicates.py [rows] [seed]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

BOUND, LEAST_F1 = 2.0, 0.89
ROWS, SEED = 156_150, 777_001
DUPLICATES, HARD_NEGATIVES = 0.05, 0.03


def main(rows: int, seed: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from wadah.apps.accounts.actor import make_local_administrator
    from wadah.apps.reference.actions.load_reference import load_reference
    from wadah.apps.registry.actions.find_duplicates import find_duplicates
    from wadah.apps.registry.duplicates.search import find_pairs
    from wadah.apps.registry.models import Business, PossibleDuplicate
    from wadah.apps.registry.queries.duplicates import read_register
    from wadah.delivery.example.bulk import insert_rows
    from wadah.delivery.example.province_list import make_list
    from wadah.delivery.example.province_store import business_columns

    call_command("migrate", interactive=False, verbosity=0)
    load_reference()
    made = make_list(rows, seed, duplicates=DUPLICATES, hard_negatives=HARD_NEGATIVES)
    keys = insert_rows(Business, business_columns(made.firms, seed))
    register = read_register()
    find_pairs(register.head(6_000))  # imports and compiled code

    # In turns, the better of two of each: what else runs on the machine tells nothing.
    peer, ours = [], []
    for _ in range(2):
        peer.append(run_peer(register))
        ours.append(measure(lambda: find_duplicates(actor=make_local_administrator())))
    outcome = find_duplicates(actor=make_local_administrator())

    truth = {
        (min(keys[first], keys[second]), max(keys[first], keys[second])): kind
        for first, second, kind in made.truth.iter_rows()
    }
    found = set(PossibleDuplicate.objects.values_list("first_id", "second_id"))
    report(rows, seed, min(ours), min(peer), truth, found)
    print(f"frequencies {outcome.frequencies}, pairs in the queue {outcome.open:,}")


def measure(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of the processors."""
    clock, processors = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processors


def run_peer(register: object) -> tuple[float, float]:
    """Seconds of splink with the same model from a prepared frame."""
    import duckdb
    from splink import DuckDBAPI, Linker

    from wadah.apps.registry.duplicates.model import make_settings
    from wadah.apps.registry.duplicates.prepare import PREPARED, RAW, prepare
    from wadah.apps.registry.duplicates.search import LEAST_SCORE

    with duckdb.connect() as connection:
        connection.register("handed_in", register)
        connection.execute(f"CREATE TABLE {RAW} AS SELECT * FROM handed_in")
        prepare(connection)
        count = connection.execute(f"SELECT count(*) FROM {PREPARED}").fetchone()[0]

        def link() -> None:
            table = DuckDBAPI(connection=connection).register(PREPARED)
            settings = make_settings(count, with_weights=False)
            linker = Linker(table, settings, log_level=40)
            linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
            linker.inference.predict(threshold_match_probability=LEAST_SCORE)

        return measure(link)


def report(
    rows: int, seed: int, ours: tuple[float, float], peer: tuple[float, float],
    truth: dict[tuple[int, int], str], found: set[tuple[int, int]],
) -> None:  # fmt: skip
    planted, hits = Counter(truth.values()), Counter(truth.get(p) for p in found)
    true = hits["duplicate"]
    precision, recall = true / len(found), true / planted["duplicate"]
    f1 = 2 * precision * recall / (precision + recall)
    print(f"rows {rows:,}  seed {seed}  planted {dict(planted)}")
    for place, what in enumerate(("seconds", "processor seconds")):
        ratio = ours[place] / peer[place]
        print(f"{what}: ours {ours[place]:.1f}   bare splink {peer[place]:.1f}"
              f"   ratio {ratio:.2f}   claim: under {BOUND}")  # fmt: skip
    print(f"precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}"
          f"   claim: at least {LEAST_F1}")  # fmt: skip
    for kind in sorted(planted):
        if kind != "duplicate":
            wrong = hits[kind]
            print(f"hard negatives, {kind}: {wrong} of {planted[kind]} taken for one"
                  f" business ({wrong / planted[kind]:.2%})")  # fmt: skip
    print(f"other pairs found: {hits[None]}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WADAH_HOME"] = str(Path(folder) / "home")
        os.environ["DATABASE_URL"] = ""
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings.base")
        given = [int(text) for text in sys.argv[1:]]
        main(*(given + [ROWS, SEED][len(given) :]))
