"""A person takes a copy, withdraws a consent, sets up a factor, signs out the others.

On a phone and at a desk, in both languages, click by click.
"""

from __future__ import annotations

import json
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from wadah.apps.accounts.second_factor import STEP_SECONDS, make_code
from wadah.delivery.example.content import EXPORT_ORGANISATION

pytestmark = pytest.mark.browser
PASSWORD = "rahasia keluarga besar"
SCREENS = [(360, "id", "0812 7700 3001"), (1280, "en", "0812 7700 3002")]
WORDS = {
    "id": {
        "copy": "Ambil salinan", "withdraw": "Cabut", "no_longer": "tidak lagi melihat",
        "here": "perangkat ini", "set": "Pasang", "others": "Keluar dari semua",
        "kept": "Sudah saya simpan", "save": "Simpan",
    },
    "en": {
        "copy": "Take a copy", "withdraw": "Withdraw", "no_longer": "no longer see",
        "here": "this device", "set": "Set it up", "others": "Sign out everywhere else",
        "kept": "I have kept them", "save": "Save",
    },
}  # fmt: skip


def code_of(visit: Any) -> tuple[str, str]:
    """The secret as it stands on the page, and its code of this half minute."""
    secret = visit.page.locator("#secret").inner_text().replace(" ", "")
    return secret, make_code(secret, int(time.time()) // STEP_SECONDS)


def wait_for_next_code(secret: str) -> str:
    """A code works once: the one after it, as a person would wait for it."""
    step = int(time.time()) // STEP_SECONDS
    # The clock may run half a minute ahead, so the next code is taken already.
    return make_code(secret, step + 1)


def press(visit: Any, words: str, kind: str = "button") -> None:
    with visit.page.expect_navigation():
        visit.page.get_by_role(kind, name=words).first.click()


def sign_up(visit: Any, login: str) -> None:
    page = visit.page
    visit.open("/account/sign-up/")
    page.check("input[name=role][value=owner]")
    page.fill("#id_name", "Ibu Ratna")
    page.fill("#id_organisation", "Kopi Ratna")
    page.fill("#id_login", login)
    page.fill("#id_password", PASSWORD)
    page.check("#id_agrees")
    with page.expect_navigation():
        page.locator("main form[method=post] button").last.click()


def add_business(visit: Any) -> None:
    page = visit.page
    visit.open("/businesses/add/")
    page.fill("#id_name", "Kopi Ratna")
    page.select_option("#id_region_code", value="18.01")
    page.select_option("#id_consent_to", label=EXPORT_ORGANISATION)
    with page.expect_navigation():
        page.locator("main form[method=post] button").last.click()


def sign_in(page: Any, url: str, login: str) -> None:
    page.goto(f"{url}/account/sign-in/")
    page.fill("#id_login", login)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.click("main form button")


@pytest.mark.parametrize(("width", "language", "login"), SCREENS)
def test_a_person_keeps_his_data_and_his_account_in_his_hands(
    width: int,
    language: str,
    login: str,
    page_for: Callable[..., Any],
    open_context: Callable[..., BrowserContext],
    installation: Any,
    tmp_path: Path,
) -> None:
    words = WORDS[language]
    visit = page_for("", width=width, language=language, accept_downloads=True)
    sign_up(visit, login)
    visit.page.context.add_cookies(
        [{"name": "wadah_language", "value": language, "url": installation.url}]
    )
    add_business(visit)

    takes_a_copy(visit, words, tmp_path)
    officer = page_for("officer", width=width, language=language)
    business = installation.ids("registry_business")[-1]
    withdraws_the_consent(visit, words, officer, business)
    secret = sets_up_a_factor(visit, words)
    other = open_context(width=width).new_page()
    asked_for_the_code(other, installation.url, login, secret)
    signs_out_the_others(visit, words, other, installation.url)

    assert visit.complaints == []


def takes_a_copy(visit: Any, words: dict[str, str], tmp_path: Path) -> None:
    visit.open("/my-data/")
    with visit.page.expect_download() as started:
        visit.page.get_by_role("button", name=words["copy"]).click()
    path = tmp_path / "copy.zip"
    started.value.save_as(path)
    data = json.loads(zipfile.ZipFile(path).read("data.json"))
    assert data["accounts.User"][0]["name"] == "Ibu Ratna"
    assert data["registry.Business"][0]["name"] == "Kopi Ratna"


def sets_up_a_factor(visit: Any, words: dict[str, str]) -> str:
    visit.open("/account/security/second-factor/")
    assert visit.page.locator("img[width='225']").is_visible()
    secret, code = code_of(visit)
    visit.page.fill("#id_code", code)
    press(visit, words["set"])
    assert visit.page.locator("#codes li").count() == 10
    press(visit, words["kept"], "link")
    return secret


def asked_for_the_code(page: Any, url: str, login: str, secret: str) -> None:
    """Another browser: the password alone opens nothing."""
    sign_in(page, url, login)
    assert page.url.startswith(f"{url}/account/sign-in/code/")
    page.goto(f"{url}/my-data/")
    assert page.url.startswith(f"{url}/account/sign-in/code/")
    page.fill("#id_code", "000000")
    page.locator("main form button").click()
    page.wait_for_load_state()
    assert page.url.startswith(f"{url}/account/sign-in/code/")
    page.fill("#id_code", wait_for_next_code(secret))
    with page.expect_navigation():
        page.locator("main form button").click()
    assert page.url == f"{url}/my-data/"


def signs_out_the_others(
    visit: Any, words: dict[str, str], other: Any, url: str
) -> None:
    visit.open("/account/security/")
    assert visit.page.locator("main .list li").count() == 2
    assert visit.text().count(words["here"]) == 1
    press(visit, words["others"])
    assert visit.page.locator("main .list li").count() == 1
    other.goto(f"{url}/my-data/")
    assert other.url.startswith(f"{url}/account/sign-in/?")


def withdraws_the_consent(
    visit: Any, words: dict[str, str], officer: Any, business: int
) -> None:
    """The officer sees the record until then and not a click longer."""
    assert officer.open(f"/businesses/{business}/") == 200
    visit.open("/my-data/")
    visit.page.once("dialog", lambda dialog: dialog.accept())
    press(visit, words["withdraw"])
    assert visit.path() == "/my-data/"
    assert words["no_longer"] in visit.text()
    assert officer.open(f"/businesses/{business}/") == 404
