"""Shows a business and its published products to everybody, or hides them."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.process_rules import CONFIRMED_FIRST, require
from wadah.apps.registry.models import Business
from wadah.apps.registry.product_index import index_products
from wadah.apps.registry.queries.business import get_editable_business


@transaction.atomic
def publish_business(*, actor: Actor, business: Business, published: bool) -> Business:
    """Set whether the profile is public. Raises `Absent`, `Refused` (ACC-01)."""
    require(actor.is_confirmed or not published, CONFIRMED_FIRST)
    business = get_editable_business(actor, business.pk)
    before = business.is_published
    business.is_published = published
    business.save(update_fields=["is_published", "updated_at"])
    index_products(business.products.values_list("pk", flat=True))
    write_audit_row(
        actor=actor,
        verb="business.published" if published else "business.hidden",
        target=business,
        before={"is_published": before},
        after={"is_published": published},
    )
    return business
