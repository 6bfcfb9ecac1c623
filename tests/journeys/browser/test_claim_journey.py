"""An owner signs up, gets a code from an officer, claims the record of his business."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import DESK, PHONE, Installation, Open, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "rahasia keluarga besar"
VILLAGE = "Sidodadi"


@pytest.fixture(scope="module")
def records(
    installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """A list with four businesses is loaded, which the officer's organisation keeps."""
    lines = ["No,Nama Usaha,Pemilik,Kecamatan,Desa,No HP,NIB"]
    lines += [
        f"{n},Keripik Ratna {n},Ratna Sari,Kedaton,{VILLAGE},08127700100{n},"
        f"022000123456{n}"
        for n in (1, 2, 3, 4)
    ]
    path: Path = tmp_path_factory.mktemp("list") / "daftar-usaha.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    environment = {
        name: value for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", "import", "businesses",
         str(path)],
        env={**environment, "WADAH_HOME": str(installation.home)},
        capture_output=True, check=True,
    )  # fmt: skip
    _let_the_officer_care(installation.home / "wadah.sqlite3")
    return installation


def _let_the_officer_care(path: Path) -> None:
    """A list from the command line is nobody's; this one was the officer's."""
    connection = sqlite3.connect(path, timeout=20)
    with connection:
        connection.execute(
            "INSERT INTO registry_consent (business_id, organisation_id, basis,"
            " given_by, given_on, may_edit, read_out, held_phone)"
            " SELECT b.id, o.id, 'list', '', date('now'), 1, '', ''"
            " FROM registry_business b, accounts_organisation o"
            " WHERE b.name LIKE 'Keripik Ratna %' AND o.kind = 'export_organisation'"
            " AND NOT EXISTS (SELECT 1 FROM registry_consent c WHERE"
            " c.business_id = b.id AND c.organisation_id = o.id)"
        )
    connection.close()


def send(visit: Visit, button: str = "main form[method=post] button") -> None:
    with visit.page.expect_navigation():
        visit.page.locator(button).last.click()


def choose_language(visit: Visit, language: str) -> None:
    """Signing in sets the person's own language; this one looks at another."""
    cookie: Any = {"name": "wadah_language", "value": language, "url": visit.url}
    visit.page.context.add_cookies([cookie])


def sign_up(visit: Visit, number: int, language: str) -> None:
    visit.open("/account/sign-up/")
    visit.page.check("input[name=role][value=owner]")
    visit.page.fill("#id_name", f"Ratna Sari {number}")
    visit.page.fill("#id_organisation", f"Usaha Ratna {number}")
    visit.page.fill("#id_login", f"0812 5500 700{number}")
    visit.page.fill("#id_password", PASSWORD)
    visit.page.check("#id_agrees")
    send(visit)
    choose_language(visit, language)


def get_code(officer: Visit, number: int) -> str:
    """The officer sees who it is, and reads the code out."""
    officer.open("/account/codes/")
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name=f"Ratna Sari {number}").first.click()
    officer.page.fill("#id_checked", "KTP")
    send(officer)
    return str(officer.page.locator(".stat-value").inner_text())


WORDS = {
    "id": {
        "not_yet": "Nomor atau alamat Anda belum dipastikan",
        "no_claim": "Yang dilihat orang lain menunggu",
        "confirmed": "Akun Anda sudah dipastikan.",
        "waits": "Sidodadi · menunggu",
        "agrees": "NIB yang diberikan sama dengan NIB pada data.",
        "yours": "Sidodadi · diterima",
    },
    "en": {
        "not_yet": "Your number or address is not confirmed yet",
        "no_claim": "What others see waits until a code",
        "confirmed": "Your account is confirmed.",
        "waits": "Sidodadi · waiting",
        "agrees": "The NIB that was given is that of the record.",
        "yours": "Sidodadi · accepted",
    },
}


@pytest.mark.parametrize(
    ("number", "width", "language"),
    [(1, PHONE, "id"), (2, DESK, "en"), (3, PHONE, "en"), (4, DESK, "id")],
)
def test_an_owner_claims_the_record_of_his_business(
    page_for: Open, records: Installation, number: int, width: int, language: str
) -> None:
    words = WORDS[language]
    owner = page_for("", width=width, language=language)
    officer = page_for("officer", width=width, language=language)
    choose_language(officer, language)

    sign_up(owner, number, language)
    owner.open("/claims/find/")
    assert words["not_yet"] in owner.text()
    search(owner, number)
    assert words["no_claim"] in owner.text()

    code = get_code(officer, number)
    owner.open("/account/code/")
    owner.page.fill("#id_code", code)
    send(owner, "main form button >> nth=0")
    assert words["confirmed"] in owner.text()

    search(owner, number)
    assert "R. S." in owner.text() and "Ratna Sari\n" not in owner.text()
    with owner.page.expect_navigation():
        owner.page.locator("main .list a.button").first.click()
    owner.page.fill("#id_nib", f"0220 0012 3456 {number}")
    send(owner)
    assert words["waits"] in owner.text()

    accept(officer, number, words["agrees"])

    owner.page.reload()
    assert words["yours"] in owner.text()
    with owner.page.expect_navigation():
        owner.page.locator(".actions a").first.click()
    assert owner.page.locator("h1").inner_text() == f"Keripik Ratna {number}"
    assert f"+6281277001 00{number}".replace(" ", "") in owner.text()
    owner.open("/")
    assert f"Keripik Ratna {number}" in owner.text()
    assert_fits(owner, width)
    assert owner.complaints == officer.complaints == []


def search(visit: Visit, number: int) -> None:
    visit.open("/claims/find/")
    visit.page.fill("#id_name", f"keripik ratna {number}")
    visit.page.fill("#id_village", VILLAGE.lower())
    send(visit)


def accept(officer: Visit, number: int, agrees: str) -> None:
    officer.open("/claims/?state=open")
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name=f"Keripik Ratna {number}").first.click()
    assert agrees in officer.text()
    assert f"022000123456{number}" not in officer.text()
    officer.page.fill("#id_reason", "Cocok")
    with officer.page.expect_navigation():
        officer.page.locator("button[value=accept]").click()


def assert_fits(visit: Visit, width: int) -> None:
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
