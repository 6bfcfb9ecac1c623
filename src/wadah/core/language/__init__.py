"""Words people write, read as product families."""

from wadah.core.language.activity import families_of_activity, family_of_activity
from wadah.core.language.normalise import content_words, normalise
from wadah.core.language.search import FamilyHit, search_families
from wadah.core.language.thesaurus import (
    Family,
    FamilyTerm,
    Thesaurus,
    build_thesaurus,
)

__all__ = [
    "Family",
    "FamilyHit",
    "FamilyTerm",
    "Thesaurus",
    "build_thesaurus",
    "content_words",
    "families_of_activity",
    "family_of_activity",
    "normalise",
    "search_families",
]
