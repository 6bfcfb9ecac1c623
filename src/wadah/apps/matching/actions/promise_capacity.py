"""An officer holds kilograms of months for a request: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.accounts.process_rules import require
from wadah.apps.matching.actions.expire_promises import expire_late
from wadah.apps.matching.models import BuyerRequest, Promise, RequestAnswer
from wadah.apps.matching.process_rules import REQUEST_OPEN, CapacityShort
from wadah.apps.matching.queries.request import get_request
from wadah.apps.registry.capacity_book import (
    Kind,
    Moves,
    move,
    with_patience,
    write_line,
)
from wadah.apps.registry.models import CapacityMonth, Product
from wadah.apps.registry.product_values import read_kg
from wadah.apps.registry.queries.product import visible_products
from wadah.core.values import InvalidInput, Month, Text

State = BuyerRequest.State
PROMISED_TO = frozenset({State.OPEN, State.ANSWERED, State.AWARDED})


@dataclass(frozen=True, slots=True)
class Share:
    """Kilograms of one product in one month."""

    product: Product
    month: Month
    kg: Decimal


def promise_capacity(
    *, actor: Actor, request: BuyerRequest, product: Product,
    month: Month | date, kg: Decimal, expires_on: date,
    answer: RequestAnswer | None = None,
) -> Promise:  # fmt: skip
    """Hold `kg` of the month (or the month of a day) until `expires_on`.

    Raises `Absent`, `InvalidInput`, or `CapacityShort` (MAT-01) with what is free.
    """
    wanted = month if isinstance(month, Month) else Month.of(month)
    share = Share(product, wanted, kg)
    return promise_shares(
        actor=actor, request=request, shares=[share], expires_on=expires_on,
        answer=answer,
    )[0]  # fmt: skip


def promise_shares(
    *, actor: Actor, request: BuyerRequest, shares: Sequence[Share], expires_on: date,
    answer: RequestAnswer | None = None,
) -> list[Promise]:  # fmt: skip
    """Hold every share, or none; the promises in the order of product and month.

    Raises `Absent`, `InvalidInput`, or `CapacityShort` (MAT-01) for the first month
    that has too little.
    """
    actor.must_reach(Subject.MEETINGS, Reach.CONSENTED, Reach.ALL)
    request = get_request(actor, request.pk)
    require(request.state in PROMISED_TO, REQUEST_OPEN)
    if answer is not None and answer.request_id != request.pk:
        raise InvalidInput("answer", "other_request", _OTHER)
    checked = _check_shares(actor, shares)
    # In one order of keys, so that two writers never wait for one another.
    checked.sort(key=lambda share: (share.product.pk, share.month))
    draft = Promise(
        request=request, answer=answer, expires_on=expires_on, made_by_id=actor.user_id
    )
    return with_patience(lambda: _hold_all(actor, draft, checked))


def _check_shares(actor: Actor, shares: Sequence[Share]) -> list[Share]:
    """The shares with products as the actor sees them; one query for all of them."""
    keys = {share.product.pk for share in shares}
    seen = visible_products(actor).select_related(None).in_bulk(keys)
    if len(seen) < len(keys):
        raise Absent(f"products {sorted(keys - set(seen))}")
    amounts = [read_kg("kg", share.kg) for share in shares]
    if not all(kg > 0 for kg in amounts):
        raise InvalidInput("kg", "above_zero", _ABOVE_ZERO)
    return [
        Share(seen[share.product.pk], share.month, kg)
        for share, kg in zip(shares, amounts, strict=True)
    ]


@transaction.atomic
def _hold_all(actor: Actor, draft: Promise, shares: Sequence[Share]) -> list[Promise]:
    today = timezone.localdate()
    return [_hold(actor, draft, share, today) for share in shares]


def _hold(actor: Actor, draft: Promise, share: Share, today: date) -> Promise:
    product, month, moves = (
        share.product, share.month.first_day(), Moves(promised_kg=share.kg)
    )  # fmt: skip
    if not move(product.pk, month, moves, today):
        # A promise past its day may stand in the way until the night.
        freed = expire_late(actor, product.pk, month, today)
        if not (freed and move(product.pk, month, moves, today)):
            raise CapacityShort(_free_kg(product, month, today), share.month)
    promise = Promise.objects.create(
        request=draft.request, answer=draft.answer, product=product, month=month,
        kg=share.kg, expires_on=draft.expires_on, made_by_id=draft.made_by_id,
    )  # fmt: skip
    write_line(
        actor, product.pk, month, Kind.PROMISED, moves,
        reference=f"promise:{promise.pk}",
    )  # fmt: skip
    write_audit_row(
        actor=actor,
        verb="promise.made",
        target=promise,
        after={
            "request": draft.request.pk,
            "answer": draft.answer.pk if draft.answer else None,
            "product": product.pk,
            "month": str(share.month),
            "kg": str(share.kg),
            "expires_on": draft.expires_on.isoformat(),
        },
    )
    return promise


def _free_kg(product: Product, month: date, today: date) -> Decimal:
    row = CapacityMonth.objects.filter(product=product, month=month).first()
    if row is None or (row.verified_until is not None and row.verified_until < today):
        return Decimal(0)
    return row.free_kg


_ABOVE_ZERO = Text("Jumlah harus lebih dari nol.", "The quantity must be above zero.")
_OTHER = Text(
    "Penawaran ini untuk permintaan lain.", "This offer is for another request."
)
