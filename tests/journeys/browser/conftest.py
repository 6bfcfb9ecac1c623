"""A real installation with the example, a real browser, and people who are signed in.

The server runs in a process of its own on a home of its own: what the browser does is
what a person would do, and no test database is shared with it.
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from wadah.delivery.example.content import PASSWORD, PEOPLE

REPOSITORY = Path(__file__).resolve().parents[3]
AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
LOGINS = {role: login for role, login, _name in PEOPLE}
START_SECONDS = 90
PHONE, DESK = 360, 1280
HEIGHT = 800
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Cookies = list[Any]


def find_chromium() -> str | None:
    """The browser named by WADAH_BROWSER, else the system's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = [os.environ.get("WADAH_BROWSER"), *(shutil.which(name) for name in names)]
    return next((path for path in found if path), None)


@dataclass(frozen=True)
class Installation:
    """A running Wadah: where it is served and where it keeps its things."""

    url: str
    home: Path

    def ids(self, table: str, where: str = "1 = 1") -> list[int]:
        """Keys of the rows of a table, in the order in which they were made."""
        path = f"file:{self.home / 'wadah.sqlite3'}?mode=ro"
        connection = sqlite3.connect(path, uri=True)
        try:
            rows = connection.execute(
                f"SELECT id FROM {table} WHERE {where} ORDER BY id"
            )
            return [row[0] for row in rows]
        finally:
            connection.close()


@dataclass
class Visit:
    """One person at one browser, and what went wrong meanwhile."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> int:
        """Go to an address of the installation and tell the status."""
        answer = self.page.goto(self.url + path)
        assert answer is not None
        return answer.status

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def watch(self) -> None:
        """Collect errors of the console and requests that leave the installation."""
        host = urlsplit(self.url).netloc
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

        def look(request: Any) -> None:
            address = urlsplit(request.url)
            if address.scheme in ("http", "https") and address.netloc != host:
                self.complaints.append(f"asks another host: {request.url}")

        self.page.on("request", look)

    def _hear(self, message: Any) -> None:
        # The browser itself writes a line for every answer of 4xx; a test that looks
        # for one asserts the status.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")


Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def chromium() -> str:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium: install one or name it in WADAH_BROWSER")
    return path


def _environment(home: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    return {**kept, "WADAH_HOME": str(home)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, f"the server ended with {server.returncode}"
        try:
            with urllib.request.urlopen(f"{url}/health/", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not answer within {START_SECONDS} s")


@pytest.fixture(scope="session")
def installation(
    chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """`wadah demo --no-serve`, then `wadah serve`, in a home of their own."""
    home = tmp_path_factory.mktemp("wadah-browser")
    command = [sys.executable, "-m", "wadah.delivery.cli.main"]
    environment = _environment(home)
    built = subprocess.run(
        [*command, "demo", "--no-serve"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    port = _free_port()
    with (home / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "serve", "--port", str(port)],
            env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url, server)
            yield Installation(url, home)
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser a file.

    Not one a session: while it is there an event loop runs in this thread, and Django
    then refuses the database to every test that follows.
    """
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Cookies]:
    """Cookies of the people who have signed in already."""
    return {}


def sign_in(page: Page, url: str, login: str, password: str = PASSWORD) -> None:
    """As a person does it."""
    page.goto(f"{url}/account/sign-in/")
    page.fill("#id_login", login)
    page.fill("#id_password", password)
    page.click("main form button")
    page.wait_for_url(f"{url}/")


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A browser window of its own, closed after the test."""
    with ExitStack() as stack:

        def make(*, width: int = DESK, **options: Any) -> BrowserContext:
            context = browser.new_context(
                viewport={"width": width, "height": HEIGHT}, **options
            )
            context.set_default_timeout(10_000)
            stack.callback(context.close)
            return context

        yield make


@pytest.fixture
def page_for(
    installation: Installation,
    open_context: Callable[..., BrowserContext],
    signed_in: dict[str, Cookies],
) -> Open:
    """A person of the example (or nobody) at a screen of some width and language."""

    def open_page(
        role: str = "", *, width: int = DESK, language: str = "id", **options: Any
    ) -> Visit:
        context = open_context(width=width, **options)
        page = context.new_page()
        if role and role not in signed_in:
            sign_in(page, installation.url, LOGINS[role])
            signed_in[role] = context.cookies()
        elif role:
            context.add_cookies(signed_in[role])
        choice = {"name": "wadah_language", "value": language, "url": installation.url}
        chosen: Cookies = [choice]
        context.add_cookies(chosen)
        visit = Visit(page, installation.url)
        visit.watch()
        return visit

    return open_page


@pytest.fixture(scope="session")
def axe_source() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run `make frontend`")
    return AXE.read_text(encoding="utf-8")
