from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wadah.core.language
from wadah.core.language import activity, content_words, normalise, search
from wadah.core.language.normalise import fold, head_and_tail


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  UD. Sinar   Jaya ", "ud sinar jaya"),
        ("Bird's nest", "birds nest"),
        ("Café Luwak", "cafe luwak"),
        ("agar-agar", "agar agar"),
        ("", ""),
    ],
)
def test_makes_names_comparable(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("kelapa", "kelapa"),
        ("chips", "chip"),
        ("anchovies", "anchovy"),
        ("krupuk", "kerupuk"),
        ("nanas", "nanas"),
        ("tapis", "tapis"),
        ("usus", "usus"),
        ("leaves", "leaf"),
    ],
)
def test_folds_plurals_and_spellings_but_no_indonesian_word(
    word: str, expected: str
) -> None:
    assert fold(word) == expected


def test_drops_trade_talk_units_and_moisture() -> None:
    text = "Jual kopi robusta 200 gram, kadar air 12, green gram"

    assert content_words(text) == (
        "kopi", "robusta", "200", "12", "green", "gram",
    )  # fmt: skip


def test_keeps_a_text_of_stop_words_only() -> None:
    assert content_words("Lampung") == ("lampung",)


def test_parts_what_is_named_from_what_it_is_for() -> None:
    assert head_and_tail("Looking for cocopeat for hydroponics") == (
        "looking for cocopeat",
        "for",
        "hydroponics",
    )


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_public_face_is_complete() -> None:
    face = wadah.core.language

    # The linter keeps their order.
    assert len(set(face.__all__)) == len(face.__all__)
    assert all(hasattr(face, name) for name in face.__all__)


@pytest.mark.parametrize("module", [activity, search])
def test_examples_of_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
