"""Somebody asks for today's profile of a product to be kept."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.product import get_editable_product
from wadah.apps.validation.models import ProductReadiness
from wadah.apps.validation.readiness_history import keep_profile


@transaction.atomic
def refresh_readiness(
    *, actor: Actor, product: Product, as_of: date
) -> ProductReadiness | None:
    """Keep the profile as it is on `as_of`; None where nothing changed.

    Raises `Absent` for a product that is not the actor's to change.
    """
    product = get_editable_product(actor, product.pk)
    row = keep_profile(product, as_of)
    write_audit_row(
        actor=actor,
        verb="readiness.refreshed",
        target=product,
        after={"changed": row is not None, "score": row.score if row else None},
    )
    return row
