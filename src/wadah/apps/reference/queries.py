"""Reads of reference rows that later steps need; public, so no actor is asked for."""

from __future__ import annotations

from datetime import date

from wadah.apps.reference.models import DocumentType, ExchangeRate, Parameter


def list_words_not_offered(
    model: type[DocumentType] | type[Parameter], day: date
) -> frozenset[str]:
    """Slugs that an administrator has taken out of the forms by `day`."""
    off = model.objects.filter(disabled_from__lte=day)
    return frozenset(off.values_list("pk", flat=True))


def find_rate(currency: str, kind: str, day: date) -> ExchangeRate | None:
    """The last rate at or before `day`; None when there is none so old."""
    rates = ExchangeRate.objects.filter(
        currency_id=currency, kind=kind, valid_on__lte=day
    )
    return rates.order_by("-valid_on").first()
