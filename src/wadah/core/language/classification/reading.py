"""A text about goods as weighed words: respelt, the head first, denials apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from wadah.core.language.classification.facts import Answer, facts_of
from wadah.core.language.classification.index import CodeIndex
from wadah.core.language.classification.words import (
    NOT,
    Word,
    common_words,
    language_of,
)
from wadah.core.language.normalise import LIGHT_WORDS, normalise

_HEAD = 1.35
# What goods are for or taste of says little of what they are; "keset dari karet" is of
# rubber, "with" names a part.
_TAIL_SHARES = {"dari": 0.9, "with": 0.5, "dengan": 0.5}
_TAIL = 0.35
_LIGHT = 0.35
_UNKNOWN = 0.8
_LONGEST_WORDS = 60
_SHORTEST_RESPELT = 5
_TWO_EDITS_FROM = 8
_TAIL_MARKERS = frozenset("untuk buat for from dari with dengan rasa used".split())
_END_OF_HEAD = frozenset("of made in for with from without not to and or per".split())


@dataclass(frozen=True, slots=True)
class Query:
    """What a text says of goods.

    Parameters
    ----------
    weights
        By common word; words that are not known count too: they are not explained.
    shares
        What part of the impact of a word counts.
    denied
        Words that the goods are not.
    facts
        Facts that the text tells.
    has_number
        Whether it names a number.
    """

    words: tuple[Word, ...]
    weights: Mapping[str, float]
    shares: Mapping[str, float]
    denied: frozenset[str]
    facts: Mapping[str, frozenset[str]]
    has_number: bool


def read_query(text: str, index: CodeIndex, answers: tuple[Answer, ...]) -> Query:
    """Read a text with the words of an index."""
    cut = " ".join(_denials(normalise(text)).split()[:_LONGEST_WORDS])
    written = cut.split()
    words = tuple(_respelt(word, index) for word in common_words(cut, index.lexicon))
    added = [word for answer in answers for word in sorted(answer.words)]
    shares: dict[str, float] = {}
    head = _head_position(words, written, index)
    tail = _tail_position(words, written)
    for word in words:
        share = _share(word, head, tail, written)
        shares[word.common] = max(share, shares.get(word.common, 0.0))
    for common in added:
        shares.setdefault(common, 1.0)
    known = {word.common for word in words} | set(added)
    weights = {
        common: share * _weight(common, index) for common, share in shares.items()
    }
    facts = dict(facts_of(known))
    for answer in answers:
        facts[answer.fact] = frozenset({answer.value})
    return Query(
        words,
        weights,
        shares,
        frozenset(w.removeprefix(NOT) for w in known if w.startswith(NOT)),
        facts,
        any(word[0].isdigit() for word in written),
    )


def _weight(common: str, index: CodeIndex) -> float:
    found = index.weight.get(common)
    return _UNKNOWN * index.rarest * 0.5 if found is None else found


def _denials(text: str) -> str:
    """What goods are not, in one form: Indonesian denies what stands after the thing.

    Examples
    --------
    >>> _denials("bukan kopi sangrai"), _denials("other than roasted coffee")
    ('kopi tidak sangrai', 'non roasted coffee')
    """
    return _OTHER_THAN.sub("non ", _NOT_OF_KIND.sub(r"\1 tidak \2", text))


_NOT_OF_KIND = re.compile(r"\b(?:bukan|selain|kecuali) (\w+) (\w+)")
_OTHER_THAN = re.compile(
    r"\b(?:other than|except for|except|excluding|selain|kecuali) "
)


def _share(word: Word, head: int, tail: int, written: list[str]) -> float:
    if word.position > tail:
        return _TAIL_SHARES.get(written[tail], _TAIL)
    if word.written in LIGHT_WORDS:
        return _LIGHT
    return _HEAD if word.position == head else 1.0


def _tail_position(words: tuple[Word, ...], written: list[str]) -> int:
    first = words[0].position if words else 0
    for position, word in enumerate(written):
        if word in _TAIL_MARKERS and position > first:
            spanned = any(
                w.position <= position < w.position + len(w.written.split())
                for w in words
            )
            if not spanned:
                return position
    return len(written)


def _head_position(
    words: tuple[Word, ...], written: list[str], index: CodeIndex
) -> int:
    """Indonesian names the thing first, English last before what qualifies it."""
    if not words:
        return -1
    if language_of(written, index.lexicon) == "id":
        return words[0].position
    end = next(
        (p for p, word in enumerate(written) if word in _END_OF_HEAD and p),
        len(written),
    )
    before = [word.position for word in words if word.position < end]
    return before[-1] if before else words[0].position


def _respelt(word: Word, index: CodeIndex) -> Word:
    common = word.common.removeprefix(NOT)
    if common in index.weight or len(common) < _SHORTEST_RESPELT:
        return word
    found = nearest(common, index)
    if found is None:
        return word
    mark = NOT if word.common.startswith(NOT) else ""
    return replace(word, common=mark + found)


def nearest(word: str, index: CodeIndex) -> str | None:
    """The known word within reach of a misspelt one, in its common form."""
    key = (word[0], len(word))
    reach = 1 if len(word) < _TWO_EDITS_FROM else 2
    choices = [
        choice
        for length in range(len(word) - reach, len(word) + reach + 1)
        for choice in index.spellings.get((key[0], length), ())
    ]
    found = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=reach)
    return index.common_of.get(found[0], found[0]) if found else None
