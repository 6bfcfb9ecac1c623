"""Finds what lets somebody be reached within a text: addresses, numbers, links.

Contact details stay hidden until both sides agree; they would leave by the words of a
request or by a message otherwise.
"""

from __future__ import annotations

import re

HIDDEN = "[...]"

_MAIL = re.compile(
    r"[\w.+-]+\s*(?:@|\(at\)|\[at\])\s*[\w-]+(?:\s*\.\s*[\w-]+)+", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:wa\.me|t\.me)/\S+", re.IGNORECASE)
# A plus or a zero first, nine digits at least: an amount such as 16 000 or 1.200.000
# is no number to call, a date such as 2026-12-01 neither.
_PHONE = re.compile(r"(?<![\d.,])(?:\+|00?)\d(?:[ ().-]?\d){7,14}(?!\d|,\d)")
_WORDS = re.compile(
    r"\b(?:whatsapp|wechat|telegram|skype|line id|wa)\s*[:=]?\s*\+?\d[\d ().-]{6,}",
    re.IGNORECASE,
)
_PATTERNS = (_MAIL, _LINK, _WORDS, _PHONE)


def has_contact(text: str) -> bool:
    """Whether the text tells how to reach somebody.

    Examples
    --------
    >>> has_contact("20 t FOB, USD 1.200.000, ship 2026-12-01")
    False
    >>> has_contact("write to me: ana @ firm.example")
    True
    """
    return any(pattern.search(text) for pattern in _PATTERNS)


def hide_contact(text: str) -> str:
    """The text with every way to reach somebody taken out.

    Examples
    --------
    >>> hide_contact("Call +49 40 1234567 or mail a@b.example.")
    'Call [...] or mail [...].'
    """
    for pattern in _PATTERNS:
        text = pattern.sub(HIDDEN, text)
    return text
