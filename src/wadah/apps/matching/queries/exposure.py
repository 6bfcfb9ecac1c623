"""What a buyer owes or will owe to businesses in Wadah, beside what is allowed."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from wadah.apps.matching.models import DueDiligence, RequestAnswer
from wadah.core.matching.buyer_terms import COVERED, Exposure, count_tonnes_value


def find_signed_diligence(buyer_id: int) -> DueDiligence | None:
    """The examination that two people signed and that has not run out."""
    signed = DueDiligence.objects.filter(
        buyer_id=buyer_id,
        state=DueDiligence.State.SIGNED,
        holds_until__gte=timezone.localdate(),
    )
    return signed.select_related("signed_by", "proposed_by").first()


def find_exposure(buyer_id: int, adding: RequestAnswer | None = None) -> Exposure:
    """Chosen answers of requests that still run, and one more that is to be chosen.

    What is paid in advance or by a bank is not owed by the buyer and is left out.
    """
    signed = find_signed_diligence(buyer_id)
    allowed = signed.exposure_amount if signed else None
    currency = signed.exposure_currency if signed else ""
    chosen = RequestAnswer.objects.filter(
        request__buyer_id=buyer_id,
        state=RequestAnswer.State.AWARDED,
        request__closed_at__isnull=True,
    ).select_related("request")
    rows = [row for row in chosen if adding is None or row.pk != adding.pk]
    if adding is not None:
        rows.append(adding)
    owed: list[Decimal | None] = [
        count_tonnes_value(row.kg, row.price_amount, row.price_currency, currency)
        for row in rows
        if row.request.payment not in COVERED
    ]
    return Exposure(allowed, tuple(owed))
