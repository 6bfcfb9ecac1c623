"""A query respelt with the words of the families, before anything is looked up."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from wadah.core.language.reading import read_query
from wadah.core.language.stemming import stem
from wadah.core.language.thesaurus import Thesaurus


@dataclass(frozen=True, slots=True)
class WantedWord:
    """A word to look up, and whether the families know it.

    Parameters
    ----------
    is_of_family
        Whether one of the families asked for explains the word.
    """

    word: str
    is_of_family: bool


def wanted_words(
    query: str,
    thesaurus: Thesaurus,
    families: Collection[str],
    is_indexed: Callable[[str], bool],
) -> tuple[WantedWord, ...]:
    """The words to look up: as written where they are indexed, else as meant.

    Parameters
    ----------
    query
        What a person typed.
    thesaurus
        What `build_thesaurus` returned.
    families
        Slugs of the families that the query names beyond doubt; may be empty.
    is_indexed
        Whether anything is found under a stemmed word.

    Returns
    -------
    tuple of WantedWord
        Each word once, stemmed.
    """
    explained = frozenset[str]().union(
        *(thesaurus.family_words[slug] for slug in families)
    )
    wanted: dict[str, WantedWord] = {}
    for read in read_query(query, thesaurus):
        near = read.nearness(explained) > 0
        meant = [word for word, _ in read.readings]
        for part in read.written.split():
            choices = [part, *meant] if " " not in read.written else [part]
            chosen = next((w for w in choices if is_indexed(stem(w))), choices[0])
            word = stem(chosen)
            wanted.setdefault(word, WantedWord(word, near))
    return tuple(wanted.values())
