"""Rows of readiness: one a product and day, only where the profile changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from wadah.apps.registry.models import Product
from wadah.apps.validation.models import Case, ProductReadiness
from wadah.apps.validation.readiness_building import build_profile
from wadah.core.requirements import profile_to_json

_CHUNK = 200


def keep_every_profile(as_of: date) -> dict[str, int]:
    """Bring the rows of all products with a case or a row up to date: work of a night.

    A product that nobody held against a market has nothing to be ready for.
    """
    products = (
        Product.objects.filter(
            Exists(Case.objects.filter(product=OuterRef("pk")))
            | Exists(ProductReadiness.objects.filter(product=OuterRef("pk"))),
            business__merged_into__isnull=True,
        )
        .select_related("business")
        .order_by("pk")
    )
    counts = {"looked_at": 0, "changed": 0}
    for product in products.iterator(chunk_size=_CHUNK):
        counts["looked_at"] += 1
        counts["changed"] += keep_profile(product, as_of) is not None
    return counts


@transaction.atomic
def keep_profile(product: Product, as_of: date) -> ProductReadiness | None:
    """Keep the profile of the day; None where it says the same as the newest row.

    A second row of one day takes the place of the first.
    """
    profile, market = build_profile(product, as_of)
    result = {**profile_to_json(profile), "market": market}
    # The row of the product is the lock: two may press at the same time.
    Product.objects.select_for_update().get(pk=product.pk)
    newest = ProductReadiness.objects.filter(product=product, is_current=True).first()
    if newest is not None and (
        newest.day > as_of or _compared(newest.result) == _compared(result)
    ):
        return None
    ProductReadiness.objects.filter(product=product, is_current=True).update(
        is_current=False
    )
    row, _ = ProductReadiness.objects.update_or_create(
        product=product,
        day=as_of,
        defaults={
            "score": profile.score,
            "cap": profile.cap.code if profile.cap else "",
            "known_count": profile.known_count,
            "all_count": profile.all_count,
            "result": result,
            "is_current": True,
        },
    )
    return row


def _compared(result: dict[str, Any]) -> dict[str, Any]:
    """What makes a difference: findings, not the day on which they were looked at."""
    return {
        "score": result["score"],
        "cap": result["cap"] and [result["cap"]["code"], result["cap"]["rule"]],
        "market": result["market"],
        "shares": [
            [row["code"], row["share"]]
            for one in result["dimensions"]
            for row in one["indicators"]
        ],
    }
