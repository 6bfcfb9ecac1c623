"""Marks that tell whether an index that is kept beside the tables is still right."""

from __future__ import annotations

from uuid import uuid4

from django.db import DatabaseError

from wadah.apps.reference.models import IndexMark

NOMENCLATURE = "nomenclature"
CONFIRMED = "confirmed_codes"


def touch_mark(name: str) -> None:
    """Make the mark new; call it in the transaction of the change."""
    IndexMark.objects.update_or_create(name=name, defaults={"mark": uuid4().hex})


def read_marks() -> dict[str, str]:
    """Every mark; none where there are no tables yet."""
    try:
        return dict(IndexMark.objects.values_list("name", "mark"))
    except DatabaseError:
        return {}
