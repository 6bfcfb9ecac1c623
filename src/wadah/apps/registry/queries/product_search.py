"""Published products by words in either language: one function for both databases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from wadah.apps.reference.data_files import read_thesaurus
from wadah.apps.registry.models import (
    Product,
    ProductIndexWord,
)
from wadah.apps.registry.product_index import family_word
from wadah.apps.registry.queries.product import list_public_products
from wadah.core.language import (
    FamilyHit,
    RankedEntry,
    WantedWord,
    WordGroup,
    rank_entries,
    search_families,
    wanted_words,
    weigh_word,
)

# A family that scores less is a guess, and one far below the best is not meant.
_SURE_SCORE, _NEAR_BEST, _MOST_FAMILIES = 0.62, 0.1, 3
# A product of the family asked for stands above every other, however short.
_FAMILY_FACTOR = 3.0
_SHORTEST_RESPELT, _SAME_LETTERS = 4, 2
_LEAST_LIKENESS = 0.4


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """A product with how much of the query it answers, from 0 to 1."""

    product: Product
    share: float


def search_products(
    query: str,
    hits: Sequence[FamilyHit] | None = None,
    *,
    family: str = "",
    limit: int = 10,
) -> list[FoundProduct]:
    """The best published products for a query, best first.

    Products of the family that the query names come first. Misspelt words are read
    with the words of the families; `family` keeps to one family.
    """
    ranked = rank_products(query, hits, family=family, limit=limit)
    shares = {entry.number: round(entry.share, 4) for entry in ranked}
    return [FoundProduct(row, shares[row.pk]) for row in fetch_products(shares)]


def fetch_products(numbers: Iterable[int]) -> list[Product]:
    """Published products in the order of their numbers; what is gone is left out."""
    order = list(numbers)
    there = list_public_products().in_bulk(order)
    return [there[number] for number in order if number in there]


def rank_products(
    query: str,
    hits: Sequence[FamilyHit] | None = None,
    *,
    family: str = "",
    limit: int = 10,
) -> tuple[RankedEntry, ...]:
    """Numbers of the best published products, best first."""
    thesaurus = read_thesaurus()
    if hits is None:
        hits = search_families(query, thesaurus)
    sure = _sure_families(hits)
    counts = _WordCounts()
    wanted = wanted_words(query, thesaurus, sure, lambda word: counts.of(word) > 0)
    words = [(_near_indexed(word, counts), word.is_of_family) for word in wanted]
    groups = make_groups(words, counts, sure)
    return rank_groups(groups, counts, family=family, limit=limit)


def rank_words(words: Iterable[str], *, limit: int = 10) -> tuple[RankedEntry, ...]:
    """Entries that hold any of some words of the index, best first."""
    counts = _WordCounts()
    groups = make_groups([(word, False) for word in words], counts, ())
    return rank_groups(groups, counts, family="", limit=limit)


def _sure_families(hits: Sequence[FamilyHit]) -> tuple[str, ...]:
    if not hits or hits[0].score < _SURE_SCORE:
        return ()
    least = hits[0].score - _NEAR_BEST
    return tuple(hit.family for hit in hits if hit.score > least)[:_MOST_FAMILIES]


class _WordCounts:
    """How many entries hold a word; each word is asked for once."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        found = _read_rows(
            "SELECT products, words FROM registry_productindextotals WHERE id = 1", []
        )
        self.entries, self.words = found[0] if found else (0, 0)

    def of(self, word: str) -> int:
        if word not in self._known:
            self.ask([word])
        return self._known[word]

    def ask(self, words: Iterable[str]) -> None:
        asked = [word for word in words if word not in self._known]
        if not asked:
            return
        self._known.update(dict.fromkeys(asked, 0))
        marks = ", ".join(["%s"] * len(asked))
        self._known.update(
            _read_rows(
                "SELECT word, products FROM registry_productindexword "  # noqa: S608
                f"WHERE word IN ({marks})",
                asked,
            )
        )


def make_groups(
    words: Sequence[tuple[str, bool]], counts: _WordCounts, families: Sequence[str]
) -> list[WordGroup]:
    """What to look up: each word, and the families asked for above all.

    A word that only tells the family again brings no product of another one.
    """
    counts.ask(word for word, _ in words)
    groups = [
        WordGroup(
            (word,),
            weigh_word(counts.of(word), counts.entries),
            stands_alone=not (families and is_of_family),
        )
        for word, is_of_family in words
        if counts.of(word) > 0
    ]
    if families:
        weight = _FAMILY_FACTOR * (1 + sum(group.weight for group in groups))
        meant = tuple(map(family_word, families))
        groups.append(WordGroup(meant, weight, is_flat=True))
    return groups


def rank_groups(
    groups: Sequence[WordGroup], counts: _WordCounts, *, family: str, limit: int
) -> tuple[RankedEntry, ...]:
    """The best entries for some groups of words."""
    if not groups or counts.entries < 1:
        return ()
    required = family_word(family) if family else ""
    find = _find_sqlite if connection.vendor == "sqlite" else _find_postgresql
    return rank_entries(
        groups,
        lambda part, most: find([group.words for group in part], required, most),
        _read_words,
        mean_length=max(counts.words / counts.entries, 1.0),
        limit=limit,
    )


def _find_sqlite(
    groups: Sequence[tuple[str, ...]], required: str, most: int
) -> list[int]:
    parts = [*groups, *([(required,)] if required else [])]
    wanted = " AND ".join(
        "(" + " OR ".join(f'"{word}"' for word in words) + ")" for words in parts
    )
    # The order of positions is the order of the table: it stops after `most`.
    rows = _read_rows(
        "SELECT rowid FROM registry_product_fts "
        "WHERE registry_product_fts MATCH %s ORDER BY rowid LIMIT %s",
        [wanted, most],
    )
    return [position for (position,) in rows]


def _find_postgresql(
    groups: Sequence[tuple[str, ...]], required: str, most: int
) -> list[int]:
    parts = [*groups, *([(required,)] if required else [])]
    wanted = " & ".join(
        "(" + " | ".join(f"'{word}'" for word in words) + ")" for words in parts
    )
    rows = _read_rows(
        "SELECT position FROM registry_productindexentry "
        "WHERE array_to_tsvector(string_to_array(words, ' ')) @@ %s::tsquery "
        "ORDER BY position LIMIT %s",
        [wanted, most],
    )
    return [position for (position,) in rows]


def _read_words(positions: Iterable[int]) -> Mapping[int, frozenset[str]]:
    asked = list(positions)
    if not asked:
        return {}
    marks = ", ".join(["%s"] * len(asked))
    rows = _read_rows(
        "SELECT position, words FROM registry_productindexentry "  # noqa: S608
        f"WHERE position IN ({marks})",
        asked,
    )
    return {position: frozenset(words.split()) for position, words in rows}


def _read_rows(statement: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:
    # A query makes a dozen short reads: through the mapper each would cost as much
    # again as the reading.
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _near_indexed(wanted: WantedWord, counts: _WordCounts) -> str:
    """The word, or the indexed one it most likely stands for: a brand, a village."""
    word = wanted.word
    if counts.of(word) > 0 or len(word) < _SHORTEST_RESPELT or word.isdigit():
        return word
    choices = _list_like(word)
    reach = 1 if len(word) < 2 * _SHORTEST_RESPELT else 2
    found = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=reach)
    return found[0] if found else word


def _list_like(word: str) -> list[str]:
    indexed = ProductIndexWord.objects.filter(products__gt=0)
    if connection.vendor == "postgresql":
        like = indexed.extra(
            where=["word %% %s AND similarity(word, %s) > %s"],
            params=[word, word, _LEAST_LIKENESS],
        )
        return list(like.values_list("word", flat=True)[:50])
    start = word[:_SAME_LETTERS]
    same = indexed.filter(word__gte=start, word__lt=start + "{")
    return list(same.values_list("word", flat=True))
