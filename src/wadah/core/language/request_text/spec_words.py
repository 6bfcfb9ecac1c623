"""Every parameter with a number that a request may bind."""

from __future__ import annotations

from wadah.core.language.request_text.spec_word import NumberWord
from wadah.core.language.request_text.spec_words_content import CONTENT_WORDS
from wadah.core.language.request_text.spec_words_physical import PHYSICAL_WORDS

NUMBER_WORDS: tuple[NumberWord, ...] = (*CONTENT_WORDS, *PHYSICAL_WORDS)
"""The narrower name before the broader; the first that fits a place takes it."""
