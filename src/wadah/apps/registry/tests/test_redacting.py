"""What names a person is taken out, however it is written, and nothing else."""

from __future__ import annotations

import pytest

from wadah.apps.registry.redacting import make_pattern, redact

PATTERN = make_pattern(
    ["Siti Aminah", "+6281234567890", "siti@example.org", "0220001234567", "Al", ""]
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ibu SITI  aminah datang", "Ibu [dihapus] datang"),
        ("HP 0812-3456-7890.", "HP [dihapus]."),
        ("wa +62 812 3456 7890", "wa [dihapus]"),
        ("6281234567890", "[dihapus]"),
        ("(0812) 34567890", "([dihapus]"),
        ("mailto:Siti@Example.org", "mailto:[dihapus]"),
        ("NIB 0220 0012 34567", "NIB [dihapus]"),
        ("Sitimewah Aminahan", "Sitimewah Aminahan"),
        ("081234567891", "081234567891"),
        ("Alam", "Alam"),
    ],
)
def test_text_is_left_without_the_person(text: str, left: str) -> None:
    assert redact(text, PATTERN) == left


def test_depth_of_json_is_reached() -> None:
    value = {"owner": "Siti Aminah", "list": [{"Siti Aminah": 1}], "n": 3, "x": None}

    assert redact(value, PATTERN) == {
        "owner": "[dihapus]", "list": [{"[dihapus]": 1}], "n": 3, "x": None,
    }  # fmt: skip


def test_nobody_leaves_everything() -> None:
    assert make_pattern(["", "a"]) is None
    assert redact("Siti", None) == "Siti"
