"""An officer writes a note on a product of a draft, or moves it up or down."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.models import ShortlistEntry
from wadah.apps.matching.queries.shortlist import get_entry
from wadah.apps.matching.shortlist_moves import (
    lock_shortlist,
    mark_changed,
    must_choose,
)


@transaction.atomic
def change_shortlist_entry(
    *, actor: Actor, entry: ShortlistEntry, note: str | None = None, places: int = 0
) -> ShortlistEntry:
    """`places` below zero is towards the top; beyond an end it stops there.

    Raises `Absent`, `Refused` (MAT-50).
    """
    must_choose(actor)
    shortlist = lock_shortlist(actor, get_entry(actor, entry.pk).shortlist)
    mark_changed(shortlist, actor)
    rows = list(shortlist.entries.all())
    old_place = next(place for place, row in enumerate(rows) if row.pk == entry.pk)
    row = rows.pop(old_place)
    before = {"position": old_place + 1, "note": row.note}
    if note is not None:
        row.note = note.strip()[:500]
    rows.insert(min(max(old_place + places, 0), len(rows)), row)
    for position, one in enumerate(rows, 1):
        one.position = position
    ShortlistEntry.objects.bulk_update(rows, ["position", "note"])
    write_audit_row(
        actor=actor,
        verb="shortlist.product_changed",
        target=shortlist,
        before={"product": row.product_id, **before},
        after={
            "product": row.product_id, "position": row.position, "note": row.note,
        },
    )  # fmt: skip
    return row
