"""Goods in anybody's words, read as six-digit codes with reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from heapq import nlargest

from wadah.core.language.classification.facts import (
    ASSUMED,
    BY_CODE,
    Answer,
    differing,
    value_in,
)
from wadah.core.language.classification.index import (
    CodeIndex,
    IndexedName,
    NameBook,
)
from wadah.core.language.classification.reading import Query, read_query
from wadah.core.language.classification.reasons import write_reason
from wadah.core.values import Text

# Chosen on the tuning set; see docs/algorithms/classify.md.
NAME_SHARE = 0.65
# What the text of a code weighs where no everyday name leads there.
_TEXT_ALONE = 0.95
_LEAST_COVERED = 0.45
_COVERED_POWER = 1.6
_EXPLAINED_BASE = 0.3
_RANK_LOSS = 0.12
_FAMILY_GAIN = 0.03
_PAIR_GAIN = 0.08
_CONFLICT = 0.72
_ANSWER_CONFLICT = 0.25
_DENIED = 0.6
_WORKED = 60
LEAST_SCORE = 0.12
SURE_SCORE = 0.82
SURE_NAME = 0.85
SURE_MARGIN = 0.12
# Codes of one heading that score at least so much of the first are told apart.
_NEAR = 0.5
_COMPARED = 12
_MOST_QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code that the goods may stand under.

    Parameters
    ----------
    score
        0 to 1.
    name
        The everyday name that led here, if one did.
    """

    hs6: str
    score: float
    label: Text
    reason: Text
    name: IndexedName | None


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to a question, its words, and the candidates it leaves."""

    value: str
    label: Text
    hs6: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What would tell near candidates apart."""

    fact: str
    text: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """The candidates, best first; whether the first is beyond doubt; what to ask."""

    sure: bool
    candidates: tuple[Candidate, ...]
    questions: tuple[Question, ...]


@dataclass(slots=True)
class _Found:
    """What speaks for one code while candidates are weighed."""

    position: int
    score: float = 0.0
    by_name: float = 0.0
    name: IndexedName | None = None


def classify_goods(
    text: str,
    index: CodeIndex,
    pairs: NameBook | None = None,
    answers: Iterable[Answer] = (),
    limit: int = 5,
) -> Classification:
    """Six-digit codes of the HS 2022 that goods may stand under.

    Parameters
    ----------
    text
        The goods in Indonesian, English or both.
    index
        What `build_code_index` returned.
    pairs
        What officers confirmed; see `add_names`.
    answers
        What is known beside the text.
    limit
        At most so many candidates.

    Returns
    -------
    Classification
        No candidates when no word of the text is known.

    Notes
    -----
    For query words w of weight q (weight of the word, more for the head, less for what
    it is for), a code c with everyday names n scores

        name(n) = covered(n)^1.6 * (0.3 + 0.7 explained(n))
        text(c) = sum_w q impact(w, c) / sum_w q weight(w)
        score(c) = max(0.65 max_n name(n) + 0.35 text(c), 0.95 text(c))

    less for each fact that conflicts and each word that is denied.

    covered is the weighted share of the words of the name that the query has, explained
    the weighted share of the words of the query that the name has.
    """
    told = tuple(answers)
    query = read_query(text, index, told)
    if not query.weights:
        return Classification(False, (), ())
    found = _weigh(query, index, pairs)
    ranked = sorted(
        (_judge(entry, query, index, told) for entry in found),
        key=lambda entry: (-entry.score, index.codes[entry.position]),
    )
    ranked = [entry for entry in ranked if entry.score >= LEAST_SCORE]
    questions = _questions(ranked[:_COMPARED], query, index)
    sure = _is_sure(ranked, query, index) and not questions
    return Classification(
        sure,
        tuple(_candidate(entry, query, index) for entry in ranked[:limit]),
        questions,
    )


def _weigh(query: Query, index: CodeIndex, pairs: NameBook | None) -> list[_Found]:
    by_text: dict[int, float] = {}
    for word, share in query.shares.items():
        for position, impact in index.impacts.get(word, {}).items():
            by_text[position] = by_text.get(position, 0.0) + share * impact
    whole = sum(query.weights.values())
    place = index.places
    found: dict[int, _Found] = {}
    for book, gain in ((index.book, 0.0), (pairs, _PAIR_GAIN)):
        if book is None:
            continue
        for score, name in _named(query, book, index):
            if name.goods.hs6 not in place:
                continue
            position = place[name.goods.hs6]
            entry = found.setdefault(position, _Found(position))
            if score + gain > entry.by_name:
                entry.by_name, entry.name = score + gain, name
    for position in nlargest(_WORKED, by_text, key=lambda p: by_text[p]):
        found.setdefault(position, _Found(position))
    for position, entry in found.items():
        by_words = by_text.get(position, 0.0) / whole
        entry.score = max(
            NAME_SHARE * entry.by_name + (1 - NAME_SHARE) * by_words,
            _TEXT_ALONE * by_words,
        )
    return nlargest(_WORKED, found.values(), key=lambda entry: entry.score)


def _named(
    query: Query, book: NameBook, index: CodeIndex
) -> Iterable[tuple[float, IndexedName]]:
    held: dict[int, float] = {}
    said: dict[int, float] = {}
    for word, weight in query.weights.items():
        plain_weight = index.weight.get(word, index.rarest)
        for place in book.by_word.get(word, ()):
            held[place] = held.get(place, 0.0) + plain_weight
            said[place] = said.get(place, 0.0) + weight
    whole = sum(query.weights.values())
    for place, weight in held.items():
        name = book.names[place]
        covered = weight / name.weight
        if covered < _LEAST_COVERED:
            continue
        explained = said[place] / whole
        score = covered**_COVERED_POWER * (
            _EXPLAINED_BASE + (1 - _EXPLAINED_BASE) * explained
        )
        score *= 1 - _RANK_LOSS * (name.goods.rank - 1)
        if name.goods.kind == "family":
            score += _FAMILY_GAIN * covered * explained
        yield score, name


def _judge(
    entry: _Found, query: Query, index: CodeIndex, told: tuple[Answer, ...]
) -> _Found:
    own = index.own_words[entry.position]
    facts = index.facts[entry.position]
    answered = {answer.fact for answer in told}
    exact = entry.by_name >= 1
    for fact, values in query.facts.items():
        theirs = facts.get(fact)
        if (
            theirs
            and theirs.isdisjoint(values)
            and not (exact and fact not in answered)
        ):
            entry.score *= _ANSWER_CONFLICT if fact in answered else _CONFLICT
    for fact, assumed in ASSUMED.items():
        theirs = facts.get(fact)
        if fact not in query.facts and theirs and assumed not in theirs:
            entry.score *= _CONFLICT
    for word in query.denied:
        if word in own and f"not_{word}" not in own:
            entry.score *= _DENIED
    return entry


def _is_sure(ranked: list[_Found], query: Query, index: CodeIndex) -> bool:
    if not ranked or ranked[0].score < SURE_SCORE or ranked[0].by_name < SURE_NAME:
        return False
    # A text with numbers may hang on a limit of weight or size: that is for a person.
    if query.denied:
        return False
    if query.has_number and index.is_measured[ranked[0].position]:
        return False
    following = ranked[1].score if len(ranked) > 1 else 0.0
    return ranked[0].score - following >= SURE_MARGIN and index.is_full


def _questions(
    ranked: list[_Found], query: Query, index: CodeIndex
) -> tuple[Question, ...]:
    """What to ask about the codes of the heading that stands first."""
    if not ranked:
        return ()
    first = ranked[0]
    heading = index.codes[first.position][:4]
    near = [
        entry
        for entry in ranked
        if index.codes[entry.position].startswith(heading)
        and entry.score >= _NEAR * first.score
    ]
    codes = [
        code
        for code in differing(query.facts, [index.facts[e.position] for e in near])
        if not BY_CODE[code].headings or heading in BY_CODE[code].headings
    ]
    return tuple(_question(code, near, index) for code in codes[:_MOST_QUESTIONS])


def _question(code: str, near: list[_Found], index: CodeIndex) -> Question:
    fact = BY_CODE[code]
    options = []
    for value in fact.values:
        left = tuple(
            index.codes[entry.position]
            for entry in near
            if value.code in value_in(fact, index.facts[entry.position])
        )
        if left:
            options.append(Option(value.code, value.label, left))
    return Question(code, fact.question, tuple(options))


def _candidate(entry: _Found, query: Query, index: CodeIndex) -> Candidate:
    words = _words_found(entry, query, index)
    return Candidate(
        index.codes[entry.position],
        round(min(entry.score, 1.0), 4),
        index.labels[entry.position],
        write_reason(words, entry.name, index.labels[entry.position]),
        entry.name,
    )


def _words_found(entry: _Found, query: Query, index: CodeIndex) -> Collection[str]:
    named = set(entry.name.words) if entry.name else set()
    return tuple(
        dict.fromkeys(
            word.written
            for word in query.words
            if word.common in named
            or entry.position in index.impacts.get(word.common, {})
        )
    )
