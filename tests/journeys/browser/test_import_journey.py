"""An officer loads the directory of a city, decides a difference, takes it all back."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
DIRECTORY = (
    Path(__file__).resolve().parents[4]
    / "shared" / "data" / "umkm" / "ikm_directory_masked.xlsx"
)  # fmt: skip
PASSWORD = "tapis-emas-lampung"
# An office that works everywhere: the directory is of a city far from Lampung. Each
# test has its own, because a list is known within the office that loaded it.
ADD_OFFICER = """
import sys
import django
django.setup()
from django.utils import timezone
from wadah.apps.accounts.models import Membership, Organisation, Role, User
login, password, language = sys.argv[1:]
house = Organisation.objects.create(kind="export_organisation", name=login)
user = User(login=login, name="Petugas Impor", language=language)
user.confirmed_at = timezone.now()
user.set_password(password)
user.save()
Membership.objects.create(user=user, organisation=house, role=Role.OFFICER)
"""
WORDS = {
    "id": {
        "look": "Lihat hasil bacaan", "what": "Lihat hasilnya bila dimuat",
        "load": "Muat daftar ini", "decide": "Terima atau tolak",
        "take": "Ambil dari daftar", "undo": "Batalkan daftar ini",
        "done": "1440 usaha baru", "decided": "1 perbedaan diputuskan.",
        "undone": "1439 usaha dihapus",
    },
    "en": {
        "look": "See how it is read", "what": "See what loading would do",
        "load": "Load the list", "decide": "Accept or refuse",
        "take": "Take over", "undo": "Undo this list",
        "done": "1440 new businesses", "decided": "1 difference decided.",
        "undone": "1439 removed",
    },
}  # fmt: skip
LONG_MS = 120_000


def add_officer(home: Path, login: str, language: str) -> None:
    """A person of an office of his own, in the running installation."""
    environment = {
        "PATH": "/usr/bin:/bin", "WADAH_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "wadah.config.settings.base",
        "PYTHONPATH": ":".join(path for path in sys.path if path),
    }  # fmt: skip
    command = [sys.executable, "-c", ADD_OFFICER, login, PASSWORD, language]
    subprocess.run(command, env=environment, check=True)


def press(visit: Any, words: str, kind: str = "button") -> None:
    with visit.page.expect_navigation(timeout=LONG_MS):
        visit.page.get_by_role(kind, name=words).first.click()


def check(visit: Any) -> None:
    """The page is no wider than the screen."""
    wider = visit.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0, visit.path()


def told(visit: Any) -> str:
    return str(visit.page.locator(".messages").inner_text())


@pytest.mark.parametrize(
    ("width", "language"), [(PHONE, "id"), (PHONE, "en"), (DESK, "id"), (DESK, "en")]
)
def test_an_officer_loads_the_directory_decides_and_takes_it_back(
    width: int, language: str, page_for: Callable[..., Any], installation: Any,
) -> None:  # fmt: skip
    if not DIRECTORY.exists():
        pytest.skip("the directory of the city is not beside the repository")
    words = WORDS[language]
    login = f"pemuat-{language}-{width}@wadah.example"
    add_officer(installation.home, login, language)
    visit = page_for("", width=width, language=language)
    visit.page.set_default_timeout(30_000)
    visit.open("/account/sign-in/")
    visit.page.fill("#id_login", login)
    visit.page.fill("#id_password", PASSWORD)
    with visit.page.expect_navigation():
        visit.page.click("main form button")
    before = len(installation.ids("registry_business"))

    visit.open("/imports/add/")
    check(visit)
    visit.page.set_input_files("#id_file", str(DIRECTORY))
    press(visit, words["look"])
    map_a_column(visit)
    press(visit, words["what"])
    visit.page.wait_for_url("**/preview/", timeout=LONG_MS)
    check(visit)
    assert "1.440" in visit.text().replace("1,440", "1.440")
    assert len(installation.ids("registry_business")) == before

    press(visit, words["load"])
    assert re.fullmatch(r"/imports/(jobs/)?\d+/", visit.path())
    visit.page.wait_for_url(re.compile(r"/imports/\d+/$"), timeout=LONG_MS)
    assert words["done"] in told(visit)
    check(visit)
    batch = visit.path()
    assert len(installation.ids("registry_business")) == before + 1440

    decide_a_difference(visit, words)

    visit.open(batch)
    press(visit, words["undo"], "link")
    check(visit)
    press(visit, words["undo"])
    assert words["undone"] in told(visit)
    # The record that somebody decided about is no longer the list's alone; it stays.
    assert len(installation.ids("registry_business")) == before + 1
    assert visit.complaints == []


def map_a_column(visit: Any) -> None:
    """The column of the commodity is left aside, as the page then says."""
    check(visit)
    select = visit.page.locator("main select", has_text="").filter(
        has=visit.page.locator("option[value=commodity][selected]")
    )
    assert select.count() == 1
    assert select.input_value() == "commodity"
    select.select_option("ignore")


def decide_a_difference(visit: Any, words: dict[str, str]) -> None:
    """What the sheet of a sector says is taken over into the record."""
    press(visit, words["decide"], "link")
    check(visit)
    row = visit.page.locator("tbody tr").first
    offered = row.locator("strong").inner_text()
    record = row.locator("a").first.get_attribute("href")
    with visit.page.expect_navigation():
        row.locator("button[value=accept]").click()
    assert words["decided"] in told(visit)
    visit.open(record)
    assert offered.casefold() in visit.text().casefold()
