"""The closed lists with the product families of this installation."""

from __future__ import annotations

from wadah.apps.matching.word_lists import list_words
from wadah.apps.reference.models import ProductFamily
from wadah.core.requirements import Vocabulary


def get_words() -> Vocabulary:
    """The vocabulary; read from files once per process and set of families."""
    slugs = ProductFamily.objects.order_by().values_list("pk", flat=True)
    return list_words(frozenset(slugs))
