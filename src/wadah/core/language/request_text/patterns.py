"""Patterns that are not tried where none of their words can stand.

A mail is searched for some three hundred patterns, and holds the words of twenty. To
look for plain letters first is ten times quicker than to run every pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_START = re.compile(r"(?:\\b|\(\?<?[!=][^()]*\))*([a-z0-9&%$]+)(.?)")
_LEAST_LETTERS = 2


@dataclass(frozen=True)
class WordPattern:
    """A pattern with the letters each of its ways begins with.

    Parameters
    ----------
    words
        Alternatives joined by `|`.
    before, after
        What must stand around any of them, as a pattern.
    """

    words: str
    before: str = ""
    after: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(f"{self.before}(?:{self.words}){self.after}")

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """Letters one of which must be in a text; empty when that cannot be told."""
        found = []
        for way in split_ways(self.words):
            match = _START.match(way)
            letters = match[1] if match else ""
            if match and match[2] and match[2] in "?*{":
                letters = letters[:-1]
            if len(letters) < _LEAST_LETTERS:
                return ()
            found.append(letters)
        return tuple(found)

    def may_be_in(self, text: str) -> bool:
        return not self.starts or any(letters in text for letters in self.starts)

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        if not self.may_be_in(text):
            return iter(())
        return self.pattern.finditer(text, start, len(text) if end is None else end)

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self.may_be_in(text) else None


def split_ways(words: str) -> list[str]:
    """The alternatives at the top of a pattern.

    Examples
    --------
    >>> split_ways("ash(?: content|)|kadar abu")
    ['ash(?: content|)', 'kadar abu']
    """
    ways, depth, start, is_class = [], 0, 0, False
    for place, sign in enumerate(words):
        if place and words[place - 1] == "\\":
            continue
        if sign in "[]":
            is_class = sign == "["
        elif not is_class and sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0 and not is_class:
            ways.append(words[start:place])
            start = place + 1
    return [*ways, words[start:]]
