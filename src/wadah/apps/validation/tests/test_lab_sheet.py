"""The sheet of a laboratory is read in one way or asked about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from wadah.apps.registry.sheet_file import write_xlsx
from wadah.apps.registry.tests.paper_files import (
    make_bomb,
    make_pdf,
    make_picture,
    make_zip,
)
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.lab_sheet import (
    LabSheet,
    SheetContext,
    open_sheet,
    read_sheet,
)
from wadah.apps.validation.lab_words import read_unit
from wadah.core.values import InvalidInput

HEAD = "Parameter\tHasil\tSatuan\tMetode\tLOQ\n"


def read(text: str, **chosen: str) -> LabSheet:
    context = SheetContext(
        words=read_vocabulary(), lot="L1", other_lots=frozenset({"L2"}), chosen=chosen
    )
    return read_sheet(text, context)


def only(text: str) -> dict[str, Any]:
    sheet = read(HEAD + text)
    assert [line.problems for line in sheet.lines] == [()]
    return sheet.results()[0]


def problem(text: str) -> tuple[str, str]:
    sheet = read(HEAD + text)
    (line,) = sheet.lines
    assert line.result is None
    return line.problems[0].field, line.problems[0].rule


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("kadar air", "moisture"),
        ("Kadar Air (%)", "moisture"),
        ("Moisture content", "moisture"),
        ("OTA", "ochratoxin_a"),
        ("Okratoksin A", "ochratoxin_a"),
        ("Pb", "lead"),
        ("Timbal (Pb)", "lead"),
        ("cadmium", "cadmium"),
        ("Cd", "cadmium"),
        ("Kadmium (Cd)*", "cadmium"),
        ("Hg", "mercury"),
        ("Aflatoksin B1", "aflatoxin_b1"),
        ("Total Aflatoksin", "aflatoxin_sum"),
    ],
)
def test_a_name_in_either_language_or_short_is_known(written: str, slug: str) -> None:
    unit = read_vocabulary().parameters[slug].unit

    result = only(f"{written}\t1,5\t{unit}\tSNI\t0,1")

    assert result["parameter"] == slug
    assert result["value"] == 1.5
    assert result["loq"] == 0.1


def test_alt_is_the_plate_count_in_colonies() -> None:
    result = only("ALT\t1,2 x 10^3\tkoloni/g\tSNI 2897\t")

    assert (result["parameter"], result["value"], result["unit"]) == (
        "total_plate_count", 1200.0, "cfu/g",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("mg/Kg", ("mg/kg", None)),
        ("µg/kg", ("ug/kg", None)),
        ("μg / kg", ("ug/kg", None)),
        ("mcg/kg", ("ug/kg", None)),
        ("bpj", ("ppm", None)),
        ("PPB", ("ppb", None)),
        ("persen", ("%", None)),
        ("% b/b", ("%", None)),
        ("% bk", ("%", "dry")),
        ("mg/kg (dry basis)", ("mg/kg", "dry")),
        ("g/100g", ("g/100 g", None)),
        ("Koloni/g", ("cfu/g", None)),
        ("APM/g", ("MPN/g", None)),
        ("mg/dl", ("mg/dl", None)),
    ],
)
def test_a_unit_is_known_in_its_spellings(
    written: str, unit: tuple[str, str | None]
) -> None:
    assert read_unit(written) == unit


@pytest.mark.parametrize(
    ("cell", "loq", "below"),
    [
        ("< 0,01", "", 0.01),
        ("<0.01", "0,005", 0.01),
        ("ttd", "0,02", 0.02),
        ("Tidak terdeteksi", "0,02", 0.02),
        ("n.d.", "0.02", 0.02),
        ("ND (< 0,05)", "", 0.05),
        ("not detected", "<0,02", 0.02),
    ],
)
def test_not_found_is_below_a_limit(cell: str, loq: str, below: float) -> None:
    result = only(f"Cd\t{cell}\tmg/kg\tAAS\t{loq}")

    assert result["below"] == below
    assert "value" not in result


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Cd\tttd\tmg/kg\tAAS\t", ("loq", "loq_missing")),
        ("Cd\t1.500\tmg/kg\tAAS\t", ("value", "number_ambiguous")),
        ("Cd\t1,500\tmg/kg\tAAS\t", ("value", "number_ambiguous")),
        ("Cd\t0,1\tmg/kg\tAAS\t1.500", ("loq", "number_ambiguous")),
        ("Cd\t-0,1\tmg/kg\tAAS\t", ("value", "negative")),
        ("Cd\t> 3\tmg/kg\tAAS\t", ("value", "value_above")),
        ("Cd\t\tmg/kg\tAAS\t", ("value", "value_missing")),
        ("Cd\tbaik\tmg/kg\tAAS\t", ("value", "number_expected")),
        ("Cd\t0,1\tcfu/g\tAAS\t", ("unit", "unit_not_for_parameter")),
        ("ALT\t100\tmg/kg\tSNI\t", ("unit", "unit_not_for_parameter")),
        ("Cd\t0,1\tmg/dl\tAAS\t", ("unit", "unknown_word")),
        ("Cd\t0,1\t\tAAS\t", ("unit", "unit_missing")),
        ("Zat xyz\t0,1\tmg/kg\tAAS\t", ("parameter", "parameter_unknown")),
        ("Okratoxin-A\t0,1\tug/kg\tHPLC\t", ("parameter", "parameter_unsure")),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_about(
    line: str, found: tuple[str, str]
) -> None:
    assert problem(line) == found


def test_a_likely_name_counts_once_a_person_confirms_it() -> None:
    text = f"{HEAD}Okratoxin-A\t0,4\tug/kg\tHPLC\t"

    assert read(text).lines[0].match.slug == "ochratoxin_a"
    confirmed = read(text, **{"Okratoxin-A": "ochratoxin_a"})
    left_out = read(text, **{"Okratoxin-A": "-"})

    assert confirmed.results()[0]["value"] == 0.4
    assert left_out.results() == []
    assert not left_out.has_problems


def test_an_unknown_name_is_given_the_nearest() -> None:
    match = read(f"{HEAD}kadar aer\t12\t%\t\t").lines[0].match

    assert match.near[0] == "moisture"
    assert len(match.near) == 3


def test_a_stated_uncertainty_and_a_unit_in_the_cell_are_told_apart() -> None:
    result = only("kadar air\t12,5 ± 0,3 %\t\tSNI\t")

    assert (result["value"], result["unit"]) == (12.5, "%")


def test_five_samples_stand_in_five_columns() -> None:
    sheet = read(
        "Parameter uji\tHasil 1\tHasil 2\tHasil 3\tHasil 4\tHasil 5\tSatuan\n"
        "E. coli\t10\t<3\t20\t5\t0\tAPM/g"
    )

    assert sheet.results()[0]["values"] == [10.0, 3.0, 20.0, 5.0, 0.0]
    assert sheet.results()[0]["unit"] == "MPN/g"


def test_salmonella_is_a_word() -> None:
    assert only("Salmonella sp.\tNegatif/25 g\t\tISO 6579\t")["value"] == "absent"
    assert only("Salmonella\tpositif\t\tISO 6579\t")["value"] == "present"


def test_a_letterhead_above_and_other_columns_do_no_harm() -> None:
    sheet = read(
        "Balai Contoh\nNomor: 12/LHU/2026\n\nNo\tParameter / Test\tHasil\tSatuan\n"
        "1\tTimbal\t0,05\tmg/kg\n2\tKadar air\t12,1\t%"
    )

    assert [line.row for line in sheet.lines] == [5, 6]
    assert [row["parameter"] for row in sheet.results()] == ["lead", "moisture"]
    assert sheet.ignored == ("No",)


def test_a_table_without_headings_is_read_in_order() -> None:
    assert read("kadar air\t12,5\t%\nPb\t0,1\tmg/kg").results()[1] == {
        "parameter": "lead", "value": 0.1, "unit": "mg/kg", "basis": None,
        "method": None, "loq": None,
    }  # fmt: skip


def test_a_line_of_another_lot_is_asked_about() -> None:
    sheet = read("Lot\tParameter\tHasil\tSatuan\nL2\tPb\t0,1\tmg/kg\nX9\tCd\t0,1\tppm")

    assert sheet.lines[0].problems[0].rule == "other_lot"
    # A laboratory's own number for the sample is no lot of ours.
    assert sheet.lines[1].problems == ()


def test_a_parameter_that_stands_twice_is_asked_about() -> None:
    sheet = read(f"{HEAD}Pb\t0,1\tmg/kg\tAAS\t\nTimbal\t0,2\tmg/kg\tAAS\t")

    assert [line.result is None for line in sheet.lines] == [False, True]
    assert sheet.lines[1].problems[0].rule == "twice"


def test_a_decimal_comma_survives_csv_with_semicolons() -> None:
    content = b"Parameter;Hasil;Satuan\nKadar air;12,5;%\nPb;< 0,01;ppm\n"

    results = read(open_sheet(content, "lab.csv")).results()

    assert [row.get("value", row.get("below")) for row in results] == [12.5, 0.01]


def test_a_number_stored_by_a_workbook_has_one_reading() -> None:
    content = write_xlsx(
        [["Parameter", "Hasil", "Satuan"], ["Pb", Decimal("1.125"), "mg/kg"],
         ["Cd", "1.125", "mg/kg"]]
    )  # fmt: skip

    sheet = read(open_sheet(content, "lab.xlsx"))

    assert sheet.lines[0].result is not None
    assert sheet.lines[0].result["value"] == 1.125
    assert sheet.lines[1].problems[0].rule == "number_ambiguous"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file_empty"),
        (b"%PDF-1.7\n", "not_a_spreadsheet"),
        (b"a\nb\n", "columns_missing"),
        (b"<html><script>alert(1)</script></html>", "not_a_spreadsheet"),
        (make_pdf("x"), "not_a_spreadsheet"),
        (make_bomb(10_000), "not_a_spreadsheet"),
        (make_picture() + make_zip(), "not_a_spreadsheet"),
        (make_zip(), "format_unsupported"),
        (b"a,b\n" * 600_000, "file_too_large"),
    ],
)
@pytest.mark.parametrize("name", ["lab.csv", "lab.xlsx"])
def test_what_is_no_table_is_refused(content: bytes, rule: str, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(open_sheet(content, name))

    assert refused.value.rule == rule
