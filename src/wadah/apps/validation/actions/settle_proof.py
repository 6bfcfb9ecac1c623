"""What is shown to buyers follows the proof, without anybody pressing a button."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Product
from wadah.apps.registry.product_index import index_products
from wadah.apps.validation.messages import tell_about_proof
from wadah.apps.validation.models import CaseDecision
from wadah.apps.validation.proof import is_proved


@transaction.atomic
def settle_proof(*, actor: Actor, product: Product, today: date) -> bool:
    """Set whether an approval stands behind the product; tell whether that changed.

    Owner and officers hear of it where the product is, or was, in sight of buyers.
    """
    product = Product.objects.select_for_update().get(pk=product.pk)
    stands = is_proved(product, today)
    if stands == product.is_proved:
        return False
    product.is_proved = stands
    product.save(update_fields=["is_proved"])
    index_products([product.pk])
    write_audit_row(
        actor=actor,
        verb="product.proof_stands" if stands else "product.proof_ended",
        target=product,
        before={"is_proved": not stands},
        after={"is_proved": stands},
    )
    if product.is_published:
        tell_about_proof(product, stands)
    return True


def settle_proofs(*, actor: Actor, today: date) -> dict[str, int]:
    """Every product that was ever approved; each by itself, so one stops no other."""
    counts = {"looked_at": 0, "shown": 0, "withdrawn": 0}
    for product in _list_decided():
        counts["looked_at"] += 1
        if settle_proof(actor=actor, product=product, today=today):
            counts["withdrawn" if product.is_proved else "shown"] += 1
    return counts


def _list_decided() -> Iterator[Product]:
    approved = CaseDecision.objects.filter(outcome=CaseDecision.Outcome.APPROVED)
    ids = approved.order_by().values("case__product")
    return Product.objects.filter(pk__in=ids).order_by("pk").iterator()
