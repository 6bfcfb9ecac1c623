"""The packaged rows hold together, and agree with the published lists."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from wadah.apps.reference.data_files import (
    FamilyRow,
    read_currencies,
    read_families,
    read_family_hs_codes,
    read_family_terms,
    read_family_texts,
    read_market_groups,
    read_markets,
    read_official_counts,
    read_ports,
    read_regions,
)

SHARED = Path(__file__).parents[4] / "shared" / "data"
MISSION = (
    "tapis_textile embroidered_garment banana_chips cassava_chips seaweed_cottonii "
    "betel_nut used_cooking_oil coffee_green_robusta coffee_roasted_ground "
    "coffee_instant spice_drink_ginger palm_sugar_aren ornamental_plants "
    "palm_sticks_ekel cinnamon_cassia cocopeat plastic_scrap"
).split()


def shared_rows(path: str) -> list[dict[str, str]]:
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"the published list {path} is not here")
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_neighbours_are_families_and_never_themselves() -> None:
    slugs = {row.family for row in read_families()}

    for row in read_families():
        assert set(row.mistaken_for) <= slugs - {row.family}, row.family


def test_the_first_candidate_code_is_the_code_of_the_family() -> None:
    first = {row.family: row.hs6 for row in read_family_hs_codes() if row.rank == 1}

    assert first == {row.family: row.hs6 for row in read_families()}


def test_candidates_are_ranked_without_gaps_and_each_says_why() -> None:
    ranks: dict[str, list[int]] = {}
    for row in read_family_hs_codes():
        ranks.setdefault(row.family, []).append(row.rank)
        assert row.reason.id.endswith(".")
        assert row.reason.en.endswith(".")
        assert row.edition == "HS2022"

    assert all(found == list(range(1, len(found) + 1)) for found in ranks.values())


@pytest.mark.parametrize("family", MISSION)
def test_each_product_of_the_mission_has_eight_terms_and_its_details(
    family: str,
) -> None:
    row = next(row for row in read_families() if row.family == family)
    terms = [term for term in read_family_terms() if term.family == family]

    assert len(terms) >= 8
    assert {term.language for term in terms} == {"id", "en"}
    assert row.forms
    assert row.packing
    assert row.mistaken_for


def test_no_term_names_two_families() -> None:
    owner: dict[str, str] = {}
    for term in read_family_terms():
        assert owner.setdefault(term.term.lower(), term.family) == term.family


def test_loads_of_the_corridors_are_kilograms_of_one_container() -> None:
    rows = {row.family: row for row in read_families()}

    coffee = rows["coffee_green_robusta"].load_20ft
    sticks = rows["palm_sticks_ekel"].load_40hc
    assert coffee is not None
    assert (coffee.low_kg, coffee.high_kg) == (18000, 21600)
    assert sticks is not None
    assert (sticks.low_kg, sticks.high_kg) == (23300, 26000)


def test_every_family_of_the_published_list_is_here_with_its_codes() -> None:
    codes: dict[str, set[str]] = {}
    for row in read_family_hs_codes():
        codes.setdefault(row.family, set()).add(row.hs6)

    for published in shared_rows("requests/product_families.csv"):
        expected = {published["hs6"], *published["hs6_other"].split(";")} - {""}
        assert codes[published["family"]] == expected, published["family"]


def test_every_candidate_code_exists_in_the_nomenclature() -> None:
    known = {row["hs6"] for row in shared_rows("hs/hs6_bilingual_2022.csv")}

    assert {row.hs6 for row in read_family_hs_codes()} <= known


@pytest.mark.parametrize(
    ("kemendagri_code", "bps_code", "name"),
    [
        ("18.01", "1803", "Kabupaten Lampung Selatan"),
        ("18.04", "1801", "Kabupaten Lampung Barat"),
        ("18.06", "1802", "Kabupaten Tanggamus"),
        ("18.71", "1871", "Kota Bandar Lampung"),
        ("64.71", "6471", "Kota Balikpapan"),
        ("35.74", "3574", "Kota Probolinggo"),
        ("91", "94", "Papua"),
    ],
)
def test_one_region_has_both_codes(
    kemendagri_code: str, bps_code: str, name: str
) -> None:
    row = next(r for r in read_regions() if r.kemendagri_code == kemendagri_code)

    assert (row.bps_code, row.name) == (bps_code, name)


def test_lampung_has_fifteen_parts_and_the_nation_38_provinces() -> None:
    regions = read_regions()

    assert sum(row.parent_code == "18" for row in regions) == 15
    assert sum(row.kind == "province" for row in regions) == 38
    assert len({row.bps_code for row in regions}) == len(regions) == 55


def test_regions_agree_with_the_published_names() -> None:
    names = {row.kemendagri_code: row.name for row in read_regions()}

    for row in shared_rows("facts/products_by_kabupaten.csv"):
        code = f"{row['kemendagri_code'][:2]}.{row['kemendagri_code'][2:]}"
        assert names[code].endswith(row["kabupaten"])


def test_great_britain_and_northern_ireland_are_not_in_the_union_now() -> None:
    members = {
        row.iso2
        for row in read_market_groups()
        if row.group == "EU" and row.holds_on(date(2026, 11, 24))
    }

    assert len(members) == 27
    assert not members & {"GB", "XI"}


def test_great_britain_was_in_the_union_until_31_january_2020() -> None:
    britain = next(
        row for row in read_market_groups() if (row.group, row.iso2) == ("EU", "GB")
    )

    assert britain.holds_on(date(2020, 1, 31))
    assert not britain.holds_on(date(2020, 2, 1))


def test_groups_and_ports_point_at_markets_and_markets_at_currencies() -> None:
    markets = {row.iso2 for row in read_markets()}

    assert {row.iso2 for row in read_market_groups()} <= markets
    assert {row.iso2 for row in read_ports()} <= markets
    assert {row.currency for row in read_markets()} <= {
        row.currency for row in read_currencies()
    }


def test_the_published_counts_stand_side_by_side() -> None:
    counts = {(row.as_of, row.count) for row in read_official_counts()}

    assert {("2021", 156150), ("2021", 18), ("2018", 168938)} <= counts
    assert all(row.source_address.startswith("http") for row in read_official_counts())


# Goods that people confuse with the families of the request data.
CONFUSED = (
    "broom_plastic candlenut cane_sugar_white cashew_nut coriander_seed cotton_fabric "
    "crab_frozen cut_flowers fish_frozen fish_dried fodder_grass fresh_cherries "
    "hides_skins insects_edible mung_bean salted_egg sawn_wood tea_green wheat_flour "
    "plastic_scrap meat_processed egg_products dairy_products"
).split()
# Families that the rules need beyond the request data.
RULED = (
    "plastic_scrap rattan_raw rattan_basketry rattan_furniture wood_craft wood_pallet "
    "seaweed_spinosum seaweed_hijiki agar seaweed_supplement shellfish_bivalve "
    "fish_smoked fish_prepared spice_mix spice_drink_ready potato_crisps cassava_fresh "
    "growing_medium_mixed coir_yarn palm_sticks_nipah palm_empty_bunches pome_oil "
    "plastic_granules_recycled plant_cuttings beef_prepared coconut_oil_refined"
).split()


@pytest.mark.parametrize("family", sorted({*CONFUSED, *RULED}))
def test_has_every_family_that_is_confused_or_ruled(family: str) -> None:
    assert family in {row.family for row in read_families()}


def test_has_every_family_of_the_request_data() -> None:
    wanted = {row["family"] for row in shared_rows("requests/product_families.csv")}

    assert len(wanted) == 93
    assert wanted <= {row.family for row in read_families()}


@pytest.mark.parametrize("row", read_families(), ids=lambda row: row.family)
def test_each_family_has_every_field_in_both_languages(row: FamilyRow) -> None:
    terms = [term for term in read_family_terms() if term.family == row.family]
    text = read_family_texts()[row.family]
    said = (row.name, text.what, text.what_not)

    assert all(one.id and one.en for one in said)
    assert text.what_not.en.startswith(("Not ", "No "))
    assert text.what_not.id.startswith("Bukan ")
    assert row.hs6.isdigit() and len(row.hs6) == 6
    assert row.forms
    assert row.packing
    assert len(terms) >= 5
    assert {term.language for term in terms} == {"id", "en"}
    assert row.source
