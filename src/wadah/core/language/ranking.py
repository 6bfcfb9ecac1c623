"""The best entries of an index that can only be read in one order.

A full-text index tells quickly which entries hold some words, in the order of their
positions, and slowly how well each entry fits. Here positions are chosen so that the
shorter entry stands first, and so a few short reads give the same best entries as a
look at every match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations
from math import log

# Constants of BM25 as Robertson and Zaragoza 2009 give them.
_K1, _B = 1.2, 0.75
_PRODUCT_BITS = 40
MOST_GROUPS = 6
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words of which any one will do, and what finding one is worth.

    Parameters
    ----------
    stands_alone
        Whether an entry that holds nothing else of the query is an answer.
    is_flat
        Whether the weight counts in full however long the entry is.
    """

    words: tuple[str, ...]
    weight: float
    stands_alone: bool = True
    is_flat: bool = False


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """An entry with its score; `share` is the weight found, from 0 to 1."""

    number: int
    score: float
    share: float


Find = Callable[[Sequence[WordGroup], int], Sequence[int]]
Read = Callable[[Iterable[int]], Mapping[int, frozenset[str]]]


def make_position(number: int, length: int) -> int:
    """Where an entry of `length` words stands: the shorter first, then the older."""
    return (min(length, _LONGEST) << _PRODUCT_BITS) | number


def weigh_word(entries_with_word: int, entries: int) -> float:
    """How telling a word is: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return log(1 + (entries - entries_with_word + 0.5) / (entries_with_word + 0.5))


def rank_entries(
    groups: Sequence[WordGroup],
    find: Find,
    read: Read,
    *,
    mean_length: float,
    limit: int,
) -> tuple[RankedEntry, ...]:
    """The best entries for any of the words, best first.

    Parameters
    ----------
    groups
        What is wanted; of more than six the heaviest six are looked up.
    find
        Positions of entries that hold every one of some groups, ascending, at most
        as many as asked for.
    read
        The words of entries by position; positions that are gone are left out.
    mean_length
        Mean number of words of an entry.
    limit
        How many are wanted.

    Returns
    -------
    tuple of RankedEntry

    Notes
    -----
    BM25 where each word stands in an entry once:

        score = sum of weights found * (k1 + 1) / (1 + k1 (1 - b + b length / mean))

    with k1 = 1.2, b = 0.75: the shorter entry scores higher; the weight of a flat
    group is added as it is. For a set S of groups
    the first `limit` entries that hold S, shortest first, contain every entry with
    exactly S that can be among the best. Sets are read until none that is left can
    beat the worst of the best; a set is not read when a part of it had fewer
    entries than asked for, for then its entries are known already.

    References
    ----------
    Robertson and Zaragoza 2009, The Probabilistic Relevance Framework; Fagin, Lotem
    and Naor 2003, Optimal aggregation algorithms for middleware (stop rule).
    """
    chosen = sorted(groups, key=lambda group: -group.weight)[:MOST_GROUPS]
    reader = _Reader(find, mean_length, limit)
    for group in chosen:
        reader.read_set((group,))
    if len(chosen) > 1:
        reader.read_set(tuple(chosen))
    for size in range(2, len(chosen)):
        for part in combinations(chosen, size):
            if reader.may_win(part):
                reader.read_set(part)
    words = read({*reader.known, *reader.perhaps})
    scored = [
        _score(position, held, chosen, mean_length) for position, held in words.items()
    ]
    return tuple(
        entry
        for _, entry in sorted(
            (pair for pair in scored if pair is not None),
            key=lambda pair: (-pair[1].score, pair[0]),
        )[:limit]
    )


class _Reader:
    """Which sets were read, and the least score of each entry found."""

    def __init__(self, find: Find, mean_length: float, limit: int) -> None:
        self.known: dict[int, float] = {}
        self.perhaps: set[int] = set()
        self._find = find
        self._mean = mean_length
        self._limit = limit
        self._shortest: dict[WordGroup, int] = {}
        self._exhausted: list[frozenset[WordGroup]] = []

    def read_set(self, part: tuple[WordGroup, ...]) -> None:
        found = self._find(part, self._limit)
        if len(part) == 1:
            self._shortest[part[0]] = _length(found[0]) if found else _LONGEST
        if len(found) < self._limit:
            self._exhausted.append(frozenset(part))
        if not any(group.stands_alone for group in part):
            # Any of them may hold more that makes it an answer; none counts as one yet.
            self.perhaps.update(found)
            return
        for position in found:
            score = _weigh(part, _length(position), self._mean)
            self.known[position] = max(score, self.known.get(position, 0.0))

    def may_win(self, part: tuple[WordGroup, ...]) -> bool:
        """Whether an unread entry that holds exactly `part` can be among the best."""
        held = frozenset(part)
        if not any(group.stands_alone for group in part):
            return False
        if any(smaller <= held for smaller in self._exhausted):
            return False
        if len(self.known) < self._limit:
            return True
        shortest = max(self._shortest[group] for group in part)
        best = _weigh(part, shortest, self._mean)
        return best > nlargest(self._limit, self.known.values())[-1]


def _score(
    position: int,
    held: frozenset[str],
    groups: Sequence[WordGroup],
    mean_length: float,
) -> tuple[int, RankedEntry] | None:
    found = [group for group in groups if not held.isdisjoint(group.words)]
    if not any(group.stands_alone for group in found):
        return None
    score = _weigh(found, _length(position), mean_length)
    share = sum(group.weight for group in found) / sum(g.weight for g in groups)
    number = position & ((1 << _PRODUCT_BITS) - 1)
    return position, RankedEntry(number, score, share)


def _weigh(found: Sequence[WordGroup], length: int, mean_length: float) -> float:
    flat = sum(group.weight for group in found if group.is_flat)
    rest = sum(group.weight for group in found if not group.is_flat)
    return flat + rest * _shortness(length, mean_length)


def _length(position: int) -> int:
    return position >> _PRODUCT_BITS


def _shortness(length: int, mean_length: float) -> float:
    return (_K1 + 1) / (1 + _K1 * (1 - _B + _B * length / mean_length))
