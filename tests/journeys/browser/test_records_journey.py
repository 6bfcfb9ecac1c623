"""An owner tells who, where, how and from what; an officer keeps a group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
AXE_RUN = """tags => axe.run(document, {
    runOnly: tags, resultTypes: ['violations'], preload: false})
  .then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].target.join(' ')))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ASK = """async token => (await fetch('/api/v1/me', {
    headers: {Authorization: `Bearer ${token}`}})).status"""
SAVE = "main form[method=post] button.button-primary"
WORDS = {
    "id": {
        "call": "hubungi dulu",
        "differs": "Surat menyebut",
        "leave": "Minta keluar",
    },
    "en": {"call": "call first", "differs": "The papers say", "leave": "Ask to leave"},
}


class Desk:
    """A person at the screen; every page is looked at, at both widths."""

    def __init__(self, visit: Any, axe_source: str) -> None:
        self.visit, self.page, self.axe = visit, visit.page, axe_source
        self.faults: list[str] = []

    def open(self, path: str) -> None:
        status = self.visit.open(path)
        if status != 200:
            self.faults.append(f"{path} answers {status}")
        self.look(path)

    def look(self, path: str) -> None:
        width = self.page.viewport_size["width"]
        self.page.evaluate(self.axe)
        for size in (PHONE, DESK):
            self.page.set_viewport_size({"width": size, "height": 800})
            found = self.page.evaluate(AXE_RUN, TAGS)
            self.faults += [f"{path} at {size}: {fault}" for fault in found]
            if self.page.evaluate(WIDER) > 0:
                self.faults.append(f"{path} is wider than {size} px")
        self.page.set_viewport_size({"width": width, "height": 800})

    def fill(self, path: str, **values: str) -> None:
        """Open a form, fill it and save."""
        self.open(path)
        for name, value in values.items():
            field = self.page.locator(f"[name={name}]")
            kind = field.first.get_attribute("type")
            if kind == "radio":
                self.page.locator(f"[name={name}][value={value}]").check()
            elif kind == "checkbox":
                field.check()
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        self.page.click(SAVE)


@pytest.mark.parametrize(
    ("width", "language"), [(PHONE, "id"), (DESK, "en")], ids=["phone", "desk"]
)
def test_an_owner_tells_who_where_how_and_from_what(
    width: int,
    language: str,
    page_for: Callable[..., Any],
    axe_source: str,
    installation: Any,
) -> None:
    business = installation.ids("registry_business", "organisation_id IS NOT NULL")[0]
    product = installation.ids("registry_product", f"business_id = {business}")[0]
    desk = Desk(page_for("owner", width=width, language=language), axe_source)
    own, made = f"/businesses/{business}/", f"/products/{product}/"
    for kind, table in (
        ("steps", "registry_productionstep"),
        ("materials", "registry_rawmaterial"),
    ):
        for _row in installation.ids(table, f"product_id = {product}"):
            desk.open(f"{made}{kind}/1/remove/")
            desk.page.click(SAVE)

    desk.fill(
        f"{own}people/add/", name="Siti Aminah", task="owner", phone="0812 3456 7890",
        nik="1871014501900001", is_contact="on",
    )  # fmt: skip
    desk.fill(f"{own}sites/add/", kind="drying", name="Lantai jemur", area_m2="250")
    desk.fill(f"{own}size/", annual_sales_idr="2500000000", stated="micro")
    page = desk.visit.text()
    desk.look(own)
    for title in ("Petik", "Kupas", "Jemur"):
        desk.fill(f"{made}steps/add/", title=title)
    desk.page.locator(f"form[action='{made}steps/3/move/'] button[value=up]").click()
    desk.fill(f"{made}steps/1/edit/", checked="warna merah")
    desk.fill(f"{made}materials/add/", name="Ceri", origin="own", share_percent="60")
    record = desk.visit.text()
    desk.look(f"{made}record/")
    desk.fill(f"{made}edit/", spec_0_value="1.500")
    asked = desk.visit.text()
    for path in (f"{made}materials/1/edit/", f"{made}materials/1/remove/"):
        desk.open(path)
    desk.page.click(SAVE)
    for place in (3, 2, 1):
        desk.open(f"{made}steps/{place}/remove/")
        desk.page.click(SAVE)
    site = installation.ids("registry_site", f"business_id = {business}")[-1]
    person = installation.ids("registry_person", f"business_id = {business}")[-1]
    desk.open(f"/sites/{site}/edit/")
    desk.open(f"/sites/{site}/remove/")
    desk.page.click(SAVE)
    desk.open(f"/people/{person}/edit/")
    form = desk.page.content()
    desk.fill(f"/people/{person}/end/")

    words = WORDS[language]
    assert words["call"] in page
    assert words["differs"] in page
    assert "0001" in page
    assert "1871014501900001" not in form
    places = [record.index(title) for title in ("Petik", "Jemur", "Kupas")]
    assert places == sorted(places)
    assert "1500" in asked
    assert "Siti Aminah" not in desk.visit.text()
    assert desk.faults + desk.visit.complaints == []


@pytest.mark.parametrize(
    ("width", "language"), [(PHONE, "id"), (DESK, "en")], ids=["phone", "desk"]
)
def test_an_officer_keeps_a_group_that_its_member_may_leave(
    width: int,
    language: str,
    page_for: Callable[..., Any],
    axe_source: str,
    installation: Any,
) -> None:
    desk = Desk(page_for("officer", width=width, language=language), axe_source)
    name = f"Koperasi Ulubelu {language}"

    desk.fill("/groups/add/", kind="cooperative", name=name)
    desk.look("the page to add members")
    group = installation.ids("registry_group")[-1]
    desk.open(f"/groups/{group}/members/add/?q=ulubelu lestari")
    desk.page.locator("[name=business]").first.check()
    desk.page.fill("[name=since]", "2025-02-01")
    desk.page.click(SAVE)
    member = installation.ids("registry_groupmember")[-1]
    owner = Desk(page_for("owner", width=width, language=language), axe_source)
    owner.open("/groups/")
    owner.open(f"/groups/{group}/")
    can_leave = WORDS[language]["leave"] in owner.visit.text()
    owner.open(f"/memberships/{member}/leave/")
    owner.page.click(SAVE)
    desk.open(f"/groups/{group}/")
    desk.open(f"/groups/{group}/edit/")
    desk.open("/groups/?q=ulubelu")
    desk.fill(f"/memberships/{member}/leave/")
    ended = desk.visit.text()

    assert can_leave
    assert name in ended
    assert owner.visit.open(f"/groups/{group}/") == 404
    faults = desk.faults + owner.faults + desk.visit.complaints
    assert faults == []


def test_a_person_makes_a_token_and_revokes_it(
    page_for: Callable[..., Any], axe_source: str, installation: Any
) -> None:
    desk = Desk(page_for("owner", width=PHONE, language="id"), axe_source)

    desk.fill("/account/tokens/add/", name="Lembar koperasi")
    desk.look("token shown")
    text = desk.page.input_value("#token")
    before = desk.page.evaluate(ASK, text)
    desk.open("/account/tokens/")
    token = installation.ids("accounts_apitoken")[-1]
    desk.open(f"/account/tokens/{token}/revoke/")
    desk.page.click(SAVE)
    after = desk.page.evaluate(ASK, text)

    assert (before, after) == (200, 401)
    assert desk.faults == []
