"""Whole journeys as people make them, click by click, and what they see on the way."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

pytestmark = pytest.mark.browser

PHONE = 360
TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()
GPS, MAKER = 0x8825, 0x010F
STRANGER = ("0812 7700 2002", "rahasia keluarga besar")


def in_days(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def photo_with_place() -> bytes:
    """A picture as a phone takes it, with the place where it was taken."""
    exif = Image.Exif()
    exif[MAKER] = "Phone"
    exif[GPS] = {1: "S", 2: (5.0, 25.0, 30.0), 3: "E", 4: (105.0, 15.0, 0.0)}
    file = io.BytesIO()
    Image.new("RGB", (1200, 900), (120, 80, 40)).save(file, "JPEG", exif=exif)
    return file.getvalue()


def send(visit: Any, button: str = "main form[method=post] button") -> None:
    """Press the last button of the page's form and wait for the next page."""
    with visit.page.expect_navigation():
        visit.page.locator(button).last.click()


def press(visit: Any, words: str, kind: str = "button") -> None:
    """Press what bears these words."""
    with visit.page.expect_navigation():
        visit.page.get_by_role(kind, name=words).first.click()


def told(visit: Any) -> str:
    """The messages on top of the page."""
    return str(visit.page.locator(".messages").inner_text())


def sign_up(visit: Any, role: str, name: str, business: str, login: str) -> None:
    visit.open("/account/sign-up/")
    visit.page.check(f"input[name=role][value={role}]")
    visit.page.fill("#id_name", name)
    visit.page.fill("#id_organisation", business)
    visit.page.fill("#id_login", login)
    visit.page.fill("#id_password", STRANGER[1])
    visit.page.check("#id_agrees")
    send(visit)


def test_an_owner_signs_up_on_a_phone_and_sees_what_is_missing(
    page_for: Callable[..., Any],
) -> None:
    visit = page_for("", width=PHONE, language="id")
    sign_up(visit, "owner", "Ibu Ratna", "Kopi Ratna", "0812 7700 1001")
    assert told(visit) == "Selamat datang di Wadah, Ibu Ratna."
    assert "Apa langkah saya berikutnya?" in visit.text()

    add_own_business(visit)
    assert told(visit) == "Usaha Anda sudah tercatat. Sekarang tambahkan produk."

    add_product_with_photo(visit)
    assert told(visit) == "Produk tercatat."
    check_photo_keeps_no_place(visit)

    assess_for_germany(visit)
    verdict = visit.page.locator(".verdict-panel").inner_text()
    assert verdict.startswith("Belum dapat dipastikan")
    missing = visit.page.locator("article.item", has_text="ID-ALL-01")
    assert "Belum ada: Nomor Induk Berusaha (NIB)." in missing.inner_text()
    # Register, and look the rule up: it is from an old official copy.
    assert missing.locator(".item-steps li").count() == 2
    assert "Untuk apa pembeli memakai barang ini?" in visit.text()

    visit.open("/")
    assert visit.page.locator("article.card-accent").count() >= 1
    assert visit.complaints == []


def add_own_business(visit: Any) -> None:
    press(visit, "Tambah usaha saya", "link")
    assert visit.page.input_value("#id_name") == "Kopi Ratna"
    visit.page.select_option("#id_region_code", "18.06")
    visit.page.fill("#id_phone", "0812 7700 1001")
    visit.page.fill("#id_made", "biji kopi robusta")
    send(visit)


def add_product_with_photo(visit: Any) -> None:
    visit.page.select_option("#id_family", "coffee_green_robusta")
    visit.page.fill("#id_name", "Robusta petik merah")
    visit.page.set_input_files(
        "#id_photo",
        {"name": "kopi.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()},
    )
    visit.page.fill("#id_kg", "750")
    send(visit)


def check_photo_keeps_no_place(visit: Any) -> None:
    assert Image.open(io.BytesIO(photo_with_place())).getexif().get_ifd(GPS)
    picture = visit.page.locator("img.photo").first
    small = picture.get_attribute("src")
    for address in (small, small.split("?")[0]):
        served = visit.page.request.get(visit.url + address)
        assert served.status == 200
        image = Image.open(io.BytesIO(served.body()))
        assert image.format == "JPEG"
        assert dict(image.getexif()) == {}
    # It loads when it comes into sight.
    picture.scroll_into_view_if_needed()
    picture.evaluate("image => image.decode()")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")


def assess_for_germany(visit: Any) -> None:
    visit.open("/")
    press(visit, "Robusta petik merah", "link")
    visit.page.select_option("#id_destination", "DE")
    for name, days in {
        "declared_on": 20, "departs_on": 22, "arrives_on": 50, "placed_on": 55
    }.items():  # fmt: skip
        visit.page.fill(f"#id_{name}", in_days(days))
    send(visit)


def test_an_officer_loads_a_list_and_records_a_visit(
    page_for: Callable[..., Any],
) -> None:
    visit = page_for("officer", language="id")
    rows = (
        "NO,NAMA PERUSAHAAN,NAMA PEMILIK,KABUPATEN,TELP,NAMA PRODUK\n"
        "1,Sabut Uji Peramban,Wati,Metro,0812 3456 7890,sabut kelapa\n"
        "2,,,Metro,,tahu\n"
    )
    visit.open("/imports/add/")
    visit.page.set_input_files(
        "#id_file",
        {"name": "daftar-uji.csv", "mimeType": "text/csv", "buffer": rows.encode()},
    )
    send(visit)
    # Which column is what; then the worker reads the list, and the page waits for it.
    send(visit)
    visit.page.wait_for_url("**/preview/", timeout=60_000)
    assert "Isi salah satunya" in check_refused_row(visit)

    press(visit, "Muat daftar ini")
    visit.page.wait_for_url(re.compile(r"/imports/\d+/$"), timeout=60_000)
    assert "1 usaha baru" in told(visit)
    assert "Isi salah satunya" in check_refused_row(visit)

    press(visit, "Sabut Uji Peramban", "link")
    assert "Wati" in visit.text()
    press(visit, "Catat kunjungan", "link")
    visit.page.fill("#id_visited_on", in_days(0))
    visit.page.fill("#id_seen", "Jemuran sabut bersih, dua mesin urai.")
    visit.page.fill("#id_next_step", "Uji kadar garam")
    visit.page.fill("#id_next_step_due_on", in_days(14))
    send(visit)
    assert told(visit) == "Kunjungan tercatat."
    assert "Jemuran sabut bersih, dua mesin urai." in visit.text()
    assert visit.complaints == []


def check_refused_row(visit: Any) -> str:
    """The one refused row is named by row and column; what is said of it."""
    refused = visit.page.locator("tr", has_text="baris ditolak")
    assert refused.count() == 1
    cells = refused.locator("td").all_inner_texts()
    assert cells[:2] == ["3", "B NAMA PERUSAHAAN"]
    return str(cells[3])


def test_a_buyer_finds_cassia_and_asks_for_it(page_for: Callable[..., Any]) -> None:
    visit = page_for("buyer", language="en")
    visit.open("/")
    visit.page.fill("#q", "cassia bark stick")
    press(visit, "Search")
    press(visit, "Kayu manis batang, kering", "link")
    assert "Kayu Manis Pesawaran Sejahtera" in visit.text()

    press(visit, "Ask for it", "link")
    assert visit.page.input_value("#id_family") == "cinnamon_cassia"
    fill_request(visit, tonnes="37")
    press(visit, "Send the request")
    assert told(visit) == (
        "Your request is in. An officer looks at it and lets it out."
    )

    visit.open("/")
    row = visit.page.locator("tbody tr", has_text=re.compile(r"37\s+t"))
    assert row.count() == 1
    assert "Australia" in row.inner_text()
    assert visit.complaints == []


def fill_request(visit: Any, *, tonnes: str) -> None:
    visit.page.fill("#id_quantity", tonnes)
    visit.page.fill("#id_window_from", in_days(30))
    visit.page.fill("#id_window_to", in_days(60))
    visit.page.select_option("#id_destination", "AU")
    visit.page.set_checked("#id_is_public", False)


def test_a_held_meeting_is_closed_only_with_a_next_step(
    page_for: Callable[..., Any], installation: Any
) -> None:
    match, *_more = installation.ids("matching_match", "product_id = 6")
    (request,) = installation.ids(
        "matching_buyerrequest",
        f"id = (SELECT request_id FROM matching_match WHERE id = {match})",
    )
    visit = page_for("officer", language="id")
    visit.open(f"/requests/{request}/")
    press(visit, "Atur pertemuan", "link")
    visit.page.fill("#id_starts_at", f"{in_days(-2)}T06:30")
    visit.page.fill("#id_minutes", "30")
    visit.page.fill("#id_place", "Balai uji, meja 9")
    send(visit)
    assert told(visit) == "Pertemuan sudah diatur."

    # The browser itself asks for the next step; here it is told not to.
    close = "Tutup dengan hasil ini"
    visit.page.select_option("#id_outcome", "sample_wanted")
    visit.page.get_by_role("button", name=close).click()
    assert visit.page.locator("#id_next_step:invalid").count() == 1
    visit.page.evaluate(
        "document.querySelectorAll('form').forEach(f => f.noValidate = true)"
    )
    press(visit, close)
    for name in ("next_step", "next_step_owner", "next_step_due_on"):
        assert visit.page.get_attribute(f"#id_{name}", "aria-invalid") == "true"

    visit.page.fill("#id_next_step", "Kirim contoh 500 g")
    visit.page.fill("#id_next_step_owner", "Marlina")
    visit.page.fill("#id_next_step_due_on", "2031-05-07")
    press(visit, close)
    assert told(visit) == "Pertemuan ditutup dengan langkah berikutnya."
    for words in ("Kirim contoh 500 g", "Marlina", "7 Mei 2031"):
        assert words in visit.text()
    assert visit.page.get_by_role("button", name=close).count() == 0
    assert visit.complaints == []


def test_a_rung_is_confirmed_by_another_person_only(
    page_for: Callable[..., Any], installation: Any
) -> None:
    (deal,) = installation.ids("exports_deal", "product_id = 4")
    officer = page_for("officer", language="id")
    officer.open(f"/deals/{deal}/")
    press(officer, "Catat anak tangga berikutnya", "link")
    officer.page.select_option("#id_rung", "sample")
    officer.page.fill("#id_reached_on", in_days(0))
    officer.page.fill("#id_proof", "Resi uji RS-77")
    send(officer)
    assert told(officer) == "Tercatat. Sekarang orang lain memeriksa buktinya."
    row = officer.page.locator("tr", has_text="Resi uji RS-77")
    assert "menunggu orang kedua" in row.inner_text()
    assert row.get_by_role("button").count() == 0
    officer.open("/deals/to-confirm/")
    assert "Resi uji RS-77" not in officer.text()
    (rung,) = installation.ids("exports_dealrung", "proof = 'Resi uji RS-77'")
    assert confirm_by_hand(officer, rung) == 409

    approver = page_for("approver", language="id")
    approver.open("/deals/to-confirm/")
    waiting = approver.page.locator("tr", has_text="Resi uji RS-77")
    assert "Dewi Anggraini" in waiting.inner_text()
    with approver.page.expect_navigation():
        waiting.get_by_role("button").click()
    assert told(approver) == "Disahkan. Mulai sekarang anak tangga ini dihitung."

    officer.open(f"/deals/{deal}/")
    row = officer.page.locator("tr", has_text="Resi uji RS-77")
    assert "Ningsih" in row.inner_text()
    assert officer.complaints + approver.complaints == []


def confirm_by_hand(visit: Any, rung: int) -> int:
    """Send the form that the page does not offer."""
    token = visit.page.input_value("input[name=csrfmiddlewaretoken] >> nth=0")
    answer = visit.page.request.post(
        f"{visit.url}/deals/rungs/{rung}/confirm/",
        form={"csrfmiddlewaretoken": token},
    )
    return int(answer.status)


@pytest.fixture
def own_business(installation: Any) -> int:
    """The business of the owner of the example."""
    (found,) = installation.ids("registry_business", "name LIKE '% Ulubelu Lestari'")
    return int(found)


@pytest.fixture
def own_paper(
    page_for: Callable[..., Any], installation: Any, own_business: int
) -> int:
    """A paper with a file, added by the owner of the example."""
    visit = page_for("owner")
    visit.open(f"/cases/business/{own_business}/paper/?by_hand=1")
    visit.page.locator("#id_type").select_option(index=1)
    visit.page.set_input_files(
        "#id_upload",
        {"name": "nib.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()},
    )
    send(visit)
    paper = installation.ids("validation_document")[-1]
    answer = visit.page.request.get(f"{visit.url}/cases/paper/{paper}/file/")
    assert answer.status == 200
    return int(paper)


@pytest.fixture
def private_request(page_for: Callable[..., Any], installation: Any) -> int:
    """A request that is not shown to everybody and that nobody is matched to."""
    visit = page_for("buyer", language="en")
    visit.open("/requests/add/?family=cocopeat")
    fill_request(visit, tonnes="11")
    press(visit, "Send the request")
    return int(installation.ids("matching_buyerrequest")[-1])


def test_a_stranger_is_refused_at_every_address_of_another_business(
    page_for: Callable[..., Any],
    installation: Any,
    own_business: int,
    own_paper: int,
    private_request: int,
) -> None:
    case = installation.ids("validation_case", "product_id = 1")[0]
    lot = installation.ids("registry_lot", "product_id = 1")[0]
    deal = installation.ids("exports_deal", "product_id = 1")[0]
    meeting = installation.ids("meetings_meeting", "product_id = 1")[0]
    own = f"/businesses/{own_business}/"
    of_owner = [
        own, f"{own}edit/", f"{own}products/add/",
        "/products/1/record/", "/products/1/edit/", "/products/1/photos/add/",
        "/products/1/lots/add/", "/products/1/capacity/", "/cases/product/1/new/",
        f"/cases/business/{own_business}/paper/", f"/cases/lot/{lot}/result/",
        f"/cases/{case}/",
        f"/cases/paper/{own_paper}/file/", f"/meetings/{meeting}/", f"/deals/{deal}/",
        f"/deals/{deal}/rungs/add/",
    ]  # fmt: skip
    owner = page_for("owner")
    statuses = {path: owner.page.request.get(owner.url + path).status
                for path in of_owner}  # fmt: skip
    assert set(statuses.values()) == {200}, statuses

    stranger = page_for("", width=PHONE)
    sign_up(stranger, "owner", "Pak Asing", "Usaha Asing", STRANGER[0])
    assert "Selamat datang" in told(stranger)
    for path in [*of_owner, f"/requests/{private_request}/"]:
        assert stranger.open(path) == 404, path
        assert "Ulubelu" not in stranger.page.content(), path
    for path in ("/businesses/", "/imports/", "/deals/to-confirm/", "/statistics/"):
        assert stranger.open(path) == 404, path


def test_reading_and_forms_work_without_script(page_for: Callable[..., Any]) -> None:
    visit = page_for("", width=PHONE, language="id", java_script_enabled=False)
    for path in ("/", "/products/", "/products/1/", "/families/cocopeat/", "/rules/"):
        assert visit.open(path) == 200
        assert visit.page.locator("h1").inner_text() != ""

    visit.page.locator("button[name=language][value=en]").click()
    assert visit.page.get_attribute("html", "lang") == "en"
    sign_up(visit, "owner", "Ibu Tanpa Skrip", "Keripik Tanpa Skrip", "0812 7700 3003")
    visit.open("/businesses/add/")
    visit.page.select_option("#id_region_code", "18.71")
    send(visit)
    assert re.fullmatch(r"/businesses/\d+/products/add/", visit.path())

    visit.page.context.clear_cookies()
    visit.open("/account/sign-in/")
    visit.page.fill("#id_login", "0812 7700 3003")
    visit.page.fill("#id_password", STRANGER[1])
    send(visit)
    assert visit.path() == "/"
    assert "Keripik Tanpa Skrip" in visit.text()
