"""Rows of a list as businesses: kinds of rows, problems, identity, real lists."""

from __future__ import annotations

import csv
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from wadah.apps.registry.importing.header import find_header
from wadah.apps.registry.importing.mapping import propose_mapping
from wadah.apps.registry.importing.problems import RULES, write_error_file
from wadah.apps.registry.importing.reading import read_table
from wadah.apps.registry.importing.staged import Staging
from wadah.apps.registry.importing.staging import stage_rows
from wadah.apps.registry.importing.table import RawRow, RawTable

HEADER = (
    "NO|NAMA PERUSAHAAN|PEMILIK|JALAN|KECAMATAN|TELP|NAMA PRODUK|"
    "NILAI PRODUKSI (Rp.000)"
)


def table(*lines: str, file_name: str = "list.csv") -> RawTable:
    rows = (RawRow(n, tuple(line.split("|"))) for n, line in enumerate(lines, 1))
    return RawTable(file_name, "", tuple(rows))


def stage(*lines: str, header: str = HEADER, file_name: str = "list.csv") -> Staging:
    raw = table(header, *lines, file_name=file_name)
    return stage_rows(raw, propose_mapping(find_header(raw)))


def test_counts_what_is_no_business_and_refuses_none_of_it() -> None:
    staging = stage(
        "1|TAHU JAYA|ALI|MAWAR 1|METRO||Tahu|5.000",
        "|||||| Tempe|6.000",
        "",
        "NO|NAMA PERUSAHAAN|PEMILIK|JALAN|KECAMATAN|TELP|NAMA PRODUK|NILAI PRODUKSI",
        "1|2|3|4|5|6|7|8",
        "SENTRA TAHU METRO|||||||0",
        "2|88|BUDI|MELATI 2|METRO||Keripik|",
        "3|||||||",
        "JUMLAH|||||||11.000",
        "|Total||||||11.000",
        "Metro, 1 Mei 2020",
        "|||NIP. 197501012000031001||||",
        "Catatan: angka sementara",
    )

    assert [row.name for row in staging.rows] == ["Tahu Jaya", "88"]
    assert Counter(skipped.kind for skipped in staging.skipped) == {
        "further_product": 1,
        "blank": 2,
        "header": 2,
        "note": 4,
        "total": 2,
    }
    assert staging.problems == ()
    assert (staging.refused, staging.not_businesses, staging.rows_read) == (0, 11, 13)


def test_gives_the_second_product_to_the_business_above() -> None:
    staging = stage("1|TAHU JAYA|ALI|MAWAR 1|METRO||Tahu|5.000", "||||||Tempe|6.000")

    (business,) = staging.rows
    assert business.product.production_value_idr == Decimal(5_000_000)
    (second,) = business.further_products
    assert (second.row, second.product_name) == (3, "Tempe")
    assert second.production_value_idr == Decimal(6_000_000)


def test_keeps_a_firm_whose_name_begins_like_a_total() -> None:
    staging = stage("1|TOTAL|ALI||||Roti|", "2|JUMLAH BERKAH|||||Roti|")

    assert [row.name for row in staging.rows] == ["Total", "Jumlah Berkah"]


def test_refuses_a_row_without_any_name_and_says_how_to_mend_it() -> None:
    staging = stage("1|-||MAWAR 1|METRO|0812 3456 7890|Tahu|")

    assert staging.rows == ()
    (found,) = staging.problems
    assert (found.row, found.column, found.rule, found.name, found.severity) == (
        2,
        "B NAMA PERUSAHAAN",
        "IMP-01",
        "name_missing",
        "refused",
    )
    assert found.cell == "-"
    assert found.message.en.endswith("Fill in one, then load again.")
    assert staging.refused == 1


def test_refuses_a_name_of_more_than_200_letters() -> None:
    staging = stage(f"1|{'A' * 201}|ALI|||||")

    assert [p.name for p in staging.problems] == ["name_too_long"]
    assert (staging.refused, staging.rows) == (1, ())


def test_names_a_business_after_its_owner_when_it_has_no_name() -> None:
    staging = stage("1|-|NUR KHADIJAH|JL. MELATI|||Petis|")

    assert staging.rows[0].name == "Nur Khadijah"
    assert staging.rows[0].original["NAMA PERUSAHAAN"] == "-"
    assert [p.rule for p in staging.problems] == ["IMP-05"]


def test_gives_no_phone_but_the_original_cell_when_digits_are_lost() -> None:
    staging = stage("1|MAJU|ALI|||8.76756e+010|Petis|")

    (business,) = staging.rows
    assert (business.phone, business.other_phones) == ("", ())
    assert business.original["TELP"] == "8.76756e+010"
    (found,) = staging.problems
    assert (found.rule, found.column, found.cell) == (
        "IMP-03",
        "F TELP",
        "8.76756e+010",
    )


def test_keeps_the_first_phone_and_the_rest() -> None:
    (business,) = stage("1|MAJU|ALI|||0721-123456 / 081234567890||").rows

    assert business.phone == "+62721123456"
    assert business.other_phones == ("+6281234567890",)


@pytest.mark.parametrize(
    ("title", "cell", "rule"),
    [
        ("TAHUN IZIN", "211", "IMP-07"),
        ("NOMOR KBLI", "1079", "IMP-09"),
        ("TENAGA KERJA", "dua", "IMP-06"),
        ("% EKSPOR", "120", "IMP-07"),
        ("NILAI PRODUKSI (Rp.000)", "72", "IMP-08"),
        ("LATITUDE", "-95", None),
        ("LATITUDE", "95.5", "IMP-07"),
        ("NIB", "123", "IMP-14"),
        ("NPWP", "1,23E+14", "IMP-15"),
        ("EMAIL", "ada", "IMP-13"),
        ("KECAMATAN", "A" * 101, "IMP-10"),
    ],
)
def test_warns_of_a_cell_that_cannot_be_right(
    title: str, cell: str, rule: str | None
) -> None:
    staging = stage(f"MAJU|ALI|{cell}", header=f"NAMA USAHA|PEMILIK|{title}")

    assert len(staging.rows) == 1
    expected = rule or "IMP-07"
    assert [(p.row, p.rule, p.cell) for p in staging.problems] == [(2, expected, cell)]


def test_reads_every_field_of_a_full_row() -> None:
    header = (
        "NAMA USAHA|JENIS KELAMIN|DESA|KABUPATEN|BADAN USAHA|TAHUN IZIN|TAHUN DATA|"
        "TENAGA KERJA L|TENAGA KERJA P|INVESTASI (RIBU)|KAPASITAS|SATUAN|LAT|LNG|"
        "% EKSPOR|NEGARA TUJUAN EKSPOR|EMAIL|NIB"
    )
    (row,) = stage(
        "CV. MAJU|P|REJO|METRO|CV|2015|2020|2|3|1.500|1,5|Kg|-5.1|105.3000|12,5|"
        "Jepang, Cina|Ali@Contoh.ID|0123456789012",
        header=header,
    ).rows

    assert (row.name, row.owner_gender, row.village) == ("CV. Maju", "female", "Rejo")
    assert (row.regency, row.legal_form) == ("Metro", "CV")
    assert (row.permit_year, row.data_year) == (2015, 2020)
    assert (row.workers_male, row.workers_female, row.workers) == (2, 3, 5)
    assert row.investment_idr == Decimal(1_500_000)
    assert (row.product.capacity_value, row.product.capacity_unit) == (
        Decimal("1.5"),
        "kg",
    )
    assert (row.latitude, row.longitude) == (Decimal("-5.1"), Decimal("105.3"))
    assert row.export_share_pct == Decimal("12.5")
    assert row.export_countries == ("Jepang", "Cina")
    assert (row.email, row.nib) == ("ali@contoh.id", "0123456789012")
    assert "NIB" not in row.original


def test_takes_a_lone_column_of_workers_for_the_total() -> None:
    (row,) = stage(
        "MAJU|ALI||4", header="NAMA USAHA|PEMILIK|TENAGA KERJA L|TENAGA KERJA P"
    ).rows

    assert (row.workers_male, row.workers_female, row.workers) == (None, None, 4)


def test_flags_repeats_of_name_owner_and_address() -> None:
    staging = stage(
        "1|UD. MAJU|ALI|MAWAR 1|METRO|||",
        "2|Ud Maju |Ali|Mawar 1|Metro|||",
        "3|UD. MAJU|ALI|MAWAR 2|METRO|||",
    )

    assert [r.possible_duplicate_of for r in staging.rows] == ["", "no:1", ""]
    assert staging.possible_duplicates == 1


def test_gives_keys_that_stay_when_rows_move_and_names_are_mended() -> None:
    before = stage("1|MAJU|ALI|||||", "2|JAYA|BUDI|||||")
    after = stage("", "2|JAYA|BUDI|||||", "1|MAJU SEKALI|ALI|||||")

    assert [r.source_key for r in before.rows] == ["no:1", "no:2"]
    assert [r.source_key for r in after.rows] == ["no:2", "no:1"]
    assert before.rows[1].content_hash == after.rows[0].content_hash
    assert before.rows[0].content_hash != after.rows[1].content_hash


def test_tells_rows_apart_that_share_a_number_or_have_none() -> None:
    numbered = stage("1|MAJU|ALI|||||", "1|JAYA|BUDI|||||")
    bare = stage("MAJU|ALI", "MAJU|ALI", header="NAMA USAHA|PEMILIK")

    assert len({r.source_key for r in numbered.rows}) == 2
    assert [(p.row, p.rule, p.cell) for p in numbered.problems] == [(3, "IMP-11", "1")]
    first, second = bare.rows
    assert first.source_key.startswith("who:")
    assert second.source_key == f"{first.source_key}#2"
    assert second.possible_duplicate_of == first.source_key


def test_knows_a_list_by_its_title_block_or_else_by_its_file_name() -> None:
    def key(*title: str, file_name: str) -> str:
        raw = table(*title, HEADER, "1|MAJU|ALI|||||", file_name=file_name)
        return stage_rows(raw, propose_mapping(find_header(raw))).list_key

    metro = ("DIREKTORI IKM", "KOTA : METRO")
    assert key(*metro, file_name="a.csv") == key(*metro, file_name="b.csv")
    assert key(*metro, file_name="a.csv") != key(
        "DIREKTORI IKM", "KOTA : BANDAR LAMPUNG", file_name="a.csv"
    )
    assert key(file_name="a.csv") == key(file_name="A (1).xlsx")
    assert key(file_name="a.csv") != key(file_name="b.csv")


def test_writes_problems_with_row_column_rule_and_remedy(tmp_path: Path) -> None:
    staging = stage("1|-||MAWAR|||=1+1|", "2|MAJU|ALI|||-6.1E+10||")
    path = tmp_path / "errors.csv"

    write_error_file(staging.problems, path)

    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["row", "column", "rule", "message_id", "message_en", "cell"]
    assert [row[:3] for row in rows[1:]] == [
        ["2", "B NAMA PERUSAHAAN", "IMP-01 name_missing"],
        ["3", "F TELP", "IMP-04 phone_unreadable"],
    ]
    # A cell that a spreadsheet would run as a formula is made inert.
    assert [row[5] for row in rows[1:]] == ["'-", "'-6.1E+10"]


def test_rules_have_a_code_and_a_name_of_their_own() -> None:
    assert [rule.code for rule in RULES] == [
        f"IMP-{number:02d}" for number in range(1, len(RULES) + 1)
    ]
    assert len({rule.name for rule in RULES}) == len(RULES)


def real_list(name: str) -> Path:
    root = next(
        parent
        for parent in Path(__file__).resolve().parents
        if (parent / "pyproject.toml").exists()
    )
    path = root.parent / "shared" / "data" / "umkm" / name
    if not path.exists():
        pytest.skip(f"the real list {name} is not beside this checkout")
    return path


def stage_file(path: Path) -> Staging:
    raw = read_table(path)
    return stage_rows(raw, propose_mapping(find_header(raw)))


def test_stages_all_1440_businesses_of_the_directory() -> None:
    path = real_list("ikm_directory_masked.xlsx")

    started = time.process_time()
    staging = stage_file(path)
    seconds = time.process_time() - started

    assert [row.external_no for row in staging.rows] == [str(n) for n in range(1, 1441)]
    assert len({row.source_key for row in staging.rows}) == 1440
    assert staging.refused == 0
    assert Counter(skipped.kind for skipped in staging.skipped) == {
        "further_product": 25,
        "blank": 4,
        "note": 2,
        "total": 1,
    }
    assert Counter(p.name for p in staging.problems) == {
        "amount_implausible": 16,
        "phone_digits_lost": 6,
        "phone_unreadable": 5,
        "number_unreadable": 1,
        "kbli_format": 1,
        "value_out_of_range": 1,
        "swapped_back": 14,
        "place_respelled": 28,
        "kbli_title_unfit": 499,
    }
    assert [r.row for r in staging.rows if r.name == "88"] == [140, 898]
    assert {r.regency for r in staging.rows} == {"Balikpapan"}
    assert staging.possible_duplicates == 6
    assert seconds < 3


def test_stages_all_68_makers_of_the_fish_products_list() -> None:
    staging = stage_file(real_list("probolinggo_fish_products_masked.csv"))

    assert len(staging.rows) == 68
    assert (staging.refused, staging.not_businesses) == (0, 0)
    lost = [p for p in staging.problems if p.name == "phone_digits_lost"]
    assert [p.row for p in lost] == [2, 25, 26, 27, 28, 29]
    assert [r.phone for r in staging.rows if r.row in {p.row for p in lost}] == [""] * 6
    owners = [p.row for p in staging.problems if p.name == "name_from_owner"]
    assert owners == [47, 53, 58]
    assert staging.rows[0].latitude == Decimal("-7.73")
    assert sum(bool(r.phone) for r in staging.rows) == 26


@pytest.mark.parametrize(
    "name",
    ["ikm_directory_masked_raw_export.csv", "ikm_directory_masked_lost_zero.csv"],
)
def test_stages_the_same_businesses_from_exports_of_the_directory(name: str) -> None:
    staging = stage_file(real_list(name))

    assert [row.external_no for row in staging.rows] == [str(n) for n in range(1, 1441)]
    assert staging.refused == 0


def test_reads_the_same_list_twice_into_the_same_rows() -> None:
    path = real_list("ikm_directory_masked.xlsx")

    first, second = stage_file(path), stage_file(path)

    assert first.rows == second.rows
    assert first.problems == second.problems
