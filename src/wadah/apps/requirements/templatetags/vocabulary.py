"""The closed words of papers and answers, as people read them on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from wadah.apps.requirements.answer_words import say_word
from wadah.core.requirements.rules import Source

register = template.Library()


@register.filter
def word(value: object) -> str:
    """The name of a word in the reader's language; of several, parted by commas."""
    words = value if isinstance(value, (list, tuple)) else [value]
    language = get_language() or "id"
    return ", ".join(say_word(str(one), language) for one in words)


@register.filter
def source_title(source: Source | Mapping[str, Any]) -> str:
    """The title of a source in the reader's language, of a rule or a kept verdict."""
    kept = source.as_json() if isinstance(source, Source) else source
    own = kept.get("title_id") if get_language() == "id" else None
    return str(own or kept["title"])
