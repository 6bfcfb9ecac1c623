"""An administrator looks after the installation: backup by page, restore by command."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PASSPHRASE = "kain tapis benang emas"
COMMAND = [sys.executable, "-m", "wadah.delivery.cli.main"]
SECONDS = 120
PHONE, DESK = 360, 1280


def environment(home: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    return {**kept, "WADAH_HOME": str(home), "WADAH_SECOND_FACTOR": "offered"}


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """A server on this home, without background work."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [*COMMAND, "serve", "--no-work", "--port", str(port)],
        env=environment(home),
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_until(lambda: answers(f"{url}/health/"))
            yield url
        finally:
            server.terminate()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def count(home: Path, query: str) -> int:
    path = f"file:{home / 'wadah.sqlite3'}?mode=ro"
    with closing(sqlite3.connect(path, uri=True)) as database:
        return int(database.execute(query).fetchone()[0])


def make_backup_by_page(visit: Any) -> None:
    visit.page.fill("#id_passphrase", PASSPHRASE)
    visit.page.fill("#id_again", PASSPHRASE)
    with visit.page.expect_navigation():
        visit.page.locator("main form.card button").click()


def test_an_administrator_makes_a_backup_and_restores_it(
    page_for: Callable[..., Any], installation: Any, tmp_path: Path
) -> None:
    visit = page_for("administrator", width=DESK, language="en")
    assert visit.open("/operations/") == 200
    assert "This installation is well" in visit.text()
    assert "wadah restore --replace" in visit.page.content()

    make_backup_by_page(visit)
    assert "being made in the background" in visit.text()
    save = visit.page.get_by_role("link", name="Save").first
    save.wait_for(timeout=SECONDS * 1000)  # the page looks again by itself
    with visit.page.expect_download() as download:
        save.click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == ".wadah"
    assert b"Kopi" not in file.read_bytes()

    home, words = tmp_path / "restored", tmp_path / "passphrase.txt"
    words.write_text(PASSPHRASE + "\n")
    subprocess.run(
        [*COMMAND, "restore", "--passphrase-file", str(words), str(file)],
        env=environment(home), check=True, capture_output=True,
    )  # fmt: skip

    businesses = "SELECT count(*) FROM registry_business"
    assert count(home, businesses) == count(installation.home, businesses) > 0
    taken = "SELECT count(*) FROM accounts_auditrow WHERE verb = 'backup.downloaded'"
    assert count(installation.home, taken) == 1
    # The other installation is another host to whoever watches.
    assert visit.complaints == []
    with serving(home) as url:
        # Sessions and keys came along: nobody has to sign in again.
        visit.page.goto(f"{url}/operations/")
        assert "A backup was restored" in visit.text()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_page_of_operations_fits(
    width: int, language: str, page_for: Callable[..., Any], axe_source: str
) -> None:
    visit = page_for("administrator", width=width, language=language)

    visit.open("/operations/")
    wide = visit.page.evaluate("document.documentElement.scrollWidth")
    visit.page.evaluate(axe_source)
    found = visit.page.evaluate("axe.run().then(r => r.violations.map(v => v.id))")

    assert wide <= width
    assert found == []
    if os.environ.get("WADAH_PICTURES"):
        folder = Path(os.environ["WADAH_PICTURES"])
        visit.page.screenshot(
            path=folder / f"operations-{width}-{language}.png", full_page=True
        )


def test_nobody_else_sees_the_page(page_for: Callable[..., Any]) -> None:
    officer = page_for("officer")

    assert officer.open("/operations/") == 404
