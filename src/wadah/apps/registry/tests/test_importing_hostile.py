"""Files made to do harm, and files that were broken: refused in clear words."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wadah.apps.registry.importing import reading
from wadah.apps.registry.importing.reading import read_table, read_tables
from wadah.apps.registry.importing.safety import INVISIBLE, is_invisible
from wadah.core.values import InvalidInput

HEADER = ("NO", "NAMA USAHA", "PEMILIK", "ALAMAT")
ROW = (1, "Maju Jaya", "Siti", "Jl. Mawar 3")
CSV = "NO,NAMA USAHA,PEMILIK,ALAMAT\n" + "".join(
    f"{number},Maju {number},Siti,Jl. Mawar {number}\n" for number in range(1, 30)
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
ODS_HEAD = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Data">'
)
ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
    '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def workbook(rows: Sequence[Sequence[object]], **members: str | bytes) -> bytes:
    """An XLSX with these rows; `members` replace or add parts of its archive."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                else:
                    sheet.write(number, place, cell)
    if not members:
        return out.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return changed.getvalue()


def open_document(*rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE)
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        archive.writestr("content.xml", ODS_HEAD + "".join(rows) + ODS_END)
    return out.getvalue()


def ods_row(*cells: str, repeat: int = 1) -> str:
    filled = "".join(
        '<table:table-cell office:value-type="string">'
        f"<text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    )
    empty = '<table:table-cell table:number-columns-repeated="16000"/>'
    return (
        f'<table:table-row table:number-rows-repeated="{repeat}">'
        f"{filled}{empty}</table:table-row>"
    )


def read(tmp_path: Path, content: bytes, name: str = "list.xlsx") -> reading.RawTable:
    path = tmp_path / name
    path.write_bytes(content)
    return read_table(path)


def rule_of(tmp_path: Path, content: bytes, name: str = "list.xlsx") -> str:
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path, content, name)
    assert caught.value.field == "file"
    assert caught.value.message.id != caught.value.message.en
    return caught.value.rule


def test_refuses_a_workbook_cut_in_half(tmp_path: Path) -> None:
    whole = workbook([HEADER, ROW])

    for share in (0.1, 0.5, 0.9):
        cut = whole[: int(len(whole) * share)]
        assert rule_of(tmp_path, cut) == "file_damaged"


def test_refuses_a_csv_that_breaks_off_within_its_last_row(tmp_path: Path) -> None:
    half = CSV.encode()[: len(CSV) // 2]
    assert half.count(b"\n") > 3 and not half.endswith(b"\n")

    assert rule_of(tmp_path, half, "list.csv") == "file_cut_short"


def test_reads_a_csv_whose_last_line_only_lacks_its_end(tmp_path: Path) -> None:
    table = read(tmp_path, CSV.rstrip("\n").encode(), "list.csv")

    assert table.rows[-1].cells == ("29", "Maju 29", "Siti", "Jl. Mawar 29")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_reads_the_encodings_of_old_programs(tmp_path: Path, encoding: str) -> None:
    table = read(tmp_path, CSV.replace("Siti", "André").encode(encoding), "list.csv")

    assert table.rows[1].cells == ("1", "Maju 1", "André", "Jl. Mawar 1")


@pytest.mark.parametrize(
    ("content", "rule", "word"),
    [
        (random.Random(1).randbytes(5000), "not_a_spreadsheet", "XLSX"),
        (
            bytes(b or 1 for b in random.Random(2).randbytes(5000)),
            "encoding_unknown",
            "UTF-8",
        ),
        (CSV.encode().replace(b"Maju 3", b"Maju\x00 3"), "not_a_spreadsheet", "XLSX"),
        (PNG, "not_a_spreadsheet", "PNG"),
        (b"<html><body><table></table></body></html>", "not_a_spreadsheet", "web page"),
        (b"\x1f\x8b\x08\x00abc", "not_a_spreadsheet", "GZIP"),
    ],
)
def test_refuses_what_is_no_text_and_says_what_it_is(
    tmp_path: Path, content: bytes, rule: str, word: str
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)

    with pytest.raises(InvalidInput) as caught:
        read_table(path)

    assert caught.value.rule == rule
    assert word in caught.value.message.en


def test_refuses_three_hundred_columns_in_either_kind_of_file(tmp_path: Path) -> None:
    wide = [*HEADER, *(f"x{number}" for number in range(296))]

    assert rule_of(tmp_path, workbook([wide, wide])) == "too_many_columns"
    text = f"{','.join(wide)}\n" * 3
    assert rule_of(tmp_path, text.encode(), "list.csv") == "too_many_columns"


def test_reads_a_list_whose_empty_columns_reach_far_to_the_right(
    tmp_path: Path,
) -> None:
    far = "".join(f'<c r="{column}2" s="0"/>' for column in ("KZ", "XFD"))
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns='
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>NAMA USAHA</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>ALAMAT</t></is></c></row>'
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>Maju</t></is></c>{far}</row>'
        "</sheetData></worksheet>"
    )

    table = read(tmp_path, workbook([()], **{"xl/worksheets/sheet1.xml": sheet}))

    assert table.rows[1].cells[0] == "Maju"


def test_refuses_a_bomb_by_what_its_directory_says(tmp_path: Path) -> None:
    tight = workbook([HEADER, ROW], **{"xl/media/a.xml": b" " * (30 << 20)})

    assert len(tight) < 100_000
    assert rule_of(tmp_path, tight) == "file_packed_too_tight"


def test_refuses_a_bomb_that_states_a_small_size(tmp_path: Path) -> None:
    bomb = bytearray(workbook([HEADER, ROW], **{"xl/media/a.xml": b" " * (30 << 20)}))
    size = struct.pack("<I", 30 << 20)
    while (place := bomb.find(size)) >= 0:
        bomb[place : place + 4] = struct.pack("<I", 1000)

    assert rule_of(tmp_path, bytes(bomb)) == "file_packed_too_tight"


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
def test_refuses_entities(tmp_path: Path, part: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'

    assert rule_of(tmp_path, workbook([HEADER], **{part: laughs})) == "holds_entities"


def test_refuses_macros_whatever_the_name_of_the_file(tmp_path: Path) -> None:
    with_project = workbook([HEADER, ROW], **{"xl/vbaProject.bin": b"\xd0\xcf"})
    renamed = workbook(
        [HEADER, ROW],
        **{"[Content_Types].xml": '<T c="application/x.macroEnabled.main+xml"/>'},
    )
    old = b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "_VBA_PROJECT".encode("utf-16-le")

    for name in ("list.xlsm", "list.xlsx"):
        assert rule_of(tmp_path, with_project, name) == "holds_macros"
        assert rule_of(tmp_path, renamed, name) == "holds_macros"
        assert rule_of(tmp_path, old, name) == "holds_macros"


def test_refuses_a_locked_archive(tmp_path: Path) -> None:
    locked = bytearray(workbook([HEADER, ROW]))
    place = locked.find(b"PK\x01\x02")
    while place >= 0:
        locked[place + 8] |= 1
        place = locked.find(b"PK\x01\x02", place + 1)

    assert rule_of(tmp_path, bytes(locked)) == "password_protected"


def test_refuses_a_name_of_ten_megabytes(tmp_path: Path) -> None:
    text = f"NAMA USAHA,ALAMAT\nMaju,a\n{'x' * (10 << 20)},b\n"
    name = "M" * 40_000
    strings = (
        '<?xml version="1.0"?><sst xmlns='
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<si><t>{name}</t></si></sst>"
    )

    assert rule_of(tmp_path, text.encode(), "list.csv") == "cell_too_long"
    long = workbook([["a"]], **{"xl/sharedStrings.xml": strings})
    assert rule_of(tmp_path, long) == "cell_too_long"


def test_takes_out_signs_that_nobody_sees_and_tells_where(tmp_path: Path) -> None:
    odd = "Ma\u202eju\u200b \u0007Jaya\x1b"

    for content, name in (
        (workbook([HEADER, (1, odd, "Siti", "Jl. A")]), "list.xlsx"),
        (f"{','.join(HEADER)}\n1,{odd},Siti,Jl. A\n".encode(), "list.csv"),
    ):
        row = read(tmp_path, content, name).rows[1]
        assert row.cells == ("1", "Maju Jaya", "Siti", "Jl. A")
        assert row.cleaned == {1}


def test_keeps_a_cell_that_begins_like_a_formula_as_text(tmp_path: Path) -> None:
    cell = "=cmd|' /C calc'!A0"

    table = read(tmp_path, workbook([HEADER, (1, cell, "@SUM(1)", "-2+3")]))

    assert table.rows[1].cells == ("1", cell, "@SUM(1)", "-2+3")


def test_a_million_empty_rows_cost_nothing(tmp_path: Path) -> None:
    empty = ",,,\n" * 1_000_000
    text = f"{','.join(HEADER)}\n1,Maju,,\n{empty}2,Jaya,,\n"

    table = read(tmp_path, text.encode(), "list.csv")

    assert (table.rows[-1].number, table.rows[-1].cells[1]) == (1_000_003, "Jaya")
    assert len(table.rows) == 3 + reading.MOST_BLANK_ROWS


def test_reads_an_open_document_with_empty_rows_to_its_end(tmp_path: Path) -> None:
    content = open_document(
        ods_row(*HEADER), ods_row("1", "Maju", "Siti", "Jl. A"), ods_row(repeat=10**6)
    )

    table = read(tmp_path, content, "list.ods")

    assert table.rows[1].cells[:4] == ("1", "Maju", "Siti", "Jl. A")


def test_refuses_an_open_document_that_repeats_its_rows_without_end(
    tmp_path: Path,
) -> None:
    bomb = open_document(ods_row(*"abcdefghij" * 6, repeat=10**6))

    assert rule_of(tmp_path, bomb) == "sheet_too_wide"


def test_gives_every_sheet_in_its_order(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("b", "a"):
            book.add_worksheet(name).write_row(0, 0, HEADER)

    assert [table.sheet for table in read_tables(path)] == ["b", "a"]


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\x03\x04"]))
def test_any_bytes_are_read_or_refused(
    tmp_path: Path, content: bytes, start: bytes
) -> None:
    path = tmp_path / "any.bin"
    path.write_bytes(start + content)

    try:
        table = read_table(path)
    except InvalidInput as refusal:
        assert refusal.field == "file"
    else:
        assert not any(is_invisible(cell) for row in table.rows for cell in row.cells)


@given(text=st.text(max_size=60))
def test_what_was_cleaned_holds_nothing_invisible_and_loses_nothing_else(
    text: str,
) -> None:
    cleaned = INVISIBLE.sub("", text)

    assert not is_invisible(cleaned)
    assert [sign for sign in text if not INVISIBLE.match(sign)] == list(cleaned)
