"""Cleaners of single cells: tables of shapes met on real lists, and invariants."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wadah.apps.registry.importing.numbers import (
    AmbiguousNumber,
    NumberStyle,
    UnreadableNumber,
    column_style,
    read_number,
)
from wadah.apps.registry.importing.phones import read_phones
from wadah.apps.registry.importing.words import (
    clean_gender,
    clean_legal_form,
    clean_name,
    clean_text,
    clean_unit,
    clean_value,
    display_name,
    match_key,
    split_countries,
)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("081083818607", ("+6281083818607",)),
        ("81083818607", ("+6281083818607",)),
        ("0810 0593 3246", ("+6281005933246",)),
        ("0810 059 3246 ", ("+628100593246",)),
        ("0810 0593 32", ("+62810059332",)),
        ("542.080734", ("+62542080734",)),
        ("542,080734", ("+62542080734",)),
        ("542075016", ("+62542075016",)),
        ("0542. 0572355", ("+625420572355",)),
        ("0542-036156", ("+62542036156",)),
        ("(0335) 046946, 081040647066", ("+62335046946", "+6281040647066")),
        ("0542-036156 / 081069988945", ("+62542036156", "+6281069988945")),
        ("081086998996, \n081068827509", ("+6281086998996", "+6281068827509")),
        (
            "0542-0087177 / 0810 69005868 / 081081138300",
            ("+625420087177", "+6281069005868", "+6281081138300"),
        ),
        ("+62 812-3456-7890", ("+6281234567890",)),
        ("+62 0812 3456 7890", ("+6281234567890",)),
        ("6281234567890", ("+6281234567890",)),
        ("0062 721 123456", ("+62721123456",)),
        ("0620-123456", ("+62620123456",)),
        ("HP. 0812 3456 7890", ("+6281234567890",)),
        ("081234567890/081234567890", ("+6281234567890",)),
    ],
)
def test_brings_every_shape_of_phone_into_one(
    cell: str, numbers: tuple[str, ...]
) -> None:
    reading = read_phones(cell)

    assert reading.numbers == numbers
    assert reading.digits_lost == reading.unreadable == ()


@pytest.mark.parametrize("cell", ["", " ", "-", "0", "--", "\n"])
def test_reads_no_phone_and_no_problem_where_none_is_stated(cell: str) -> None:
    reading = read_phones(cell)

    assert (reading.numbers, reading.digits_lost, reading.unreadable) == ((), (), ())


@pytest.mark.parametrize(
    "cell", ["8.76756e+010", "8.13E+11", "8,10792E+11", "542.09218", "8E+10"]
)
def test_gives_no_phone_whose_digits_are_lost(cell: str) -> None:
    reading = read_phones(cell)

    assert reading.numbers == ()
    assert reading.digits_lost == (cell,)


def test_keeps_the_readable_number_beside_one_without_area_code() -> None:
    reading = read_phones("0542. 083169, 7580725")

    assert reading.numbers == ("+62542083169",)
    assert reading.unreadable == ("7580725",)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("28000", "28000"),
        (" 28,000 ", "28000"),
        ("28.000", "28000"),
        ("10,080,000", "10080000"),
        ("1.234.567,5", "1234567.5"),
        ("1,234,567.5", "1234567.5"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0,125", "0.125"),
        ("Rp. 5.000.000,-", "5000000"),
        (" Rp750 ", "750"),
        ("5 jt", "5000000"),
        ("1,2 M", "1200000000"),
        ("0", "0"),
    ],
)
def test_reads_numbers_as_people_write_them(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "-", " - ", "\r"])
def test_reads_no_number_from_blank_or_dash(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["200/120", "dua", "1,2,3", "1" * 16, "12 kg"])
def test_refuses_what_is_no_single_number(text: str) -> None:
    with pytest.raises(UnreadableNumber):
        read_number(text)


def test_takes_the_dot_of_a_number_cell_for_decimals() -> None:
    assert read_number("1.125", is_number_cell=True) == Decimal("1.125")
    assert read_number("1.125") == Decimal(1125)


def test_refuses_to_choose_where_the_column_writes_decimals_with_that_sign() -> None:
    style = column_style(["12,5", "1,200"])

    assert style == NumberStyle(comma_is_decimal=True)
    with pytest.raises(AmbiguousNumber):
        read_number("1,200", style=style)
    assert read_number("1.200", style=style) == Decimal(1200)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("BENGKEL LAS PENGAYOM", "Bengkel Las Pengayom"),
        ("Depo Jasmine ", "Depo Jasmine"),
        ("CV.  HEN\xa0CRYSTAL", "CV. Hen Crystal"),
        ("UD.BAGONG JAYA", "UD.Bagong Jaya"),
        ("PT. JAMRUD", "PT. Jamrud"),
        ("UMA'S SNACK", "Uma's Snack"),
        ("D'LOVE KITCHEN", "D'Love Kitchen"),
        ("88", "88"),
        ("DEPO 3R", "Depo 3R"),
        ("hj. siti dan anak", "Hj. Siti dan Anak"),
        ("DI.PANJAITAN RT.52 NO.07", "DI.Panjaitan RT.52 No.07"),
        ("BLORA II", "Blora II"),
        ("RJ", "RJ"),
        ("MakMus", "MakMus"),
    ],
)
def test_shows_names_as_one_writes_them(cell: str, shown: str) -> None:
    assert display_name(cell) == shown


@pytest.mark.parametrize("cell", ["", "-", " -- ", "0", "Tak Terdefinisi", "#REF!"])
def test_takes_marks_for_nothing_as_nothing(cell: str) -> None:
    assert clean_value(cell) == ""
    assert clean_name(cell) == ""


def test_takes_a_number_for_a_name() -> None:
    assert clean_name("88") == "88"


def test_cleans_small_fields() -> None:
    assert [clean_gender(c) for c in ("L", "p ", "L/P", "")] == [
        "male",
        "female",
        "",
        "",
    ]
    assert [
        clean_unit(c) for c in ("pack ", "psc", "Kg/ Tahun", "Tak Terdefinisi")
    ] == [
        "pack",
        "pcs",
        "kg/tahun",
        "",
    ]
    assert clean_legal_form("po ", "CV. Maju") == "PO"
    assert clean_legal_form("", "CV. Maju") == "CV"
    assert clean_legal_form("", "Cvaja") == ""
    assert split_countries("Malaysia, Jepang/Malaysia\r") == ("Malaysia", "Jepang")
    assert split_countries("-") == ()


def test_finds_the_same_key_whatever_the_punctuation() -> None:
    assert match_key("UD. Maju  Jaya", "H. Ali") == match_key("ud maju-jaya", "H Ali")


CELLS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789.,-/ eE+()Rpjt", max_size=24),
)


@given(CELLS)
def test_cleaning_words_twice_changes_nothing_more(cell: str) -> None:
    for clean in (clean_text, clean_value, clean_name, display_name, clean_unit):
        assert clean(clean(cell)) == clean(cell)


@given(CELLS)
def test_phones_are_always_whole_numbers_and_read_again_as_they_are(cell: str) -> None:
    for number in read_phones(cell).numbers:
        assert number.startswith("+62") and number[1:].isdigit()
        assert read_phones(number).numbers == (number,)


@given(CELLS, st.booleans())
def test_reading_a_number_gives_a_number_or_says_why_not(
    cell: str, is_number_cell: bool
) -> None:
    try:
        value = read_number(cell, is_number_cell=is_number_cell)
    except (AmbiguousNumber, UnreadableNumber):
        return
    assert value is None or value.is_finite()
