"""The vocabulary with the list of packing that matching also needs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from wadah.apps.matching.words import PACKINGS
from wadah.apps.requirements.rule_files import load_vocabulary
from wadah.core.requirements import Vocabulary


@cache
def list_words(families: frozenset[str]) -> Vocabulary:
    """Every closed list, for the families given."""
    words = load_vocabulary(families)
    return replace(words, lists={**words.lists, "packing": frozenset(PACKINGS)})
