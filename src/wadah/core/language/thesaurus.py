"""The words of every product family, indexed once and then only read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from types import MappingProxyType

from wadah.core.language.normalise import SPELLINGS, content_words
from wadah.core.values import Text


@dataclass(frozen=True, slots=True)
class Family:
    """A product family: slug, names, HS 2022 candidates, what it is taken for."""

    slug: str
    name: Text
    hs6: tuple[str, ...]
    mistaken_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyTerm:
    """One way people write a family.

    Parameters
    ----------
    language
        `id` or `en`.
    kind
        `name`, `synonym`, `trade_name`, `abbreviation`, `misspelling` or `local`.
    """

    family: str
    language: str
    kind: str
    term: str


@dataclass(frozen=True, slots=True)
class IndexedTerm:
    """A term with its folded words."""

    term: FamilyTerm
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Families and their terms, ready to be searched; see `build_thesaurus`.

    Parameters
    ----------
    families
        By slug.
    terms
        Every term, names included.
    by_word
        Positions in `terms` of the terms that hold a word.
    family_words
        Every word of a family, whatever the term.
    vocabulary
        What a misspelt word is compared with.
    weight
        How telling a word is: ln(1 + families / families that use it).
    indonesian
        Words that stand in Indonesian terms only.
    misspellings
        Words that stand in terms of kind `misspelling` only.
    other_words, other_phrases
        Goods and trades that are no family, of one word and of several. They are
        never respelt into a family, and a query that names them is about something
        else.
    """

    families: Mapping[str, Family]
    terms: tuple[IndexedTerm, ...]
    by_word: Mapping[str, tuple[int, ...]]
    family_words: Mapping[str, frozenset[str]]
    weight: Mapping[str, float]
    indonesian: frozenset[str]
    misspellings: frozenset[str]
    other_words: frozenset[str]
    other_phrases: frozenset[tuple[str, ...]]
    vocabulary: tuple[str, ...] = field(repr=False)


def build_thesaurus(
    families: Iterable[Family],
    terms: Iterable[FamilyTerm],
    other_goods: Iterable[str] = (),
) -> Thesaurus:
    """Index families and terms for `search_families`.

    Parameters
    ----------
    families
        The families; their names count as terms in both languages.
    terms
        Further terms; those of an unknown family are left out, so that a family
        that was switched off takes its words with it.
    other_goods
        Words for goods outside the families ("tahu", "bread").

    Returns
    -------
    Thesaurus
        Frozen; build it once and keep it.
    """
    known = {family.slug: family for family in families}
    named = [
        FamilyTerm(family.slug, language, "name", family.name.in_language(language))
        for family in known.values()
        for language in ("id", "en")
    ]
    given = [term for term in terms if term.family in known]
    indexed = tuple(
        IndexedTerm(term, content_words(term.term)) for term in named + given
    )
    by_word: dict[str, list[int]] = {}
    family_words: dict[str, set[str]] = {slug: set() for slug in known}
    for position, entry in enumerate(indexed):
        family_words[entry.term.family].update(entry.words)
        for word in dict.fromkeys(entry.words):
            by_word.setdefault(word, []).append(position)
    well_spelt = {
        word
        for entry in indexed
        if entry.term.kind != "misspelling"
        for word in entry.words
    }
    phrases = {content_words(text) for text in other_goods}
    other = {phrase[0] for phrase in phrases if len(phrase) == 1}
    return Thesaurus(
        families=MappingProxyType(known),
        terms=indexed,
        by_word=MappingProxyType({w: tuple(found) for w, found in by_word.items()}),
        family_words=MappingProxyType(
            {slug: frozenset(words) for slug, words in family_words.items()}
        ),
        weight=MappingProxyType(_weights(family_words)),
        indonesian=_words_in(indexed, "id") - _words_in(indexed, "en"),
        misspellings=frozenset(by_word) - well_spelt,
        other_words=frozenset(other),
        other_phrases=frozenset(phrase for phrase in phrases if len(phrase) > 1),
        vocabulary=tuple(sorted(well_spelt | other | _spellings(well_spelt))),
    )


def _words_in(indexed: Iterable[IndexedTerm], language: str) -> frozenset[str]:
    return frozenset(
        word
        for entry in indexed
        if entry.term.language == language
        for word in entry.words
    )


def _spellings(known: set[str]) -> set[str]:
    """Older spellings, so that a slip in one of them is mended too."""
    return {old for old, new in SPELLINGS.items() if new in known}


def _weights(family_words: Mapping[str, set[str]]) -> dict[str, float]:
    users: dict[str, int] = {}
    for words in family_words.values():
        for word in words:
            users[word] = users.get(word, 0) + 1
    return {word: log(1 + len(family_words) / count) for word, count in users.items()}
