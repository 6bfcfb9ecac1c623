"""Which goods a text names, and which of them are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wadah.core.language.normalise import STOP_WORDS, content_words, fold
from wadah.core.language.request_text.foreign_words import FOREIGN_WORDS
from wadah.core.language.request_text.source import Source, Span
from wadah.core.language.search import search_families
from wadah.core.language.thesaurus import Thesaurus

_WORD = re.compile(r"[a-z0-9]+")
_BREAK = re.compile(r"[.,;:()\n!?]")
_EXCLUDED_BEFORE = re.compile(
    r"\b(?:no|not|without|never|bukan|tanpa|kein\w*|sans|geen|zonder|except|pas de"
    r"|nicht)\s(?:\w+\s){0,2}$"
)
_EXCLUDED_AFTER = re.compile(
    r"^[^.;\n,]{0,28}?\b(?:is refused|are refused|refused|not wanted|we do not want"
    r"|do not want|not accepted"
    r"|tidak mau|not needed)\b"
)
# What goods are for, fried in, compared with: no goods of the request.
_ASIDE_BEFORE = re.compile(
    r"\b(?:for|untuk|fur|pour|voor|fried in|cooked in|mixed in|mit|like|such as"
    r"|flavou?rs?|rasa|instead of|than"
    r"|with|dengan|per|in|our|campuran)\s(?:\w+\s){0,2}$"
)
_OFFER_FOR = re.compile(
    r"\b(?:prices?|offers?|looking|quote|quotation|request|inquiry|enquiry|order"
    r"|asking|ask"
    r"|search\w*|demand|rfq|need|interest\w*|market|anfrage|demande"
    r"|order(?:s)?)\s(?:\w+\s)?(?:for|fur|pour|voor)\s(?:\w+\s){0,2}$"
)
_ASIDE_AFTER = re.compile(
    r"^\s?(?:plant|factory|line|maker|industry|trade|mill|production|consumption"
    r"|market|process\w*|residue)\b"
)
_ASKS = re.compile(
    r"\b(?:need|needs|looking for|require|want|wants|seek|buy|buying|offer|quote"
    r"|interested in|cari|mencari"
    r"|butuh|minta|perlu|pesan|mau|permintaan|suchen|gesucht|cherchons|zoeken|source"
    r"|product|produk|after|asks for|import)\b"
)
_MOST_MENTIONS = 200
_SUBJECT_FACTOR, _ASKED_FACTOR, _ASIDE_FACTOR = 1.6, 1.3, 0.25
_SURE_SEARCH, _SEARCH_FACTOR = 0.4, 6.0
_CLEAR_WEIGHT, _NEAR = 6.0, 0.75


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a family.

    Parameters
    ----------
    weight
        How telling its words are, raised where the sentence asks for it.
    is_excluded
        The text says that it does not want this.
    """

    family: str
    span: Span
    weight: float
    words: frozenset[str] = frozenset()
    is_excluded: bool = False
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class GoodsIndex:
    """The terms of a thesaurus by their first word; see `build_goods_index`."""

    thesaurus: Thesaurus
    terms: Mapping[str, tuple[tuple[tuple[str, ...], str, float], ...]]


def build_goods_index(thesaurus: Thesaurus) -> GoodsIndex:
    """Index every term, and the words of other languages, once."""
    terms: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
    for entry in thesaurus.terms:
        weight = sum(thesaurus.weight[word] for word in entry.words)
        _add(terms, entry.words, entry.term.family, weight)
    for family, words in FOREIGN_WORDS.items():
        if family in thesaurus.families:
            for term in words.split("|"):
                _add(terms, content_words(term), family, 5.0 * len(term.split()))
    ordered = {
        word: tuple(sorted(found, key=lambda one: -len(one[0])))
        for word, found in terms.items()
    }
    return GoodsIndex(thesaurus, ordered)


def _add(
    terms: dict[str, list[tuple[tuple[str, ...], str, float]]],
    words: tuple[str, ...], family: str, weight: float,
) -> None:  # fmt: skip
    if words:
        terms.setdefault(words[0], []).append((words, family, weight))


def list_mentions(source: Source, index: GoodsIndex) -> tuple[Mention, ...]:
    """Every naming of a family in the order of the text, the longest at a place."""
    words = _words(source)
    found: list[Mention] = []
    place = 0
    while place < len(words) and len(found) < _MOST_MENTIONS:
        match = _match_at(words, place, source, index)
        if match is None:
            place += 1
            continue
        family, weight, last = match
        span = (words[place][1], words[last][2])
        beside = _beside(words, place, last, source)
        family = _told_apart(family, words[place : last + 1], beside, index.thesaurus)
        term = frozenset(word for word, _, _ in words[place : last + 1])
        found.append(_judged(source, Mention(family, span, weight, term)))
        place = last + 1
    return tuple(found)


def _words(source: Source) -> list[tuple[str, int, int]]:
    return [
        (fold(m[0]), m.start(), m.end())
        for m in _WORD.finditer(source.plain)
        if m[0] not in STOP_WORDS
    ]


def _match_at(
    words: list[tuple[str, int, int]], place: int, source: Source, index: GoodsIndex
) -> tuple[str, float, int] | None:
    for term, family, weight in index.terms.get(words[place][0], ()):
        last = place + len(term) - 1
        if last >= len(words) or any(
            words[place + i][0] != word for i, word in enumerate(term)
        ):
            continue
        between = source.plain[words[place][1] : words[last][2]]
        if not _BREAK.search(between):
            return family, weight, last
    return None


def _beside(
    words: list[tuple[str, int, int]], first: int, last: int, source: Source
) -> list[str]:
    """The words next to a term, in the same part of the sentence."""
    near = []
    for place in (first - 1, first - 2, last + 1, last + 2):
        if 0 <= place < len(words):
            low, high = min(place, first), max(place, last)
            if not _BREAK.search(source.plain, words[low][2], words[high][1]):
                near.append(words[place][0])
    return near


def _told_apart(
    family: str, term: list[tuple[str, int, int]], beside: list[str],
    thesaurus: Thesaurus,
) -> str:  # fmt: skip
    """The neighbour that a word beside the term tells: "arabica green coffee".

    The neighbour must know every word of the term and the word beside it, which the
    family itself does not.
    """
    own = thesaurus.family_words[family]
    for other in thesaurus.families[family].mistaken_for:
        words = thesaurus.family_words.get(other, frozenset())
        knows_term = all(word in words for word, _, _ in term)
        if knows_term and any(word in words and word not in own for word in beside):
            return other
    return family


def _judged(source: Source, mention: Mention) -> Mention:
    start, end = mention.span
    clause = source.clause(start)
    before = source.plain[clause[0] : start][-40:]
    after = source.plain[end : end + 44]
    if _EXCLUDED_BEFORE.search(before) or _EXCLUDED_AFTER.match(after):
        return replace(mention, is_excluded=True)
    is_aside = _ASIDE_BEFORE.search(before) and not _OFFER_FOR.search(before)
    if is_aside or _ASIDE_AFTER.match(after):
        return replace(mention, weight=mention.weight * _ASIDE_FACTOR, is_aside=True)
    if start < source.body_start:
        return replace(mention, weight=mention.weight * _SUBJECT_FACTOR)
    if _ASKS.search(source.plain, source.sentence(start)[0], start):
        return replace(mention, weight=mention.weight * _ASKED_FACTOR)
    return mention


def rank_families(
    source: Source, mentions: Iterable[Mention], index: GoodsIndex
) -> list[tuple[str, float]]:
    """Families by how much of the text speaks for them, best first.

    The subject, or without one the first sentence that asks, is also read by
    `search_families`, which knows misspelt and mixed names.
    """
    mentions = tuple(mentions)
    scores: dict[str, float] = {}
    excluded: set[str] = set()
    for mention in mentions:
        if mention.is_excluded:
            excluded.add(mention.family)
            continue
        known = scores.get(mention.family, 0.0)
        scores[mention.family] = max(known, mention.weight) + 0.3 * min(
            known, mention.weight
        )
    if not _is_decided(scores, index.thesaurus):
        for family, score in _searched(source, index):
            if score >= _SURE_SEARCH:
                scores[family] = scores.get(family, 0.0) + _SEARCH_FACTOR * score
    for family in excluded:
        if scores.get(family, 0.0) < 12.0:
            scores.pop(family, None)
    ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    return _narrowest_first(ranked, mentions, index.thesaurus)


def _narrowest_first(
    ranked: list[tuple[str, float]], mentions: tuple[Mention, ...], thesaurus: Thesaurus
) -> list[tuple[str, float]]:
    """ "Seaweed" in the subject and "gracilaria" in the text mean gracilaria.

    The neighbour goes first when it knows every word said for the best family, and one
    of its own words is not of that family.
    """
    if len(ranked) < 2:
        return ranked
    best = ranked[0][0]
    said = [m.words for m in mentions if m.family == best]
    for place, (other, _) in enumerate(ranked[1:], 1):
        if other not in thesaurus.families[best].mistaken_for:
            continue
        words = thesaurus.family_words[other]
        told = [m.words for m in mentions
                if m.family == other and not (m.is_aside or m.is_excluded)]  # fmt: skip
        is_narrower = any(one - thesaurus.family_words[best] for one in told)
        if said and is_narrower and all(one <= words for one in said):
            return [ranked[place], *ranked[:place], *ranked[place + 1 :]]
    return ranked


def _is_decided(scores: Mapping[str, float], thesaurus: Thesaurus) -> bool:
    """One family is named clearly and none of its neighbours comes near."""
    ranked = sorted(scores.items(), key=lambda one: -one[1])
    if not ranked or ranked[0][1] < _CLEAR_WEIGHT:
        return False
    neighbours = thesaurus.families[ranked[0][0]].mistaken_for
    return all(
        score < ranked[0][1] * _NEAR
        for other, score in ranked[1:]
        if other in neighbours
    )


def _searched(source: Source, index: GoodsIndex) -> list[tuple[str, float]]:
    subject = source.text[: source.body_start].strip()
    if not subject:
        asks = _ASKS.search(source.plain)
        start = asks.end() if asks else 0
        subject = source.plain[start : source.sentence(start)[1]][:60]
    hits = search_families(" ".join(subject.split()[:7]), index.thesaurus, limit=3)
    return [(hit.family, hit.score) for hit in hits]
