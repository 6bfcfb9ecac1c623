"""Names that are nearly the same are found; common words alone are not."""

from __future__ import annotations

import pytest

from wadah.core.matching.like_names import LIKE_FROM, find_like, likeness, plain_name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Hafenrösterei Beispiel GmbH", "hafenrosterei beispiel"),
        ("THAMES SPICE, Co. Ltd.", "thames spice"),
        ("PT Kopi Jaya", "kopi jaya"),
        ("Łódź S.A.", "łodz"),
        ("Co. Ltd.", "co ltd"),
        ("", ""),
    ],
)
def test_legal_form_accents_and_points_do_not_count(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("searched", "listed", "is_found"),
    [
        ("Thames Spices Ltd", "Thames Spice Limited", True),
        ("Al-Rashid Hassan", "Hassan AL RASHID", True),
        ("Thames Spice Example Trading", "Thames Spice Example Ltd", True),
        ("Hafenrosterei Beispiel", "Hafenrösterei Beispiel GmbH", True),
        ("Global Trading", "Pacific Trading", False),
        ("Trading", "Oriental Oil Trading", False),
        ("Ostsee Kaffeekontor", "Nordsee Teehandel", False),
    ],
)
def test_like_name_is_found(searched: str, listed: str, is_found: bool) -> None:
    found = find_like(plain_name(searched), [plain_name(listed)])

    assert bool(found) is is_found
    assert all(score >= LIKE_FROM for _, score in found)


def test_the_likest_comes_first_and_the_place_is_told() -> None:
    names = ["thames oil", "thames spices", "thames spice"]

    assert find_like("thames spice", names)[0] == (2, 100)
    assert likeness("thames spice", "thames spices") == 96


def test_empty_name_finds_nothing() -> None:
    assert find_like("", ["thames"]) == []
