"""Finds names of people and companies that are nearly the same.

A likeness says how far the spelling agrees, not how likely it is the same: a person
decides. Legal forms, accents and the order of words do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz, process

# Below this two names share little more than a common word (tried on company names).
LIKE_FROM = 86
MOST_HITS = 20
_LEGAL = frozenset(
    "ab ag as bhd bv co company corp corporation cv fzco fze fzc gmbh inc incorporated"
    " jsc kg kgaa lc limited llc llp lp ltd ltda nv ooo oy pjsc plc pt pte pty sa sarl"
    " sas sdn se spa srl the und and of".split()
)
# They tell one company from another only where little else is left of the name.
_WEAK = frozenset(
    "trading trade traders group international intl import imports export exports"
    " holding holdings enterprise enterprises general".split()
)
_SPLIT = re.compile(r"[^\w]+")
# One name within a longer one counts from two words on: "Trading" alone is nothing.
_WITHIN_WORDS = 2
_WITHIN = 92


def plain_name(name: str) -> str:
    """Lower case, without accents, points, legal forms and words every name has.

    Examples
    --------
    >>> plain_name("Müller & Söhne G.m.b.H. Co. KG")
    'muller sohne'
    """
    joined = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", name)
    text = unicodedata.normalize("NFKD", joined.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    words = [word for word in _SPLIT.split(text) if word]
    named = [word for word in words if word not in _LEGAL] or words
    strong = [word for word in named if word not in _WEAK]
    return " ".join(strong if len(strong) >= _WITHIN_WORDS else named)


def likeness(first: str, second: str) -> int:
    """How far two plain names agree, 0 to 100.

    Examples
    --------
    >>> likeness("thames spice", "thames spices")
    96
    >>> likeness("hassan al rashid", "al rashid hassan")
    100
    """
    return round(_score(first, second))


def find_like(name: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Places and likeness of the names like this one, the likest first.

    Parameters
    ----------
    name, names
        Plain names, as `plain_name` makes them.
    """
    if not name:
        return []
    found = process.extract(
        name, names, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_FROM,
        limit=MOST_HITS,
    )  # fmt: skip
    best = {place: round(score) for _, score, place in found}
    if len(name.split()) >= _WITHIN_WORDS:
        within = process.extract(
            name, names, scorer=fuzz.token_set_ratio, score_cutoff=100, limit=MOST_HITS
        )
        for text, _, place in within:
            if min(len(text.split()), len(name.split())) >= _WITHIN_WORDS:
                best[place] = max(best.get(place, 0), _WITHIN)
    return sorted(
        ((place, score) for place, score in best.items()),
        key=lambda one: (-one[1], one),
    )[:MOST_HITS]


def _score(first: str, second: str) -> float:
    return float(fuzz.token_sort_ratio(first, second))
