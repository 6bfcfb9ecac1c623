"""Plants pairs into a synthetic list: one business twice, and pairs that look so.

A copy is written down by another hand: letters wrong, words swapped, a form of business
added or left out, an owner shortened, a number or address missing or changed. Hard
negatives are two kinds: another firm of the same owner, often in the same house with
the same phone; and a firm of the same name in another village.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

from wadah.delivery.example.province_data import read_words
from wadah.delivery.example.province_draw import Draw
from wadah.delivery.example.province_rows import list_villages

DUPLICATE = "duplicate"
SAME_OWNER = "same owner, other firm"
SAME_NAME = "same name, other village"
_FORMS = ("UD", "UD.", "CV", "CV.", "Toko", "Usaha", "PD", "Home Industri")
_FORM_WORDS = frozenset(("ud", "cv", "pd", "toko", "usaha", "warung", "kios", "pt"))
Row = dict[str, Any]


def plant_pairs(
    firms: pl.DataFrame, duplicates: int, hard_negatives: int, draw: Draw
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All rows in mixed order, `number` given anew, and the pairs that were planted.

    `firms` are the rows of `draw_businesses`; so many are added.
    """
    stream = draw.stream("pairs")
    total = len(firms) + duplicates + hard_negatives
    chosen = stream.permutation(len(firms))[: duplicates + hard_negatives]
    rows = firms[chosen].to_dicts()
    villages = _villages_by_district()
    kinds = [DUPLICATE] * duplicates + [
        (SAME_OWNER, SAME_NAME)[place % 2] for place in range(hard_negatives)
    ]
    makers = {DUPLICATE: _copy, SAME_OWNER: _other_firm, SAME_NAME: _other_place}
    strangers = firms[stream.permutation(len(firms))[: len(rows)]].to_dicts()
    added = [
        makers[kind](row, other, villages, stream)
        for kind, row, other in zip(kinds, rows, strangers, strict=True)
    ]
    every = pl.concat([firms, pl.DataFrame(added, schema=firms.schema)])
    order = stream.permutation(total)
    place_of = np.empty(total, dtype=np.int64)
    place_of[order] = np.arange(total)
    truth = pl.DataFrame(
        {
            "first": place_of[chosen],
            "second": place_of[np.arange(len(firms), total)],
            "kind": kinds,
        }
    )
    return every[order].with_columns(number=pl.int_range(total, dtype=pl.Int64)), truth


def _villages_by_district() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for village in list_villages():
        found.setdefault(village.region_code, []).append(village.word)
    return found


def _copy(
    row: Row, other: Row, villages: dict[str, list[str]], stream: np.random.Generator
) -> Row:
    """The same business as another clerk wrote it down."""
    copy = dict(row)
    for field, change, share in _NAME_CHANGES:
        if stream.random() < share:
            copy[field] = change(copy[field], stream)
    # Another list asked other things: a cell is empty, or a new number stands in it.
    for field, empty in (("nib", 0.35), ("phone", 0.25), ("village", 0.08)):
        if stream.random() < empty:
            copy[field] = ""
    if copy["phone"] and stream.random() < 0.10:
        copy["phone"] = f"+62810{stream.integers(0, 10**8):08d}"
    if stream.random() < 0.08:
        copy["village"] = _other_village(row, villages, stream)
    if stream.random() < 0.22:
        copy["street"] = other["street"]
    if stream.random() < 0.15:
        copy["family"] = other["family"]
    return copy


def _other_firm(
    row: Row, other: Row, villages: dict[str, list[str]], stream: np.random.Generator
) -> Row:
    """Another firm of the same owner: his name, often his phone and his house."""
    firm = dict(row)
    for field in ("name", "legal_form", "family", "made", "sector", "kbli"):
        firm[field] = other[field]
    # A firm that bears its owner's name would be the stranger's.
    if other["owner_name"].split(" ")[0] in firm["name"].split(" "):
        words = read_words()
        firm["name"] = " ".join(
            str(stream.choice(words[kind])) for kind in ("brand", "brand_second")
        )
    firm["nib"] = (
        "" if stream.random() < 0.6 else f"9999{stream.integers(8 * 10**8, 9 * 10**8)}"
    )
    if stream.random() < 0.2:
        firm["phone"] = ""
    if stream.random() < 0.4:
        firm["street"] = other["street"]
    if stream.random() < 0.15:
        firm["village"] = _other_village(row, villages, stream)
    return firm


def _other_place(
    row: Row, other: Row, villages: dict[str, list[str]], stream: np.random.Generator
) -> Row:
    """A stranger's firm that bears the same name, in another village."""
    firm = dict(other)
    for field in ("name", "legal_form", "family", "made", "sector", "region_code"):
        firm[field] = row[field]
    firm["regency"], firm["district"] = row["regency"], row["district"]
    firm["village"] = _other_village(row, villages, stream)
    firm["nib"] = (
        "" if stream.random() < 0.6 else f"9999{stream.integers(7 * 10**8, 8 * 10**8)}"
    )
    firm["phone"] = (
        "" if stream.random() < 0.5 else f"+62810{stream.integers(0, 10**8):08d}"
    )
    return firm


def _other_village(
    row: Row, villages: dict[str, list[str]], stream: np.random.Generator
) -> str:
    every = villages[f"{row['region_code']}/{row['district']}"]
    others = [village for village in every if village != row["village"]]
    return str(others[stream.integers(len(others))])


def misspell(text: str, stream: np.random.Generator) -> str:
    """One letter dropped, doubled, swapped with the next or replaced."""
    if len(text) < 4:
        return text
    place = int(stream.integers(1, len(text) - 1))
    before, letter, after = text[:place], text[place], text[place + 1 :]
    match int(stream.integers(4)):
        case 0:
            return before + after
        case 1:
            return before + letter * 2 + after
        case 2:
            return before + after[0] + letter + after[1:]
        case _:
            return before + "aiueonrst"[int(stream.integers(9))] + after


def _swap_words(text: str, stream: np.random.Generator) -> str:
    words = text.split(" ")
    if len(words) < 2:
        return text
    place = int(stream.integers(len(words) - 1))
    words[place], words[place + 1] = words[place + 1], words[place]
    return " ".join(words)


def _change_form(text: str, stream: np.random.Generator) -> str:
    first, _, rest = text.partition(" ")
    if first.strip(".").lower() in _FORM_WORDS and rest:
        return rest
    return f"{_FORMS[int(stream.integers(len(_FORMS)))]} {text}"


def _capitals(text: str, stream: np.random.Generator) -> str:
    return text.upper() if stream.random() < 0.8 else text.lower()


def _shorten(text: str, stream: np.random.Generator) -> str:
    words = text.split(" ")
    if len(words) < 2:
        return text
    if stream.random() < 0.4:
        return " ".join([*words[:-1], f"{words[-1][0]}."])
    return " ".join(words[:-1])


def _nothing(_text: str, _stream: np.random.Generator) -> str:
    return ""


def _shorten_street(text: str, stream: np.random.Generator) -> str:
    bare = text.removeprefix("Jl. ")
    return bare if stream.random() < 0.5 else bare.split(" No. ")[0]


Change = Callable[[str, np.random.Generator], str]
_NAME_CHANGES: tuple[tuple[str, Change, float], ...] = (
    ("name", misspell, 0.40),
    ("name", misspell, 0.08),
    ("name", _swap_words, 0.10),
    ("name", _change_form, 0.22),
    ("name", _capitals, 0.40),
    ("owner_name", misspell, 0.28),
    ("owner_name", _shorten, 0.15),
    ("owner_name", _capitals, 0.25),
    ("owner_name", _nothing, 0.05),
    ("village", misspell, 0.10),
    ("district", misspell, 0.03),
    ("street", misspell, 0.12),
    ("street", _shorten_street, 0.35),
)
