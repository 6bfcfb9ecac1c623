"""An officer looks at two records that may be one business, merges them, undoes it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from .conftest import DESK, PHONE, Installation, Open, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TWINS = "CV Berkah Bawang"


@pytest.fixture(scope="module")
def searched(installation: Installation) -> None:
    """The register of the example is searched as in the night."""
    environment = {
        name: value for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "wadah.delivery.cli.main", "duplicates", "--json"],
        env={**environment, "WADAH_HOME": str(installation.home)},
        capture_output=True, check=True,
    )  # fmt: skip


def open_pair(visit: Visit) -> None:
    assert visit.open("/duplicates/") == 200
    visit.page.locator("main table a", has_text=TWINS).first.click()
    visit.page.wait_for_url("**/duplicates/*/**")


def merges(installation: Installation, where: str = "1 = 1") -> int:
    return len(installation.ids("registry_merge", where))


@pytest.mark.usefixtures("searched")
@pytest.mark.parametrize(
    ("width", "language", "merged", "undone"),
    [
        (DESK, "id", "kini satu catatan", "dibatalkan"),
        (PHONE, "en", "is one record now", "undone"),
        (PHONE, "id", "kini satu catatan", "dibatalkan"),
        (DESK, "en", "is one record now", "undone"),
    ],
)
def test_officer_merges_two_records_and_undoes_it(
    page_for: Open,
    installation: Installation,
    width: int,
    language: str,
    merged: str,
    undone: str,
) -> None:
    visit = page_for("officer", width=width, language=language)
    page, before = visit.page, merges(installation)
    businesses = len(installation.ids("registry_business", "merged_into_id IS NULL"))

    open_pair(visit)
    page.check("input[name=keep][value=second]")
    other = page.locator("main table a").first.get_attribute("href") or ""
    page.locator("button[data-key=m]").click()
    expect(page.locator(".notice-success")).to_contain_text(merged)
    assert merges(installation) == before + 1
    assert (
        len(installation.ids("registry_business", "merged_into_id IS NULL"))
        == businesses - 1
    )
    # The address of the record that was merged away leads to the one that stays.
    assert visit.open(other) == 200
    assert visit.path() != other
    assert TWINS in visit.text()

    visit.open("/duplicates/merged/")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("main table button").first.click()
    page.wait_for_load_state()
    expect(page.locator("main table .tag").first).to_have_text(undone)
    assert merges(installation, "undone_at IS NULL") == 0
    assert (
        len(installation.ids("registry_business", "merged_into_id IS NULL"))
        == businesses
    )
    assert visit.open(other) == 200
    assert visit.path() == other
    open_pair(visit)
    assert visit.complaints == []


@pytest.mark.usefixtures("searched")
def test_one_key_says_that_two_businesses_are_never_the_same(
    page_for: Open, installation: Installation
) -> None:
    visit = page_for("officer", width=DESK, language="en")
    waiting = installation.ids("registry_possibleduplicate", "state = 'open'")
    open_pair(visit)

    visit.page.keyboard.press("t")

    expect(visit.page.locator(".notice-success")).to_contain_text("two businesses")
    left = installation.ids("registry_possibleduplicate", "state = 'open'")
    assert len(left) == len(waiting) - 1
    (decided,) = set(waiting) - set(left)
    visit.open(f"/duplicates/{decided}/")
    visit.page.locator("button[value=reopen]").click()
    visit.page.wait_for_load_state()
    assert installation.ids("registry_possibleduplicate", "state = 'open'") == waiting
    assert visit.complaints == []


@pytest.mark.usefixtures("searched")
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_of_duplicates_are_open_to_everybody(
    page_for: Open, axe_source: str, width: int
) -> None:
    visit = page_for("officer", width=width)
    found = {}
    for path in ("/duplicates/", "/duplicates/merged/", "pair"):
        if path == "pair":
            open_pair(visit)
        else:
            visit.open(path)
        visit.page.evaluate(axe_source)
        answer = visit.page.evaluate("axe.run()")
        found[path] = [violation["id"] for violation in answer["violations"]]
        wide = visit.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path

    assert found == {"/duplicates/": [], "/duplicates/merged/": [], "pair": []}
