"""An officer holds kilograms of a month for a request."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.models import BuyerRequest, Promise
from wadah.apps.matching.process_rules import REQUEST_OPEN, CapacityShort
from wadah.apps.matching.queries.request import get_request
from wadah.apps.registry.models import CapacityMonth, Product
from wadah.apps.registry.queries.product import get_product
from wadah.core.values import InvalidInput, Month, Text


def promise_capacity(
    *, actor: Actor, request: BuyerRequest, product: Product,
    month: Month | date, kg: Decimal, expires_on: date,
) -> Promise:  # fmt: skip
    """Hold `kg` of the month (or the month of a day) until `expires_on`.

    Raises `Absent`, `InvalidInput`, or `CapacityShort` (MAT-01) with what is free.
    """
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    request = get_request(actor, request.pk)
    product = get_product(actor, product.pk)
    require(request.state == BuyerRequest.State.OPEN, REQUEST_OPEN)
    if kg <= 0:
        raise InvalidInput("kg", "above_zero", _ABOVE_ZERO)
    first = month.first_day() if isinstance(month, Month) else month.replace(day=1)
    try:
        return _hold(actor, request, product, first, kg, expires_on)
    except IntegrityError as error:
        raise CapacityShort(_free_kg(product, first), Month.of(first)) from error


@transaction.atomic
def _hold(
    actor: Actor, request: BuyerRequest, product: Product, month: date,
    kg: Decimal, expires_on: date,
) -> Promise:  # fmt: skip
    # One UPDATE: the database reads, adds and checks `promised_within_verified` under
    # its own row lock, so no reading of ours can be stale.
    changed = CapacityMonth.objects.filter(product=product, month=month).update(
        promised_kg=F("promised_kg") + kg
    )
    if changed == 0:
        raise CapacityShort(Decimal(0), Month.of(month))
    promise = Promise.objects.create(
        request=request, product=product, month=month, kg=kg,
        expires_on=expires_on, made_by_id=actor.user_id,
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="promise.made",
        target=promise,
        after={
            "request": request.pk,
            "product": product.pk,
            "month": str(Month.of(month)),
            "kg": str(kg),
            "expires_on": expires_on.isoformat(),
        },
    )
    return promise


def _free_kg(product: Product, month: date) -> Decimal:
    row = CapacityMonth.objects.filter(product=product, month=month).first()
    return row.verified_kg - row.promised_kg if row else Decimal(0)


_ABOVE_ZERO = Text("Jumlah harus lebih dari nol.", "The quantity must be above zero.")
