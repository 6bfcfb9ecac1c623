"""Proposals from the text of a paper, over a labelled set."""

from __future__ import annotations

from datetime import date

import pytest

from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.reading_dates import find_dates
from wadah.apps.validation.reading_papers import propose
from wadah.apps.validation.reading_words import TITLES
from wadah.apps.validation.tests.paper_texts import TEXTS

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("name", TEXTS)
def test_proposes_what_a_careful_reader_writes_down(name: str) -> None:
    text, expected = TEXTS[name]

    proposal = propose(text, TODAY)

    assert {field: found["value"] for field, found in proposal.items()} == expected


@pytest.mark.parametrize("name", TEXTS)
def test_the_words_stand_in_the_text(name: str) -> None:
    text, _expected = TEXTS[name]
    flat = " ".join(text.split())

    for found in propose(text, TODAY).values():
        assert found["words"].rstrip("…") in flat


def test_half_a_number_is_none() -> None:
    text = (
        "PEMBERITAHUAN EKSPOR BARANG\nNomor Pengajuan: 060700-00 1234-20261101-0456\n"
    )

    assert "number" not in propose(text, TODAY)


def test_every_title_is_a_type_of_the_vocabulary() -> None:
    assert {slug for slug, _ in TITLES} <= set(read_vocabulary().document_types)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 November 2026", [date(2026, 11, 24)]),
        ("24-11-2026", [date(2026, 11, 24)]),
        ("24/11/2026", [date(2026, 11, 24)]),
        ("24.11.2026", [date(2026, 11, 24)]),
        ("2026-11-24", [date(2026, 11, 24)]),
        ("November 24, 2026", [date(2026, 11, 24)]),
        ("1st of August 2026", [date(2026, 8, 1)]),
        ("7 Pebruari 2026 dan 9 Nopember 2026", [date(2026, 2, 7), date(2026, 11, 9)]),
        ("30 Februari 2026", []),
        ("31/13/2026", []),
        ("nomor 12-2026", []),
    ],
)
def test_reads_the_days_of_both_languages(text: str, expected: list[date]) -> None:
    assert [found.day for found in find_dates(text, month_first=False)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/31/2027", [date(2027, 12, 31)]),
        ("03/03/2026", [date(2026, 3, 3)]),
        ("31/12/2027", [date(2027, 12, 31)]),
        ("03/04/2026", []),
    ],
)
def test_a_day_that_could_be_two_is_none(text: str, expected: list[date]) -> None:
    assert [found.day for found in find_dates(text, month_first=True)] == expected


def test_a_long_text_is_read_in_a_moment_and_to_a_bound() -> None:
    text = "Nomor : x\nBerlaku sampai tanggal nanti saja " * 20_000

    assert propose(text, TODAY) == {}
