"""What lets somebody be reached is found in a text; amounts and days are left."""

from __future__ import annotations

import pytest

from wadah.core.matching.contact_words import has_contact, hide_contact


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Mail ana@firm.example please", "Mail [...] please"),
        ("ana (at) firm.example", "[...]"),
        ("call +49 40 1234567", "call [...]"),
        ("call +49 40 1234567, 20 t", "call [...], 20 t"),
        ("HP 0812 3456 7890", "HP [...]"),
        ("see https://firm.example/x?y=1", "see [...]"),
        ("www.firm.example", "[...]"),
        ("wa 6281234567", "[...]"),
    ],
)
def test_contact_is_hidden(text: str, hidden: str) -> None:
    assert has_contact(text)
    assert hide_contact(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "20 t FOB Panjang, USD 1.200.000",
        "16 000 kg, 2.000.000 pcs",
        "ship 2026-12-01 to 2027-01-31",
        "HS 0901.11, moisture max 12.5 %, 0.5 mg/kg",
        "0-3 months, 20,000 kg, +/- 5 %",
        "Robusta @ 2900",
    ],
)
def test_amounts_and_days_are_left(text: str) -> None:
    assert not has_contact(text)
    assert hide_contact(text) == text
