"""Whole journeys as people make them, in a real browser on a real installation."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import ExifTags, Image

pytestmark = pytest.mark.browser

PHONE = 360
PASSWORD = "tiga kata mudah"
TODAY = date.today()  # noqa: DTZ011


def _new_login() -> str:
    return f"u{uuid4().hex[:10]}@example.org"


def _photo(folder: Path) -> Path:
    """A picture that tells where it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Cheap phone"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "S"
    path = folder / "chips.jpg"
    Image.new("RGB", (2400, 1800), (180, 120, 40)).save(path, exif=exif)
    return path


def _sign_up(visit: Any, login: str, name: str, house: str, role: str) -> None:
    visit.open("/account/sign-up/")
    page = visit.page
    page.check(f"input[name=role][value={role}]")
    page.fill("#id_name", name)
    page.fill("#id_organisation", house)
    page.fill("#id_login", login)
    page.fill("#id_password", PASSWORD)
    page.check("#id_agrees")
    page.click("main form button.button-primary")
    page.wait_for_url(f"{visit.url}/")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_owner_adds_a_product_on_a_phone_and_sees_what_is_missing(
    script: bool, page_for: Callable[..., Any], tmp_path: Path
) -> None:
    visit = page_for("", width=PHONE, java_script_enabled=script)
    page = visit.page
    _sign_up(visit, _new_login(), "Rohmah", f"Keripik {uuid4().hex[:6]}", "owner")
    assert "Pertama" in visit.text()

    page.click("main a.button-primary")
    page.fill("#id_name", f"Keripik Bu Rohmah {uuid4().hex[:6]}")
    page.select_option("#id_region_code", "18.71")
    page.click("main form button.button-primary")
    page.select_option("#id_family", "banana_chips")
    page.set_input_files("#id_photo", _photo(tmp_path))
    page.fill("#id_kg", "800")
    page.click("main form button.button-primary")
    assert "keripik pisang" in visit.text().lower()
    assert re.search(r"/products/\d+/record/$", visit.path())

    picture = page.get_attribute("main img.photo", "src")
    answer = page.request.get(visit.url + str(picture))
    shown = Image.open(io.BytesIO(answer.body()))
    assert answer.headers["content-type"] == "image/jpeg"
    assert max(shown.size) <= 1600
    assert not shown.getexif()

    number = re.findall(r"\d+", visit.path())[0]
    visit.open(f"/cases/product/{number}/new/")
    page.select_option("#id_destination", "DE")
    page.click("main form button.button-primary")
    words = visit.text()
    assert re.search(r"Belum siap|Belum dapat dipastikan", words)
    assert "NIB" in words
    visit.open("/")
    assert "Langkah berikutnya" in visit.text()
    assert visit.complaints == []


def test_an_officer_loads_a_list_and_records_a_visit(
    page_for: Callable[..., Any], tmp_path: Path
) -> None:
    mark = uuid4().hex[:6]
    listed = tmp_path / f"daftar-{mark}.csv"
    listed.write_text(
        f"DAFTAR UMKM {mark}\nKEADAAN 2026\n\n"
        "NO,NAMA USAHA,NAMA PEMILIK,KABUPATEN/KOTA,TELP,PRODUK\n"
        f"1,Kopi {mark},Siti,Kab. Tanggamus,081000000201,Kopi robusta\n"
        f"2,Gula {mark},Wayan,Kab. Pringsewu,,Gula aren\n"
        "3,,,Kota Metro,081000000203,Keripik\n",
        encoding="utf-8",
    )
    visit = page_for("officer", language="en")
    page = visit.page

    visit.open("/imports/add/")
    page.set_input_files("input[type=file]", listed)
    page.click("main form button.button-primary")
    seen = visit.text()
    assert f"Kopi {mark}" in seen
    assert "row refused" in seen
    page.click("button[value=load] >> nth=0")
    assert re.search(r"2\s+new businesses", visit.text())

    visit.open(f"/search/?q=kopi+{mark}")
    page.click(f"main a:has-text('Kopi {mark}')")
    page.click("main a:has-text('Record a visit')")
    page.fill("#id_visited_on", TODAY.isoformat())
    page.fill("#id_seen", "Drying floor of cement, 3 t in the store")
    page.fill("#id_next_step", "Bring a moisture meter")
    page.click("main form button.button-primary")

    assert "Drying floor of cement" in visit.text()
    assert "Bring a moisture meter" in visit.text()
    assert visit.complaints == []


def test_a_buyer_finds_cocopeat_and_asks_for_it(page_for: Callable[..., Any]) -> None:
    visit = page_for("", language="en")
    page = visit.page
    visit.open("/products/")
    page.fill("main input[name=q]", "coco peat")
    page.click("main form button.button-primary")
    page.click("main a:has-text('Cocopeat cuci')")
    assert "HS" in visit.text()

    _sign_up(visit, _new_login(), "A. Green", f"Berry Farm {uuid4().hex[:6]}", "buyer")
    visit.open("/requests/add/?family=cocopeat")
    page.fill("#id_quantity", "20")
    page.fill("#id_window_from", (TODAY + timedelta(days=20)).isoformat())
    page.fill("#id_window_to", (TODAY + timedelta(days=80)).isoformat())
    page.select_option("#id_destination", "AU")
    if page.locator("#id_company_country").count():
        page.select_option("#id_company_country", "AU")
    assert page.input_value("#id_family") == "cocopeat"
    page.click("main form button.button-primary")

    assert "20 t coir pith" in visit.text()
    visit.open("/")
    assert "coir pith" in visit.text()
    assert visit.complaints == []


def test_a_meeting_is_held_and_closed_with_a_next_step(
    page_for: Callable[..., Any], installation: Any
) -> None:
    request = installation.ids("matching_buyerrequest", "family_id = 'cinnamon_cassia'")
    product = installation.ids(
        "registry_product", "family_id = 'cinnamon_cassia' AND is_published"
    )
    visit = page_for("officer", language="en")
    page = visit.page
    visit.open(f"/meetings/add/{request[0]}/{product[0]}/")
    moment = f"{TODAY - timedelta(days=1)}T0{TODAY.day % 9}:{TODAY.day % 60:02d}"
    page.fill("#id_starts_at", moment)
    page.fill("#id_place", f"Room {uuid4().hex[:6]}")
    page.click("main form button.button-primary")
    meeting = visit.path()

    page.select_option("#id_outcome", "sample_wanted")
    form = page.locator("form:has(#id_outcome)")
    form.evaluate("form => form.noValidate = true")
    form.locator("button.button-primary").click()
    assert page.locator("#id_next_step_error").count() == 1

    visit.open(meeting)
    page.select_option("#id_outcome", "sample_wanted")
    page.fill("#id_next_step", "Send 500 g by courier")
    page.fill("#id_next_step_owner", "Marlina")
    page.fill("#id_next_step_due_on", (TODAY + timedelta(days=7)).isoformat())
    page.click("form:has(#id_outcome) button.button-primary")

    words = visit.text()
    assert "Send 500 g by courier" in words
    assert "Marlina" in words
    assert page.locator("#id_outcome").count() == 0


def test_a_stranger_is_refused_everywhere(
    page_for: Callable[..., Any], installation: Any
) -> None:
    visit = page_for("")
    _sign_up(visit, _new_login(), "Orang Lain", f"Usaha {uuid4().hex[:6]}", "owner")
    one = {
        name: installation.ids(table, where)[0]
        for name, table, where in (
            ("business", "registry_business", "is_example"),
            ("product", "registry_product", "1 = 1"),
            ("lot", "registry_lot", "1 = 1"),
            ("case", "validation_case", "1 = 1"),
            ("document", "validation_document", "1 = 1"),
            ("meeting", "meetings_meeting", "1 = 1"),
            ("deal", "exports_deal", "1 = 1"),
            ("rung", "exports_dealrung", "1 = 1"),
        )
    }

    for path in (
        f"/businesses/{one['business']}/",
        f"/businesses/{one['business']}/edit/",
        f"/products/{one['product']}/record/",
        f"/products/{one['product']}/edit/",
        f"/products/{one['product']}/lots/add/",
        f"/cases/{one['case']}/",
        f"/cases/product/{one['product']}/new/",
        f"/cases/business/{one['business']}/paper/",
        f"/cases/paper/{one['document']}/check/",
        f"/cases/paper/{one['document']}/file/",
        f"/cases/lot/{one['lot']}/result/",
        f"/meetings/{one['meeting']}/",
        f"/deals/{one['deal']}/",
        "/businesses/",
        "/imports/",
        "/statistics/",
    ):
        assert visit.open(path) == 404, path


def test_a_rung_is_confirmed_by_another_person(
    page_for: Callable[..., Any], installation: Any
) -> None:
    deal = installation.ids("exports_deal", "1 = 1")[0]
    recorder = page_for("officer", language="en")
    page = recorder.page
    recorder.open(f"/deals/{deal}/")
    page.click("main a.button-primary")
    page.select_option("#id_rung", "contract")
    page.fill("#id_reached_on", TODAY.isoformat())
    page.fill("#id_proof", "Contract HB-7, signed by both")
    page.fill("#id_value_amount", "49600")
    page.fill("#id_value_currency", "USD")
    page.click("main form button.button-primary")
    assert "Contract HB-7" in recorder.text()
    rung = installation.ids("exports_dealrung", "proof LIKE 'Contract HB-7%'")[0]
    confirm = f"form[action='/deals/rungs/{rung}/confirm/'] button"

    assert page.locator(confirm).count() == 0
    second = page_for("approver", language="en")
    second.open("/deals/to-confirm/")
    second.page.click(confirm)

    confirmed = installation.ids(
        "exports_dealrung", f"id = {rung} AND confirmed_by_id <> recorded_by_id"
    )
    assert confirmed == [rung]
