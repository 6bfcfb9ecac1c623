"""The closed words of papers and answers, as people read them on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from wadah.apps.requirements.answer_words import say_word
from wadah.apps.requirements.rule_files import find_source_title
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
    if get_language() != "id":
        return str(kept["title"])
    # A verdict kept by an earlier version holds the one title alone.
    own = kept.get("title_id") or find_source_title(kept.get("key", ""))
    return str(own or kept["title"])
