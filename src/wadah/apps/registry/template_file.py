"""The workbook to fill in: drop-downs, a help sheet, an example that is skipped.

Its column titles are those that the import knows; a filled one loads as it is.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from wadah.apps.reference.models import ProductFamily, Region
from wadah.core.values import Text, unknown_word

BUSINESSES = "businesses"
KINDS = (BUSINESSES,)
DATA_SHEET, HELP_SHEET, WORDS_SHEET = "Usaha", "Petunjuk - Help", "Pilihan - Choices"
ROWS = 5_000
LEGAL_FORMS = ("UD", "CV", "PT", "PERORANGAN", "KUB", "KOPERASI", "KELOMPOK TANI")
SIZES = ("mikro (micro)", "kecil (small)", "menengah (medium)", "besar (large)")
# The import takes a row that begins so, and names no owner, for a note.
EXAMPLE_MARK = "* CONTOH / EXAMPLE: "


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column: its title, what to write, an example, the choices, and its width."""

    title: str
    about: Text
    example: str | int = ""
    choices: Sequence[str] = ()
    # A choice may be left for words of one's own.
    is_free: bool = False
    width: int = 20


def make_template(kind: str) -> bytes:
    """The workbook of a kind.

    Raises `InvalidInput` for a kind that has none.
    """
    if kind not in KINDS:
        raise unknown_word("kind", kind, KINDS)
    return write_template(DATA_SHEET, list_columns(), _GUIDE)


def write_template(
    sheet: str, columns: Sequence[TemplateColumn], guide: Sequence[Text]
) -> bytes:
    """A workbook with a sheet to fill in, a sheet of help and one of choices."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        data = book.add_worksheet(sheet)
        help_sheet = book.add_worksheet(HELP_SHEET)
        words = book.add_worksheet(WORDS_SHEET)
        _write_data(book, data, columns)
        _write_guide(book, help_sheet, columns, guide)
        _write_words(words, columns)
    return out.getvalue()


def family_choices() -> list[str]:
    """`keripik pisang (banana chips)`: the import finds the family by either name."""
    families = ProductFamily.objects.filter(disabled_from__isnull=True)
    return sorted(f"{family.name_id} ({family.name_en})" for family in families)


def region_choices() -> list[str]:
    """Regencies and cities by name."""
    regions = Region.objects.exclude(kind="province")
    return sorted(regions.values_list("name", flat=True))


def list_columns() -> list[TemplateColumn]:
    """The columns of the businesses' workbook, in their order."""
    return [
        TemplateColumn("NAMA USAHA", _ABOUT["name"], "Kopi Wati", width=30),
        TemplateColumn("PEMILIK", _ABOUT["owner"], width=26),
        TemplateColumn("TELEPON", _ABOUT["phone"], "081234567890"),
        TemplateColumn("EMAIL", _ABOUT["email"], "wati@contoh.id", width=24),
        TemplateColumn(
            "KABUPATEN/KOTA", _ABOUT["regency"], "Kota Metro", region_choices(),
            width=24,
        ),
        TemplateColumn("KECAMATAN", _ABOUT["district"], "Metro Pusat"),
        TemplateColumn("DESA/KELURAHAN", _ABOUT["village"], "Imopuro"),
        TemplateColumn("ALAMAT", _ABOUT["street"], "Jl. Mawar 3", width=30),
        TemplateColumn(
            "BENTUK USAHA", _ABOUT["legal_form"], "UD", LEGAL_FORMS, is_free=True
        ),
        TemplateColumn(
            "SKALA USAHA", _ABOUT["size"], SIZES[0], SIZES, width=20
        ),
        TemplateColumn("NIB", _ABOUT["nib"], "1234567890123"),
        TemplateColumn("NPWP", _ABOUT["npwp"], "123456789012345"),
        TemplateColumn("KODE KBLI", _ABOUT["kbli"], "10761", width=12),
        TemplateColumn(
            "PRODUK", _ABOUT["product"], "biji kopi robusta", family_choices(),
            is_free=True, width=40,
        ),
        TemplateColumn("TENAGA KERJA", _ABOUT["workers"], 4, width=14),
        TemplateColumn("INVESTASI (RP)", _ABOUT["investment"], 25_000_000),
        TemplateColumn("OMZET SETAHUN (RP)", _ABOUT["sales"], 120_000_000),
        TemplateColumn("TAHUN DATA", _ABOUT["year"], 2026, width=12),
    ]  # fmt: skip


def _write_data(book: Any, sheet: Any, columns: Sequence[TemplateColumn]) -> None:
    head = book.add_format(
        {"bold": True, "bg_color": "#4F101D", "font_color": "#FFFFFF", "border": 1,
         "valign": "vcenter", "text_wrap": True}
    )  # fmt: skip
    example = book.add_format({"italic": True, "font_color": "#80590C"})
    # As text: 0812 keeps its zero, and a NIB all of its digits.
    text = book.add_format({"num_format": "@"})
    amount = book.add_format({"num_format": "#,##0"})
    sheet.set_row(0, 30)
    for place, column in enumerate(columns):
        is_number = isinstance(column.example, int)
        sheet.set_column(place, place, column.width, amount if is_number else text)
        sheet.write_string(0, place, column.title, head)
        sheet.write_comment(
            0, place, f"{column.about.id}\n\n{column.about.en}",
            {"x_scale": 2, "y_scale": 1.5},
        )  # fmt: skip
        if column.choices:
            sheet.data_validation(1, place, ROWS, place, _validation(place, column))
        if isinstance(column.example, int):
            sheet.write_number(1, place, column.example, example)
        else:
            mark = EXAMPLE_MARK if place == 0 else ""
            sheet.write_string(1, place, f"{mark}{column.example}", example)
    sheet.freeze_panes(1, 1)


def _validation(place: int, column: TemplateColumn) -> dict[str, object]:
    letter = xlsxwriter.utility.xl_col_to_name(place)
    last = len(column.choices)
    return {
        "validate": "list",
        "source": f"='{WORDS_SHEET}'!${letter}$2:${letter}${last + 1}",
        "error_type": "information" if column.is_free else "warning",
        "error_title": column.title,
        "error_message": "Pilih dari daftar. Choose from the list.",
    }


def _write_guide(
    book: Any, sheet: Any, columns: Sequence[TemplateColumn], guide: Sequence[Text]
) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 2, 60)
    for number, line in enumerate(guide):
        sheet.write_string(number, 1, line.id, wrapped)
        sheet.write_string(number, 2, line.en, wrapped)
    for number, column in enumerate(columns, len(guide) + 1):
        sheet.write_string(number, 0, column.title, bold)
        sheet.write_string(number, 1, column.about.id, wrapped)
        sheet.write_string(number, 2, column.about.en, wrapped)


def _write_words(sheet: Any, columns: Sequence[TemplateColumn]) -> None:
    """The choices stand in the column of their field, so that each is found."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        for number, word in enumerate(column.choices, 1):
            sheet.write_string(number, place, word)


_GUIDE = (
    Text(
        "Isi satu baris untuk satu usaha di lembar “Usaha”. Judul kolom jangan diubah.",
        "Fill in one row for each business on the sheet “Usaha”. Keep the titles.",
    ),
    Text(
        "Baris contoh (huruf miring) dilewati saat dimuat; boleh dibiarkan atau "
        "dihapus.",
        "The example row (in italics) is skipped when loading; leave or delete it.",
    ),
    Text(
        "Yang wajib hanya nama usaha atau nama pemilik. Yang tidak diketahui "
        "dikosongkan.",
        "Only the name of the business or of its owner is required. Leave empty what "
        "you do not know.",
    ),
    Text(
        "Sel telepon, NIB, NPWP dan KBLI berformat teks, supaya angka nol di depan "
        "tidak hilang.",
        "The cells of phone, NIB, NPWP and KBLI are formatted as text, so that leading "
        "zeros stay.",
    ),
    Text(
        "Di Wadah: Impor, lalu Muat daftar; atau: wadah import businesses BERKAS.",
        "In Wadah: Imports, then Load a list; or: wadah import businesses FILE.",
    ),
)
_ABOUT = {
    "name": Text(
        "Nama usaha, paling banyak 200 huruf.",
        "Name of the business, at most 200 letters.",
    ),
    "owner": Text("Nama pemilik.", "Name of the owner."),
    "phone": Text(
        "Nomor telepon, sebaiknya yang memakai WhatsApp: 081234567890.",
        "Phone number, best one with WhatsApp: 081234567890.",
    ),
    "email": Text("Satu alamat email.", "One e-mail address."),
    "regency": Text(
        "Pilih kabupaten atau kota dari daftar.",
        "Choose the regency or city from the list.",
    ),
    "district": Text("Kecamatan, tulis bebas.", "District, in your own words."),
    "village": Text("Desa, kelurahan atau pekon.", "Village."),
    "street": Text("Jalan dan nomor.", "Street and number."),
    "legal_form": Text(
        "Pilih dari daftar atau tulis sendiri.",
        "Choose from the list or write your own.",
    ),
    "size": Text(
        "Menurut pengakuan usaha: mikro, kecil, menengah atau besar.",
        "As the business says: micro, small, medium or large.",
    ),
    "nib": Text(
        "13 angka, dari surat OSS. Disimpan terenkripsi.",
        "13 digits, from the paper of the OSS. Stored encrypted.",
    ),
    "npwp": Text(
        "15 atau 16 angka. Disimpan terenkripsi.",
        "15 or 16 digits. Stored encrypted.",
    ),
    "kbli": Text("5 angka.", "5 digits."),
    "product": Text(
        "Produk utama: pilih dari daftar, atau tulis sendiri.",
        "Main product: choose from the list, or write your own.",
    ),
    "workers": Text(
        "Jumlah tenaga kerja, termasuk pemilik.",
        "Number of people at work, the owner included.",
    ),
    "investment": Text(
        "Modal dalam rupiah penuh, tanpa titik.",
        "Capital in full rupiah, without dots.",
    ),
    "sales": Text(
        "Penjualan setahun dalam rupiah penuh, tanpa titik.",
        "Sales of a year in full rupiah, without dots.",
    ),
    "year": Text("Tahun keadaan data ini.", "Year which these data describe."),
}
