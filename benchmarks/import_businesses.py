"""Import of a province's list against django-import-export and a plain load.

Three claims, measured on one machine in one run:
a) rows per second at least 50 times django-import-export in its default setting and 5
   times its fastest (bulk, no diff, no instance looked up, one transaction). The peer
   gets the finished values of the same fields and only writes them; we read the messy
   list of an office, clean it, find families and regions, and write;
b) seconds at most 5 times the fastest plain load of the finished rows of all tables
   that the import fills, same indexes, into an empty database of the same schema;
c) under 2 GB of memory in a process of its own.

    python benchmarks/import_businesses.py [rows]
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

ROWS, SEED = 156_150, 1
DEFAULT_ROWS, FASTEST_ROWS = 2_000, 5_000
BOUND_DEFAULT, BOUND_FASTEST, BOUND_PLAIN, BOUND_MB = 50, 5, 5, 2048
# Tables that loading a list fills.
TABLES = (
    "registry_importbatch", "registry_business", "registry_importproblem",
    "registry_possibleduplicate", "registry_statedcertificate",
    "registry_importdifference", "registry_registercount", "accounts_auditrow",
)  # fmt: skip
# Every field of a record that an import fills.
PEER_FIELDS = (
    "list_key", "source_key", "content_hash", "name", "search_name", "legal_form",
    "region", "district", "village", "street", "owner_name", "phone", "nib",
    "nib_fingerprint", "kbli", "made", "family", "data_year", "workers",
    "investment_idr", "production_value_idr", "original",
)  # fmt: skip


def command(*arguments: str, home: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", *arguments],
        check=True, capture_output=True,
        env={**os.environ, "WADAH_HOME": str(home), "DATABASE_URL": ""},
    )  # fmt: skip


def make_database() -> None:
    from django.core.management import call_command

    from wadah.apps.reference.actions.load_reference import load_reference

    call_command("migrate", interactive=False, verbosity=0)
    load_reference()


class Spent(NamedTuple):
    wall: float
    processor: float

    def times(self, other: Spent, rows: int = 1, other_rows: int = 1) -> str:
        """How many times the other's seconds a row these are, by either clock."""
        wall = (self.wall / rows) / (other.wall / other_rows)
        processor = (self.processor / rows) / (other.processor / other_rows)
        return f"{wall:.1f} ({processor:.1f} by processor time)"


class Clock:
    """Seconds by the clock on the wall, and of this process on the processors.

    On a machine with other work the first tell little; the second count every thread.
    """

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def read(self) -> Spent:
        return Spent(
            time.perf_counter() - self._wall, time.process_time() - self._processor
        )


def measure_ours(path: Path) -> tuple[Spent, int]:
    """Seconds and new records of a loading."""
    from wadah.apps.accounts.actor import make_local_administrator
    from wadah.apps.registry.actions.import_businesses import import_businesses

    actor = make_local_administrator()
    clock = Clock()
    outcome = import_businesses(actor=actor, path=path)
    return clock.read(), outcome.created


def peer_rows(count: int) -> Any:
    """The first finished records as the peer takes them."""
    tablib: Any = importlib.import_module("tablib")

    from wadah.apps.registry.models import Business

    dataset = tablib.Dataset(headers=list(PEER_FIELDS))
    for record in Business.objects.order_by("pk")[:count]:
        values = {
            **{name: getattr(record, name, None) for name in PEER_FIELDS},
            "region": record.region_id, "family": record.family_id,
            "list_key": "peer", "original": json.dumps(record.original),
        }  # fmt: skip
        dataset.append(
            ["" if values[name] is None else str(values[name]) for name in PEER_FIELDS]
        )
    return dataset


def measure_peer(dataset: Any, *, fastest: bool) -> Spent:
    """Seconds of the rows; what it wrote is taken back."""
    from django.db import connection

    from wadah.apps.registry.models import Business

    # The peer has no types of its own.
    resources: Any = importlib.import_module("import_export.resources")
    meta: dict[str, Any] = {
        "model": Business,
        "fields": PEER_FIELDS,
        "import_id_fields": ("list_key", "source_key"),
    }
    if fastest:
        meta |= {
            "use_bulk": True, "batch_size": 1000, "skip_diff": True,
            "force_init_instance": True,
        }  # fmt: skip
    peer = type("Peer", (resources.ModelResource,), {"Meta": type("Meta", (), meta)})
    clock = Clock()
    result = peer().import_data(dataset, raise_errors=True)
    spent = clock.read()
    if result.totals["new"] != len(dataset):
        raise SystemExit(f"the peer refused rows: {result.totals}")
    Business.objects.filter(list_key="peer")._raw_delete(connection.alias)
    return spent


def measure_plain_load(empty: Path, full: Path) -> Spent:
    """Seconds of the finished rows into the empty schema, in one transaction."""
    with closing(sqlite3.connect(full)) as source:
        dump = {
            table: source.execute(f"SELECT * FROM {table}").fetchall()
            for table in TABLES
        }
    with closing(sqlite3.connect(empty)) as target:
        # As the installation sets its own connections.
        target.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;"
        )
        clock = Clock()
        target.execute("BEGIN IMMEDIATE")
        for table, rows in dump.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                target.execute(f"DELETE FROM {table}")
                target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        target.commit()
        return clock.read()


def main(rows: int, home: Path) -> None:
    import django

    django.setup()
    from django.db import connection

    path, empty, full = (home / name for name in ("list.csv", "empty.db", "full.db"))
    command(
        "example", "--businesses", str(rows), "--seed", str(SEED), "--messy",
        "--out", str(path), home=home,
    )  # fmt: skip
    make_database()
    connection.cursor().execute("VACUUM INTO %s", [str(empty)])
    spent, created = measure_ours(path)
    slow, fast = (peer_rows(min(n, rows)) for n in (DEFAULT_ROWS, FASTEST_ROWS))
    connection.cursor().execute("VACUUM INTO %s", [str(full)])
    connection.close()
    plain = measure_plain_load(empty, full)
    # The peer writes into the table as we found it: empty, with the same indexes.
    for name in ("wadah.sqlite3", "wadah.sqlite3-wal", "wadah.sqlite3-shm"):
        (home / name).unlink(missing_ok=True)
    make_database()
    default = measure_peer(slow, fastest=False)
    fastest = measure_peer(fast, fastest=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    command("import", "businesses", str(path), "--json", home=home / "memory")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(
        f"ours: {created:,} rows in {spent.wall:.2f} s ({spent.processor:.2f} s of "
        f"processor time), {created / spent.wall:,.0f} rows/s"
    )
    for name, peer, dataset, bound in (
        ("default", default, slow, BOUND_DEFAULT),
        ("fastest", fastest, fast, BOUND_FASTEST),
    ):
        rate = len(dataset) / peer.wall
        print(
            f"a) django-import-export, {name}: {rate:,.0f} rows/s, ratio "
            f"{peer.times(spent, len(dataset), created)}, at least {bound}"
        )
    print(
        f"b) plain load {plain.wall:.2f} s, ratio {spent.times(plain)}, "
        f"at most {BOUND_PLAIN}"
    )
    told = "at most" if peak == before else "of"
    print(f"c) peak memory {told} {peak // 1024} MB (bound {BOUND_MB})")


if __name__ == "__main__":
    os.environ["DATABASE_URL"] = ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings.base")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WADAH_HOME"] = folder
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS, Path(folder))
