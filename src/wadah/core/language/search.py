"""From the words somebody typed to the product families they mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wadah.core.language.normalise import content_words, normalise
from wadah.core.language.reading import QueryWord, read_query
from wadah.core.language.thesaurus import IndexedTerm, Thesaurus

# Calibrated on the "tuned" half of tests/core/language/labelled_queries.csv.
LEAST_SCORE = 0.38
LEAST_SCORE_IN_A_SENTENCE = 0.55
_TERM_SHARE, _FAMILY_SHARE = 0.6, 0.4
_OUT_OF_ORDER = 0.9
_OTHER_HEAD = 0.8
# A neighbour that explains clearly less of the query is put this far below.
_NEIGHBOUR_STEP = 0.01
_CLEARLY_MORE = 0.12
# A longer text is read through a window, so that the rest of it does not dilute.
_WINDOW_WORDS = 7
_WINDOW_STEP = 2
_LONGEST_TEXT_WORDS = 160


@dataclass(frozen=True, slots=True)
class FamilyHit:
    """A family that a text may mean.

    Parameters
    ----------
    hs6
        HS 2022 candidates, the usual one first.
    score
        0 to 1; 1 is a term written exactly.
    matched_term
        The term of the thesaurus that matched best, and its language.
    """

    family: str
    hs6: tuple[str, ...]
    score: float
    matched_term: str
    language: str


def search_families(
    query: str, thesaurus: Thesaurus, limit: int = 10
) -> tuple[FamilyHit, ...]:
    """Families that `query` may mean, best first.

    Parameters
    ----------
    query
        Free text in Indonesian, English or both, misspelt or not.
    thesaurus
        What `build_thesaurus` returned.
    limit
        At most so many hits.

    Returns
    -------
    tuple of FamilyHit
        Empty when the text names no family: an unknown text is not answered with
        the least bad guess.

    Notes
    -----
    With w the weights of words (rarer is heavier), for a term t of family f:

        score = covered(t) * (0.6 explained(t) + 0.4 explained(f)) * order

    covered(t) is the weighted share of the term's words found in the query,
    explained(x) the weighted share of the query's words found in x; order is 1 when
    the term stands in the query as one phrase, else 0.9. A misspelt word counts
    1 - edits / letters (optimal string alignment distance). A family scores as its
    best term. Of two families that are mistaken for one another, the one whose words
    explain clearly less of the query never stands above the other. Indonesian
    names the thing first ("keripik pisang" is a crisp): a family that does not know an
    Indonesian first word is taken at 0.8. A text of more than seven words is read
    through a sliding window of seven.

    Examples
    --------
    >>> from wadah.core.language.thesaurus import Family, build_thesaurus
    >>> from wadah.core.values import Text
    >>> oil = Family("used_cooking_oil", Text("minyak jelantah", "used cooking oil"),
    ...              ("151800",))
    >>> search_families("minyak jelanta", build_thesaurus([oil], []))[0].family
    'used_cooking_oil'
    """
    words = normalise(query).split()[:_LONGEST_TEXT_WORDS]
    whole = _search_window(" ".join(words[: 2 * _WINDOW_WORDS]), thesaurus)
    if len(words) <= _WINDOW_WORDS or (
        whole and whole[0].score >= LEAST_SCORE_IN_A_SENTENCE
    ):
        return whole[:limit]
    best = {hit.family: hit for hit in whole}
    for hit in _hits_of_windows(words, thesaurus):
        if hit.family not in best or hit.score > best[hit.family].score:
            best[hit.family] = hit
    return tuple(
        sorted(best.values(), key=lambda hit: (-hit.score, hit.family))[:limit]
    )


def _hits_of_windows(words: list[str], thesaurus: Thesaurus) -> Iterable[FamilyHit]:
    last = max(len(words) - _WINDOW_WORDS, 0)
    for start in [*range(0, last, _WINDOW_STEP), last]:
        window = " ".join(words[start : start + _WINDOW_WORDS])
        for hit in _search_window(window, thesaurus):
            if hit.score >= LEAST_SCORE_IN_A_SENTENCE:
                yield hit


def _search_window(query: str, thesaurus: Thesaurus) -> tuple[FamilyHit, ...]:
    words = read_query(query, thesaurus)
    written = content_words(query)
    best: dict[str, FamilyHit] = {}
    explained: dict[str, float] = {}
    factors: dict[str, float] = {}
    for entry in _candidates(words, thesaurus):
        slug = entry.term.family
        if slug not in explained:
            factor = _head_factor(words, slug, thesaurus)
            explained[slug] = _explained(words, thesaurus.family_words[slug]) * factor
            factors[slug] = factor
        score = _score(entry, words, thesaurus, explained[slug]) * factors[slug]
        if entry.words == written:
            score = 1.0
        if score >= LEAST_SCORE and (slug not in best or score > best[slug].score):
            best[slug] = FamilyHit(
                slug,
                thesaurus.families[slug].hs6,
                round(score, 4),
                entry.term.term,
                entry.term.language,
            )
    return _ranked(best, explained, thesaurus)


def _candidates(
    words: tuple[QueryWord, ...], thesaurus: Thesaurus
) -> list[IndexedTerm]:
    positions = {
        position
        for word in words
        for reading, _ in word.readings
        for position in thesaurus.by_word.get(reading, ())
    }
    return [thesaurus.terms[position] for position in sorted(positions)]


def _score(
    entry: IndexedTerm,
    words: tuple[QueryWord, ...],
    thesaurus: Thesaurus,
    explained_by_family: float,
) -> float:
    nearness: dict[str, float] = {}
    for word in words:
        for reading, near in word.readings:
            nearness[reading] = max(near, nearness.get(reading, 0.0))
    weights = {word: thesaurus.weight[word] for word in entry.words}
    covered = sum(weight * nearness.get(w, 0.0) for w, weight in weights.items())
    covered /= sum(weights.values())
    explained = _explained(words, frozenset(entry.words))
    return (
        covered
        * (_TERM_SHARE * explained + _FAMILY_SHARE * explained_by_family)
        * (1.0 if _in_order(entry.words, words) else _OUT_OF_ORDER)
    )


def _head_factor(
    words: tuple[QueryWord, ...], slug: str, thesaurus: Thesaurus
) -> float:
    head = words[0]
    indonesian = any(word in thesaurus.indonesian for word, _ in head.readings)
    foreign = head.nearness(thesaurus.family_words[slug]) == 0
    return _OTHER_HEAD if indonesian and foreign else 1.0


def _explained(words: tuple[QueryWord, ...], by: frozenset[str]) -> float:
    found = sum(word.weight * word.nearness(by) for word in words)
    return found / sum(word.weight for word in words)


def _in_order(term: tuple[str, ...], words: tuple[QueryWord, ...]) -> bool:
    """Whether the term stands in the query as one phrase."""
    readings = [{reading for reading, _ in word.readings} for word in words]
    return any(
        all(word in readings[start + i] for i, word in enumerate(term))
        for start in range(len(readings) - len(term) + 1)
    )


def _ranked(
    best: dict[str, FamilyHit], explained: dict[str, float], thesaurus: Thesaurus
) -> tuple[FamilyHit, ...]:
    hits = dict(best)
    for slug, hit in best.items():
        for other in thesaurus.families[slug].mistaken_for:
            if other in best and explained[other] > explained[slug] + _CLEARLY_MORE:
                ceiling = max(best[other].score - _NEIGHBOUR_STEP, 0.0)
                if hits[slug].score > ceiling and hit.score < 1:
                    hits[slug] = replace(hits[slug], score=round(ceiling, 4))
    return tuple(
        sorted(
            hits.values(),
            key=lambda hit: (-hit.score, -explained[hit.family], hit.family),
        )
    )
