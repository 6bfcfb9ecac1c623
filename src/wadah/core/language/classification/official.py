"""The terse text of a nomenclature, without what it excludes."""

from __future__ import annotations

import re

# Each takes out what a text does not speak of; the order matters.
_OUT = (
    r"whether or not [^;,()]*",
    r"\((?:excluding|other than|not including|except|but not|not )[^)]*\)",
    r"n\.e\.c\.? in (?:item|heading|chapter|subheading)s? (?:no\.? ?)?[\d.]*",
    r"\bas specified in[^;,)]*",
    r"\b(?:excluding|except|not including)\b[^;]*",
    r"\bother than\b[^;,)]*",
    r"\bof (?:heading|subheading|item|chapter)s? (?:no\.? ?)?[\d.]+(?: to [\d.]+)?",
    r"\b(?:tidak termasuk|kecuali|selain)\b[^;]*",
    r"\bdari pos [\d.]+[^;,]*",
    r"\b[\w ]{0,40}\bmaupun tidak\b",
    r"\b[\w ]{0,30}\batau tidak\b(?! [a-z])",
    r"\bn\.?e\.?c\.?\b",
)
# The short texts write ", seed" for seed that is sown.
_SOWING = re.compile(r"(?:(?<=, )|(?<=; )|^)seeds?\s*(?=[,;]|$)|\bseed (?=potatoes)")
_PATTERNS = tuple(re.compile(pattern) for pattern in _OUT)
_REST = frozenset({"lain-lain", "other", "lainnya", "="})


def what_it_speaks_of(text: str) -> str:
    """The text in lower case without exclusions, references and mere possibilities.

    Examples
    --------
    >>> what_it_speaks_of("Fish; frozen, tunas, excluding fillets, fish meat of 0304")
    'fish; frozen, tunas, '
    >>> what_it_speaks_of("Dried beans; whether or not skinned or split")
    'dried beans; '
    """
    lowered = _SOWING.sub("seed for sowing ", text.lower())
    for pattern in _PATTERNS:
        lowered = pattern.sub("", lowered)
    return lowered


def is_the_rest(text: str) -> bool:
    """Whether a text only says that it is what remains."""
    return text.strip(" -.:").lower() in _REST


def join_ancestors(own: str, *above: str) -> str:
    """A readable text: its own words, after what stands above where it needs it."""
    kept = [text.strip() for text in above if text.strip()]
    own = own.strip()
    if own and not is_the_rest(own) and len(own.split()) > 3:
        return own
    parts = [part for part in [*kept, own] if part]
    return ": ".join(dict.fromkeys(parts))
