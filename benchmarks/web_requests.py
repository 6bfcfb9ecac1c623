"""Requests a second of home, list and business page beside a plain Django page.

Run: python benchmarks/web_requests.py

Each page is served by Granian with the same settings (one process, eight threads) and
asked by the same client over four connections that stay open. The plain page has no
query and a template of its own: once in Django as `startproject` makes it, once behind
the middleware of Wadah. The client runs in this process and takes one core; when it is
busy all the time the figure is its own limit and says so.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS = float(os.environ.get("WADAH_BENCH_SECONDS", "3"))
ROUNDS = 3
CONNECTIONS = 4
BUSY_SHARE = 0.9

SERVER = """
import sys
from granian import Granian
from granian.constants import Interfaces
Granian(sys.argv[1], address="127.0.0.1", port=int(sys.argv[2]), workers=1,
        interface=Interfaces.WSGI, blocking_threads=8, log_enabled=False).serve()
"""

TEMPLATE = (
    "<!doctype html><html lang='en'><head><title>{{ title }}</title></head><body>"
    "<h1>{{ title }}</h1><ul>{% for row in rows %}<li>{{ row }}</li>{% endfor %}</ul>"
    "</body></html>"
)

PLAIN = f"""
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import path
settings.configure(
    SECRET_KEY="only for this measurement", ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__, USE_TZ=True,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes",
                    "django.contrib.sessions", "django.contrib.messages"],
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware",
                "django.contrib.sessions.middleware.SessionMiddleware",
                "django.middleware.common.CommonMiddleware",
                "django.middleware.csrf.CsrfViewMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware",
                "django.middleware.clickjacking.XFrameOptionsMiddleware"],
    TEMPLATES=[{{"BACKEND": "django.template.backends.django.DjangoTemplates"}}],
    DATABASES={{"default": {{"ENGINE": "django.db.backends.sqlite3",
                             "NAME": ":memory:"}}}},
)
django.setup()
template = engines["django"].from_string({TEMPLATE!r})
def page(request):
    context = {{"title": "Plain", "rows": range(20)}}
    return HttpResponse(template.render(context, request))
urlpatterns = [path("", page)]
application = get_wsgi_application()
"""

SAME_MIDDLEWARE = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "same_settings"
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import path
def page(request):
    context = {{"title": "Plain", "rows": range(20)}}
    return HttpResponse(template.render(context))
urlpatterns = [path("", page, name="how_it_works")]  # a name that is open to everybody
application = get_wsgi_application()
template = engines["django"].from_string({TEMPLATE!r})
"""

SAME_SETTINGS = """
from wadah.config.settings.base import *
ROOT_URLCONF = "same_middleware"
"""

PREPARE = """
import json, os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "wadah.config.settings.base"
django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wadah.apps.accounts.models import User
from wadah.delivery.example.content import PEOPLE
from wadah.apps.registry.queries.business import visible_businesses
from wadah.apps.accounts.actor import make_actor
settings.ALLOWED_HOSTS = ["testserver"]
login = dict((role, login) for role, login, _name in PEOPLE)["officer"]
officer = User.objects.get(login=login)
business = visible_businesses(make_actor(officer)).order_by("pk").first()
client = Client()
client.force_login(officer)
cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
pages = [["home, nobody signed in", "/", False],
         ["home of an officer", "/", True],
         ["list of businesses", "/businesses/", True],
         ["business page", f"/businesses/{business.pk}/", True]]
told = []
for name, path, signed_in in pages:
    who = client if signed_in else Client()
    who.get(path)  # the first one fills what is kept in memory
    with CaptureQueriesContext(connection) as queries:
        answer = who.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    sqls = [row["sql"] for row in queries]
    told.append({"name": name, "path": path, "signed_in": signed_in, "queries": sqls,
                  "bytes": len(answer.content)})
print(json.dumps({"cookie": cookie, "name": settings.SESSION_COOKIE_NAME,
                   "pages": told}))
"""

COLLECT = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "wadah.config.settings.base"
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
"""


@dataclass(frozen=True)
class Target:
    """A page: where it is asked and with which cookie."""

    name: str
    port: int
    path: str
    cookie: str
    queries: int | None


@dataclass(frozen=True)
class Speed:
    """Answers a second, and the share of a core that the client used for them."""

    per_second: float
    client_share: float


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(target: str, environ: dict[str, str], cwd: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-c", SERVER, target, str(port)]
    with subprocess.Popen(
        command, env=environ, cwd=cwd, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"the server of {port} did not start")


async def ask(target: Target, until: float) -> int:
    """Ask again and again over one connection; tell how many answers came."""
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    head = f"GET {target.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    if target.cookie:
        head += f"Cookie: {target.cookie}\r\n"
    request, done = f"{head}\r\n".encode(), 0
    while time.perf_counter() < until:
        writer.write(request)
        answer = await reader.readuntil(b"\r\n\r\n")
        if not answer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{target.name}: {answer.splitlines()[0].decode()}")
        length = answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
        await reader.readexactly(int(length))
        done += 1
    writer.close()
    return done


async def ask_all(target: Target, seconds: float) -> int:
    until = time.perf_counter() + seconds
    return sum(await asyncio.gather(*(ask(target, until) for _ in range(CONNECTIONS))))


def measure(target: Target, seconds: float) -> Speed:
    wall, own = time.perf_counter(), time.process_time()
    done = asyncio.run(ask_all(target, seconds))
    wall, own = time.perf_counter() - wall, time.process_time() - own
    return Speed(done / wall, own / wall)


def run_script(script: str, environ: dict[str, str]) -> str:
    """What a piece of Python prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip()


def prepare(environ: dict[str, str]) -> dict[str, object]:
    """Load the example; tell the pages, their queries and the cookie of an officer."""
    subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", "demo", "--no-serve"],
        env=environ,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # The names of the static files are looked up in what this writes.
    run_script(COLLECT, environ)
    facts: dict[str, object] = json.loads(run_script(PREPARE, environ).splitlines()[-1])
    return facts


def list_targets(facts: dict[str, object], ports: dict[str, int]) -> list[Target]:
    cookie = f"{facts['name']}={facts['cookie']}"
    targets = [
        Target("plain Django page", ports["plain"], "/", "", 0),
        Target("plain page, our middleware", ports["same"], "/", "", 0),
    ]
    pages: list[dict[str, object]] = facts["pages"]  # type: ignore[assignment]
    for page in pages:
        targets.append(
            Target(
                str(page["name"]),
                ports["wadah"],
                str(page["path"]),
                cookie if page["signed_in"] else "",
                len(page["queries"]),  # type: ignore[arg-type]
            )
        )
    return targets


def run(targets: list[Target]) -> dict[str, Speed]:
    """Rounds in turn, so that a busy moment of the machine meets them all."""
    for target in targets:
        measure(target, SECONDS / 3)
    seen: dict[str, list[Speed]] = {target.name: [] for target in targets}
    for _round in range(ROUNDS):
        for target in targets:
            seen[target.name].append(measure(target, SECONDS))
    return {
        name: Speed(
            statistics.median(speed.per_second for speed in speeds),
            statistics.median(speed.client_share for speed in speeds),
        )
        for name, speeds in seen.items()
    }


def report(targets: list[Target], speeds: dict[str, Speed]) -> None:
    plain = speeds[targets[0].name].per_second
    same = speeds[targets[1].name].per_second
    print(
        f"{'page':<28}{'requests/s':>11}{'queries':>9}{'plain ÷':>9}{'same mw ÷':>11}"
    )
    for target in targets:
        speed = speeds[target.name]
        note = "  the client is the limit" if speed.client_share > BUSY_SHARE else ""
        print(
            f"{target.name:<28}{speed.per_second:>11.0f}{target.queries or 0:>9}"
            f"{plain / speed.per_second:>9.2f}{same / speed.per_second:>11.2f}"
            f"  client {speed.client_share:.0%} of a core{note}"
        )


def main() -> None:
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (home / "plain.py").write_text(PLAIN)
        (home / "same_middleware.py").write_text(SAME_MIDDLEWARE)
        (home / "same_settings.py").write_text(SAME_SETTINGS)
        own_path = os.pathsep.join([str(home), os.environ.get("PYTHONPATH", "")])
        environ = {
            **os.environ,
            "WADAH_HOME": str(home / "home"),
            "PYTHONPATH": own_path,
        }
        environ.pop("DATABASE_URL", None)
        facts = prepare(environ)
        if "--queries" in sys.argv:
            for page in facts["pages"]:  # type: ignore[attr-defined]
                print(f"\n{page['name']}: {len(page['queries'])} queries")
                for sql in page["queries"]:
                    print("   ", sql[:200])
            return
        wsgi = {"plain": "plain:application", "same": "same_middleware:application",
                "wadah": "wadah.config.wsgi:application"}  # fmt: skip
        ports = {
            name: stack.enter_context(serving(target, environ, home))
            for name, target in wsgi.items()
        }
        targets = list_targets(facts, ports)
        report(targets, run(targets))


if __name__ == "__main__":
    main()
