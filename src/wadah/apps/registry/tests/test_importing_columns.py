"""Whole columns are cleaned as single cells are, whatever stands in them."""

from __future__ import annotations

import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.apps.registry.importing.cells import (
    clean_texts,
    display_texts,
    without_nothing,
)
from wadah.apps.registry.importing.certificates import read_certificate, read_date
from wadah.apps.registry.importing.columns import columns_of
from wadah.apps.registry.importing.csv_columns import read_regular_csv
from wadah.apps.registry.importing.groups import title_fits
from wadah.apps.registry.importing.header import find_header
from wadah.apps.registry.importing.kbli import kbli_of_activity
from wadah.apps.registry.importing.mapping import propose_mapping
from wadah.apps.registry.importing.phones import read_phones
from wadah.apps.registry.importing.record import search_names
from wadah.apps.registry.importing.staged import Staging
from wadah.apps.registry.importing.staging import stage_rows
from wadah.apps.registry.importing.table import RawRow, RawTable
from wadah.apps.registry.importing.words import (
    clean_text,
    clean_value,
    display_name,
    match_key,
)
from wadah.core.language import normalise

WORDS = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.text(alphabet="aAbB dDiI.'-/0 1\t\xa0é", max_size=12),
        st.sampled_from(
            ["DAN", "dan di toko", "UD.MAJU", "PT.", "tak terdefinisi", "#REF!", "88",
             "D'LOVE KITCHEN", "H. ALI", " - ", "DI.PANJAITAN RT.52"]
        ),
    ),
    min_size=1, max_size=6,
)  # fmt: skip
PHONES = st.lists(
    st.one_of(
        st.text(alphabet="0123456789 -+()/.,Ee", max_size=18),
        st.sampled_from(
            ["0812 3456 7890", "0721-123456", "(0721) 123456", "+62 812-345-67890",
             "6281234567890", "542.080734", "8.1E+10", "0812345678901234", ""]
        ),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def staged(title: str, cells: list[str]) -> Staging:
    rows = [RawRow(1, ("NAMA USAHA", title))]
    rows += [RawRow(n, (f"Usaha {n}", cell)) for n, cell in enumerate(cells, 2)]
    table = RawTable("daftar.csv", "", tuple(rows))
    return stage_rows(table, propose_mapping(find_header(table)))


# A busy machine is slow, not wrong.
@settings(deadline=None)
@given(WORDS)
def test_cleans_and_shows_a_column_as_single_cells(cells: list[str]) -> None:
    column = pl.Series(cells, dtype=pl.String)

    assert clean_texts(column).to_list() == [clean_text(cell) for cell in cells]
    values = without_nothing(clean_texts(column))
    assert values.to_list() == [clean_value(cell) for cell in cells]
    assert display_texts(values).to_list() == [
        display_name(clean_value(cell)) for cell in cells
    ]


@settings(deadline=None)
@given(WORDS)
def test_spells_names_for_the_search_as_single_cells(cells: list[str]) -> None:
    found = search_names(pl.Series(cells, dtype=pl.String)).to_list()

    assert found == [(normalise(cell) or match_key(cell))[:200] for cell in cells]


@settings(deadline=None)
@given(PHONES)
def test_reads_a_column_of_phones_as_single_cells(cells: list[str]) -> None:
    phones = [(row.phone, *row.other_phones) for row in staged("TELP", cells).rows]

    expected = [read_phones(cell).numbers or ("",) for cell in cells]
    assert phones == expected


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (["12500000", "12.500.000", "Rp 12.500.000", "Rp. 5.000.000,-", "5 jt"],
         [12_500_000, 12_500_000, 12_500_000, 5_000_000, 5_000_000]),
        (["1,200,000", "1.200.000", "0", "-", "dua"],
         [1_200_000, 1_200_000, None, None, None]),
    ],
)  # fmt: skip
def test_reads_amounts_in_either_notation(
    cells: list[str], amounts: list[int | None]
) -> None:
    rows = staged("NILAI INVESTASI (Rp)", cells).rows

    assert [row.investment_idr for row in rows] == amounts


def test_keeps_every_cell_as_it_stood_whatever_signs_it_holds() -> None:
    cell = 'a "b" \\ c\nd\te; é'

    (row,) = staged("ALAMAT", [cell]).rows

    assert row.original == {"NAMA USAHA": "Usaha 2", "ALAMAT": cell}
    assert json.loads(json.dumps(row.original)) == row.original


def test_reads_a_regular_csv_straight_and_leaves_an_odd_one() -> None:
    table = read_regular_csv('NAMA,"AL\nAMAT"\n\nMaju,"a ""b"""\n,\n', ",", "l.csv")

    assert table is not None
    assert [table.row(at).cells for at in range(len(table))] == [
        ("NAMA", "AL\nAMAT"), ("", ""), ("Maju", 'a "b"'),
    ]  # fmt: skip
    assert [int(n) for n in table.numbers] == [1, 2, 3]
    assert read_regular_csv('NAMA,ALAMAT\nMa"ju,a\n', ",", "l.csv") is None
    assert read_regular_csv("NAMA,ALAMAT\nMaju\u200b,a\n", ",", "l.csv") is None


def test_reads_a_list_under_a_narrow_title_block_straight() -> None:
    text = '"DAFTAR, LAMPUNG"\nTAHUN 2020\n\nNO,NAMA,JALAN\n1,Maju,a\n2,Jaya,b\n'

    table = read_regular_csv(text, ",", "l.csv")

    assert table is not None
    assert [table.row(at).cells for at in range(len(table))] == [
        ("DAFTAR, LAMPUNG", "", ""), ("TAHUN 2020", "", ""), ("", "", ""),
        ("NO", "NAMA", "JALAN"), ("1", "Maju", "a"), ("2", "Jaya", "b"),
    ]  # fmt: skip
    # Wider than all that was looked at for the width: a closer look is needed.
    long = text + "3,Baru,c\n" * 10_000
    assert read_regular_csv(f"{long}4,Lain,d,e\n", ",", "l.csv") is None


def test_turns_rows_of_unlike_length_into_columns_and_back() -> None:
    rows = (RawRow(1, ("a", "b")), RawRow(4, ("c",), frozenset({0})))

    table = columns_of(RawTable("l.csv", "s", rows))

    assert table.row(0).cells == ("a", "b")
    assert table.row(1) == RawRow(4, ("c", ""), frozenset({0}))
    assert len(table.below(1)) == 1


@pytest.mark.parametrize(
    ("kind", "cell", "number", "issued"),
    [
        ("iumk", "510.4/068/IUMK-SLTN/2020\n8 Sept 2021", "510.4/068/IUMK-SLTN/2020",
         "2021-09-08"),
        ("iumk", "No. 510.4/186/IUMK/SLTN/2017 ", "510.4/186/IUMK/SLTN/2017", ""),
        ("pirt", "No. 2066471018986 - 23 tanggal 22 Februari 2018",
         "2066471018986-23", "2018-02-22"),
        ("halal", "No. 10030004501013 tanggal 13 Oktober 2013", "10030004501013",
         "2013-10-13"),
        ("mark", "Maknyak\nIDM000771716", "IDM000771716", ""),
        ("mark", "Chemmie Kitchen\nDID2019646157", "DID2019646157", ""),
        ("bpom", "BPOM RI MD 123456789012", "MD 123456789012", ""),
        ("halal", "ada", "", ""),
    ],
)  # fmt: skip
def test_reads_number_and_day_of_a_certificate(
    kind: str, cell: str, number: str, issued: str
) -> None:
    found = read_certificate(kind, cell)

    assert found is not None
    assert (found.number, found.issued_on) == (number, issued)
    assert found.stated == " ".join(cell.split())


@pytest.mark.parametrize("cell", ["", "-", "tidak ada", "belum"])
def test_takes_no_certificate_where_none_is_stated(cell: str) -> None:
    assert read_certificate("halal", cell) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("10 november 2017", "2017-11-10"), ("4 Apr 2019", "2019-04-04"),
     ("1-2-2020", "2020-02-01"), ("2020-02-01", "2020-02-01"), ("31 Juni 2020", None),
     ("tahun 2018", None)],
)  # fmt: skip
def test_reads_days_in_indonesian_words(text: str, day: str | None) -> None:
    found = read_date(text)

    assert (found.isoformat() if found else None) == day


def test_brings_spellings_together_but_never_across_an_ambiguity() -> None:
    cells = ["NATAR TIMUR"] * 30 + ["NATAR BARAT"] * 30
    cells += ["NATAR TUMUR", "Natar Brat", "NATAR", "NATAR BARU", "Way Kandis"]

    staging = staged("KECAMATAN", cells)

    shown = [row.district for row in staging.rows][-5:]
    assert shown == ["Natar Timur", "Natar Barat", "Natar", "Natar Baru", "Way Kandis"]
    noted = [(p.cell, p.severity) for p in staging.problems]
    assert noted == [("NATAR TUMUR", "note"), ("Natar Brat", "note")]
    assert staging.rows[60].original["KECAMATAN"] == "NATAR TUMUR"


def test_leaves_names_alone_where_a_few_firms_sound_like_persons() -> None:
    header = "NAMA USAHA|PEMILIK|TAHUN DATA"
    lines = ["Siti|Toko Siti|2021", "Toko Budi|Budi|2021", "Warung Ali|Ali|2021",
             "Rina|Rina Cake|2021", "Depo Air|Umar|2021"]  # fmt: skip
    rows = [
        RawRow(n, tuple(line.split("|"))) for n, line in enumerate([header, *lines], 1)
    ]
    table = RawTable("l.csv", "", tuple(rows))

    staging = stage_rows(table, propose_mapping(find_header(table)))

    assert [row.name for row in staging.rows][:2] == ["Siti", "Toko Budi"]
    assert staging.problems == ()


@pytest.mark.parametrize(
    ("activity", "code"),
    [("Keripik singkong", "10794"), ("kopi bubuk", "10761"), ("Jahit baju", "14120"),
     ("menjual makanan", ""), ("proses pengolahan", ""), ("Brownies, bolu", "10710")],
)  # fmt: skip
def test_tells_the_kbli_of_an_activity_or_none(activity: str, code: str) -> None:
    assert kbli_of_activity(activity) == code


@pytest.mark.parametrize(
    ("title", "group", "fits"),
    [("INDUSTRI SENJATA DAN AMUNISI", "Elektronika", False),
     ("INDUSTRI BARANG PERHIASAN DARI LOGAM MULIA", "Minuman", False),
     ("JASA REPARASI MESIN", "Mesin", True), ("", "Makanan", True),
     ("Industri Roti", "", True)],
)  # fmt: skip
def test_tells_titles_of_kbli_that_do_not_fit_the_product(
    title: str, group: str, fits: bool
) -> None:
    assert title_fits(title, group) is fits
