"""Matches, refusals, pool and promises of a request, as far as one may see them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import BuyerRequest, Match, Promise, Refusal
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.business import of_visible
from wadah.apps.registry.shown import SHOWN

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One share of a pool; the name is empty where the actor may not read it."""

    business: str
    product: str
    month: str
    kg: Decimal


def list_matches(actor: Actor, request: BuyerRequest) -> QuerySet[Match]:
    """Best first. A buyer gets published products only, an owner his own."""
    matches = request.matches.select_related("product__business", "product__family")
    return _of_readable_products(actor, matches)


def list_refusals(actor: Actor, request: BuyerRequest) -> QuerySet[Refusal]:
    """Why products cannot fill it; a buyer never reads what a business lacks."""
    refusals = request.refusals.select_related("product__business")
    if not may_see_refusals(actor):
        return refusals.none()
    return _of_readable_products(actor, refusals).order_by("product__name", "pk")


def may_see_refusals(actor: Actor) -> bool:
    return actor.reach(Subject.REQUESTS) in (Reach.ALL, Reach.MATCHED)


def list_promises(actor: Actor, request: BuyerRequest) -> QuerySet[Promise]:
    """Promises held for the request, of the products the actor may read."""
    if not may_see_refusals(actor):
        return Promise.objects.none()
    promises = request.promises.select_related("product__business")
    return _of_readable_products(actor, promises)


def list_pool_rows(actor: Actor, request: BuyerRequest) -> list[PoolRow]:
    """Shares of the pool by business and month.

    An owner gets his own; a buyer gets all, those not published without a name.
    """
    shares: list[dict[str, Any]] = request.pool.get("shares", [])
    keys = {int(share["product"]) for share in shares}
    products = Product.objects.filter(pk__in=keys).select_related("business")
    by_key = {product.pk: product for product in readable_products(actor, products)}
    only_own = actor.reach(Subject.REQUESTS) is Reach.MATCHED
    rows = []
    for share in shares:
        product = by_key.get(int(share["product"]))
        if product is None and only_own:
            continue
        rows.append(
            PoolRow(
                business=product.business.name if product else "",
                product=product.name if product else "",
                month=str(share["month"]),
                kg=Decimal(str(share["kg"])),
            )
        )
    return rows


def readable_products(actor: Actor, products: QuerySet[Product]) -> QuerySet[Product]:
    """Those whose business the actor may read in a request."""
    reach = actor.reach(Subject.REQUESTS)
    if reach is Reach.ALL:
        return products.filter(of_visible(actor, "business_id"))
    if reach is Reach.MATCHED and actor.organisation_id is not None:
        return products.filter(business__organisation_id=actor.organisation_id)
    if reach is Reach.OWN:
        return products.filter(SHOWN)
    return products.none()


def _of_readable_products(actor: Actor, rows: QuerySet[Row]) -> QuerySet[Row]:
    readable = readable_products(actor, Product.objects.all())
    return rows.filter(product__in=readable)
