"""The figures by which the size of a business is told are set."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.business_values import describe, set_values
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.registry.typed_values import changed_fields


@transaction.atomic
def set_size_class(
    *, actor: Actor, business: Business, capital_idr: Decimal | int | None,
    annual_sales_idr: Decimal | int | None, stated: str = "",
) -> Business:  # fmt: skip
    """Set capital and annual sales; class and rule follow from them.

    Without either figure the class that was stated stands, without a rule.
    Raises `Absent` or `InvalidInput`.
    """
    business = get_editable_business(actor, business.pk)
    before = describe(business)
    set_values(
        business,
        {
            "capital_idr": capital_idr,
            "annual_sales_idr": annual_sales_idr,
            "size_class": stated,
        },
    )
    business.save()
    old, new = changed_fields(before, describe(business))
    write_audit_row(
        actor=actor, verb="business.size_set", target=business, before=old, after=new
    )
    return business
