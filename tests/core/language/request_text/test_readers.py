"""The small readers, each on its own: expected values worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.apps.reference.data_files import read_thesaurus
from wadah.core.language import DOUBT_CODES, MOST_SIGNS, build_goods_index, read_request
from wadah.core.language.request_text.certificate_words import CERTIFICATES
from wadah.core.language.request_text.numbers import Notation, read_number
from wadah.core.language.request_text.patterns import WordPattern, split_ways
from wadah.core.language.request_text.place_names import PLACES
from wadah.core.matching import read_certificate
from wadah.core.values import InvalidInput

INDEX = build_goods_index(read_thesaurus())
ENGLISH = Notation(0, 2, False)
INDONESIAN = Notation(2, 0, True)
SILENT = Notation(0, 0, False)


def read(body: str, **known: Any) -> dict[str, Any]:
    known.setdefault("received_on", date(2026, 1, 10))
    return dict(read_request(body, INDEX, **known).as_json())


def specs(body: str) -> list[tuple[Any, ...]]:
    return [
        (line["parameter"], line["operator"], line["value"], line["min"], line["max"])
        for line in read(body)["items"][0]["specs"]
    ]


def codes(answer: dict[str, Any]) -> set[tuple[str, str]]:
    return {(doubt["code"], doubt["field"]) for doubt in answer["doubts"]}


@pytest.mark.parametrize(
    ("written", "notation", "value", "ambiguous"),
    [
        ("12,5", ENGLISH, "12.5", False),
        ("1,500", ENGLISH, "1500", False),
        ("2.150", INDONESIAN, "2150", False),
        ("2.150", ENGLISH, "2.150", True),
        ("1.234,50", ENGLISH, "1234.50", False),
        ("1,234.50", INDONESIAN, "1234.50", False),
        ("1 000", SILENT, "1000", False),
        ("1.200.000", SILENT, "1200000", False),
        ("10^4", SILENT, "10000", False),
        ("five lakh", SILENT, "500000", False),
        ("two hundred", SILENT, "200", False),
        ("dua ribu lima ratus", SILENT, "2500", False),
        ("3 thousand", SILENT, "3000", False),
        ("half a", SILENT, "0.5", False),
        ("0.150", INDONESIAN, "0.150", False),
    ],
)
def test_reads_a_number_in_either_notation_and_in_words(
    written: str, notation: Notation, value: str, ambiguous: bool
) -> None:
    found = read_number(written, notation)

    assert (found.value, found.is_ambiguous) == (Decimal(value), ambiguous)


def test_pieces_have_no_decimals() -> None:
    assert read_number("2.000", ENGLISH, is_count=True).value == 2000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("robusta, moisture max 12,5 %", ("moisture", "<=", 12.5, None, None)),
        ("robusta, moisture 12.5 max", ("moisture", "<=", 12.5, None, None)),
        ("robusta, kadar air maks 12%", ("moisture", "<=", 12, None, None)),
        ("cottonii moisture 35-37% max", ("moisture", "<=", 37, None, None)),
        ("robusta moisture 10-12%", ("moisture", "between", None, 10, 12)),
        ("robusta moisture min 10% max 12%", ("moisture", "between", None, 10, 12)),
        ("desiccated coconut, fat 65% (+/-2)", ("fat", "between", None, 63, 67)),
        ("palm ekel length 36 to 40 inch", ("length", "between", None, 91.4, 101.6)),
        (
            "coconut briquettes burning time 2 hours min",
            ("burning_time", ">=", 120, None, None),
        ),
        ("betel nut max 2% husk", ("husk_share", "<=", 2, None, None)),
        (
            "RDS cottonii, no spinosum above 1%",
            ("other_species_share", "<=", 1, None, None),
        ),
        (
            "palm sugar, total plate count < 10^4",
            ("total_plate_count", "<=", 10000, None, None),
        ),
        ("cocoa beans, moisture not less than 6 %", ("moisture", ">=", 6, None, None)),
    ],
)
def test_reads_one_bound(text: str, expected: tuple[Any, ...]) -> None:
    assert expected in specs(text)


@pytest.mark.parametrize(
    "text",
    [
        "robusta. last cargo from other seller came 14.2% moisture",
        "activated carbon, iodine number min 1,000 mg/g",
        "cassia 3 ton and clove 2 ton, moisture 10% and 13%",
        "robusta, moisture max 12 kg",
        "robusta with good moisture please",
    ],
)
def test_states_no_bound_the_text_does_not_state(text: str) -> None:
    assert [
        line for line in specs(text) if line[0] in ("moisture", "iodine_value")
    ] == []


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("robusta, moisture max 12 kg", "contradiction", "items[0].specs"),
        (
            "robusta moisture max 12%. 5 t. Moisture max 14%.",
            "contradiction",
            "items[0].specs[0]",
        ),
        ("need 0 tons robusta", "contradiction", "items[0].quantity"),
        ("robusta 5 t, ship by 1 March 2020", "contradiction", "needed_by"),
        ("robusta 5 t. Incoterm: FOX Panjang", "contradiction", "incoterm"),
        (
            "robusta 2.500 mt fob panjang, moisture 12.5%",
            "number_ambiguous",
            "items[0].quantity",
        ),
        ("robusta, moisture 13 max", "unit_missing", "items[0].specs[0]"),
        ("robusta 2 cont of 18 mt", "unit_missing", "items[0].quantity"),
        ("800 pcs aglaonema", "quantity_not_weight", "items[0].quantity"),
        ("5 tons of garlic", "product_ambiguous", "items[0].family"),
        ("robusta FOB Jakarta or FOB Panjang", "place_ambiguous", "named_place"),
        (
            "robusta 5 t, kosher is a plus",
            "certificate_optional",
            "items[0].certificates[0]",
        ),
        ("robusta, price against London robusta", "price_differential", "price"),
        ("robusta 5 t FOB Panjang, target 520", "unit_missing", "price"),
    ],
)
def test_doubts_what_it_cannot_settle(text: str, code: str, field: str) -> None:
    assert (code, field) in codes(read(text))


def test_a_day_without_a_year_is_a_doubt_when_nobody_says_when_the_mail_came() -> None:
    answer = read("robusta 5 t, ship by 15 March", received_on=None)

    assert answer["needed_by"] is None
    assert ("date_ambiguous", "needed_by") in codes(answer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 t black pepper, ship by 15 March", "2026-03-15"),
        ("15 t black pepper, arrival by end of August", "2026-08-31"),
        ("15 ton lada hitam, kirim sebelum 5 Januari", "2027-01-05"),
        ("Lieferung bis 31.10.2026, 2 t Nelken", "2026-10-31"),
        ("pepper, will visit Lampung in April", None),
        ("pepper 15 t. Mohon jawaban sebelum tgl 22 Januari 2026", None),
    ],
)
def test_reads_the_day_it_is_needed(text: str, expected: str | None) -> None:
    assert read(text)["needed_by"] == expected


@pytest.mark.parametrize(
    ("text", "term", "place"),
    [
        ("robusta c&f alexandria", "CFR", "Alexandria"),
        ("robusta CNF Chattogram via Singapore", "CFR", "Chattogram"),
        ("DDP no - CIF Pasir Gudang, banana chips", "CIF", "Pasir Gudang"),
        ("gula aren FOB Tanjung Priok atau Panjang", "FOB", "Panjang"),
        ("cocopeat DAP Melbourne or CIF Port Melbourne", "CIF", "Port Melbourne"),
        ("coconut sugar DAP 21107 Hamburg warehouse", "DAP", "Hamburg"),
        ("frozen shrimp, Gdansk CIF", "CIF", "Gdansk"),
        ("keripik pisang, harga sampai Rotterdam brp", None, "Rotterdam"),
        ("robusta CIF Puerto Nuevo, 5 t", "CIF", "Puerto Nuevo"),
        ("robusta FOB price please", "FOB", None),
    ],
)
def test_reads_term_and_place(text: str, term: str | None, place: str | None) -> None:
    answer = read(text)

    assert (answer["incoterm"], answer["named_place"]) == (term, place)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("cloves, price idea EUR 1.85/kg", (1.85, "EUR", "kg")),
        ("cloves, our buying 295 usd ton", (295, "USD", "t")),
        ("gula kelapa, harga USD 1,75-1,9/kg", (1.9, "USD", "kg")),
        (
            "Kokosblütenzucker, Preis EUR 2.150,- per t, 2,5 % Wasser",
            (2150, "EUR", "t"),
        ),
        ("tapis, up to $85 shawl / $32 panel", (85, "USD", "piece")),
        ("cloves, price in GBP per kg please", (None, "GBP", "kg")),
        ("cloves, best price / mt", (None, None, "t")),
        (
            "cocoa beans, ICE London plus 350 GBP",
            (350, "GBP", "differential to London cocoa"),
        ),
        ("cloves 5 t", None),
    ],
)
def test_leaves_a_price_as_written(text: str, price: tuple[Any, ...] | None) -> None:
    found = read(text)["price"]

    assert (tuple(found.values()) if found else None) == price


@pytest.mark.parametrize(
    ("text", "quantity", "frequency"),
    [
        (
            "robusta 3 x 20' every month, 19.2 mt per container",
            (3, "FCL20", 57.6),
            "monthly",
        ),
        ("betel nut 2 x 40' = 54 mt", (54, "t", 54), "one_off"),
        ("ekel 4 x 40 HQ ( 25 ton each) every month", (4, "FCL40HC", 100), "monthly"),
        (
            "UCO, each flexitank 20 mt, from 2 up to 10 flexi per month",
            (2, "flexitank", 40),
            "monthly",
        ),
        (
            "banana chips, 100 g pouches, 24 pouches / carton, 1,500 cartons",
            (1500, "carton", 3.6),
            "one_off",
        ),
        ("cardamom five lakh kgs", (500000, "kg", 500), "one_off"),
        ("batik, twelve dozen", (144, "piece", None), "one_off"),
        ("robusta 10-15 bags (60kg, GrainPro)", (15, "bag", 0.9), "one_off"),
        (
            "gula aren 3 ton percobaan lalu 1 kontainer 20 kaki (16 ton) per 3 bulan",
            (3, "t", 3),
            "trial_then_quarterly",
        ),
        (
            "pepper 15 MT in 20 ft. Annual need about 90 MT",
            (15, "t", 15),
            "every_2_months",
        ),
        ("dua ratus ton kopra per bulan", (200, "t", 200), "monthly"),
        ("vanilla, sample 300 g please", None, None),
    ],
)
def test_reads_how_much_and_how_often(
    text: str, quantity: tuple[Any, ...] | None, frequency: str | None
) -> None:
    item = read(text)["items"][0]

    found = tuple(item["quantity"].values()) if item["quantity"] else None
    assert (found, item["frequency"]) == (quantity, frequency)


def test_goods_in_one_text_keep_their_own_amounts_and_bounds() -> None:
    answer = read(
        "a) cassia cut sticks 8 cm, 6 mt\nb) broken cassia KBBC, 12 mt, volatile oil "
        "min "
        "1.5 ml/100g\nBoth: moisture max 13%"
    )

    first, second = answer["items"]
    assert (first["quantity"]["tonnes"], second["quantity"]["tonnes"]) == (6, 12)
    assert "volatile_oil" not in {line["parameter"] for line in first["specs"]}
    assert "volatile_oil" in {line["parameter"] for line in second["specs"]}
    for item in (first, second):
        assert "moisture" in {line["parameter"] for line in item["specs"]}


def test_what_the_text_excludes_is_no_goods() -> None:
    answer = read("coconut shell charcoal lump 20 t. This is raw char NOT briquette.")

    assert [item["family"] for item in answer["items"]] == [
        "coconut_shell_charcoal_raw"
    ]


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("cloves, halal and phyto", ["halal", "phytosanitary"]),
        ("cloves, kosher welcome not obligatory", ["kosher_optional"]),
        ("cloves, no need for organic", []),
        ("cloves, SGS inspection not required", []),
        ("cloves. Without phyto we cannot import", ["phytosanitary"]),
        ("kopi bubuk, PIRT saja tidak cukup, harus BPOM MD", ["bpom_md"]),
        (
            "Nelken, Pflanzengesundheitszeugnis, Bio erwünscht",
            ["phytosanitary", "organic_optional"],
        ),
    ],
)
def test_tells_required_papers_from_welcome_ones(text: str, papers: list[str]) -> None:
    assert read(text)["items"][0]["certificates"] == papers


@pytest.mark.parametrize(
    ("text", "payment"),
    [
        ("cloves, payment CAD first presentation", "cad"),
        ("cloves at CAD 1.05 per kg", None),
        ("cloves, 20% tt balance copy docs", "advance_balance_copy_documents"),
        ("cloves, Sight LC 100%", "lc_sight"),
        ("cloves, LC 90 days", "lc_usance"),
        ("cloves, LC impossible, cash against documents ok", "cad"),
        ("cloves, LC at sight or TT", "mixed"),
    ],
)
def test_names_the_terms_of_payment(text: str, payment: str | None) -> None:
    assert read(text)["payment"] == payment


def test_every_field_points_to_its_words() -> None:
    body = "Need 5 t cloves, moisture max 13 %, FOB Panjang, USD 7 per kg, phyto"
    reading = read_request(body, INDEX, subject="Cloves")

    said = {
        name: reading.text[start:end] for name, (start, end) in reading.words().items()
    }

    assert said["items[0].specs[0]"] == "moisture max 13 %"
    assert said["incoterm"] == "FOB"
    assert said["named_place"] == "Panjang"
    assert said["price"] == "USD 7 per kg"
    assert said["items[0].certificates[0]"] == "phyto"


def test_quoted_lines_are_not_asked_for() -> None:
    assert specs("> moisture max 14%\nrobusta 5 t, moisture max 12%") == [
        ("moisture", "<=", 12, None, None)
    ]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("", "text_empty"),
        (" \n", "text_empty"),
        ("?!", "text_empty"),
        ("a" * (MOST_SIGNS + 1), "text_too_long"),
    ],
)
def test_refuses_a_text_without_words_or_without_end(body: str, rule: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_request(body, INDEX)

    assert (caught.value.field, caught.value.rule) == ("body", rule)


def test_every_paper_is_one_that_matching_knows() -> None:
    document_types = {
        "phytosanitary_certificate",
        "import_permit",
        "fda_facility_registration",
        "coo_form_d",
        "coo_form_ai",
        "coo_form_ak",
        "coo_form_ik",
        "coo_form_e",
        "coo_form_a",
        "coo_form_rcep",
        "coo_form_aanz",
        "coo_form_ia_cepa",
        "rex_origin_statement",
        "ico_certificate_of_origin",
        "gacc_registration",
        "fda_prior_notice",
        "establishment_approval",
        "catch_certificate",
        "svlk_certificate",
        "v_legal_document",
        "flegt_licence",
        "free_sale_certificate",
        "cites_permit",
        "surveyor_report_ls",
        "saber_product_certificate",
        "dangerous_goods_declaration",
    }
    for name, _ in CERTIFICATES:
        read_certificate(name, document_types, "certificates")


def test_places_are_plain_small_letters_with_a_country() -> None:
    assert all(name == name.lower() and name.isascii() for name in PLACES)
    assert {len(iso2) for iso2 in PLACES.values()} == {2}


def test_a_pattern_is_tried_wherever_one_of_its_ways_may_stand() -> None:
    pattern = WordPattern("ash(?: content)?|colou?r")

    assert split_ways("a(b|c)|[|]d") == ["a(b|c)", "[|]d"]
    assert pattern.search("no color")
    assert not pattern.may_be_in("moisture")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_reads_any_text_or_says_why_not(body: str) -> None:
    try:
        reading = read_request(body, INDEX, received_on=date(2026, 1, 10))
    except InvalidInput as error:
        assert error.rule == "text_empty"
        return

    assert {doubt.code for doubt in reading.doubts} <= set(DOUBT_CODES)
    assert all(
        0 <= start <= end <= len(reading.text)
        for start, end in reading.words().values()
    )


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 30),
    st.sampled_from(["max", "maks", "not over", "below", "at most", "<="]),
)
def test_the_number_read_is_the_number_written(number: int, words: str) -> None:
    assert specs(f"robusta 5 t, moisture {words} {number}.5 %") == [
        ("moisture", "<=", number + 0.5, None, None)
    ]


@pytest.mark.parametrize("words", ["5 kg ", "price per ", "and one hundred ", "(fob "])
def test_reads_the_longest_text_without_a_full_stop(words: str) -> None:
    """Each of these took minutes before a clause had a longest length."""
    body = (words * MOST_SIGNS)[: MOST_SIGNS - 20] + " 5 t robusta"

    assert read(body)["doubts"] is not None
