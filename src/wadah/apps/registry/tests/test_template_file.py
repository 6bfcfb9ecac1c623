"""The workbook to fill in: what is written there comes back from the import."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
import python_calamine
import xlsxwriter
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.reference.data_files import read_thesaurus
from wadah.apps.reference.models import ProductFamily, Region
from wadah.apps.registry.actions.import_businesses import import_businesses
from wadah.apps.registry.models import Business
from wadah.apps.registry.template_file import (
    DATA_SHEET,
    HELP_SHEET,
    WORDS_SHEET,
    family_choices,
    list_columns,
    make_template,
    region_choices,
)
from wadah.core.language import family_of_activity
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
FILLED = {
    "NAMA USAHA": "Kopi Wati", "PEMILIK": "Wati Lestari", "TELEPON": "081234567890",
    "EMAIL": "wati@contoh.id", "KABUPATEN/KOTA": "Kota Metro",
    "KECAMATAN": "Metro Pusat", "DESA/KELURAHAN": "Imopuro", "ALAMAT": "Jl. Mawar 3",
    "BENTUK USAHA": "KUB", "SKALA USAHA": "kecil (small)", "NIB": "0123456789012",
    "NPWP": "012345678901234",
    "KODE KBLI": "01270", "TENAGA KERJA": 4, "INVESTASI (RP)": 25_000_000,
    "OMZET SETAHUN (RP)": 120_000_000, "TAHUN DATA": 2026,
}  # fmt: skip


@pytest.fixture(autouse=True)
def reference(db: None) -> None:
    load_reference()


def sheet_rows(content: bytes, name: str) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def fill(path: Path, rows: list[dict[str, object]]) -> Path:
    """The template as a person leaves it: titles, example row, and what was typed."""
    template = sheet_rows(make_template("businesses"), DATA_SHEET)
    titles = template[0]
    with xlsxwriter.Workbook(path) as book:
        for name in (DATA_SHEET, HELP_SHEET, WORDS_SHEET):
            sheet = book.add_worksheet(name)
            written = sheet_rows(make_template("businesses"), name)
            if name == DATA_SHEET:
                written = [
                    *template[:2],
                    *([row.get(title, "") for title in titles] for row in rows),
                ]
            for number, row in enumerate(written):
                sheet.write_row(number, 0, row, None)
                for place, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, place, cell)
    return path


def test_every_field_comes_back_as_it_was_written(
    officer: Actor, tmp_path: Path
) -> None:
    family = ProductFamily.objects.get(pk="coffee_green_robusta")
    product = f"{family.name_id} ({family.name_en})"

    outcome = import_businesses(
        actor=officer,
        path=fill(tmp_path / "isi.xlsx", [{**FILLED, "PRODUK": product}]),
    )

    assert (outcome.created, outcome.refused, outcome.problems) == (1, 0, ())
    business = Business.objects.get()
    assert {
        "NAMA USAHA": business.name, "PEMILIK": business.owner_name,
        "TELEPON": business.phone.replace("+62", "0"), "EMAIL": business.email,
        "KABUPATEN/KOTA": business.region.name if business.region else "",
        "KECAMATAN": business.district, "DESA/KELURAHAN": business.village,
        "ALAMAT": business.street, "BENTUK USAHA": business.legal_form,
        "SKALA USAHA": {"small": "kecil (small)"}.get(business.size_class),
        "NIB": business.nib, "NPWP": business.npwp, "KODE KBLI": business.kbli,
        "TENAGA KERJA": business.workers, "INVESTASI (RP)": business.investment_idr,
        "OMZET SETAHUN (RP)": business.production_value_idr,
        "TAHUN DATA": business.data_year,
    } == FILLED  # fmt: skip
    assert business.family == family
    assert set(FILLED) | {"PRODUK"} == {column.title for column in list_columns()}


def test_unfilled_template_holds_no_business(officer: Actor, tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsx"
    path.write_bytes(make_template("businesses"))

    outcome = import_businesses(actor=officer, path=path)

    assert (outcome.created, outcome.refused) == (0, 0)
    assert Business.objects.count() == 0


def test_each_region_of_the_drop_down_is_found_again(
    officer: Actor, tmp_path: Path
) -> None:
    names = region_choices()
    rows = [{"NAMA USAHA": f"Usaha {n}", "KABUPATEN/KOTA": name}
            for n, name in enumerate(names)]  # fmt: skip
    officer_everywhere = Actor(
        user_id=officer.user_id, role=officer.role,
        organisation_id=officer.organisation_id,
    )  # fmt: skip

    import_businesses(
        actor=officer_everywhere,
        path=fill(tmp_path / "isi.xlsx", rows),
        dry_run=False,
    )

    found = dict(Business.objects.values_list("name", "region__name"))
    assert [found[f"Usaha {n}"] for n in range(len(names))] == names
    assert Region.objects.exclude(kind="province").count() == len(names)


def test_each_family_of_the_drop_down_is_found_again_by_either_name() -> None:
    thesaurus = read_thesaurus()
    families = {
        f"{family.name_id} ({family.name_en})": family.pk
        for family in ProductFamily.objects.filter(disabled_from__isnull=True)
    }

    assert sorted(families) == family_choices()
    for label, slug in families.items():
        hit = family_of_activity(label, thesaurus)
        assert hit is not None and hit.family == slug


def test_workbook_has_drop_downs_and_comments_in_both_languages() -> None:
    with ZipFile(io.BytesIO(make_template("businesses"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        comments = archive.read("xl/comments1.xml").decode()

    space = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    lists = ElementTree.fromstring(sheet).findall(".//s:dataValidation", space)
    assert [rule.get("type") for rule in lists] == ["list"] * 4
    assert "Pilih kabupaten atau kota dari daftar." in comments
    assert "Choose the regency or city from the list." in comments


def test_refuses_a_kind_without_workbook() -> None:
    with pytest.raises(InvalidInput, match="businesses"):
        make_template("business")


def test_workbook_is_taken_from_the_page(
    officer: Actor, client_of: Callable[[Actor], Client]
) -> None:
    response = client_of(officer).get(reverse("registry:template_download"))

    assert sheet_rows(response.content, DATA_SHEET)[0][0] == "NAMA USAHA"
    assert 'filename="wadah-businesses.xlsx"' in response["Content-Disposition"]
