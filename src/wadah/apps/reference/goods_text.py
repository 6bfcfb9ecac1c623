"""What is taken as the description of goods, and what is refused."""

from __future__ import annotations

import unicodedata

from wadah.core.language import normalise
from wadah.core.values import InvalidInput, Text

LONGEST_TEXT = 2_000
LONGEST_REASON = 1_000
LONGEST_KEY = 500
_BLANKS = frozenset("\t\n\r")


def check_goods_text(text: str, field: str = "text") -> str:
    """The text without blanks around it. Raises `InvalidInput`."""
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(field, "text_too_long", _LONG)
    if any(unicodedata.category(sign) == "Cc" and sign not in _BLANKS for sign in text):
        raise InvalidInput(field, "control_characters", _CONTROL)
    words = " ".join(text.split())
    if not normalise(words):
        raise InvalidInput(field, "text_empty", _EMPTY)
    return words


def check_reason(reason: str) -> str:
    """The reason without blanks around it. Raises `InvalidInput`."""
    words = " ".join(reason.replace("\0", "").split())
    if not words:
        raise InvalidInput("reason", "reason_empty", _NO_REASON)
    if len(words) > LONGEST_REASON:
        raise InvalidInput("reason", "reason_too_long", _LONG_REASON)
    return words


def key_of(text: str) -> str:
    """The form in which two descriptions are the same."""
    return normalise(text)[:LONGEST_KEY]


_EMPTY = Text(
    "Tulis nama barangnya, misalnya biji kopi robusta belum disangrai.",
    "Write what the goods are, such as green robusta coffee beans.",
)
_LONG = Text(
    "Teks ini terlalu panjang. Tulis nama barangnya dalam paling banyak 2.000 tanda.",
    "This text is too long. Write what the goods are in at most 2,000 signs.",
)
_CONTROL = Text(
    "Teks ini berisi tanda kendali. Tulis sebagai teks biasa.",
    "This text holds control characters. Write it as plain text.",
)
_NO_REASON = Text(
    "Tulis alasannya, misalnya catatan bab atau surat bea cukai.",
    "Write the reason, such as a chapter note or a letter of the customs.",
)
_LONG_REASON = Text(
    "Alasan ini terlalu panjang. Tulis paling banyak 1.000 tanda.",
    "This reason is too long. Write at most 1,000 signs.",
)
