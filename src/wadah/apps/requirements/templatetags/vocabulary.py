"""The closed words of papers and answers, as people read them on a page."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from wadah.apps.requirements.answer_words import say_word

register = template.Library()


@register.filter
def word(value: object) -> str:
    """The name of a word in the reader's language; of several, parted by commas."""
    words = value if isinstance(value, (list, tuple)) else [value]
    language = get_language() or "id"
    return ", ".join(say_word(str(one), language) for one in words)
