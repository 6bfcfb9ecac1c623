"""A query as words with what each may stand for: respelt, joined, weighed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from wadah.core.language.normalise import (
    LIGHT_WORDS,
    SOURCE_MARKERS,
    content_words,
    fold,
    head_and_tail,
    is_number,
)
from wadah.core.language.thesaurus import Thesaurus

_UNKNOWN_WEIGHT = 2.5
# A long sentence around the goods must not drown them.
_UNKNOWN_CEILING = 4.0
# More than the rarest word of a family weighs: "roti pisang" is bread.
_OTHER_GOODS_WEIGHT = 8.0
_NUMBER_WEIGHT = 0.1
# What is left of the weight of a packing word in a query.
_LIGHT = 0.3
# What a thing is for or tastes of says little about what it is; what it comes from
# ("gula semut dari aren") says more. Each: share of the weight, share of the nearness.
_PURPOSE = (0.15, 0.7)
_SOURCE = (0.4, 1.0)
_SHORTEST_RESPELT = 4
_TWO_EDITS_FROM = 8


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query, what it can stand for, and how much it weighs.

    Parameters
    ----------
    readings
        Words of the thesaurus with a nearness from 0 to 1, nearest first.
    """

    written: str
    readings: tuple[tuple[str, float], ...]
    weight: float

    def nearness(self, words: frozenset[str]) -> float:
        """How near the word is to the nearest of `words`; 0 when to none."""
        return max((near for word, near in self.readings if word in words), default=0.0)


def read_query(query: str, thesaurus: Thesaurus) -> tuple[QueryWord, ...]:
    """The words of a query with what each can stand for, in its order."""
    head, marker, tail = head_and_tail(query)
    read = _read_part(head, thesaurus)
    if not any(word.readings for word in read):
        read, tail = _read_part(query, thesaurus), ""
    written = {word.written for word in read}
    shares = _SOURCE if marker in SOURCE_MARKERS else _PURPOSE
    read += [
        _in_tail(word, *shares)
        for word in (_read_part(tail, thesaurus) if tail else [])
        if word.written not in written
    ]
    return _dampened(read)


def _in_tail(word: QueryWord, weight_share: float, near_share: float) -> QueryWord:
    readings = tuple((known, near * near_share) for known, near in word.readings)
    return QueryWord(word.written, readings, word.weight * weight_share)


def _read_part(text: str, thesaurus: Thesaurus) -> list[QueryWord]:
    words = list(dict.fromkeys(content_words(text)))
    parts = [part for word in _mended(words, thesaurus) for part in word]
    return [
        QueryWord(part, (), _OTHER_GOODS_WEIGHT)
        if " " in part
        else _read_word(part, thesaurus)
        for part in _phrases(list(dict.fromkeys(parts)), thesaurus)
    ]


def _known(word: str, thesaurus: Thesaurus) -> bool:
    return word in thesaurus.by_word or word in thesaurus.other_words


def _mended(words: list[str], thesaurus: Thesaurus) -> list[tuple[str, ...]]:
    """Mend blanks: `coco fibre` written `cocofibre`, `cocopeat` written `coco peat`."""
    mended: list[tuple[str, ...]] = []
    position = 0
    while position < len(words):
        word = words[position]
        following = words[position + 1] if position + 1 < len(words) else ""
        both_known = _known(word, thesaurus) and _known(following, thesaurus)
        if following and not both_known and word + following in thesaurus.by_word:
            mended.append((word + following,))
            position += 2
            continue
        mended.append((word,) if _known(word, thesaurus) else _split(word, thesaurus))
        position += 1
    return mended


def _split(word: str, thesaurus: Thesaurus) -> tuple[str, ...]:
    for cut in range(3, len(word) - 2):
        left, right = word[:cut], fold(word[cut:])
        if left in thesaurus.by_word and right in thesaurus.by_word:
            return (left, right)
    return (word,)


def _phrases(words: list[str], thesaurus: Thesaurus) -> list[str]:
    """Put words together that name other goods only as a phrase (`rumah makan`)."""
    found: list[str] = []
    for word in words:
        if found and (found[-1], word) in thesaurus.other_phrases:
            found[-1] = f"{found[-1]} {word}"
        else:
            found.append(word)
    return found


def _read_word(word: str, thesaurus: Thesaurus) -> QueryWord:
    if word in thesaurus.by_word:
        meant = _respelt(word, thesaurus) if word in thesaurus.misspellings else ()
        kept = tuple(reading for reading in meant if reading[0] in thesaurus.by_word)
        return QueryWord(word, ((word, 1.0), *kept), _weight(word, thesaurus))
    if word in thesaurus.other_words:
        return QueryWord(word, (), _OTHER_GOODS_WEIGHT)
    if word in LIGHT_WORDS:
        return QueryWord(word, (), _UNKNOWN_WEIGHT * _LIGHT)
    if is_number(word):
        return QueryWord(word, (), _NUMBER_WEIGHT)
    readings = _respelt(word, thesaurus)
    if not readings:
        return QueryWord(word, (), _UNKNOWN_WEIGHT)
    kept = tuple(reading for reading in readings if reading[0] in thesaurus.by_word)
    if not kept or kept[0][1] < readings[0][1]:
        return QueryWord(word, (), _OTHER_GOODS_WEIGHT)
    return QueryWord(word, kept, max(_weight(w, thesaurus) for w, _ in kept))


def _weight(word: str, thesaurus: Thesaurus) -> float:
    weight = thesaurus.weight[word]
    if word in thesaurus.other_words:
        return max(weight, _OTHER_GOODS_WEIGHT)
    if is_number(word):
        return _NUMBER_WEIGHT
    return weight * _LIGHT if word in LIGHT_WORDS else weight


def _respelt(word: str, thesaurus: Thesaurus) -> tuple[tuple[str, float], ...]:
    """Known words within reach of a misspelt one, nearest first.

    One edit, two from eight letters on; short words differ by one letter too often
    to mean the same (lada, lidi, lido), so they must share their first letters and,
    with four, have only lost one.
    """
    if len(word) < _SHORTEST_RESPELT:
        return ()
    reach = 1 if len(word) < _TWO_EDITS_FROM else 2
    found = process.extract(
        word, thesaurus.vocabulary, scorer=OSA.distance, score_cutoff=reach, limit=8
    )
    near: dict[str, float] = {}
    for known, distance, _ in found:
        if _may_be(word, known):
            near.setdefault(fold(known), 1 - distance / max(len(word), len(known)))
    return tuple(sorted(near.items(), key=lambda reading: (-reading[1], reading[0])))


def _may_be(word: str, known: str) -> bool:
    if len(word) == _SHORTEST_RESPELT:
        return len(known) == len(word) + 1 and known[0] == word[0]
    if len(known) < _SHORTEST_RESPELT or word in (f"un{known}", f"non{known}"):
        return False
    same_start = known[0] == word[0] or known[1::-1] == word[:2]
    return same_start or len(word) > _SHORTEST_RESPELT + 2


def _dampened(words: list[QueryWord]) -> tuple[QueryWord, ...]:
    unknown = sum(
        word.weight
        for word in words
        if not word.readings and word.weight <= _UNKNOWN_WEIGHT
    )
    share = min(1.0, _UNKNOWN_CEILING / unknown) if unknown else 1.0
    return tuple(
        replace(word, weight=word.weight * share)
        if not word.readings and word.weight <= _UNKNOWN_WEIGHT
        else word
        for word in words
    )
