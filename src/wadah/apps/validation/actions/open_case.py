"""A product and lot are to be held against a market on the dates of a shipment."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import Market
from wadah.apps.registry.models import Lot, Product
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.validation.case_document import check_case, make_case_document
from wadah.apps.validation.models import Case
from wadah.core.values import InvalidInput, Text, unknown_word

_DATES = ("declared_on", "departs_on", "arrives_on", "placed_on")
_PARTS = ("consignment", "parties", "contract")


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    product: Product,
    destination: str,
    lot: Lot | None = None,
    **plan: Any,
) -> Case:
    """Open a case; it is judged by `assess_case`.

    `plan` takes declared_on, departs_on, arrives_on, placed_on, consignment, parties
    and contract. Raises `Absent` for a product that is not the actor's to change,
    `InvalidInput` for an unknown market or word.
    """
    get_editable_business(actor, product.business_id)
    unknown = set(plan) - {*_DATES, *_PARTS}
    if unknown:
        raise unknown_word("plan", sorted(unknown)[0], [*_DATES, *_PARTS])
    if not Market.objects.filter(pk=destination).exists():
        known = Market.objects.values_list("pk", flat=True)
        raise unknown_word("destination", destination, known)
    if lot is not None and lot.product_id != product.pk:
        message = Text("Lot ini milik produk lain.", "This lot is another product's.")
        raise InvalidInput("lot", "other_product", message)
    case = Case(
        product=product,
        lot=lot,
        destination_id=destination,
        consignment=plan.get("consignment") or {},
        parties=plan.get("parties") or {},
        contract=plan.get("contract") or [],
        opened_by_id=actor.user_id,
        **{name: plan.get(name) for name in _DATES},
    )
    check_case(make_case_document(case, evidence=False))
    case.save()
    write_audit_row(
        actor=actor,
        verb="case.opened",
        target=case,
        after={"product": product.pk, "destination": destination},
    )
    return case
