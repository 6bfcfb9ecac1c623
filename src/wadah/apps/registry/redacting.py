"""Takes what names one person out of texts and JSON, however it is written.

Values in, values out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

ERASED = "[dihapus]"
# Shorter ones would empty words that have nothing to do with the person.
MIN_LETTERS = 3
MIN_DIGITS = 9
_BETWEEN = r"[\s().\-/]*"
_COUNTRY = "62"


def make_pattern(identifiers: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for names, addresses and numbers; None when there are none.

    A phone number is found with 0, 62 or +62 before it and with any grouping.
    """
    parts = {_make_part(text) for text in identifiers if text}
    parts.discard("")
    if not parts:
        return None
    return re.compile("|".join(sorted(parts, key=len, reverse=True)), re.IGNORECASE)


def redact(value: Any, pattern: re.Pattern[str] | None) -> Any:
    """The same value without what the pattern finds, in the depth of lists and keys.

    >>> redact({"a": ["Siti A", "kopi"]}, make_pattern(["siti a"]))
    {'a': ['[dihapus]', 'kopi']}
    """
    if pattern is None:
        return value
    if isinstance(value, str):
        return pattern.sub(ERASED, value)
    if isinstance(value, dict):
        return {redact(key, pattern): redact(part, pattern)
                for key, part in value.items()}  # fmt: skip
    if isinstance(value, list):
        return [redact(part, pattern) for part in value]
    return value


def _make_part(text: str) -> str:
    text = text.strip()
    digits = re.sub(r"\D", "", text)
    if len(digits) >= MIN_DIGITS and not re.search(r"[^\W\d_]", text):
        return _make_number(digits)
    if len(text) < MIN_LETTERS:
        return ""
    words = r"\s+".join(re.escape(word) for word in text.split())
    return rf"(?<!\w){words}(?!\w)"


def _make_number(digits: str) -> str:
    national = digits.removeprefix(_COUNTRY).lstrip("0") or digits
    body = _BETWEEN.join(national)
    return rf"(?<!\d)(?:\+?{_COUNTRY}|0)*{_BETWEEN}{body}(?!\d)"
