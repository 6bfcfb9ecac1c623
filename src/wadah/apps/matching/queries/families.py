"""A family and what its goods are mistaken for."""

from __future__ import annotations

from collections.abc import Iterable

from wadah.apps.reference.models import ProductFamily


def with_neighbours(families: Iterable[str]) -> set[str]:
    """The families and their neighbours, so that a near miss is told as one."""
    slugs = set(families)
    rows = ProductFamily.objects.filter(pk__in=slugs).values_list("details", flat=True)
    for details in rows:
        slugs.update(details.get("mistaken_for", []))
    return slugs
