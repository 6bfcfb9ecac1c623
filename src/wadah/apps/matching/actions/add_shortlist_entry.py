"""An officer puts one more product on a draft."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.matching.models import Shortlist, ShortlistEntry
from wadah.apps.matching.queries.shortlist import choosable_products
from wadah.apps.matching.shortlist_moves import (
    lock_shortlist,
    mark_changed,
    must_choose,
)
from wadah.apps.registry.models import Product
from wadah.core.values import InvalidInput, Text


@transaction.atomic
def add_shortlist_entry(
    *, actor: Actor, shortlist: Shortlist, product: Product, note: str = ""
) -> ShortlistEntry:
    """Last in order, with what the match was made of where there is one.

    Raises `Absent`, `InvalidInput` (there already), `Refused` (MAT-50).
    """
    must_choose(actor)
    row = lock_shortlist(actor, shortlist)
    if not choosable_products(actor, row.request).filter(pk=product.pk).exists():
        raise Absent(f"product {product.pk}")
    mark_changed(row, actor)
    if row.entries.filter(product=product).exists():
        raise InvalidInput("product", "twice", _TWICE)
    last = row.entries.aggregate(last=Max("position"))["last"] or 0
    match = row.request.matches.filter(product=product).first()
    entry = row.entries.create(
        product=product,
        position=last + 1,
        note=note.strip()[:500],
        score=match.score if match else None,
        parts=match.parts if match else {},
    )
    write_audit_row(
        actor=actor,
        verb="shortlist.product_added",
        target=row,
        after={"product": product.pk, "position": entry.position, "note": entry.note},
    )
    return entry


_TWICE = Text("Produk ini sudah ada di daftar.", "This product is on the list already.")
