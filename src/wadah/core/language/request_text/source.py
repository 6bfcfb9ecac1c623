"""A buyer's text made searchable without moving a single sign of it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from wadah.core.values import InvalidInput, Text

MOST_SIGNS = 50_000
"""Longer than any mail with its whole thread; a larger text is a mistake."""

# A text without any full stop is still read in the time of its length.
_LONGEST_SENTENCE, _LONGEST_CLAUSE = 500, 250

Span = tuple[int, int]

_SAME = {
    "’": "'", "‘": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "″": '"',
    "–": "-", "—": "-", "−": "-", "‑": "-", "×": "x", "✕": "x", "ß": "s",
    "≤": "≤", "≥": "≥", "µ": "u", "μ": "u",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": " ",
}  # fmt: skip
# "approx. 30 cm" is one sentence: the point of a short form ends nothing.
_SHORT_FORMS = re.compile(
    r"\b(?:max|maks|min|approx|ca|no|nr|incl|excl|i\.e|e\.g|abt|bzw|resp|qty|pls|dr|mr"
    r"|tgl|kg|pct|ref)(\.)(?=\s*[\w<>=≤≥(])"
)
_SENTENCE_END = re.compile(r"(?<=[a-z)\]%])\.(?=\s|$)|\.(?=\s+[a-z(]|\s*$)|[!?;\n]")
_CLAUSE_END = re.compile(r"[,;()\n!?]|\.(?=\s|$)|\s[-+&]\s")
# What a mail answers to, not what it asks for.
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A text, and the same text in small letters without accents, sign for sign.

    Parameters
    ----------
    text
        Subject and body as written.
    plain
        Same length: lower case, accents and quoted lines blanked, typographic signs
        folded. Every reader searches here, and a position holds in both.
    body_start
        Where the body begins in `text`.
    """

    text: str
    plain: str
    body_start: int
    sentence_ends: tuple[int, ...] = field(repr=False, default=())
    clause_ends: tuple[int, ...] = field(repr=False, default=())

    def sentence(self, at: int) -> Span:
        """The sentence around a position."""
        return _around(self.sentence_ends, at, len(self.plain), _LONGEST_SENTENCE)

    def clause(self, at: int) -> Span:
        """The part of a sentence around a position, up to the next comma or bracket."""
        return _around(self.clause_ends, at, len(self.plain), _LONGEST_CLAUSE)

    def cut(self, span: Span) -> str:
        return self.plain[span[0] : span[1]]

    def without(self, spans: Iterable[Span]) -> Source:
        """The same text with some parts blanked; every position stays."""
        plain = self.plain
        for start, end in spans:
            plain = f"{plain[:start]}{' ' * (end - start)}{plain[end:]}"
        return replace(self, plain=plain)

    def sentence_text(self, at: int) -> str:
        return self.cut(self.sentence(at))

    def clause_text(self, at: int) -> str:
        return self.cut(self.clause(at))


def read_source(subject: str, body: str) -> Source:
    """The joint text of subject and body.

    Raises
    ------
    InvalidInput
        `text_empty` when there is nothing to read, `text_too_long` above `MOST_SIGNS`.
    """
    if len(subject) + len(body) > MOST_SIGNS:
        raise InvalidInput("body", "text_too_long", _TOO_LONG)
    text = f"{subject.strip()}\n{body}" if subject.strip() else body
    if not any(sign.isalnum() for sign in text):
        raise InvalidInput("body", "text_empty", _EMPTY)
    plain = "".join(_folded(sign) for sign in text)
    plain = _QUOTED.sub(lambda found: " " * len(found[0]), plain)
    unpointed = _SHORT_FORMS.sub(lambda m: f"{m[0][:-1]} ", plain)
    return Source(
        text=text,
        plain=unpointed,
        body_start=len(text) - len(body),
        sentence_ends=tuple(m.end() for m in _SENTENCE_END.finditer(unpointed)),
        clause_ends=tuple(m.end() for m in _CLAUSE_END.finditer(unpointed)),
    )


def _folded(sign: str) -> str:
    if sign.isascii() and sign not in "`\t\r":
        return sign.lower()
    if sign in _SAME:
        return _SAME[sign]
    base = unicodedata.normalize("NFKD", sign)[0].lower()
    return base if len(base) == 1 else sign


def _around(ends: tuple[int, ...], at: int, length: int, reach: int) -> Span:
    place = bisect_right(ends, at)
    start = ends[place - 1] if place else 0
    end = ends[place] if place < len(ends) else length
    return max(start, at - reach), min(end, at + reach)


_TOO_LONG = Text(
    f"Teks lebih panjang dari {MOST_SIGNS} huruf. Kirim hanya isi permintaannya.",
    f"The text is longer than {MOST_SIGNS} signs. Send the request itself only.",
)
_EMPTY = Text(
    "Teks kosong. Tulis permintaan pembeli.",
    "The text is empty. Give the words of the buyer.",
)
