"""The index as plain values, for a file, and back."""

from __future__ import annotations

from typing import Any

from wadah.core.language.classification.index import (
    CodeIndex,
    GoodsName,
    IndexedName,
    NameBook,
    complete_index,
)
from wadah.core.language.classification.words import Lexicon
from wadah.core.values import Text

# Changes when an index of before would be read wrongly.
FORMAT = 1


def index_to_plain(index: CodeIndex) -> dict[str, Any]:
    """What a JSON file holds of an index."""
    return {
        "format": FORMAT,
        "codes": index.codes,
        "labels": [[label.id, label.en] for label in index.labels],
        "impacts": {
            word: [list(column), list(column.values())]
            for word, column in index.impacts.items()
        },
        "weight": index.weight,
        "rarest": index.rarest,
        "own": [sorted(words) for words in index.own_words],
        "names": [_name_to_plain(name) for name in index.book.names],
        "english": sorted(index.lexicon.english),
        "indonesian": sorted(index.lexicon.indonesian),
        "is_full": index.is_full,
    }


def index_from_plain(plain: dict[str, Any], lexicon: Lexicon) -> CodeIndex:
    """The index that a file holds. Raises `KeyError` or `ValueError` on another."""
    if plain["format"] != FORMAT:
        raise ValueError("an index of another version")
    names = tuple(_name_from_plain(row) for row in plain["names"])
    impacts = {
        word: dict(zip(*column, strict=True))
        for word, column in plain["impacts"].items()
    }
    return complete_index(
        tuple(plain["codes"]),
        tuple(Text(*label) for label in plain["labels"]),
        (impacts, plain["weight"], plain["rarest"]),
        tuple(frozenset(words) for words in plain["own"]),
        NameBook(names, _places(names)),
        lexicon.with_vocabulary(plain["english"], plain["indonesian"]),
        plain["is_full"],
    )


def _places(names: tuple[IndexedName, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        for word in name.words:
            found.setdefault(word, []).append(place)
    return {word: tuple(places) for word, places in found.items()}


def _name_to_plain(name: IndexedName) -> list[Any]:
    goods = name.goods
    return [
        goods.hs6, goods.name, goods.language, goods.kind, goods.rank,
        goods.note.id, goods.note.en, list(name.words), name.weight,
    ]  # fmt: skip


def _name_from_plain(row: list[Any]) -> IndexedName:
    hs6, name, language, kind, rank, note_id, note_en, words, weight = row
    goods = GoodsName(hs6, name, language, kind, rank, Text(note_id, note_en))
    return IndexedName(goods, tuple(words), weight)
