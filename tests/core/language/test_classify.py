"""Goods read as codes, on an index small enough to follow by hand."""

from __future__ import annotations

import json
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.language import (
    Answer,
    CodeIndex,
    CodeText,
    GoodsName,
    add_names,
    build_code_index,
    build_lexicon,
    classify_goods,
    index_from_plain,
    index_to_plain,
    parse_answer,
)
from wadah.core.language.classification.official import (
    join_ancestors,
    what_it_speaks_of,
)
from wadah.core.language.classification.words import common_words
from wadah.core.values import InvalidInput, Text

LEXICON = build_lexicon(
    [
        ("coffee", "", "kopi"),
        ("roasted", "roast", "sangrai|disangrai"),
        ("unroasted", "not roasted", "belum disangrai"),
        ("frozen", "", "beku"),
        ("fresh", "", "segar"),
        ("shrimp", "shrimps|prawn|prawns", "udang"),
        ("sea cucumber", "trepang", "teripang"),
        ("green tea", "", "teh hijau"),
        ("water", "", "air"),
        ("used", "second hand", "bekas"),
        ("without bone", "boneless", "tanpa tulang"),
    ]
)
NOTHING = Text("", "")


def code(hs6: str, own_en: str, heading_en: str, own_id: str = "") -> CodeText:
    return CodeText(hs6, Text(own_id, own_en), NOTHING, Text("", heading_en), NOTHING)


TEXTS = [
    code("090111", "Coffee; not roasted", "Coffee"),
    code("090121", "Coffee; roasted", "Coffee"),
    code("030617", "Crustaceans; frozen, shrimps", "Crustaceans"),
    code("030636", "Crustaceans; live, fresh or chilled, shrimps", "Crustaceans"),
    code("030819", "Sea cucumbers; dried", "Aquatic invertebrates"),
    code("070700", "Cucumbers; fresh or chilled", "Cucumbers"),
    code("401110", "New pneumatic tyres; motor cars", "New tyres"),
    code("401220", "Used pneumatic tyres", "Used tyres"),
]
NAMES = [
    GoodsName("090111", "biji kopi", "id", "family", 1, Text("Catatan.", "A note.")),
    GoodsName("090121", "kopi sangrai", "id", "everyday"),
    GoodsName("030617", "udang beku", "id", "everyday"),
    GoodsName("030636", "fresh shrimp", "en", "everyday"),
]
LABELS = {text.hs6: Text(text.own.en, text.own.en) for text in TEXTS}


@pytest.fixture(scope="module")
def index() -> CodeIndex:
    return build_code_index(TEXTS, NAMES, LEXICON, LABELS)


def first(index: CodeIndex, text: str) -> str:
    found = classify_goods(text, index).candidates
    return found[0].hs6 if found else ""


@pytest.mark.parametrize(
    ("text", "hs6"),
    [
        ("kopi sangrai", "090121"),
        ("roasted coffee", "090121"),
        ("kopi belum disangrai", "090111"),
        ("coffee, not roasted", "090111"),
        ("udang beku", "030617"),
        ("frozen prawns", "030617"),
        ("frozen udang", "030617"),
        ("udang segar", "030636"),
        ("frozn shrimps", "030617"),
        ("teripang", "030819"),
        ("cucumbers", "070700"),
        ("used tyres", "401220"),
        ("car tyres", "401110"),
    ],
)
def test_finds_the_code_in_either_language(
    index: CodeIndex, text: str, hs6: str
) -> None:
    assert first(index, text) == hs6


def test_a_name_that_is_the_text_weighs_fully(index: CodeIndex) -> None:
    """All words covered, all explained: 0.65 * 1 + 0.35 * the part of the text."""
    found = classify_goods("udang beku", index).candidates[0]

    shrimp, frozen = (index.weight[word] for word in ("shrimp", "frozen"))
    impact = index.impacts
    place = index.places["030617"]
    # Indonesian names the thing first: the first word counts 1.35.
    part = 1.35 * impact["shrimp"][place] + impact["frozen"][place]
    part /= 1.35 * shrimp + frozen
    assert found.score == pytest.approx(max(0.65 + 0.35 * part, 0.95 * part), abs=1e-3)
    assert shrimp == pytest.approx(log(1 + 8 / 2))


def test_asks_for_the_fact_that_tells_two_codes_apart(index: CodeIndex) -> None:
    found = classify_goods("kopi", index)

    assert not found.sure
    (question,) = found.questions
    assert question.fact == "roasting"
    assert [(option.value, option.hs6) for option in question.options] == [
        ("roasted", ("090121",)),
        ("not_roasted", ("090111",)),
    ]


@pytest.mark.parametrize(
    ("value", "hs6"), [("roasted", "090121"), ("not_roasted", "090111")]
)
def test_an_answer_settles_the_question(index: CodeIndex, value: str, hs6: str) -> None:
    found = classify_goods("kopi", index, answers=[Answer("roasting", value)])

    assert found.candidates[0].hs6 == hs6
    assert found.questions == ()


def test_goods_are_new_unless_said_otherwise(index: CodeIndex) -> None:
    assert first(index, "pneumatic tyres") == "401110"


def test_what_is_denied_is_not_taken_for_it(index: CodeIndex) -> None:
    assert first(index, "crustaceans, not frozen") == "030636"


@pytest.mark.parametrize(
    "text", ["other than roasted coffee", "bukan kopi sangrai", "coffee except roasted"]
)
def test_a_denial_leads_to_the_neighbour_and_is_never_sure(
    index: CodeIndex, text: str
) -> None:
    found = classify_goods(text, index)

    assert found.candidates[0].hs6 == "090111"
    assert not found.sure


def test_tells_words_and_note(index: CodeIndex) -> None:
    reason = classify_goods("biji kopi", index).candidates[0].reason

    assert reason.en == (
        "Product family known as “biji kopi”; words that fit: “biji”, “kopi”. A note."
    )
    assert reason.id.endswith("kata yang cocok: “biji”, “kopi”. Catatan.")


def test_a_text_of_unknown_words_has_no_candidate(index: CodeIndex) -> None:
    assert classify_goods("zzyx qwrty", index).candidates == ()
    assert classify_goods("...", index) == classify_goods("12 kg", index)


def test_what_an_officer_confirmed_comes_first(index: CodeIndex) -> None:
    pairs = add_names(
        index,
        [GoodsName("030819", "gamat kering super", "", "pair", 1, Text("x", "x"))],
    )

    found = classify_goods("Gamat kering super", index, pairs).candidates[0]

    assert found.hs6 == "030819"
    assert found.reason.en.startswith("An officer confirmed it for")


def test_a_stored_index_answers_the_same(index: CodeIndex) -> None:
    plain = json.loads(json.dumps(index_to_plain(index)))
    again = index_from_plain(plain, LEXICON)

    for text in ("kopi", "udang beku", "frozn shrimps", "used tyres"):
        assert classify_goods(text, again) == classify_goods(text, index)


def test_an_index_of_another_version_is_refused(index: CodeIndex) -> None:
    plain = {**index_to_plain(index), "format": 0}

    with pytest.raises(ValueError, match="version"):
        index_from_plain(plain, LEXICON)


def test_without_a_nomenclature_names_answer_and_nothing_is_sure() -> None:
    index = build_code_index([], NAMES, LEXICON, {})

    found = classify_goods("udang beku", index)

    assert found.candidates[0].hs6 == "030617"
    assert not found.sure


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("kopi udang beku tea not 12,;()é\n"), max_size=60)
)
def test_any_text_is_answered_in_order_and_alike(text: str) -> None:
    index = build_code_index(TEXTS, NAMES, LEXICON, LABELS)
    found = classify_goods(text, index)

    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({candidate.hs6 for candidate in found.candidates}) == len(scores)
    assert found == classify_goods(text, index)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Frozen prawns", "en", ["frozen", "shrimp"]),
        ("teripang kering", "id", ["sea_cucumber", "kering"]),
        ("green tea", "en", ["green_tea", "tea"]),
        ("neither roasted nor frozen", "en", ["not_roasted", "not_frozen"]),
        ("tanpa gula", "id", ["not_gula"]),
        ("daging tanpa tulang", "id", ["daging", "without_bone"]),
        ("air conditioner air", "en", ["air", "conditioner"]),
        ("60 kg", "en", []),
    ],
)
def test_words_take_their_common_form(
    text: str, language: str, words: list[str]
) -> None:
    lexicon = LEXICON.with_vocabulary({"air", "conditioner"}, {"kering"})
    found = [word.common for word in common_words(text, lexicon, language)]

    assert list(dict.fromkeys(found)) == words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Fish; frozen, excluding fillets, fish meat of 0304", "fish; frozen, "),
        ("Cereals; maize (corn), seed", "cereals; maize (corn), seed for sowing "),
        ("Udang, dikupas maupun tidak", "udang, "),
        ("Nuts, whether or not shelled, dried", "nuts, , dried"),
    ],
)
def test_official_text_keeps_what_it_speaks_of(text: str, left: str) -> None:
    assert what_it_speaks_of(text) == left


def test_a_text_that_says_little_is_joined_to_its_heading() -> None:
    assert join_ancestors("Lain-lain", "Kopi") == "Kopi: Lain-lain"
    assert join_ancestors("Udang dan udang besar lainnya", "Krustasea") == (
        "Udang dan udang besar lainnya"
    )


@pytest.mark.parametrize("answer", ["", "roasting", "roasting:x", "x:roasted"])
def test_refuses_an_unknown_answer(answer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_answer(answer)

    assert (refused.value.field, refused.value.rule) == ("answer", "unknown_word")
