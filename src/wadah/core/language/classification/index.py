"""The index of goods: every six-digit code with the words under which it is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log

from wadah.core.language.classification.facts import facts_of
from wadah.core.language.classification.official import what_it_speaks_of
from wadah.core.language.classification.words import Lexicon, common_words, plain
from wadah.core.language.normalise import normalise
from wadah.core.values import Text

# Okapi BM25 with fields; chosen on the tuning set.
_SATURATION = 1.2
_LENGTH_SHARE = 0.35
# Of the everyday names of a code so many have a word that is told of it.
_USUAL = 0.25
_FIELD_WEIGHTS = {
    "own": 2.0,
    "national": 0.9,
    "heading": 0.8,
    "chapter": 0.2,
    "everyday": 2.0,
}


@dataclass(frozen=True, slots=True)
class CodeText:
    """What a nomenclature says of one six-digit code, in both languages.

    Parameters
    ----------
    own
        The text of the subheading.
    national
        Texts of the national lines below it.
    heading, chapter
        What stands above it.
    """

    hs6: str
    own: Text
    national: Text
    heading: Text
    chapter: Text


NO_NOTE = Text("", "")


@dataclass(frozen=True, slots=True)
class GoodsName:
    """An everyday name of goods and the code it stands under.

    Parameters
    ----------
    kind
        `family` for a curated product family, `everyday` for our own list of names,
        `pair` for what an officer confirmed.
    rank
        1 for the code of the goods, higher where it is the code only sometimes.
    note
        Why, for a reader.
    """

    hs6: str
    name: str
    language: str
    kind: str
    rank: int = 1
    note: Text = NO_NOTE


@dataclass(frozen=True, slots=True)
class IndexedName:
    """A name with its common words; `weight` is their sum."""

    goods: GoodsName
    words: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class NameBook:
    """Names by the words they hold."""

    names: tuple[IndexedName, ...] = ()
    by_word: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeIndex:
    """Codes, their words and their names; see `build_code_index`.

    Parameters
    ----------
    codes
        Six-digit codes; a position in it names a code everywhere else.
    labels
        What each code is, for a reader.
    impacts
        By word: the codes that hold it and how much it says of each (BM25).
    weight
        How telling a word is, by word; of a word that is not known: `rarest`.
    own_words
        Words of the own text of each code, with what it denies.
    facts
        What the own text of each code tells of each fact.
    is_full
        Whether a nomenclature was loaded, not only the curated names.
    is_measured
        Whether the text of a code draws a limit of weight, size or power.
    places
        The position of each code.
    spellings
        What a misspelt word is compared with, by first letter and length.
    common_of
        The common word of each form.
    """

    codes: tuple[str, ...]
    labels: tuple[Text, ...]
    impacts: Mapping[str, Mapping[int, float]]
    weight: Mapping[str, float]
    rarest: float
    own_words: tuple[frozenset[str], ...]
    facts: tuple[Mapping[str, frozenset[str]], ...]
    book: NameBook
    lexicon: Lexicon
    is_full: bool
    is_measured: tuple[bool, ...]
    places: Mapping[str, int] = field(repr=False)
    spellings: Mapping[tuple[str, int], tuple[str, ...]] = field(repr=False)
    common_of: Mapping[str, str] = field(repr=False)


def build_code_index(
    texts: Iterable[CodeText],
    names: Iterable[GoodsName],
    lexicon: Lexicon,
    labels: Mapping[str, Text],
) -> CodeIndex:
    """Index a nomenclature and everyday names for `classify_goods`.

    Parameters
    ----------
    texts
        One for each six-digit code; empty where no nomenclature is loaded.
    names
        Everyday names; where a nomenclature is loaded, those of codes that it does
        not know are left out.
    lexicon
        What `build_lexicon` returned.
    labels
        What each code is, for a reader.

    Returns
    -------
    CodeIndex
        Frozen; build it once and keep it.

    Notes
    -----
    Impact of word w in code c, with tf the weighted count over fields f of length l:

        tf = sum_f weight_f * n_f / (1 - b + b * l_f / mean(l_f))
        impact = ln(1 + N / df) * tf / (k + tf)

    References
    ----------
    Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and Beyond.
    """
    by_code = {text.hs6: text for text in texts}
    known = list(names)
    if by_code:
        known = [name for name in known if name.hs6 in by_code]
    lexicon = _with_vocabulary(lexicon, by_code.values(), known)
    codes = tuple(sorted(by_code or {name.hs6 for name in known}))
    fields = [_fields(code, by_code.get(code), lexicon) for code in codes]
    place = {code: position for position, code in enumerate(codes)}
    split = [(name, _name_words(name, lexicon)) for name in known]
    for name, words in split:
        if name.rank == 1:
            fields[place[name.hs6]]["everyday"] += words
    impacts, weight, rarest = _impacts(fields)
    shown = tuple(labels.get(code, Text(code, code)) for code in codes)
    usual = _usual_words(split)
    own = tuple(
        frozenset(found["own"]) or usual.get(code, frozenset())
        for code, found in zip(codes, fields, strict=True)
    )
    return complete_index(
        codes, shown, (impacts, weight, rarest), own,
        make_book(split, weight, rarest), lexicon, bool(by_code),
    )  # fmt: skip


def _usual_words(
    split: list[tuple[GoodsName, tuple[str, ...]]],
) -> dict[str, frozenset[str]]:
    """Words that many everyday names of a code have, in place of its own text."""
    counts: dict[str, dict[str, int]] = {}
    totals: dict[str, int] = {}
    for name, words in split:
        if name.kind == "everyday":
            totals[name.hs6] = totals.get(name.hs6, 0) + 1
            column = counts.setdefault(name.hs6, {})
            for word in set(words):
                column[word] = column.get(word, 0) + 1
    return {
        hs6: frozenset(w for w, n in column.items() if n >= _USUAL * totals[hs6])
        for hs6, column in counts.items()
    }


def complete_index(
    codes: tuple[str, ...],
    labels: tuple[Text, ...],
    words: tuple[Mapping[str, Mapping[int, float]], Mapping[str, float], float],
    own: tuple[frozenset[str], ...],
    book: NameBook,
    lexicon: Lexicon,
    is_full: bool,
) -> CodeIndex:
    """The index with what follows from its parts."""
    impacts, weight, rarest = words
    return CodeIndex(
        codes=codes,
        labels=labels,
        impacts=impacts,
        weight=weight,
        rarest=rarest,
        own_words=own,
        facts=tuple(facts_of(words) for words in own),
        book=book,
        lexicon=lexicon,
        is_full=is_full,
        is_measured=tuple(_LIMIT.search(label.en) is not None for label in labels),
        places={code: position for position, code in enumerate(codes)},
        spellings=spellings_of(weight, lexicon),
        common_of=common_forms(lexicon),
    )


_LIMIT = re.compile(
    r"exceeding|less than|not more than|weighing|of a (?:width|weight|content|power)|"
    r"or more|output|capacity",
    re.IGNORECASE,
)


def common_forms(lexicon: Lexicon) -> dict[str, str]:
    """Forms of one word that stand for one common word."""
    return {
        form[0]: commons[0]
        for by_first in lexicon.forms.values()
        for forms in by_first.values()
        for form, commons in forms
        if len(form) == 1 and len(commons) == 1
    }


def spellings_of(
    weight: Mapping[str, float], lexicon: Lexicon
) -> dict[tuple[str, int], tuple[str, ...]]:
    """What a misspelt word is compared with, by first letter and length."""
    found: dict[tuple[str, int], list[str]] = {}
    for word in sorted({*weight, *common_forms(lexicon)}):
        if word and not word.startswith("not_"):
            found.setdefault((word[0], len(word)), []).append(word)
    return {key: tuple(words) for key, words in found.items()}


def make_book(
    split: Iterable[tuple[GoodsName, tuple[str, ...]]],
    weight: Mapping[str, float],
    rarest: float,
) -> NameBook:
    """Names by word, each name with the weight of its words."""
    names: list[IndexedName] = []
    by_word: dict[str, list[int]] = {}
    for name, words in split:
        once = tuple(dict.fromkeys(words))
        if not once:
            continue
        total = sum(weight.get(word, rarest) for word in once)
        for word in once:
            by_word.setdefault(word, []).append(len(names))
        names.append(IndexedName(name, once, total))
    return NameBook(
        tuple(names), {word: tuple(places) for word, places in by_word.items()}
    )


def add_names(index: CodeIndex, names: Iterable[GoodsName]) -> NameBook:
    """Names that are kept beside the index: what officers confirmed."""
    return make_book(
        ((name, _name_words(name, index.lexicon)) for name in names),
        index.weight,
        index.rarest,
    )


def _name_words(name: GoodsName, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(w.common for w in common_words(name.name, lexicon, name.language))


def _with_vocabulary(
    lexicon: Lexicon, texts: Iterable[CodeText], names: Iterable[GoodsName]
) -> Lexicon:
    seen: dict[str, set[str]] = {"en": set(), "id": set()}
    for text in texts:
        for cell in (text.own, text.heading, text.national):
            for language in seen:
                seen[language].update(_plain_words(cell.in_language(language)))
    for name in names:
        if name.language in seen:
            seen[name.language].update(_plain_words(name.name))
    return lexicon.with_vocabulary(seen["en"], seen["id"])


def _plain_words(text: str) -> list[str]:
    return [plain(word) for word in normalise(text).split()]


def _fields(
    code: str, text: CodeText | None, lexicon: Lexicon
) -> dict[str, tuple[str, ...]]:
    if text is None:
        return {name: () for name in _FIELD_WEIGHTS}
    return {
        "own": _both(text.own, lexicon),
        "national": _both(text.national, lexicon),
        "heading": _both(text.heading, lexicon),
        "chapter": _both(text.chapter, lexicon),
        "everyday": (),
    }


def _both(text: Text, lexicon: Lexicon) -> tuple[str, ...]:
    words: list[str] = []
    for language in ("en", "id"):
        cell = what_it_speaks_of(text.in_language(language))
        words += [w.common for w in common_words(cell, lexicon, language)]
    return tuple(words)


def _impacts(
    fields: list[dict[str, tuple[str, ...]]],
) -> tuple[dict[str, dict[int, float]], dict[str, float], float]:
    means = {
        name: max(sum(len(found[name]) for found in fields) / max(len(fields), 1), 1.0)
        for name in _FIELD_WEIGHTS
    }
    counts: dict[str, dict[int, float]] = {}
    for position, found in enumerate(fields):
        for name, words in found.items():
            share = 1 - _LENGTH_SHARE + _LENGTH_SHARE * len(words) / means[name]
            for word in words:
                column = counts.setdefault(word, {})
                more = _FIELD_WEIGHTS[name] / share
                column[position] = column.get(position, 0.0) + more
    weight = {
        word: log(1 + len(fields) / len(column)) for word, column in counts.items()
    }
    impacts = {
        word: {
            position: round(weight[word] * count / (_SATURATION + count), 3)
            for position, count in column.items()
        }
        for word, column in counts.items()
    }
    return impacts, weight, log(1 + max(len(fields), 1))
