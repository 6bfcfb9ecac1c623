"""Months as Indonesian and English papers and lists write them."""

from __future__ import annotations

# Every spelling in small letters, and the number of its month.
MONTH_NAMES = {
    word: number
    for number, words in enumerate(
        (
            "januari january jan", "februari february pebruari feb peb",
            "maret march mar mrt", "april apr", "mei may", "juni june jun",
            "juli july jul", "agustus august agt agu aug ags",
            "september sept sep", "oktober october okt oct",
            "november nopember nov nop", "desember december des dec",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
