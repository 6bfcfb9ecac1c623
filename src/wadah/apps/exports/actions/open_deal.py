"""An officer opens the deal of a business and a buyer."""

from __future__ import annotations

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.exports.models import Deal
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.matching.queries.request import get_request
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.product import get_product


@transaction.atomic
def open_deal(*, actor: Actor, request: BuyerRequest, product: Product) -> Deal:
    """Open it, or return the one there is for this request and product.

    Raises `Absent` when the actor may not open deals or see either side.
    """
    actor.must_reach(Subject.DEALS, Reach.CONSENTED, Reach.ALL)
    request = get_request(actor, request.pk)
    product = get_product(actor, product.pk)
    deal, created = Deal.objects.get_or_create(
        request=request, product=product, defaults={"opened_by_id": actor.user_id}
    )
    if created:
        write_audit_row(
            actor=actor,
            verb="deal.opened",
            target=deal,
            after={"request": request.pk, "product": product.pk},
        )
    return deal
