"""Files of every kind: what is read, and what is refused in which words."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from wadah.apps.registry.importing.header import find_header
from wadah.apps.registry.importing.mapping import propose_mapping
from wadah.apps.registry.importing.reading import read_table
from wadah.apps.registry.importing.table import RawTable, column_letter
from wadah.core.values import InvalidInput

CSV = "NO,NAMA USAHA,PEMILIK,ALAMAT,TELP\n1,Maju Jaya,Siti,Jl. Mawar 3,0721-123456\n"


def write_workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for row_index, row in enumerate(rows):
                for column_index, value in enumerate(row):
                    if value is not None:
                        sheet.write(row_index, column_index, value)
    return path


def write_file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


HEADER = ("NO", "NAMA USAHA", "PEMILIK", "ALAMAT")


def test_keeps_the_row_numbers_of_the_spreadsheet(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "list.xlsx",
        {"Data": [(), (), ("DAFTAR USAHA",), (), HEADER, (1, 88, "Ali", "Jl. A")]},
    )

    table = read_table(path)

    assert table.sheet == "Data"
    assert table.rows[4].number == 5
    assert table.rows[5].cells == ("1", "88", "Ali", "Jl. A")
    assert table.rows[5].numeric == {0, 1}
    assert find_header(table).first_row == 5


def test_takes_the_sheet_with_the_best_header_and_most_rows(tmp_path: Path) -> None:
    row = (1, "Maju", "Ali", "Jl. A")
    path = write_workbook(
        tmp_path / "list.xlsx",
        {
            "rekap": [("Kecamatan", "Jumlah")] + [("Metro", 5)] * 9,
            "pendek": [HEADER, row],
            "panjang": [HEADER, row, row, row],
        },
    )

    assert read_table(path).sheet == "panjang"
    assert read_table(path, "PENDEK ").sheet == "pendek"


def test_refuses_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", {"final": [HEADER]})

    with pytest.raises(InvalidInput) as caught:
        read_table(path, "finale")

    assert (caught.value.field, caught.value.rule) == ("sheet", "unknown_word")
    assert "final" in caught.value.message.en


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.replace(",", ";").encode(),
        CSV.replace(",", "\t").encode(),
        CSV.encode("utf-16"),
        CSV.replace("\n", "\r\n").encode(),
    ],
)
def test_reads_csv_in_every_usual_encoding_and_delimiter(
    tmp_path: Path, content: bytes
) -> None:
    table = read_table(write_file(tmp_path / "list.csv", content))

    assert table.rows[1].cells == (
        "1",
        "Maju Jaya",
        "Siti",
        "Jl. Mawar 3",
        "0721-123456",
    )


def test_reads_letters_of_an_old_windows_file(tmp_path: Path) -> None:
    path = write_file(
        tmp_path / "list.csv", CSV.replace("Maju", "Café").encode("cp1252")
    )

    assert read_table(path).rows[1].cells[1] == "Café Jaya"


def test_counts_a_record_with_line_breaks_as_one_row(tmp_path: Path) -> None:
    path = write_file(tmp_path / "l.csv", b'NAMA USAHA,"AL\nAMAT",TELP\n\nMaju,a,1\n')

    table = read_table(path)

    assert [row.number for row in table.rows] == [1, 2, 3]
    assert table.rows[2].cells[0] == "Maju"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file_empty"),
        (b"%PDF-1.7 x", "not_a_spreadsheet"),
        (b"<html><table></table></html>", "not_a_spreadsheet"),
        (b"\x89PNG\x00\x00\x00", "not_a_spreadsheet"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "not_a_spreadsheet"),
        (b"PK\x03\x04 and then nothing", "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file_damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "password_protected",
        ),
    ],
)
def test_refuses_a_file_that_is_no_list(
    tmp_path: Path, content: bytes, rule: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_table(write_file(tmp_path / "list.xlsx", content))

    assert (caught.value.field, caught.value.rule) == ("file", rule)
    assert caught.value.message.id != caught.value.message.en


def test_refuses_an_absent_file_and_a_sheet_of_a_csv(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="file_absent"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(InvalidInput, match="sheet_in_csv"):
        read_table(write_file(tmp_path / "list.csv", CSV.encode()), "final")


def test_refuses_another_kind_of_archive(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<a/>")

    with pytest.raises(InvalidInput, match="format_unsupported"):
        read_table(path)


@pytest.mark.parametrize("seed", range(4))
def test_reads_or_refuses_a_damaged_workbook_without_another_error(
    tmp_path: Path, seed: int
) -> None:
    whole = write_workbook(
        tmp_path / "whole.xlsx", {"Data": [HEADER, (1, "Maju", "Ali", "Jl. A")]}
    ).read_bytes()
    chance = random.Random(seed)

    for _ in range(50):
        content = bytearray(whole)
        for _ in range(8):
            content[chance.randrange(4, len(content))] = chance.randrange(256)
        path = write_file(tmp_path / "broken.xlsx", bytes(content))
        try:
            assert read_table(path).file_name == "broken.xlsx"
        except InvalidInput as refusal:
            assert refusal.field == "file"


def test_refuses_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as stream:
            for _ in range(501):
                stream.write(b" " * (1 << 20))

    with pytest.raises(InvalidInput, match="file_unpacks_too_large"):
        read_table(path)


def test_refuses_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024 + 1)

    with pytest.raises(InvalidInput, match="file_too_large"):
        read_table(path)


def test_refuses_a_sheet_with_a_cell_in_its_last_corner(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write(1048575, 16383, "x")

    with pytest.raises(InvalidInput, match="sheet_too_wide"):
        read_table(path)


def csv_table(tmp_path: Path, text: str) -> RawTable:
    return read_table(write_file(tmp_path / "list.csv", text.encode()))


def test_joins_two_header_rows_and_drops_the_column_numbers(tmp_path: Path) -> None:
    table = csv_table(
        tmp_path,
        "DAFTAR IKM,,,,,,\nKOTA : METRO,,,,,,\n"
        "NO,NAMA PERUSAHAAN,ALAMAT,,NOMOR,KBLI,TENAGA KERJA (ORANG)\n"
        ",,JALAN,KECAMATAN,KBLI,,L\n"
        "1,2,3,4,5,6,7\n"
        "1,Maju,Mawar,Metro,10710,Roti,2\n",
    )

    header = find_header(table)
    mapping = propose_mapping(header)

    assert (header.first_row, header.last_row) == (3, 5)
    assert header.title_lines == ("DAFTAR IKM", "KOTA : METRO")
    assert [column.title for column in header.columns] == [
        "NO",
        "NAMA PERUSAHAAN",
        "ALAMAT JALAN",
        "ALAMAT KECAMATAN",
        "NOMOR KBLI",
        "KBLI",
        "TENAGA KERJA (ORANG) L",
    ]
    assert mapping.fields == {
        "A": "external_no",
        "B": "name",
        "C": "street",
        "D": "district",
        "E": "kbli",
        "F": "kbli_title",
        "G": "workers_male",
    }


def test_takes_the_first_business_for_no_second_header_row(tmp_path: Path) -> None:
    table = csv_table(tmp_path, "NAMA USAHA,ALAMAT,TELP\nJumlah,Jl. A,0812\n")

    assert find_header(table).last_row == 1


@pytest.mark.parametrize(
    ("text", "rule"), [("\n,,\n", "table_empty"), ("a,b\n1,2\n", "header_not_found")]
)
def test_refuses_a_table_without_header(tmp_path: Path, text: str, rule: str) -> None:
    with pytest.raises(InvalidInput, match=rule):
        find_header(csv_table(tmp_path, text))


def test_refuses_a_list_without_names_until_the_column_is_shown(
    tmp_path: Path,
) -> None:
    header = find_header(csv_table(tmp_path, "NO,JULUKAN,KECAMATAN\n1,Maju,Metro\n"))

    with pytest.raises(InvalidInput, match="name_column_missing"):
        propose_mapping(header)

    assert propose_mapping(header, ["julukan=name"]).fields["B"] == "name"
    assert propose_mapping(header, ["B=name", "NO=ignore"]).fields == {
        "B": "name",
        "C": "district",
    }


@pytest.mark.parametrize(
    ("override", "rule", "hint"),
    [
        ("PEMILK=name", "unknown_word", "PEMILIK"),
        ("PEMILIK=owner_nam", "unknown_word", "owner_name"),
        ("PEMILIK", "map_format", "COLUMN=FIELD"),
    ],
)
def test_refuses_an_unknown_column_or_field_with_the_nearest(
    tmp_path: Path, override: str, rule: str, hint: str
) -> None:
    header = find_header(csv_table(tmp_path, CSV))

    with pytest.raises(InvalidInput) as caught:
        propose_mapping(header, [override])

    assert (caught.value.field, caught.value.rule) == ("map", rule)
    assert hint in caught.value.message.en


def test_names_columns_as_spreadsheets_do() -> None:
    assert [column_letter(i) for i in (0, 25, 26, 249, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "IP",
        "ZZ",
        "AAA",
    ]
